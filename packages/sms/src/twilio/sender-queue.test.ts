import { describe, expect, it } from 'vitest';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSenderQueue } from './sender-queue.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createSenderQueue', () => {
  it('lets an urgent text go before those that wait', async () => {
    const clock = createMovableClock(0);
    const queue = createSenderQueue({ clock, ratePerSecond: 1 });
    const left: string[] = [];
    const enter = (name: string, isUrgent: boolean): void => {
      void queue.enter({ sender: 'a', latestAt: 60_000, isUrgent })?.then(() => left.push(name));
    };
    for (const name of ['first', 'second', 'third']) enter(name, false);
    enter('call-in', true);
    await settled();
    expect(left).toEqual(['first']);
    for (let turn = 0; turn < 3; turn += 1) {
      clock.advance(1000);
      await settled();
    }
    expect(left).toEqual(['first', 'call-in', 'second', 'third']);
  });

  it('refuses a text whose turn would come too late, and an urgent one only behind other urgent ones', () => {
    const clock = createMovableClock(0);
    const queue = createSenderQueue({ clock, ratePerSecond: 1 });
    for (let count = 0; count < 4; count += 1) void queue.enter({ sender: 'a', latestAt: 60_000, isUrgent: false });
    expect(queue.enter({ sender: 'a', latestAt: 2_000, isUrgent: false })).toBe(null);
    expect(queue.enter({ sender: 'a', latestAt: 2_000, isUrgent: true })).not.toBe(null);
    expect(queue.enter({ sender: 'b', latestAt: 0, isUrgent: false })).not.toBe(null);
  });
});
