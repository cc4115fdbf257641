import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import type { GatewayFailure } from '../errors.ts';
import { createMovableClock } from '../testing/movable-clock.ts';
import { testMessageGateway } from '../testing/message-gateway-suite.ts';
import type { NetworkFault } from '../testing/message-gateway-fixture.ts';
import { createMemoryMessageGateway } from './memory-message-gateway.ts';

const faults: Readonly<Record<NetworkFault, { readonly failure: GatewayFailure; readonly isTaken: boolean }>> = {
  retry: { failure: 'retry', isTaken: false },
  permanent: { failure: 'permanent', isTaken: false },
  configuration: { failure: 'configuration', isTaken: false },
  'answer-lost': { failure: 'in-doubt', isTaken: true },
  'request-lost': { failure: 'in-doubt', isTaken: false },
};

const clock = createMovableClock('2026-05-04T09:00:00+10:00');
const text = { id: 'text-1', to: '+12025550123', body: 'Hello', validUntil: clock.now() + 60_000 } as const;

describe('createMemoryMessageGateway', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      create: async () => {
        const clock = createMovableClock('2026-05-04T09:00:00+10:00');
        const gateway = createMemoryMessageGateway({ clock });
        return {
          gateway,
          network: {
            now: () => clock.now(),
            receiveFrom: async (from, body) => void gateway.inbound({ from, body }),
            sentTo: async (phone) => gateway.sent.filter((sent) => sent.to === phone).map((sent) => sent.body),
            failNext: async (fault) => {
              const { failure, isTaken } = faults[fault];
              gateway.failNext(new GatewayError({ failure, message: `[test] ${fault}` }), { isTaken });
            },
            setDelivery: async (gatewayId, status) => {
              gateway.setDelivery(gatewayId, { status, failure: status === 'delivered' ? null : 'retry' });
            },
            optOut: async (phone) => gateway.optOut(phone),
            pass: async (durationMs) => {
              clock.advance(durationMs);
              gateway.standing();
            },
          },
        };
      },
    },
  );

  it('sends the same id twice unless it is asked to be idempotent', async () => {
    const plain = createMemoryMessageGateway({ clock });
    await plain.send(text);
    await plain.send(text);
    expect(plain.sent).toHaveLength(2);
    const idempotent = createMemoryMessageGateway({ clock, isIdempotent: true });
    expect(await idempotent.send(text)).toEqual(await idempotent.send(text));
    expect(idempotent.sent).toHaveLength(1);
  });

  it('sends again to a recipient who opted in again', async () => {
    const gateway = createMemoryMessageGateway({ clock });
    gateway.optOut(text.to);
    gateway.optIn(text.to);
    await gateway.send(text);
    expect(gateway.sent).toMatchObject([{ id: 'text-1', from: gateway.numbers[0], validUntil: text.validUntil }]);
  });

  it('refuses a recipient that is no number, and to be made without one', async () => {
    const gateway = createMemoryMessageGateway({ clock });
    await expect(gateway.send({ ...text, to: '+0' })).rejects.toMatchObject({ failure: 'permanent' });
    expect(() => createMemoryMessageGateway({ clock, numbers: [] })).toThrow('give at least one');
  });
});
