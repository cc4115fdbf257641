import type { Clock, InboundMessage, MessageReceipt, OutboundMessage } from '@clinicarrivals/core';
import { createSmppGateway } from '@clinicarrivals/sms/smpp';
import type { SmppGateway, SmppGatewayOptions } from '@clinicarrivals/sms/smpp';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createOwnCertificate } from './own-certificate.ts';
import { textBySmpp } from './smpp-example.ts';
import { startSmppServer } from './smpp-server.ts';
import type { SmppServer } from './smpp-server.ts';
import { bodiesSent, submitted, until, untilBound } from './smpp-wire.ts';

const ours = { destination_addr: '61480000001', dest_addr_ton: 1 };
const patient = { source_addr: '61491570156', source_addr_ton: 1 };

/** On which an hour is a minute and twelve seconds. */
const fastClock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs / 50);
    return () => clearTimeout(timer);
  },
};

/** So long that nothing is given up while the clock is fast. */
const patience = { timeoutMs: 600_000, enquireMs: 600_000 };

/** A gateway that is bound, its SMSC, and what came in. */
interface Line {
  readonly gateway: SmppGateway;
  readonly server: SmppServer;
  readonly messages: InboundMessage[];
  readonly receipts: MessageReceipt[];
  /** How often the receiver fails before it takes something. */
  failures: number;
}

async function onLine(test: (line: Line) => Promise<void>, options: Partial<SmppGatewayOptions> = {}): Promise<void> {
  const server = await startSmppServer();
  const gateway = createSmppGateway({
    url: server.url,
    systemId: 'clinic',
    password: 'secret',
    from: '+61480000001',
    ...options,
  });
  const line: Line = { gateway, server, messages: [], receipts: [], failures: 0 };
  const take = (): void => {
    if (line.failures === 0) return;
    line.failures -= 1;
    throw new Error('the disk is full');
  };
  try {
    await gateway.connect({
      receive: async (message) => {
        take();
        line.messages.push(message);
      },
      receiveReceipt: async (receipt) => {
        take();
        line.receipts.push(receipt);
      },
    });
    await untilBound(server);
    await test(line);
  } finally {
    await gateway.close();
    await server.close();
  }
}

function newText(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  const validUntil = Date.now() + 90_061_500;
  return { id: 'a1:DoctorReady:0', to: '+61491570156', body: 'Please come in', validUntil, ...changes };
}

describe('a text', () => {
  it('goes with both numbers, its validity, its urgency, and the wish for a receipt', async () => {
    await onLine(async ({ gateway, server }) => {
      expect(await gateway.send(newText({ isUrgent: true }))).toMatchObject({ gatewayId: 'id-1' });
      expect(server.pdus[0]).toMatchObject({ command: 'bind_transceiver', system_id: 'clinic', password: 'secret' });
      expect(submitted(server)).toMatchObject([
        {
          source_addr: '61480000001',
          source_addr_ton: 1,
          source_addr_npi: 1,
          destination_addr: '61491570156',
          dest_addr_ton: 1,
          dest_addr_npi: 1,
          registered_delivery: 1,
          priority_flag: 1,
          data_coding: 0,
          esm_class: 0,
        },
      ]);
      // The package reads a relative time as the moment that it means: a day, an hour, a minute and a second.
      const until = submitted(server)[0]?.['validity_period'] as Date;
      expect(Math.abs(until.getTime() - Date.now() - 90_061_000)).toBeLessThan(2000);
    });
  });

  it.each([
    ['[GSM] {€} ~^\\| @£ ñ Ω', 0, 1],
    ['x'.repeat(160), 0, 1],
    ['x'.repeat(161), 0, 2],
    [`${'x'.repeat(152)}€${'y'.repeat(20)}`, 0, 2],
    ['ж'.repeat(70), 8, 1],
    [`${'ж'.repeat(66)}🙂${'ж'.repeat(20)}`, 8, 2],
    ['The doctor is ready. '.repeat(80).slice(0, 1600), 0, 11],
  ])('is split nowhere within a character: %j', async (body, dataCoding, parts) => {
    await onLine(async ({ gateway, server }) => {
      await gateway.send(newText({ body }));
      expect(bodiesSent(server, '+61491570156')).toEqual([body]);
      expect(submitted(server).map((pdu) => pdu['data_coding'])).toEqual(
        Array.from({ length: parts }, () => dataCoding),
      );
      const wishes = submitted(server).map((pdu) => pdu['registered_delivery']);
      expect(wishes).toEqual([...Array.from({ length: parts - 1 }, () => 0), 1]);
    });
  });

  it('that is long goes whole where the SMSC takes that', async () => {
    const body = 'long '.repeat(60);
    await onLine(
      async ({ gateway, server }) => {
        await gateway.send(newText({ body }));
        expect(submitted(server)).toMatchObject([{ esm_class: 0, message_payload: { message: body } }]);
      },
      { longTexts: 'payload' },
    );
  });

  it('of which a part is not taken at the moment is completed, and its parts keep their reference', async () => {
    await onLine(async ({ gateway, server }) => {
      server.failNext(0, 0x58, 0);
      const body = 'x'.repeat(200);
      await gateway.send(newText({ body }));
      expect(bodiesSent(server, '+61491570156')).toEqual([body]);
    });
  });

  it('of which a part was taken and another refused is in doubt: it must not be sent whole again', async () => {
    await onLine(async ({ gateway, server }) => {
      server.failNext(0, 0x0b);
      await expect(gateway.send(newText({ body: 'x'.repeat(200) }))).rejects.toMatchObject({ failure: 'in-doubt' });
    });
  });

  it('that is not answered in time is in doubt', async () => {
    await onLine(
      async ({ gateway, server }) => {
        server.failNext('silence');
        await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'in-doubt' });
        expect(submitted(server)).toHaveLength(1);
      },
      { timeoutMs: 100 },
    );
  });

  it('cannot be sent before it is connected, and may be tried again', async () => {
    const gateway = createSmppGateway({
      url: 'smpp://127.0.0.1:9',
      systemId: 'c',
      password: 's',
      from: '+61480000001',
    });
    await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'retry' });
  });

  it('is known by the decimal id of its receipt where the SMSC writes it so', async () => {
    await onLine(
      async ({ gateway, server }) => {
        expect((await gateway.send(newText())).gatewayId).toBe('id-1');
        server.nameNext('2d84d99');
        expect((await gateway.send(newText())).gatewayId).toBe('47730073');
      },
      { receiptIds: 'decimal' },
    );
  });
});

