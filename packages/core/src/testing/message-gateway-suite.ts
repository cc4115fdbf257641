import type { GatewayFailure } from '../errors.ts';
import { bodiesFrom, hour, minute, newPhone, newText } from './message-gateway-fixture.ts';
import type {
  MessageGatewaySuiteOptions,
  MessageGatewayTest as Test,
  NetworkFault,
} from './message-gateway-fixture.ts';
import { testMessageScheduling } from './message-scheduling-tests.ts';
import { testListSent, testReceipts } from './sent-message-tests.ts';
import type { TestRunner } from './test-runner.ts';

/**
 * Checks the contract of `MessageGateway`.
 *
 * @example testMessageGateway({ describe, it, expect }, { create: async () => ({ gateway, network }) });
 */
export function testMessageGateway(runner: TestRunner, options: MessageGatewaySuiteOptions): void {
  const { switches } = options;
  const test: Test = (title, body) => {
    runner.it(title, async () => {
      const fixture = await options.create();
      try {
        await body(fixture);
      } finally {
        await fixture.close?.();
      }
    });
  };
  runner.describe('abilities', () => {
    test('has numbers and says what it can do', async ({ gateway }) => {
      runner.expect(gateway.numbers.length).toBeGreaterThan(0);
      runner.expect(gateway.abilities.canLookUp).toBe(switches?.lookUp !== false);
      runner.expect(gateway.abilities.hasReceipts).toBe(switches?.receipts !== false);
      runner.expect(typeof gateway.listSent === 'function').toBe(switches?.listSent !== false);
      runner.expect(gateway.scheduling !== undefined).toBe(switches?.scheduling !== false);
    });
  });
  runner.describe('send', () => {
    testSend(runner, test);
    testFailures(runner, options, test);
  });
  runner.describe('receive', () => {
    if (switches?.receive === false) return testPushed(runner, test);
    testReceive(runner, test);
    testCursor(runner, options, test);
  });
  if (switches?.lookUp !== false) runner.describe('lookUp', () => testLookUp(runner, options, test));
  if (switches?.receipts !== false) runner.describe('receipts', () => testReceipts(runner, test));
  if (switches?.listSent !== false) runner.describe('listSent', () => testListSent(runner, options, test));
  if (switches?.scheduling !== false) runner.describe('scheduling', () => testMessageScheduling(runner, test));
}

function testSend({ expect }: TestRunner, test: Test): void {
  test('hands the text over letter for letter', async ({ gateway, network }) => {
    const body = 'Hi & hello, 50% + "ünïcode" 👍🏽 = ok?\nReply YES/NO';
    const message = newText(network.now(), { body });
    const accepted = await gateway.send(message);
    expect(accepted.gatewayId.length).toBeGreaterThan(0);
    expect(await network.sentTo(message.to)).toEqual([body]);
  });

  test('gives two texts ids of their own, even when they read the same', async ({ gateway, network }) => {
    const first = newText(network.now());
    const { gatewayId } = await gateway.send(first);
    const second = await gateway.send({ ...newText(network.now()), to: first.to, body: first.body });
    expect(second.gatewayId).not.toBe(gatewayId);
    expect(await network.sentTo(first.to)).toEqual([first.body, first.body]);
  });

  test('says when the text was accepted', async ({ gateway, network }) => {
    const { acceptedAt } = await gateway.send(newText(network.now()));
    expect(Math.abs(acceptedAt - network.now())).toBeLessThanOrEqual(minute);
  });

  test('refuses a text whose validity is over, and sends nothing', async ({ gateway, network }) => {
    const message = newText(network.now(), { validUntil: network.now() - 1 });
    await expect(gateway.send(message)).rejects.toMatchObject({ code: 'gateway', failure: 'permanent' });
    expect(await network.sentTo(message.to)).toEqual([]);
  });

  test('refuses an empty text and one of more than 1600 characters', async ({ gateway, network }) => {
    for (const body of ['', 'x'.repeat(1601)]) {
      const message = newText(network.now(), { body });
      await expect(gateway.send(message)).rejects.toMatchObject({ code: 'gateway', failure: 'permanent' });
      expect(await network.sentTo(message.to)).toEqual([]);
    }
  });
}

