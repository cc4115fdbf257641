import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createAndroidWebhookReader } from '@clinicarrivals/sms/android';
import { createKannelWebhookReader } from '@clinicarrivals/sms/kannel';
import { createSmppGateway } from '@clinicarrivals/sms/smpp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signAndroid, signingKey } from './android-wire.ts';
import { until } from './smpp-wire.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const timeout = 30_000 + numRuns * 5;
const webhookKey = '0123456789abcdef0123456789abcdef';

describe('whatever may come', () => {
  it(
    'signed as by the telephone is read or refused, and nothing is thrown',
    async () => {
      const reader = createAndroidWebhookReader({ signingKey });
      const names = ['event', 'payload', 'messageId', 'message', 'sender', 'phoneNumber', 'receivedAt', 'recipient'];
      const events = ['sms:received', 'sms:sent', 'sms:failed', 'system:ping'];
      const payload = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
      const words = fc.oneof(fc.jsonValue(), fc.record({ event: fc.constantFrom(...events), payload }));
      await fc.assert(
        fc.asyncProperty(words, fc.boolean(), async (says, isSigned) => {
          const request = signAndroid(says);
          const reading = await reader.read(isSigned ? request : { ...request, headers: {} });
          expect(isSigned ? ['accepted', 'malformed'] : ['forged']).toContain(
            reading.type === 'refused' ? reading.why : reading.type,
          );
        }),
        { numRuns },
      );
    },
    timeout,
  );

  it(
    'with the key of Kannel is read or refused, and nothing without it is believed',
    async () => {
      const reader = createKannelWebhookReader({ webhookKey });
      const names = ['content-type', 'x-kannel-from', 'x-kannel-to', 'x-kannel-time', 'x-kannel-charset'];
      const request = fc.record({
        method: fc.constantFrom('GET', 'POST', 'PUT'),
        query: fc.dictionary(fc.constantFrom('id', 'mid', 'status', 'key'), fc.string()),
        headers: fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.constant('text/plain; charset=x'))),
        body: fc.uint8Array({ maxLength: 300 }),
      });
      await fc.assert(
        fc.asyncProperty(request, fc.boolean(), async ({ query, ...rest }, hasKey) => {
          const search = new URLSearchParams({ ...query, ...(hasKey ? { key: webhookKey } : {}) });
          const reading = await reader.read({ ...rest, url: `https://clinic.example/sms?${search.toString()}` });
          if (!hasKey) expect(reading).toMatchObject({ type: 'refused', why: 'forged' });
        }),
        { numRuns },
      );
    },
    timeout,
  );

  it(
    'from an SMSC, bytes or commands of any kind, ends a connection at most, and the next one stands',
    async () => {
      const sockets = new Set<Socket>();
      let answeredBytes = 0;
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => void sockets.delete(socket));
        socket.on('data', (bytes) => (answeredBytes += bytes.length));
        // Takes the bind, whose answer is the same for each connection.
        socket.once('data', () => socket.write(bindAnswer));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      // A TCP server's address is an object, never a path.
      const { port } = server.address() as AddressInfo;
      let bound = 0;
      const gateway = createSmppGateway({
        url: `smpp://127.0.0.1:${port}`,
        systemId: 'clinic',
        password: 'secret',
        from: '+61480000001',
        logger: { log: (_, words) => void (words === '[smpp] bound' && (bound += 1)) },
        clock: {
          now: () => Date.now(),
          schedule: (delayMs, callback) => {
            const timer = setTimeout(callback, delayMs > 60_000 ? delayMs : 1);
            return () => clearTimeout(timer);
          },
        },
        timeoutMs: 600_000,
        enquireMs: 600_000,
      });
      await gateway.connect({ receive: async () => undefined, receiveReceipt: async () => undefined });
      await until(() => bound === 1);
      const commands = [0x05, 0x15, 0x06, 0x0b, 0x102, 0x103, 0x80000004, 0x80000000, 0x7777];
      const pdu = fc.tuple(fc.constantFrom(...commands), fc.uint8Array({ maxLength: 120 })).map(([command, rest]) => {
        const head = Buffer.alloc(16);
        [16 + rest.length, command, 0, 1].forEach((word, index) => head.writeUInt32BE(word, index * 4));
        return Buffer.concat([head, rest]);
      });
      const write = async (bytes: Uint8Array): Promise<void> => {
        await until(() => sockets.size > 0);
        const [socket] = sockets;
        await new Promise<void>((resolve) => socket?.write(bytes, () => setTimeout(resolve, 2)));
      };
      await fc.assert(fc.asyncProperty(pdu, write), { numRuns: Math.min(numRuns, 20_000) });
      expect(answeredBytes).toBeGreaterThan(1_000);
      // After bytes that are no command nobody can tell where the next one begins: only a new connection helps.
      const writeAndEnd = async (bytes: Uint8Array): Promise<void> => {
        await write(bytes);
        const [socket] = sockets;
        socket?.destroy();
        await until(() => socket === undefined || !sockets.has(socket));
      };
      await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), writeAndEnd), { numRuns: 100 });
      const before = bound;
      for (const socket of sockets) socket.destroy();
      await until(() => bound > before);
      await gateway.close();
      server.close();
    },
    timeout,
  );
});

const bindAnswer = (() => {
  const bytes = Buffer.alloc(17);
  [17, 0x80000009, 0, 1].forEach((word, index) => bytes.writeUInt32BE(word, index * 4));
  return bytes;
})();
