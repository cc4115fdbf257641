import type {
  ConversationStoreSuiteOptions,
  StoreAbility,
  StoreTestGroup,
  ConversationStoreFixture,
} from './store-fixture.ts';
import {
  aConversation,
  aJournalEntry,
  aTask,
  aText,
  aThread,
  anInboxRecord,
  minutesLater,
  testPhone,
} from './records.ts';

/** The tests of what outlives a store: restarts, a second process, backups. Each ability may be switched off by name. */
export function testSharing(group: StoreTestGroup, switches: ConversationStoreSuiteOptions['switches']): void {
  if (switches?.reopen !== false) group.describe('open', () => testReopening(group));
  if (switches?.second !== false) group.describe('two stores on the same data', () => testSecond(group));
  if (switches?.copy !== false) group.describe('backup', () => testBackup(group));
  group.describe('restoredFrom', () => {
    group.test('is null for data that was not restored', async ({ store }) => {
      group.expect(await store.restoredFrom()).toBe(null);
      await store.settleRestore();
      group.expect(await store.restoredFrom()).toBe(null);
    });
  });
}

function ability<Name extends StoreAbility>(
  fixture: ConversationStoreFixture,
  name: Name,
): NonNullable<ConversationStoreFixture[Name]> {
  const given = fixture[name];
  if (given === undefined) throw new Error(`create() gives no \`${name}\`; give it or switch it off`);
  return given;
}

function testReopening({ test, expect }: StoreTestGroup): void {
  test('finds everything again after a restart (P9)', async (fixture) => {
    const document = { kind: 'cursor', id: 'scan', value: 'token' } as const;
    await fixture.store.commit({
      conversations: [aConversation({ dueAt: minutesLater(9) })],
      threads: [aThread()],
      effects: [aText({ status: 'claimed' })],
      inbox: [anInboxRecord()],
      tasks: [aTask()],
      journal: [aJournalEntry()],
      documents: [document],
    });
    const store = await ability(fixture, 'reopen')();
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toMatchObject({ version: 1 });
    expect(await store.thread({ phone: testPhone })).toEqual(aThread({ version: 1 }));
    expect(await store.effectsOfStatus({ status: 'claimed', limit: 9 })).toEqual([aText({ status: 'claimed' })]);
    expect(await store.pendingInbox({ limit: 9 })).toEqual([anInboxRecord()]);
    expect(await store.openTasks()).toEqual([aTask()]);
    expect(await store.journal({ limit: 9 })).toEqual([aJournalEntry()]);
    expect(await store.document(document)).toEqual(document);
    expect(await store.nextDueAt()).toBe(minutesLater(9));
    expect(await store.restoredFrom()).toBe(null);
  });

  test('may be called again, as may close', async ({ store }) => {
    await store.open();
    await store.commit({ tasks: [aTask()] });
    await store.open();
    expect(await store.openTasks()).toHaveLength(1);
    await store.close();
    await store.close();
  });

  test('finds what was committed just before close', async (fixture) => {
    const commits = ['a', 'b', 'c'].map((id) => fixture.store.commit({ tasks: [aTask({ id })] }));
    const store = await ability(fixture, 'reopen')();
    expect(await Promise.all(commits)).toEqual(['committed', 'committed', 'committed']);
    expect(await store.openTasks()).toHaveLength(3);
  });
}