function testFailures({ expect }: TestRunner, { switches }: MessageGatewaySuiteOptions, test: Test): void {
  const refusals: readonly (NetworkFault & GatewayFailure)[] = ['retry', 'permanent', 'configuration'];
  for (const failure of refusals) {
    test(`fails as ${failure} when it is refused so, and sends nothing`, async ({ gateway, network }) => {
      const message = newText(network.now());
      await network.failNext(failure);
      const isRetryable = failure === 'retry';
      await expect(gateway.send(message)).rejects.toMatchObject({ code: 'gateway', failure, isRetryable });
      expect(await network.sentTo(message.to)).toEqual([]);
    });
  }

  for (const [fault, taken] of [
    ['answer-lost', 1],
    ['request-lost', 0],
  ] as const) {
    test(`fails as in-doubt and does not try again by itself when the connection breaks (${fault})`, async (fixture) => {
      const { gateway, network } = fixture;
      const message = newText(network.now());
      await network.failNext(fault);
      await expect(gateway.send(message)).rejects.toMatchObject({ failure: 'in-doubt', isRetryable: false });
      expect(await network.sentTo(message.to)).toHaveLength(taken);
    });
  }

  test('names neither the number nor the text in an error (P10)', async ({ gateway, network }) => {
    const message = newText(network.now());
    await network.failNext('permanent');
    const error: unknown = await gateway.send(message).catch((reason: unknown) => reason);
    const words = error instanceof Error ? `${error.message} ${String(error.cause)}` : '';
    expect(words.length).toBeGreaterThan(10);
    expect(words.includes(message.to.slice(1)) || words.includes(message.body)).toBe(false);
  });

  if (switches?.optOut !== false) {
    test('fails as opted-out for a recipient who opted out, and for nobody else', async ({ gateway, network }) => {
      const message = newText(network.now());
      await network.optOut?.(message.to);
      await expect(gateway.send(message)).rejects.toMatchObject({ failure: 'opted-out', isRetryable: false });
      // The carrier's own answer to STOP may have gone there.
      expect((await network.sentTo(message.to)).includes(message.body)).toBe(false);
      const other = newText(network.now());
      await gateway.send(other);
      expect(await network.sentTo(other.to)).toHaveLength(1);
    });
  }
}

function testReceive({ expect }: TestRunner, test: Test): void {
  test('gives a text with its sender, our number, its words and its time', async ({ gateway, network }) => {
    const since = network.now();
    const from = newPhone();
    await network.receiveFrom?.(from, 'I’m here + waiting 🙂');
    const { messages } = await gateway.receive({ cursor: null, since });
    const [message] = messages.filter((each) => each.from === from);
    expect(message).toMatchObject({ from, to: gateway.numbers[0], body: 'I’m here + waiting 🙂' });
    expect(Math.abs((message?.receivedAt ?? network.now()) - network.now())).toBeLessThanOrEqual(minute);
  });

  test('gives texts oldest first', async ({ gateway, network }) => {
    const since = network.now();
    const from = newPhone();
    await network.receiveFrom?.(from, 'no');
    await network.receiveFrom?.(from, 'sorry, yes');
    expect(await bodiesFrom(gateway, from, { cursor: null, since })).toEqual(['no', 'sorry, yes']);
  });

  test('does not give what we sent ourselves', async ({ gateway, network }) => {
    const since = network.now();
    const message = newText(since);
    await gateway.send(message);
    const { messages } = await gateway.receive({ cursor: null, since });
    expect(messages.filter((each) => each.body === message.body)).toEqual([]);
  });
}

