import type { Commit } from '../../ports/conversation-store/conversation-store.ts';
import {
  aConversation,
  aJournalEntry,
  aTask,
  aText,
  aThread,
  anInboxRecord,
  otherPhone,
  testMoment,
} from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const handled = { outcome: 'acted', intent: 'arrived', appointmentId: 'appointment-1', reason: 'said so' } as const;
const inboxChange = { gatewayId: 'message-1', ...handled, handledAt: testMoment };

/** The tests of `commit`: all or nothing, versions, and what is done at most once. */
export function testCommit({ describe, test, expect }: StoreTestGroup): void {
  describe('commit', () => {
    testVersions({ describe, test, expect });
    testAtomicity({ describe, test, expect });
    testOnce({ describe, test, expect });
  });
}

function testVersions({ test, expect }: StoreTestGroup): void {
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

  test('lets one of two win that decide on the same version at the same time', async ({ store }) => {
    await store.commit({ conversations: [aConversation()] });
    const results = await Promise.all([
      store.commit({ conversations: [aConversation({ version: 1, dueAt: 1 })] }),
      store.commit({ conversations: [aConversation({ version: 1, dueAt: 2 })] }),
    ]);
    expect([...results].sort()).toEqual(['committed', 'conflict']);
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toMatchObject({ version: 2 });
  });

  test('keeps what it was given, whatever the giver or the reader does with it later', async ({ store }) => {
    const options = [{ appointmentId: 'appointment-1', name: 'Test' }];
    const choice = { intent: 'arrived', askedAt: 1, expiresAt: 2, options } as const;
    await store.commit({ threads: [aThread({ choice })] });
    options.push({ appointmentId: 'appointment-2', name: 'Other' });
    const first = await store.thread({ phone: aThread().phone });
    try {
      Object.assign(first ?? {}, { consent: 'opted-out' });
    } catch {
      // A store may hand out frozen records.
    }
    const second = await store.thread({ phone: aThread().phone });
    expect(second?.consent).toBe('unknown');
    expect(second?.choice?.options).toHaveLength(1);
  });
}

function testAtomicity({ describe, test, expect }: StoreTestGroup): void {
  const full: Commit = {
    conversations: [aConversation({ appointmentId: 'appointment-9' })],
    threads: [aThread({ phone: otherPhone })],
    effects: [aText({ id: 'text-9', appointmentId: 'appointment-9' })],
    inbox: [anInboxRecord({ gatewayId: 'message-9' })],
    tasks: [aTask({ id: 'task-9' })],
    journal: [aJournalEntry({ appointmentId: 'appointment-9' })],
    documents: [{ kind: 'setting', id: 'pollSeconds', value: 5 }],
  };
  const failing: readonly (readonly [string, Commit])[] = [
    ['a conversation', { conversations: [...(full.conversations ?? []), aConversation({ version: 3 })] }],
    ['a thread', { threads: [...(full.threads ?? []), aThread({ version: 3 })] }],
    ['an effect that is not in the expected status', { effectChanges: [{ id: 'text-1', from: 'done', set: {} }] }],
    ['an effect that does not exist', { effectChanges: [{ id: 'text-2', from: 'waiting', set: {} }] }],
    ['a message that has an outcome', { inboxChanges: [inboxChange] }],
    ['a message that does not exist', { inboxChanges: [{ ...inboxChange, gatewayId: 'message-2' }] }],
    ['a task that is resolved', { taskChanges: [{ type: 'resolve', id: 'task-1', at: 1, by: 'staff:B' }] }],
    ['a task that does not exist', { taskChanges: [{ type: 'escalate', id: 'task-2', at: 1 }] }],
  ];
  describe('writes nothing when one expectation does not hold', () => {
    for (const [what, part] of failing) {
      test(`such as that of ${what}`, async ({ store }) => {
        await store.commit({
          effects: [aText()],
          inbox: [anInboxRecord({ ...handled, handledAt: testMoment })],
          tasks: [aTask({ resolvedAt: testMoment, resolvedBy: 'staff:A' })],
        });
        const bystander = store.commit({ documents: [{ kind: 'cursor', id: 'beside', value: 1 }] });
        expect(await store.commit({ ...full, ...part })).toBe('conflict');
        expect(await bystander).toBe('committed');
        expect(await store.conversation({ appointmentId: 'appointment-9' })).toBe(null);
        expect(await store.thread({ phone: otherPhone })).toBe(null);
        expect(await store.effect({ id: 'text-9' })).toBe(null);
        expect(await store.inboxMessage({ gatewayId: 'message-9' })).toBe(null);
        expect(await store.task({ id: 'task-9' })).toBe(null);
        expect(await store.journal({ limit: 9 })).toHaveLength(0);
        expect(await store.document({ kind: 'setting', id: 'pollSeconds' })).toBe(null);
        expect(await store.document({ kind: 'cursor', id: 'beside' })).toMatchObject({ value: 1 });
        expect(await store.task({ id: 'task-1' })).toMatchObject({ resolvedBy: 'staff:A' });
      });
    }
  });

  test('lets each of many commits of the same turn succeed or conflict alone', async ({ store }) => {
    const ids = Array.from({ length: 20 }, (_, index) => `appointment-${index}`);
    const results = await Promise.all(
      ids.map((appointmentId, index) =>
        store.commit({
          effects: [aText({ id: `text-of-${appointmentId}`, appointmentId })],
          threads: index % 4 === 3 ? [aThread({ version: 5 })] : [],
          journal: [aJournalEntry({ appointmentId })],
        }),
      ),
    );
    expect(results.filter((result) => result === 'conflict')).toHaveLength(5);
    for (const [index, appointmentId] of ids.entries()) {
      const count = index % 4 === 3 ? 0 : 1;
      expect(await store.effectsOfAppointment({ appointmentId })).toHaveLength(count);
      expect(await store.journalOfAppointment({ appointmentId })).toHaveLength(count);
    }
  });
}