function testSecond({ test, expect }: StoreTestGroup): void {
  test('each sees what the other has committed', async (fixture) => {
    const second = await ability(fixture, 'second')();
    await fixture.store.commit({ conversations: [aConversation()], inbox: [anInboxRecord()] });
    expect(await second.conversation({ appointmentId: 'appointment-1' })).toEqual(aConversation({ version: 1 }));
    await second.commit({ conversations: [aConversation({ version: 1, dueAt: minutesLater(1) })] });
    expect(await fixture.store.nextDueAt()).toBe(minutesLater(1));
    expect(await second.pendingInbox({ limit: 9 })).toHaveLength(1);
  });

  test('each finds for a number what the other has added a moment ago', async (fixture) => {
    const { store } = fixture;
    const second = await ability(fixture, 'second')();
    const whole = { phone: testPhone, from: 0, to: Number.MAX_SAFE_INTEGER };
    const counts = async () => [
      (await store.conversationsOfPhone(whole)).length,
      (await store.pendingInbox({ phone: testPhone, limit: 9 })).length,
    ];
    expect(await counts()).toEqual([0, 0]);
    await second.commit({ conversations: [aConversation()] });
    await second.commit({ inbox: [anInboxRecord()] });
    expect(await counts()).toEqual([1, 1]);
    await second.erasePatient({ patientId: aConversation().patientId, phones: [testPhone] });
    expect(await counts()).toEqual([0, 0]);
  });

  test('of two that decide on the same version one wins (P8)', async (fixture) => {
    const { store } = fixture;
    const second = await ability(fixture, 'second')();
    await store.commit({ conversations: [aConversation()] });
    for (let version = 1; version <= 5; version += 1) {
      const commit = { conversations: [aConversation({ version })], effects: [aText({ id: `text-${version}` })] };
      const results = await Promise.all([store.commit(commit), second.commit(commit)]);
      expect([...results].sort()).toEqual(['committed', 'conflict']);
    }
    expect(await second.effectsOfAppointment({ appointmentId: 'appointment-1' })).toHaveLength(5);
  });

  test('one has the lease and the other does not (P8)', async (fixture) => {
    const second = await ability(fixture, 'second')();
    expect(await fixture.store.acquireLease({ holder: 'a', now: 0, ttlMs: 10 })).toBe(true);
    expect(await second.acquireLease({ holder: 'b', now: 9, ttlMs: 10 })).toBe(false);
    expect(await second.acquireLease({ holder: 'b', now: 10, ttlMs: 10 })).toBe(true);
  });

  test('many writes of both end in the journal, each once', async (fixture) => {
    const second = await ability(fixture, 'second')();
    const write = (store: typeof second, name: string) =>
      Array.from({ length: 25 }, (_, index) =>
        store.commit({ journal: [aJournalEntry({ event: `${name}-${index}` })] }),
      );
    await Promise.all([...write(fixture.store, 'one'), ...write(second, 'two')]);
    const events = (await second.journal({ limit: 99 })).map((line) => line.event);
    expect(new Set(events).size).toBe(50);
    expect(events).toHaveLength(50);
  });
}

function testBackup({ test, expect }: StoreTestGroup): void {
  const takenAt = minutesLater(5);

  test('writes a copy that holds what was committed and knows when it was taken (P9)', async (fixture) => {
    const { store } = fixture;
    const copy = ability(fixture, 'copy');
    await store.commit({ conversations: [aConversation()] });
    await store.backup?.({ path: copy.path, now: takenAt });
    await store.commit({ conversations: [aConversation({ version: 1 })] });
    const restored = await copy.open();
    expect(await restored.conversation({ appointmentId: 'appointment-1' })).toMatchObject({ version: 1 });
    expect(await restored.restoredFrom()).toBe(takenAt);
    expect(await store.restoredFrom()).toBe(null);
    await restored.close();
  });

  test('marks the copy until the restore is settled', async (fixture) => {
    const copy = ability(fixture, 'copy');
    await fixture.store.backup?.({ path: copy.path, now: takenAt });
    const restored = await copy.open();
    await restored.settleRestore();
    expect(await restored.restoredFrom()).toBe(null);
    await restored.close();
    const again = await copy.open();
    expect(await again.restoredFrom()).toBe(null);
    await again.close();
  });

  test('goes on while commits are made', async (fixture) => {
    const { store } = fixture;
    const copy = ability(fixture, 'copy');
    const commits = Array.from({ length: 50 }, (_, index) => store.commit({ tasks: [aTask({ id: `task-${index}` })] }));
    const [results] = await Promise.all([Promise.all(commits), store.backup?.({ path: copy.path, now: takenAt })]);
    expect(results.every((result) => result === 'committed')).toBe(true);
    expect(await store.openTasks()).toHaveLength(50);
    const restored = await copy.open();
    expect(await restored.restoredFrom()).toBe(takenAt);
    await restored.close();
  });
}