describe('a connection', () => {
  it('that is lost is made again, and texts go on', async () => {
    await onLine(async ({ gateway, server }) => {
      server.hangUp();
      await untilBound(server, 2);
      expect(await gateway.send(newText())).toMatchObject({ gatewayId: 'id-1' });
    });
  });

  it('that gives no sign of life is made again', async () => {
    await onLine(
      async ({ server }) => {
        server.ignoreEnquiries();
        await untilBound(server, 2);
      },
      { enquireMs: 1000, timeoutMs: 200 },
    );
  });

  it('that is refused for its password makes texts a matter of configuration, without the password in words', async () => {
    await onLine(async ({ gateway, server }) => {
      server.refuseBinds(0x0e);
      server.hangUp();
      await untilBound(server, 2);
      const error: unknown = await gateway.send(newText()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ failure: 'configuration', vendorCode: '0x0000000e' });
      expect(String(error)).not.toMatch(/secret|clinic|61491570156/);
      server.refuseBinds(0);
      await untilBound(server, 3);
      expect(await gateway.send(newText())).toMatchObject({ gatewayId: 'id-1' });
    });
  });

  it('over TLS is not made where the certificate is not trusted, which is a matter of configuration', async () => {
    const { pem, privateKey } = createOwnCertificate();
    const server = createServer({ cert: pem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) });
    // The other end turns away.
    server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A TCP server's address is an object, never a path.
    const { port } = server.address() as AddressInfo;
    const account = { systemId: 'clinic', password: 'secret', from: '+61480000001' };
    const warnings: string[] = [];
    const gateway = createSmppGateway({
      ...account,
      url: `smpps://127.0.0.1:${port}`,
      logger: { log: (_, words) => void warnings.push(words) },
    });
    await gateway.connect({ receive: async () => undefined, receiveReceipt: async () => undefined });
    await until(() => warnings.length > 0);
    await expect(gateway.send(newText())).rejects.toMatchObject({
      failure: 'configuration',
      message: expect.stringContaining('certificate not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)'),
    });
    await gateway.close();
    server.close();
  });

  it('is begun once', async () => {
    await onLine(async ({ gateway }) => {
      const again = gateway.connect({ receive: async () => undefined, receiveReceipt: async () => undefined });
      await expect(again).rejects.toMatchObject({ code: 'configuration' });
    });
  });

  it('says goodbye when it is closed', async () => {
    await onLine(async ({ gateway, server }) => {
      await gateway.close();
      await until(() => server.pdus.some(({ command }) => command === 'unbind'));
    });
  });
});

