import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

interface Job {
  readonly done: Promise<string>;
  finish(): void;
  fail(): void;
}

/** Work that goes on until it is told to end, and says when it was begun. */
function begin(slots: ReturnType<typeof createSlots>, name: string, begun: string[], signal?: AbortSignal): Job {
  const job = Promise.withResolvers<string>();
  const done = slots.run(signal ?? new AbortController().signal, () => {
    begun.push(name);
    return job.promise;
  });
  done.catch(() => undefined);
  return { done, finish: () => job.resolve(name), fail: () => job.reject(new Error(name)) };
}

const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('slots', () => {
  it('let so much go on at once, and the rest in the order of asking', async () => {
    const [slots, begun]: [ReturnType<typeof createSlots>, string[]] = [createSlots(2), []];
    const jobs = ['a', 'b', 'c', 'd'].map((name) => begin(slots, name, begun));
    await aMoment();
    expect(begun).toEqual(['a', 'b']);
    jobs[1]?.finish();
    expect(await jobs[1]?.done).toBe('b');
    await aMoment();
    expect(begun).toEqual(['a', 'b', 'c']);
    for (const job of jobs) job.finish();
    expect(await Promise.all(jobs.map(({ done }) => done))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are free again after work that failed', async () => {
    const [slots, begun]: [ReturnType<typeof createSlots>, string[]] = [createSlots(1), []];
    const [first, second] = [begin(slots, 'a', begun), begin(slots, 'b', begun)];
    first.fail();
    await expect(first.done).rejects.toThrow('a');
    second.finish();
    expect(await second.done).toBe('b');
  });

  it('are not kept for who has waited too long: that work is never begun, and takes nobody’s turn', async () => {
    const [slots, begun]: [ReturnType<typeof createSlots>, string[]] = [createSlots(1), []];
    const limit = new AbortController();
    const first = begin(slots, 'a', begun);
    const late = begin(slots, 'b', begun, limit.signal);
    const third = begin(slots, 'c', begun);
    await aMoment();
    limit.abort(new Error('too late'));
    await expect(late.done).rejects.toThrow('too late');
    first.finish();
    third.finish();
    expect(await third.done).toBe('c');
    expect(begun).toEqual(['a', 'c']);
    await expect(begin(slots, 'd', begun, limit.signal).done).rejects.toThrow('too late');
    const last = begin(slots, 'e', begun);
    last.finish();
    expect(await last.done).toBe('e');
  });
});
