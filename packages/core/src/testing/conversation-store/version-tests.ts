import { aConversation, aThread, testMoment } from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

/** The tests of versions: a decision is written only upon the state that it was taken on. */
export function testVersions(group: StoreTestGroup): void {
  testExpectedVersions(group);
  testRaces(group);
}

function testExpectedVersions({ test, expect }: StoreTestGroup): void {
  test('stores a new conversation and thread with version 1', async ({ store }) => {
    expect(await store.commit({ conversations: [aConversation()], threads: [aThread()] })).toBe('committed');
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toEqual(aConversation({ version: 1 }));
    expect(await store.thread({ phone: aThread().phone })).toEqual(aThread({ version: 1 }));
  });

  test('writes every field of a conversation over the stored one when the version is the stored one', async ({
    store,
  }) => {
    await store.commit({ conversations: [aConversation()] });
    const moved = aConversation({
      version: 1,
      patientId: 'patient-2',
      phone: null,
      startAt: testMoment + 86_400_000,
      dueAt: testMoment,
      isLive: false,
    });
    expect(await store.commit({ conversations: [moved] })).toBe('committed');
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toEqual({ ...moved, version: 2 });
  });

  test('moves state and due time on while the rest stays', async ({ store }) => {
    await store.commit({ conversations: [aConversation()] });
    const next = aConversation({ version: 1, dueAt: testMoment + 5 });
    await store.commit({ conversations: [{ ...next, state: { ...next.state, visit: 'screening' } }] });
    const stored = await store.conversation({ appointmentId: 'appointment-1' });
    expect(stored).toMatchObject({ version: 2, dueAt: testMoment + 5, state: { visit: 'screening' } });
  });

  test('conflicts when a conversation has another version than expected', async ({ store }) => {
    await store.commit({ conversations: [aConversation()] });
    expect(await store.commit({ conversations: [aConversation({ dueAt: 1 })] })).toBe('conflict');
    expect(await store.commit({ conversations: [aConversation({ version: 2, dueAt: 1 })] })).toBe('conflict');
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toEqual(aConversation({ version: 1 }));
  });

  test('conflicts when a thread has another version than expected', async ({ store }) => {
    await store.commit({ threads: [aThread()] });
    expect(await store.commit({ threads: [aThread({ consent: 'opted-out' })] })).toBe('conflict');
    expect(await store.commit({ threads: [aThread({ version: 7 })] })).toBe('conflict');
    expect(await store.commit({ threads: [aThread({ version: 1, consent: 'opted-out' })] })).toBe('committed');
    expect(await store.thread({ phone: aThread().phone })).toMatchObject({ version: 2, consent: 'opted-out' });
  });
}

function testRaces({ test, expect }: StoreTestGroup): void {
  test('lets one of two win that decide on the same version at the same time', async ({ store }) => {
    await store.commit({ conversations: [aConversation()] });
    const results = await Promise.all([
      store.commit({ conversations: [aConversation({ version: 1, dueAt: 1 })] }),
      store.commit({ conversations: [aConversation({ version: 1, dueAt: 2 })] }),
    ]);
    expect([...results].sort()).toEqual(['committed', 'conflict']);
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toMatchObject({ version: 2 });
  });
}