describe('a delivered text', () => {
  it.each(['here', 'I’m here + 100% waiting 🙂\nat the door', ''])('is read letter for letter: %j', async (body) => {
    await onLine(async ({ server, messages }) => {
      expect(await server.deliver({ ...ours, ...patient, short_message: body })).toBe(0);
      expect(messages).toEqual([
        {
          gatewayId: expect.any(String),
          from: '+61491570156',
          to: '+61480000001',
          body,
          receivedAt: null,
          carrierKeyword: null,
        },
      ]);
    });
  });

  it('is acknowledged when it is durable, and has the same id when it comes again', async () => {
    await onLine(async (line) => {
      const { server, messages } = line;
      line.failures = 1;
      expect(await server.deliver({ ...ours, ...patient, short_message: 'yes' })).toBe(0x64);
      expect(messages).toEqual([]);
      expect(await server.deliver({ ...ours, ...patient, short_message: 'yes' })).toBe(0);
      expect(await server.deliver({ ...ours, ...patient, short_message: 'yes' })).toBe(0);
      // What comes after the acknowledgement is another text of the patient.
      expect(new Set(messages.map(({ gatewayId }) => gatewayId)).size).toBe(2);
    });
  });

  it('that is data is taken, lest it is delivered for days', async () => {
    await onLine(async ({ server, messages }) => {
      const data = { data_coding: 4, short_message: Buffer.from([1, 2, 3]) };
      expect(await server.deliver({ ...ours, ...patient, ...data })).toBe(0);
      expect(messages).toEqual([]);
    });
  });

  const partOf = (number: number, body: string): Record<string, unknown> => ({
    ...ours,
    ...patient,
    short_message: { udh: Buffer.from([5, 0, 3, 77, 3, number]), message: body },
  });

  it('in parts is put together in any order, and no part is acknowledged before all are durable', async () => {
    await onLine(async (line) => {
      const { server, messages } = line;
      const answers: number[] = [];
      const deliver = (number: number, body: string): Promise<unknown> =>
        server.deliver(partOf(number, body)).then((status) => answers.push(status));
      const first = deliver(3, ' 🙂 end');
      const second = deliver(1, 'begin ');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(answers).toEqual([]);
      await Promise.all([first, second, deliver(2, 'middle')]);
      expect(answers).toEqual([0, 0, 0]);
      expect(messages.map(({ body }) => body)).toEqual(['begin middle 🙂 end']);
    });
  });

  it('in parts that could not be stored is not acknowledged in any part, and is whole when all come again', async () => {
    await onLine(async (line) => {
      line.failures = 1;
      const deliverAll = (): Promise<number[]> =>
        Promise.all([1, 2, 3].map((number) => line.server.deliver(partOf(number, `<${number}>`))));
      expect(await deliverAll()).toEqual([0x64, 0x64, 0x64]);
      expect(await deliverAll()).toEqual([0, 0, 0]);
      expect(line.messages.map(({ body }) => body)).toEqual(['<1><2><3>']);
    });
  });

  it('in parts that come one at a time, each when the one before is acknowledged, is put together too', async () => {
    await onLine(
      async ({ server, messages }) => {
        for (const number of [1, 2, 3]) expect(await server.deliver(partOf(number, `<${number}>`))).toBe(0);
        expect(messages.map(({ body }) => body)).toEqual(['<1><2><3>']);
      },
      { ...patience, clock: fastClock },
    );
  });

  it('in parts of which the SMSC keeps none any more is handed on with a gap when the connection is closed', async () => {
    await onLine(
      async ({ gateway, server, messages }) => {
        expect(await server.deliver(partOf(1, 'begin '))).toBe(0);
        expect(messages).toEqual([]);
        await gateway.close();
        expect(messages.map(({ body }) => body)).toEqual(['begin […][…]']);
      },
      { ...patience, clock: fastClock },
    );
  });

  it('in parts of which the others never come is handed on with a gap after ten minutes', async () => {
    await onLine(
      async (line) => {
        line.failures = 1;
        expect(await line.server.deliver(partOf(2, 'middle'))).toBe(0);
        await until(() => line.failures === 0);
        // Nobody else has it any more, so that it is stored as soon as that works.
        await until(() => line.messages.length === 1);
        expect(line.messages.map(({ body }) => body)).toEqual(['[…]middle[…]']);
      },
      {
        ...patience,
        clock: { ...fastClock, schedule: (delayMs, callback) => fastClock.schedule(delayMs / 10, callback) },
      },
    );
  });

  it('by the fields of the standard for parts is put together as well', async () => {
    await onLine(async ({ server, messages }) => {
      const part = (number: number): Record<string, unknown> => ({
        ...ours,
        ...patient,
        short_message: `<${number}>`,
        sar_msg_ref_num: 9,
        sar_total_segments: 2,
        sar_segment_seqnum: number,
      });
      expect(await Promise.all([server.deliver(part(2)), server.deliver(part(1))])).toEqual([0, 0]);
      expect(messages.map(({ body }) => body)).toEqual(['<1><2>']);
    });
  });
});

