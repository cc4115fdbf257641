import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { createMemoryMessageGateway } from '../memory/memory-message-gateway.ts';
import type { InboundMessage, MessageReceipt, ReceiveQuery, ReceivedMessages } from '../ports/message-gateway.ts';
import { createMovableClock } from '../testing/movable-clock.ts';
import { joinGateways } from './join-gateways.ts';

const start = Date.parse('2026-05-04T09:00:00Z');

function text(gatewayId: string): InboundMessage {
  const numbers = { from: '+61491570156', to: '+61480000001' };
  return { gatewayId, ...numbers, body: 'here', receivedAt: start, carrierKeyword: null };
}

/** A way in that answers what it was told to, and notes how it was asked. */
function createWay(): {
  readonly asked: ReceiveQuery[];
  answer: ReceivedMessages | Promise<ReceivedMessages> | Error;
  readonly receive: (query: ReceiveQuery) => Promise<ReceivedMessages>;
} {
  const way = {
    asked: [] as ReceiveQuery[],
    answer: { messages: [], cursor: null } as ReceivedMessages | Promise<ReceivedMessages> | Error,
    receive: (query: ReceiveQuery): Promise<ReceivedMessages> => {
      way.asked.push(query);
      return way.answer instanceof Error ? Promise.reject(way.answer) : Promise.resolve(way.answer);
    },
  };
  return way;
}

function joined() {
  const clock = createMovableClock(start);
  const [relay, list] = [createWay(), createWay()];
  const lines: string[] = [];
  const gateway = joinGateways({
    send: createMemoryMessageGateway({ clock }),
    receive: { numbers: [], abilities: { waitsForMessages: true }, receive: relay.receive },
    sweep: list,
    clock,
    logger: { log: (level, message) => void lines.push(`${level} ${message}`) },
  });
  const ask = (cursor: string | null = null): Promise<ReceivedMessages> =>
    gateway.receive({ cursor, since: start, waitMs: 25_000 });
  return { clock, relay, list, lines, ask };
}

describe('a gateway whose texts come in by one way and can be found by another', () => {
  it('asks the second way once a minute, and waits at the first one between', async () => {
    const { clock, relay, list, ask } = joined();
    await ask();
    await ask();
    clock.advance(59_000);
    await ask();
    clock.advance(1_000);
    await ask();
    expect(list.asked).toHaveLength(2);
    expect(relay.asked.map(({ waitMs }) => waitMs)).toEqual([0, 25_000, 25_000, 0]);
  });

  it('holds up nothing while the second way hangs, asks it no second time meanwhile, and gives later what it had', async () => {
    const { clock, relay, list, ask } = joined();
    const { promise, resolve } = Promise.withResolvers<ReceivedMessages>();
    list.answer = promise;
    relay.answer = { messages: [text('1')], cursor: 'r1' };
    const first = await ask();
    expect(first.messages).toHaveLength(1);
    clock.advance(120_000);
    relay.answer = { messages: [], cursor: 'r1' };
    const second = await ask(first.cursor);
    expect([second.messages, list.asked.length]).toEqual([[], 1]);
    resolve({ messages: [text('2')], cursor: 'l1' });
    await promise;
    const third = await ask(second.cursor);
    expect(third).toMatchObject({ messages: [{ gatewayId: '2' }], cursor: '{"main":"r1","sweep":"l1"}' });
  });

  it('gives the texts of both, and tells each its own cursor', async () => {
    const { clock, relay, list, ask } = joined();
    const receipt: MessageReceipt = { gatewayId: 'out-1', status: 'sent', failure: null, vendorCode: null };
    relay.answer = { messages: [text('1')], receipts: [receipt], cursor: 'r1' };
    list.answer = { messages: [text('1'), text('2')], cursor: 'l1' };
    const first = await ask();
    expect(first.messages.map(({ gatewayId }) => gatewayId)).toEqual(['1', '1', '2']);
    expect(first.receipts).toEqual([receipt]);
    clock.advance(60_000);
    await ask(first.cursor);
    expect([relay.asked.at(-1)?.cursor, list.asked.at(-1)?.cursor]).toEqual(['r1', 'l1']);
  });

  it('keeps the cursor of the way that was not asked', async () => {
    const { relay, list, clock, ask } = joined();
    list.answer = { messages: [], cursor: 'l1' };
    relay.answer = { messages: [], cursor: 'r1' };
    const first = await ask();
    relay.answer = { messages: [], cursor: 'r2' };
    const second = await ask(first.cursor);
    clock.advance(60_000);
    await ask(second.cursor);
    expect([relay.asked.at(-1)?.cursor, list.asked.at(-1)?.cursor]).toEqual(['r2', 'l1']);
  });

  it.each(['["relay-1","x",null,0]', 'no JSON', '7', 'null', '{"main":"a"}'])(
    'offers a cursor from before they were joined to both (%s)',
    async (cursor) => {
      const { relay, list, ask } = joined();
      await ask(cursor);
      expect([relay.asked[0]?.cursor, list.asked[0]?.cursor]).toEqual([cursor, cursor]);
    },
  );

  it('gives what the list has while the relay is down, and says at the next call that it is', async () => {
    const { relay, list, ask } = joined();
    relay.answer = new GatewayError({ message: '[relay] not reached', failure: 'retry' });
    list.answer = { messages: [text('1')], cursor: 'l1' };
    const found = await ask('{"main":"r0","sweep":"l0"}');
    expect(found).toMatchObject({ messages: [{ gatewayId: '1' }], cursor: '{"main":"r0","sweep":"l1"}' });
    await expect(ask(found.cursor)).rejects.toThrow('not reached');
  });

  it('says at once that the relay is down where the list has nothing', async () => {
    const { relay, ask } = joined();
    relay.answer = new GatewayError({ message: '[relay] not reached', failure: 'retry' });
    await expect(ask()).rejects.toThrow('not reached');
  });

  it('goes on by the first way while the second fails, and says so in the log', async () => {
    const { relay, list, lines, ask } = joined();
    relay.answer = { messages: [text('1')], cursor: 'r1' };
    list.answer = new GatewayError({ message: '[list] 500', failure: 'retry' });
    expect(await ask('{"main":"r0","sweep":"l0"}')).toMatchObject({ cursor: '{"main":"r1","sweep":"l0"}' });
    expect(lines).toEqual(['warn [gateways] the second way in could not be asked, it is asked again later']);
  });
});