function testPushed({ expect }: TestRunner, test: Test): void {
  test('answers nothing and keeps the cursor, since texts are pushed', async ({ gateway, network }) => {
    for (const cursor of [null, 'a cursor of the gateway before']) {
      await network.receiveFrom?.(newPhone(), 'here');
      // A text that waited here in memory would be lost in a crash.
      expect(await gateway.receive({ cursor, since: network.now() })).toEqual({ messages: [], cursor });
    }
  });
}

function testCursor({ expect }: TestRunner, { switches }: MessageGatewaySuiteOptions, test: Test): void {
  test('goes on from its cursor without repeating or losing a text', async ({ gateway, network }) => {
    const since = network.now();
    const from = newPhone();
    await network.receiveFrom?.(from, 'one');
    const first = await gateway.receive({ cursor: null, since });
    expect(await bodiesFrom(gateway, from, { cursor: first.cursor, since })).toEqual([]);
    await network.receiveFrom?.(from, 'two');
    expect(await bodiesFrom(gateway, from, { cursor: first.cursor, since })).toEqual(['two']);
  });

  test('gives at least the same texts, with the same ids, for the same cursor', async ({ gateway, network }) => {
    const since = network.now();
    const from = newPhone();
    const start = await gateway.receive({ cursor: null, since });
    await network.receiveFrom?.(from, 'here');
    const idsOf = async (): Promise<readonly string[]> =>
      (await gateway.receive({ cursor: start.cursor, since })).messages
        .filter((message) => message.from === from)
        .map((message) => message.gatewayId);
    const ids = await idsOf();
    expect(ids).toHaveLength(1);
    expect(await idsOf()).toEqual(ids);
  });

  test('loses none of many texts that come while it is asked again and again', async ({ gateway, network }) => {
    const since = network.now();
    const from = newPhone();
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let count = 0; count < 12; count += 1) {
      await network.receiveFrom?.(from, `text ${String(count)}`);
      if (count % 3 === 1) continue;
      const answer = await gateway.receive({ cursor, since });
      seen.push(...answer.messages.filter((message) => message.from === from).map((message) => message.body));
      cursor = answer.cursor;
    }
    expect(new Set(seen).size).toBe(12);
  });

  if (switches?.since !== false) {
    test('starts at since where there is no cursor', async ({ gateway, network }) => {
      const from = newPhone();
      await network.receiveFrom?.(from, 'long ago');
      expect(await bodiesFrom(gateway, from, { cursor: null, since: network.now() + hour })).toEqual([]);
    });
  }
}

function testLookUp({ expect }: TestRunner, { switches }: MessageGatewaySuiteOptions, test: Test): void {
  test('finds a text that was taken although the answer was lost', async ({ gateway, network }) => {
    const since = network.now();
    const message = newText(since);
    await network.failNext('answer-lost');
    await expect(gateway.send(message)).rejects.toMatchObject({ failure: 'in-doubt' });
    const found = await gateway.lookUp({ ...message, since });
    expect(await gateway.receipts({ gatewayIds: [String(found?.gatewayId)] })).toHaveLength(1);
  });

  test('finds a text that was sent, by the id that send gave', async ({ gateway, network }) => {
    const since = network.now();
    const message = newText(since);
    const { gatewayId } = await gateway.send(message);
    expect(await gateway.lookUp({ ...message, since })).toMatchObject({ gatewayId });
  });

  test('finds nothing for a text that never left, or left for somebody else', async ({ gateway, network }) => {
    const since = network.now();
    const message = newText(since);
    await gateway.send(message);
    expect(await gateway.lookUp({ ...newText(since), since })).toBe(null);
    expect(await gateway.lookUp({ ...newText(since), body: message.body, since })).toBe(null);
  });

  if (switches?.since !== false) {
    test('finds nothing that left before since', async ({ gateway, network }) => {
      const message = newText(network.now());
      await gateway.send(message);
      const later = { ...message, id: crypto.randomUUID(), since: network.now() + hour };
      expect(await gateway.lookUp(later)).toBe(null);
    });
  }
}
