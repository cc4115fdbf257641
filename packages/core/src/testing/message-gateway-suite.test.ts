import { describe, expect, it } from 'vitest';
import { createMemoryMessageGateway } from '../memory/memory-message-gateway.ts';
import type { MessageGateway } from '../ports/message-gateway.ts';
import { createMovableClock } from './movable-clock.ts';
import { testMessageGateway } from './message-gateway-suite.ts';

/** Runs what the suite asks about `receive` of a gateway that is said to push; gives the titles of what failed. */
async function failuresOfReceive(receive: MessageGateway['receive'] | null): Promise<readonly string[]> {
  const clock = createMovableClock('2026-05-04T09:00:00+10:00');
  const tests: { readonly title: string; readonly body: () => Promise<void> | void }[] = [];
  let section = '';
  const runner = {
    expect,
    it: (title: string, body: () => Promise<void> | void) => {
      if (section === 'receive') tests.push({ title, body });
    },
    describe: (title: string, body: () => void) => {
      section = title;
      body();
    },
  };
  testMessageGateway(runner, {
    switches: { receive: false },
    create: async () => {
      const memory = createMemoryMessageGateway({ clock });
      return {
        gateway: receive === null ? memory : { ...memory, receive },
        network: {
          now: () => clock.now(),
          receiveFrom: async (from, body) => void memory.inbound({ from, body }),
          sentTo: async () => [],
          failNext: async () => undefined,
          setDelivery: async () => undefined,
        },
      };
    },
  });
  expect(tests.length).toBeGreaterThan(0);
  const failed: string[] = [];
  for (const { title, body } of tests) {
    await Promise.resolve(body()).catch(() => failed.push(title));
  }
  return failed;
}

describe('testMessageGateway with receive switched off', () => {
  it('is content with a gateway that answers nothing', async () => {
    expect(await failuresOfReceive(async ({ cursor }) => ({ messages: [], cursor }))).toEqual([]);
  });

  it('finds a gateway that keeps texts in memory for who asks', async () => {
    expect(await failuresOfReceive(null)).toHaveLength(1);
  });

  it('finds a gateway that loses the cursor', async () => {
    expect(await failuresOfReceive(async () => ({ messages: [], cursor: null }))).toHaveLength(1);
  });
});
