import type { AcceptedMessage, MessageGateway } from '../ports/message-gateway.ts';
import type { MessageScheduling, ScheduledMessage } from '../ports/message-scheduling.ts';
import { hour, minute, newText } from './message-gateway-fixture.ts';
import type { MessageGatewayTest as Test } from './message-gateway-fixture.ts';
import type { TestRunner } from './test-runner.ts';

const aheadMs = 12 * hour;

/** Checks the contract of `MessageScheduling`. */
export function testMessageScheduling(runner: TestRunner, test: Test): void {
  testStanding(runner, test);
  testWithdraw(runner, test);
  testScheduleFailures(runner, test);
}

function testStanding({ expect }: TestRunner, test: Test): void {
  test('lets a text leave at its time and not before, letter for letter', async ({ gateway, network }) => {
    const body = 'Hi & hello, 50% + "ünïcode" 👍🏽 = ok?\nReply YES/NO';
    const message = aheadOf(network.now(), { body });
    const accepted = await schedulingOf(gateway).schedule(message);
    expect(Math.abs(accepted.acceptedAt - network.now())).toBeLessThanOrEqual(minute);
    await network.pass?.(aheadMs - minute);
    expect(await network.sentTo(message.to)).toEqual([]);
    await network.pass?.(2 * minute);
    expect(await network.sentTo(message.to)).toEqual([body]);
  });

  test('looks up a text that stands, and as sent only when it has left', async ({ gateway, network }) => {
    const since = network.now();
    const message = aheadOf(since);
    const scheduling = schedulingOf(gateway);
    const { gatewayId } = await scheduling.schedule(message);
    expect(await scheduling.lookUp({ ...message, since })).toMatchObject({ gatewayId });
    expect(await gateway.listSent?.({ since })).toEqual([]);
    expect(idsOf(await scheduling.standing({ since }))).toEqual([gatewayId]);
    await network.pass?.(aheadMs + minute);
    expect(await scheduling.lookUp({ ...message, since })).toMatchObject({ gatewayId });
    expect(idsOf((await gateway.listSent?.({ since })) ?? [])).toEqual([gatewayId]);
    expect(await scheduling.standing({ since })).toEqual([]);
  });

  test('does not take a text that stands for one that was sent', async ({ gateway, network }) => {
    const since = network.now();
    const message = aheadOf(since);
    await schedulingOf(gateway).schedule(message);
    expect(await gateway.lookUp({ ...message, id: crypto.randomUUID(), since })).toBe(null);
  });

  test('follows a text that has left from accepted to delivered', async ({ gateway, network }) => {
    const { gatewayId } = await schedulingOf(gateway).schedule(aheadOf(network.now()));
    await network.pass?.(aheadMs + minute);
    await network.setDelivery(gatewayId, 'delivered');
    expect(await gateway.receipts({ gatewayIds: [gatewayId] })).toMatchObject([{ gatewayId, status: 'delivered' }]);
  });
}