function testOnce({ test, expect }: StoreTestGroup): void {
  test('leaves an effect as it is when its id is inserted again (P2)', async ({ store }) => {
    await store.commit({ effects: [aText()] });
    await store.commit({ effectChanges: [{ id: 'text-1', from: 'waiting', set: { status: 'claimed', attempts: 1 } }] });
    expect(await store.commit({ effects: [aText({ dueAt: 1 })] })).toBe('committed');
    expect(await store.effect({ id: 'text-1' })).toEqual(aText({ status: 'claimed', attempts: 1 }));
  });

  test('gives an effect to one of two claims', async ({ store }) => {
    await store.commit({ effects: [aText()] });
    const claim = (claimedBy: string) =>
      store.commit({ effectChanges: [{ id: 'text-1', from: 'waiting', set: { status: 'claimed', claimedBy } }] });
    expect([...(await Promise.all([claim('a'), claim('b')]))].sort()).toEqual(['committed', 'conflict']);
  });

  test('sets every field of an effect that a change names, and no other', async ({ store }) => {
    await store.commit({ effects: [aText({ reason: 'held: quiet hours' })] });
    const set = {
      status: 'done',
      dueAt: testMoment + 1,
      attempts: 2,
      claimedBy: 'worker-1',
      claimedAt: testMoment + 2,
      body: 'Hello',
      gatewayId: 'SM1',
      delivery: 'accepted',
      finishedAt: testMoment + 3,
    } as const;
    await store.commit({ effectChanges: [{ id: 'text-1', from: 'waiting', set }] });
    expect(await store.effect({ id: 'text-1' })).toEqual({ ...aText({ reason: 'held: quiet hours' }), ...set });
    await store.commit({ effectChanges: [{ id: 'text-1', from: 'done', set: { delivery: 'delivered', body: null } }] });
    expect(await store.effect({ id: 'text-1' })).toMatchObject({ delivery: 'delivered', body: null, status: 'done' });
  });

  test('inserts and claims an effect in one commit', async ({ store }) => {
    const effectChanges = [{ id: 'text-1', from: 'waiting', set: { status: 'claimed' } }] as const;
    expect(await store.commit({ effects: [aText()], effectChanges })).toBe('committed');
    expect(await store.effect({ id: 'text-1' })).toMatchObject({ status: 'claimed' });
  });

  test('leaves a message as it is when it comes in again (P1)', async ({ store }) => {
    await store.commit({ inbox: [anInboxRecord()], inboxChanges: [inboxChange] });
    expect(await store.commit({ inbox: [anInboxRecord({ body: 'again' })] })).toBe('committed');
    expect(await store.inboxMessage({ gatewayId: 'message-1' })).toEqual(
      anInboxRecord({ ...handled, handledAt: testMoment }),
    );
  });

  test('gives a message exactly one outcome (P1)', async ({ store }) => {
    await store.commit({ inbox: [anInboxRecord()] });
    const results = await Promise.all([
      store.commit({ inboxChanges: [inboxChange] }),
      store.commit({ inboxChanges: [{ ...inboxChange, outcome: 'ignored' }] }),
    ]);
    expect([...results].sort()).toEqual(['committed', 'conflict']);
  });

  test('leaves a task as it is when it is raised again', async ({ store }) => {
    await store.commit({ tasks: [aTask()] });
    expect(await store.commit({ tasks: [aTask({ isUrgent: true })] })).toBe('committed');
    expect(await store.task({ id: 'task-1' })).toEqual(aTask());
  });

  test('resolves a task once', async ({ store }) => {
    await store.commit({ tasks: [aTask()] });
    const resolve = (by: string) => store.commit({ taskChanges: [{ type: 'resolve', id: 'task-1', at: 5, by }] });
    expect([...(await Promise.all([resolve('staff:A'), resolve('staff:B')]))].sort()).toEqual([
      'committed',
      'conflict',
    ]);
    expect(await store.task({ id: 'task-1' })).toMatchObject({ resolvedAt: 5 });
  });

  test('notes when a task was escalated', async ({ store }) => {
    await store.commit({ tasks: [aTask()] });
    await store.commit({ taskChanges: [{ type: 'escalate', id: 'task-1', at: 7 }] });
    expect(await store.task({ id: 'task-1' })).toEqual(aTask({ escalatedAt: 7 }));
  });

  test('writes nothing and succeeds when it is empty', async ({ store }) => {
    expect(await store.commit({})).toBe('committed');
    expect(await store.nextDueAt()).toBe(null);
  });
}
