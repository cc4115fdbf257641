import { describe, expect, it } from 'vitest';

import { createEventCount } from './event-count.ts';

const event = (number: number, subscriptionId = 's1') => ({ subscriptionId, first: number, last: number });
const total = (number: number) => ({ subscriptionId: 's1', first: number + 1, last: number });

function following() {
  const count = createEventCount();
  count.follow('s1');
  return count;
}

describe('the numbers of events', () => {
  it('miss none when each follows the one before', () => {
    const count = following();
    expect([total(0), event(1), event(2), total(2), event(3)].map((each) => count.take(each))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('tell that one is missing by the next one', () => {
    const count = following();
    count.take(event(1));
    expect(count.take(event(3))).toBe(true);
    expect(count.take(event(4))).toBe(false);
  });

  it('tell that the last one is missing by the heartbeat', () => {
    const count = following();
    count.take(event(1));
    expect(count.take(total(2))).toBe(true);
    expect(count.take(total(2))).toBe(false);
  });

  it('say nothing of what was before the first notification, of another subscription, or without a number', () => {
    const count = following();
    expect(count.take(event(41))).toBe(false);
    expect(count.take(event(99, 's2'))).toBe(false);
    expect(count.take(null)).toBe(false);
    expect(count.take(event(42))).toBe(false);
  });

  it('begin anew with another subscription, and go on with the same one', () => {
    const count = following();
    count.take(event(5));
    count.follow('s1');
    expect(count.take(event(7))).toBe(true);
    count.follow('s2');
    expect(count.take(event(3, 's2'))).toBe(false);
  });

  it('follow a server that counts from the beginning again', () => {
    const count = following();
    count.take(event(500));
    expect(count.take(event(1))).toBe(false);
    expect(count.take(event(3))).toBe(true);
  });
});