function testWithdraw({ expect }: TestRunner, test: Test): void {
  test('withdraws a text for good, and says so again when it is asked again', async ({ gateway, network }) => {
    const since = network.now();
    const message = aheadOf(since);
    const scheduling = schedulingOf(gateway);
    const { gatewayId } = await scheduling.schedule(message);
    expect(await scheduling.withdraw({ gatewayId })).toBe('withdrawn');
    expect(await scheduling.withdraw({ gatewayId })).toBe('withdrawn');
    expect(await scheduling.standing({ since })).toEqual([]);
    await network.pass?.(aheadMs + minute);
    expect(await network.sentTo(message.to)).toEqual([]);
    expect(await scheduling.withdraw({ gatewayId })).toBe('withdrawn');
  });

  test('finds a text that was withdrawn neither as sent nor as one that stands', async ({ gateway, network }) => {
    const since = network.now();
    const message = aheadOf(since);
    const scheduling = schedulingOf(gateway);
    await scheduling.withdraw(await scheduling.schedule(message));
    const query = { ...message, id: crypto.randomUUID(), since };
    expect(await scheduling.lookUp(query)).toBe(null);
    expect(await gateway.lookUp(query)).toBe(null);
    expect((await gateway.listSent?.({ since })) ?? []).toEqual([]);
  });

  test('tells a text that has left from one that it does not know', async (fixture) => {
    const { gateway, network } = fixture;
    const scheduling = schedulingOf(gateway);
    const { gatewayId } = await scheduling.schedule(aheadOf(network.now()));
    await network.pass?.(aheadMs + minute);
    expect(await scheduling.withdraw({ gatewayId })).toBe('left');
    const unknown = `${gatewayId.slice(0, 2)}${'f'.repeat(gatewayId.length - 2)}`;
    expect(await scheduling.withdraw({ gatewayId: unknown })).toBe('unknown');
  });

  test('withdraws one of two texts that read the same', async ({ gateway, network }) => {
    const message = aheadOf(network.now());
    const scheduling = schedulingOf(gateway);
    const first = await scheduling.schedule(message);
    const second = await scheduling.schedule({ ...message, id: crypto.randomUUID() });
    expect(second.gatewayId).not.toBe(first.gatewayId);
    expect(await scheduling.withdraw(second)).toBe('withdrawn');
    await network.pass?.(aheadMs + minute);
    expect(await network.sentTo(message.to)).toEqual([message.body]);
  });
}

function testScheduleFailures({ expect }: TestRunner, test: Test): void {
  test('refuses a moment that is too near or too far, and sends nothing', async ({ gateway, network }) => {
    const scheduling = schedulingOf(gateway);
    for (const wrongMs of [scheduling.leastMs - 1_000, scheduling.mostMs + hour]) {
      const message = aheadOf(network.now(), { sendAt: network.now() + wrongMs });
      const wrong = { ...message, validUntil: message.sendAt + hour };
      await expect(scheduling.schedule(wrong)).rejects.toMatchObject({
        failure: 'permanent',
      });
      expect(await network.sentTo(message.to)).toEqual([]);
    }
  });

  test('refuses a text whose validity is over when it would leave', async ({ gateway, network }) => {
    const message = aheadOf(network.now());
    const late = { ...message, validUntil: message.sendAt - minute };
    await expect(schedulingOf(gateway).schedule(late)).rejects.toMatchObject({ failure: 'permanent' });
  });

  for (const [fault, taken] of [
    ['answer-lost', 1],
    ['request-lost', 0],
  ] as const) {
    test(`fails as in-doubt when the connection breaks, and can be looked up (${fault})`, async (fixture) => {
      const { gateway, network } = fixture;
      const since = network.now();
      const message = aheadOf(since);
      const scheduling = schedulingOf(gateway);
      await network.failNext(fault);
      await expect(scheduling.schedule(message)).rejects.toMatchObject({ failure: 'in-doubt', isRetryable: false });
      expect([await scheduling.lookUp({ ...message, since })].filter((found) => found !== null)).toHaveLength(taken);
      await network.pass?.(aheadMs + minute);
      expect(await network.sentTo(message.to)).toHaveLength(taken);
    });
  }
}

function schedulingOf({ scheduling }: MessageGateway): MessageScheduling {
  if (scheduling === undefined) throw new Error('the gateway takes no texts ahead: switch scheduling off');
  return scheduling;
}

/** A text of its own that leaves in twelve hours. */
function aheadOf(now: number, changes: Partial<ScheduledMessage> = {}): ScheduledMessage {
  const sendAt = now + aheadMs;
  return { ...newText(now), sendAt, validUntil: sendAt + hour, ...changes };
}

function idsOf(texts: readonly AcceptedMessage[]): readonly string[] {
  return texts.map(({ gatewayId }) => gatewayId);
}
