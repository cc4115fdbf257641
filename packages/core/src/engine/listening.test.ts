import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { joinGateways } from './join-gateways.ts';
import type { MessageReceipt, ReceiveQuery, ReceivedMessages } from '../ports/message-gateway.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import type { RunningClinic } from '../testing/running-clinic.ts';

interface Relay {
  /** The queries that were made, in order. */
  readonly asked: readonly ReceiveQuery[];
  /** Answers the request that waits. */
  answer(received: ReceivedMessages | Error): void;
}

/** A clinic whose texts come in by another way, which answers when the test says so. */
async function listeningClinic(): Promise<RunningClinic & { readonly relay: Relay }> {
  const running = await runningClinic();
  await running.arrivals.stop();
  const asked: ReceiveQuery[] = [];
  let answer: Relay['answer'] = () => undefined;
  const receive = (query: ReceiveQuery): Promise<ReceivedMessages> => {
    asked.push(query);
    return new Promise((resolve, reject) => {
      answer = (received) => (received instanceof Error ? reject(received) : resolve(received));
      query.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };
  const messages = joinGateways({
    send: running.clinic.parts.gateway,
    receive: { numbers: [], abilities: { waitsForMessages: true }, receive },
  });
  const arrivals = anotherEngine(running.clinic, { messages });
  await arrivals.start();
  await running.idle();
  return { ...running, arrivals, relay: { asked, answer: (received) => answer(received) } };
}

describe('a gateway that waits for messages', () => {
  it('is asked again the moment it has answered, with the cursor of what is durable', async () => {
    const { arrivals, relay, message, idle, clinic } = await listeningClinic();
    expect(relay.asked).toMatchObject([{ waitMs: 25_000 }]);
    relay.answer({ messages: [message('here')], cursor: '7' });
    await idle();
    expect(relay.asked.map(({ cursor }) => cursor)).toEqual([relay.asked[0]?.cursor, '7']);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await arrivals.stop();
  });

  it('holds up nothing while it waits, and is not polled besides', async () => {
    const { arrivals, relay, pass, kinds, clinic } = await listeningClinic();
    clinic.parts.clock.advance(10 * 60_000);
    await pass(30);
    expect(kinds()).toContain('ConsiderTeleHealth');
    expect(relay.asked).toHaveLength(1);
    await arrivals.stop();
  });

  it('is let go at once when the engine stops, and that is no failure', async () => {
    const { arrivals, relay } = await listeningClinic();
    const wasHealthy = arrivals.health().isHealthy;
    await arrivals.stop();
    expect(relay.asked[0]?.signal?.aborted).toBe(true);
    expect([wasHealthy, arrivals.health().isHealthy]).toEqual([true, true]);
  });

  it('that fails is down until it answers, and is not asked without a pause', async () => {
    const { arrivals, relay, pass, idle } = await listeningClinic();
    relay.answer(new GatewayError({ message: '[relay] cannot be reached', failure: 'retry' }));
    await idle();
    expect(relay.asked).toHaveLength(1);
    expect(arrivals.health().parts).toMatchObject({ inbound: { isUp: false }, gateway: { isUp: true } });
    await pass(1);
    expect(relay.asked).toHaveLength(2);
    relay.answer({ messages: [], cursor: null });
    await idle();
    expect(arrivals.health().isHealthy).toBe(true);
    expect(relay.asked).toHaveLength(2);
    await pass(1);
    expect(relay.asked).toHaveLength(3);
    await arrivals.stop();
  });

  it('is asked from the same moment at every start until there is a first cursor', async () => {
    const { clinic, arrivals, relay, idle } = await listeningClinic();
    const { store, clock } = clinic.parts;
    await store.commit({ documents: [{ kind: 'cursor', id: 'gateway', value: null }] });
    await arrivals.stop();
    const since = relay.asked[0]?.since ?? 0;
    const asked: ReceiveQuery[] = [];
    const receive = (query: ReceiveQuery): Promise<ReceivedMessages> => {
      asked.push(query);
      return Promise.reject(new GatewayError({ message: '[relay] cannot be reached', failure: 'retry' }));
    };
    const messages = joinGateways({ send: clinic.parts.gateway, receive: { numbers: [], receive } });
    for (let start = 0; start < 3; start += 1) {
      const again = anotherEngine(clinic, { messages });
      await again.start();
      await idle();
      await again.stop();
      clock.advance(60 * 60_000);
    }
    expect(asked.map((query) => query.cursor)).toEqual([null, null, null]);
    expect(new Set(asked.map((query) => query.since)).size).toBe(1);
    expect(asked[0]?.since).toBeLessThanOrEqual(since);
  });

  it('gives receipts too, in the same commit as the cursor', async () => {
    const { arrivals, relay, message, idle, pass, clinic } = await listeningClinic();
    relay.answer({ messages: [message('here')], cursor: '1' });
    await idle();
    await pass(1);
    const sent = clinic.parts.gateway.sent.at(-1);
    const receipt: MessageReceipt = {
      gatewayId: sent?.gatewayId ?? '',
      status: 'delivered',
      failure: null,
      vendorCode: null,
    };
    relay.answer({ messages: [], receipts: [receipt], cursor: '2' });
    await idle();
    expect(await clinic.parts.store.effect({ id: sent?.id ?? '' })).toMatchObject({ delivery: 'delivered' });
    expect(await clinic.parts.store.document({ kind: 'cursor', id: 'gateway' })).toMatchObject({ value: '2' });
    await arrivals.stop();
  });
});

describe('texts that leave and texts that come in', () => {
  it('are up and down by themselves: a reply that comes in does not hide that nothing leaves', async () => {
    const { arrivals, relay, message, idle, pass, clinic } = await listeningClinic();
    const { gateway } = clinic.parts;
    const refused = new GatewayError({ message: '[memory] wrong token', failure: 'configuration' });
    const real = { ...gateway };
    gateway.send = () => Promise.reject(refused);
    relay.answer({ messages: [message('here')], cursor: '1' });
    await idle();
    await pass(12);
    expect(arrivals.health().parts).toMatchObject({ gateway: { isUp: false }, inbound: { isUp: true } });
    Object.assign(gateway, real);
    await pass(60);
    expect(arrivals.health().isHealthy).toBe(true);
    await arrivals.stop();
  });
});
