import { describe, expect, it } from 'vitest';
import { createPollTimes } from './poll-times.ts';

describe('the times of a poll', () => {
  it('has none while nothing has changed', () => {
    expect(createPollTimes(10).nextAt()).toBeNull();
  });

  it('is the first tick after the first change', () => {
    const polls = createPollTimes(10);
    polls.changed(103);
    polls.changed(117);
    expect(polls.nextAt()).toBe(110);
  });

  it('finds what has changed, and has none again', () => {
    const polls = createPollTimes(10);
    polls.changed(103);
    polls.looked(110);
    expect(polls.nextAt()).toBeNull();
  });

  it('keeps a full period between two polls, whatever else makes somebody look', () => {
    const polls = createPollTimes(10);
    polls.looked(104);
    polls.changed(106);
    polls.looked(110);
    expect(polls.nextAt()).toBe(114);
  });
});