describe('a receipt', () => {
  const report = (stat: string, err = '000'): string =>
    `id:0123456789 sub:001 dlvrd:001 submit date:2605040900 done date:2605040901 stat:${stat} err:${err} text:Please come in`;

  it.each([
    ['DELIVRD', '000', 'delivered', null, null],
    ['ACCEPTD', '000', 'sent', null, null],
    ['EXPIRED', '027', 'undelivered', 'retry', '027'],
    ['UNDELIV', '000', 'undelivered', 'permanent', 'UNDELIV'],
    ['REJECTD', '011', 'undelivered', 'permanent', '011'],
  ])('in words says %s %s', async (stat, err, status, failure, vendorCode) => {
    await onLine(async ({ server, receipts, messages }) => {
      const fields = { ...ours, ...patient, esm_class: 4, short_message: report(stat, err) };
      expect(await server.deliver(fields)).toBe(0);
      expect(receipts).toEqual([{ gatewayId: '0123456789', status, failure, vendorCode }]);
      expect(messages).toEqual([]);
    });
  });

  it('by its fields is believed before its words', async () => {
    await onLine(async ({ server, receipts }) => {
      const fields = { receipted_message_id: 'id-7', message_state: 2, short_message: report('UNDELIV') };
      expect(await server.deliver({ ...ours, ...patient, esm_class: 4, ...fields })).toBe(0);
      expect(receipts).toMatchObject([{ gatewayId: 'id-7', status: 'delivered' }]);
    });
  });

  it('is acknowledged when it is durable', async () => {
    await onLine(async (line) => {
      line.failures = 1;
      const fields = { ...ours, ...patient, esm_class: 4, short_message: report('DELIVRD') };
      expect(await line.server.deliver(fields)).toBe(0x64);
      expect(await line.server.deliver(fields)).toBe(0);
      expect(line.receipts).toHaveLength(1);
    });
  });

  it('that says nothing, and a notice on the way, are acknowledged', async () => {
    await onLine(async ({ server, receipts, messages }) => {
      expect(await server.deliver({ ...ours, ...patient, esm_class: 4, short_message: 'hm' })).toBe(0);
      expect(await server.deliver({ ...ours, ...patient, esm_class: 0x20, short_message: report('ENROUTE') })).toBe(0);
      expect([...receipts, ...messages]).toEqual([]);
    });
  });
});

describe('an option that is wrong', () => {
  it.each<[Partial<SmppGatewayOptions>, string]>([
    [{ url: 'http://smsc' }, 'smpp.url'],
    [{ password: 'longer than eight' }, 'smpp.password'],
    [{ systemId: '' }, 'smpp.systemId'],
    [{ enquireMs: 1 }, 'smpp.enquireMs'],
    [{ from: 'Clinic' }, 'smpp.from'],
  ])('is named (%#)', (wrong, field) => {
    const right = { url: 'smpps://smsc.example', systemId: 'c', password: 's', from: '+61480000001' };
    expect(() => createSmppGateway({ ...right, ...wrong })).toThrow(expect.objectContaining({ field }));
  });
});

describe('the example of the documents', () => {
  it('is the one that is type-checked here', async () => {
    const example = await readFile(new URL('./smpp-example.ts', import.meta.url), 'utf8');
    const page = await readFile(new URL('../../../docs/gateways.md', import.meta.url), 'utf8');
    expect(page.replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('texts, and takes what is delivered', async () => {
    const server = await startSmppServer();
    const bodies: string[] = [];
    const account = { url: server.url, systemId: 'clinic', password: 'secret' };
    const close = await textBySmpp(account, () => ({
      receive: async ({ body }) => void bodies.push(body),
      receiveReceipt: async () => undefined,
    }));
    await untilBound(server);
    await server.deliver({ ...ours, ...patient, short_message: 'here' });
    await close();
    await server.close();
    expect(bodies).toEqual(['here']);
  });
});
