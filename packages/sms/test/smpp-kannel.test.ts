import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { InboundMessage } from '@clinicarrivals/core';
import { createSmppGateway } from '@clinicarrivals/sms/smpp';
import { describe, expect, it } from 'vitest';
import { findFreePort } from './emulate-process.ts';
import { until } from './smpp-wire.ts';

/** An SMSC for tests that knows no transceiver, names no ids, and logs the words that it is given. */
const program = '/usr/lib/kannel/test/drive_smpp';

describe.runIf(existsSync(program))("against Kannel's own SMSC for SMPP [linux only: Debian's kannel-extras]", () => {
  it('binds twice, answers its enquiries, takes what it delivers and is understood', async () => {
    // It also wants to speak to a bearerbox at this port, and does if there is one.
    const bearerbox = createServer().listen(13_001, '127.0.0.1');
    bearerbox.on('error', () => undefined);
    const port = await findFreePort();
    const smsc = spawn(program, ['-v', '0', '-p', String(port), '-m', '20'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    smsc.stderr.setEncoding('utf8').on('data', (words: string) => (log += words));
    const messages: InboundMessage[] = [];
    let bound = 0;
    const gateway = createSmppGateway({
      url: `smpp://127.0.0.1:${port}`,
      systemId: 'foo',
      password: 'bar',
      bind: 'separate',
      from: '+61480000001',
      logger: { log: (_, words) => void (words === '[smpp] bound' && (bound += 1)) },
    });
    try {
      await gateway.connect({
        receive: async (message) => void messages.push(message),
        receiveReceipt: async () => undefined,
      });
      await until(() => messages.length === 20);
      expect(messages.map(({ body }) => Number(body))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(new Set(messages.map(({ gatewayId }) => gatewayId)).size).toBe(20);
      await until(() => bound === 2);
      const text = { id: 'a1:DoctorReady:0', to: '+61491570156', validUntil: Date.now() + 600_000 } as const;
      const { gatewayId } = await gateway.send({ ...text, body: 'Please come in' });
      expect(gatewayId).toMatch(/^[\da-f]{32}$/);
      await gateway.send({ ...text, id: 'a1:DoctorReady:1', body: 'The doctor is ready. '.repeat(20) });
      await until(() => (log.match(/submit_sm: short_message/g) ?? []).length === 4);
      expect(log).toContain('short_message = <Please come in>');
      expect(log).toContain('Handling SMPP PDU of type enquire_link_resp');
      expect(log).not.toMatch(/ERROR|garbage|unpacking failed/);
    } finally {
      await gateway.close();
      smsc.kill('SIGKILL');
      bearerbox.close();
    }
  });
});
