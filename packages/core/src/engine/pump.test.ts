import { describe, expect, it } from 'vitest';
import { StorageError } from '../errors.ts';
import type { ConversationStore } from '../ports/conversation-store/conversation-store.ts';
import { runningClinic } from '../testing/running-clinic.ts';
import type { RunningClinic } from '../testing/running-clinic.ts';

/** A clinic where nothing but the pump looks at what is due: the other loops rest for an hour. */
async function withPumpAlone(): Promise<RunningClinic> {
  const running = await runningClinic({ pollSeconds: 3600, pollLaterSeconds: 3600, receiveSeconds: 3600 });
  running.clinic.parts.clock.advance(9 * 60_000);
  await running.pass(40);
  expect(running.kinds()).toEqual([]);
  return running;
}

/** The store cannot be asked by these methods for as long as the test says. */
function lock(store: ConversationStore, methods: readonly (keyof ConversationStore)[]): () => void {
  const real = { ...store };
  const locked = (): Promise<never> => Promise.reject(new StorageError({ message: '[memory] locked' }));
  for (const method of methods) Object.assign(store, { [method]: locked });
  return () => void Object.assign(store, real);
}

describe('the pump', () => {
  it('wakes by itself when something is due', async () => {
    const { arrivals, pass, kinds } = await withPumpAlone();
    await pass(15);
    expect(kinds()).toEqual(['ConsiderTeleHealth']);
    await arrivals.stop();
  });

  it.each([
    ['while it deals with what came in', ['pendingInbox']],
    ['while it fires timers', ['dueConversations']],
    ['while it takes what is to be done', ['dueEffects']],
    ['when it asks what is due next', ['nextDueAt']],
    ['in everything', ['pendingInbox', 'dueConversations', 'dueEffects', 'nextDueAt']],
  ] as const)('goes on after the store has failed %s', async (_, methods) => {
    const { clinic, arrivals, pass, kinds } = await withPumpAlone();
    const unlock = lock(clinic.parts.store, methods);
    await pass(5);
    expect(arrivals.health().parts.storage.isUp).toBe(false);
    unlock();
    await pass(15);
    expect(kinds()).toEqual(['ConsiderTeleHealth']);
    expect(arrivals.health().parts.storage.isUp).toBe(true);
    await arrivals.stop();
  });

  it('does not turn in a circle while something that is overdue is under way', async () => {
    const { clinic, arrivals, message, idle } = await withPumpAlone();
    const { pms, store, clock } = clinic.parts;
    let release = (): void => undefined;
    pms.markArrived = () =>
      new Promise((_, reject) => {
        release = () => reject(new Error('cut off'));
      });
    await arrivals.receive(message('here'));
    await idle();
    const real = { ...store };
    let asked = 0;
    store.nextDueAt = () => {
      asked += 1;
      return real.nextDueAt();
    };
    for (let step = 0; step < 200; step += 1) {
      clock.advance(10);
      await idle();
    }
    expect(asked).toBeGreaterThan(4);
    expect(asked).toBeLessThanOrEqual(10);
    release();
    await arrivals.stop();
  });

  it('rests once the engine has stopped', async () => {
    const { clinic, arrivals, pass, kinds } = await withPumpAlone();
    await arrivals.stop();
    const { store } = clinic.parts;
    const real = { ...store };
    let asked = 0;
    store.pendingInbox = (query) => {
      asked += 1;
      return real.pendingInbox(query);
    };
    await pass(30);
    expect(asked).toBe(0);
    expect(kinds()).toEqual([]);
  });
});
