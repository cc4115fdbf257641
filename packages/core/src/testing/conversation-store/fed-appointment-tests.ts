import type { AnswerRecord, SnapshotRecord } from '../../ports/conversation-store/fed-appointments.ts';
import type { ConversationStore } from '../../ports/conversation-store/conversation-store.ts';
import {
  aConversation,
  aFedSnapshot,
  anAnswer,
  aJournalEntry,
  anAppointment,
  aTask,
  minutesLater,
  testPhone,
} from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const before = minutesLater(0);

/** The tests of what an EHR pushes and is told. */
export function testFedAppointments(group: StoreTestGroup): void {
  group.describe('snapshots', () => {
    testSnapshots(group);
    testSnapshotMark(group);
  });
  group.describe('answers', () => testAnswers(group));
  group.describe('what an EHR pushes', () => testLifetime(group));
}

function aSnapshotAt(appointmentId: string, startAt: number, changes: Partial<SnapshotRecord> = {}): SnapshotRecord {
  return aFedSnapshot({ appointmentId, appointment: anAppointment({ id: appointmentId, startAt }), ...changes });
}

const idsOf = (records: readonly { readonly appointmentId: string }[]): string[] =>
  records.map(({ appointmentId }) => appointmentId);

function testSnapshots({ test, expect }: StoreTestGroup): void {
  test('are given as they were stored, and null for an unknown appointment', async ({ store }) => {
    const full = aFedSnapshot({
      madeAt: 5,
      messageIds: ['a', 'b'],
      doubt: 'a field could not be read',
      toldAt: { time: 3 },
      answered: { at: 7, fields: { status: 'arrived' } },
    });
    expect(await store.commit({ snapshots: [full] })).toBe('committed');
    expect(await store.snapshot({ appointmentId: 'appointment-1' })).toEqual({ ...full, version: 1 });
    expect(await store.snapshot({ appointmentId: 'appointment-2' })).toBe(null);
  });

  test('are written only over the version that they were made from', async ({ store }) => {
    await store.commit({ snapshots: [aFedSnapshot()] });
    expect(await store.commit({ snapshots: [aFedSnapshot({ madeAt: 9 })], tasks: [aTask()] })).toBe('conflict');
    expect(await store.commit({ snapshots: [aFedSnapshot({ version: 2 })] })).toBe('conflict');
    expect(await store.openTasks()).toEqual([]);
    expect(await store.commit({ snapshots: [aFedSnapshot({ version: 1, madeAt: 9 })] })).toBe('committed');
    expect(await store.snapshot({ appointmentId: 'appointment-1' })).toMatchObject({ version: 2, madeAt: 9 });
  });

  test('change their start and their patient, and may know no more than that an appointment is over', async ({
    store,
  }) => {
    await store.commit({ snapshots: [aSnapshotAt('a', minutesLater(60))] });
    const moved = aSnapshotAt('a', minutesLater(90), { version: 1 });
    await store.commit({ snapshots: [moved] });
    expect(await store.snapshotsBetween({ from: minutesLater(60), to: minutesLater(90) })).toEqual([]);
    expect(await store.snapshotsBetween({ from: minutesLater(90), to: minutesLater(91) })).toEqual([
      { ...moved, version: 2 },
    ]);
    await store.commit({ snapshots: [aFedSnapshot({ appointmentId: 'a', version: 2, appointment: null })] });
    expect(await store.snapshotsBetween({ from: 0, to: minutesLater(999) })).toEqual([]);
    expect(await store.snapshot({ appointmentId: 'a' })).toMatchObject({ appointment: null, version: 3 });
  });

  test('of a range come by start and then id, its end not included', async ({ store }) => {
    const starts = { late: 30, second: 10, first: 10, end: 60, early: -1 };
    const snapshots = Object.entries(starts).map(([id, minutes]) => aSnapshotAt(id, minutesLater(minutes)));
    await store.commit({ snapshots });
    const found = await store.snapshotsBetween({ from: minutesLater(0), to: minutesLater(60) });
    expect(idsOf(found)).toEqual(['first', 'second', 'late']);
  });
}

function testSnapshotMark({ test, expect }: StoreTestGroup): void {
  test('say what was written since a mark, each once and the last written last', async ({ store }) => {
    await store.commit({ snapshots: ['a', 'b', 'c'].map((id) => aSnapshotAt(id, minutesLater(1))) });
    const mark = await store.snapshotMark();
    expect(await store.snapshotsSince({ written: mark.written, limit: 9 })).toEqual([]);
    await store.commit({ snapshots: [aSnapshotAt('b', minutesLater(1), { version: 1 })] });
    await store.commit({ snapshots: [aSnapshotAt('a', minutesLater(2), { version: 1 })] });
    await store.commit({ snapshots: [aSnapshotAt('b', minutesLater(1), { version: 2 })] });
    expect(idsOf(await store.snapshotsSince({ written: mark.written, limit: 9 }))).toEqual(['a', 'b']);
    expect(idsOf(await store.snapshotsSince({ written: mark.written, limit: 1 }))).toEqual(['a']);
    expect((await store.snapshotMark()).written).toBeGreaterThan(mark.written);
  });

  test('have a mark that changes when some are removed, whatever is written then', async ({ store }) => {
    await store.commit({ snapshots: [aFedSnapshot()] });
    const mark = await store.snapshotMark();
    await store.erasePatient({ patientId: 'patient-1', phones: [] });
    await store.commit({ snapshots: [aFedSnapshot()] });
    expect((await store.snapshotMark()).removed).toBeGreaterThan(mark.removed);
  });

  test('have a mark that stays when nothing changes', async ({ store }) => {
    expect(await store.snapshotMark()).toEqual({ written: 0, removed: 0 });
    await store.commit({ snapshots: [aFedSnapshot()] });
    const mark = await store.snapshotMark();
    await store.erasePatient({ patientId: 'nobody', phones: [testPhone] });
    await store.purgeConversations({ before });
    expect(await store.snapshotMark()).toEqual(mark);
  });
}

function testAnswers({ test, expect }: StoreTestGroup): void {
  test('wait in the order in which they were stored until they are taken', async ({ store }) => {
    for (const id of ['b', 'a', 'c']) await store.commit({ answers: [anAnswer({ id })] });
    const change = { status: 'accepted', attempts: 1, finishedAt: 5 } as const;
    expect(await store.commit({ answerChanges: [{ id: 'a', attempts: 0, set: change }] })).toBe('committed');
    expect((await store.waitingAnswers({ limit: 9 })).map(({ id }) => id)).toEqual(['b', 'c']);
    expect((await store.waitingAnswers({ limit: 1 })).map(({ id }) => id)).toEqual(['b']);
    const all = await store.answersOfAppointment({ appointmentId: 'appointment-1' });
    expect(all).toEqual([anAnswer({ id: 'b' }), anAnswer({ id: 'a', ...change }), anAnswer({ id: 'c' })]);
    expect(await store.answersOfAppointment({ appointmentId: 'appointment-2' })).toEqual([]);
  });

  test('are stored once', async ({ store }) => {
    await store.commit({ answers: [anAnswer()] });
    expect(await store.commit({ answers: [anAnswer({ dueAt: 1, content: { type: 'cancel' } })] })).toBe('committed');
    expect(await store.waitingAnswers({ limit: 9 })).toEqual([anAnswer()]);
  });

  test('keep what they say and every field that a change names', async ({ store }) => {
    const content = { type: 'set-telehealth', modality: 'video', link: 'https://video.example/1' } as const;
    await store.commit({ answers: [anAnswer({ content, reason: 'new' })] });
    await store.commit({ answerChanges: [{ id: 'answer-1', attempts: 0, set: { attempts: 1, dueAt: 9 } }] });
    expect(await store.waitingAnswers({ limit: 9 })).toEqual([
      anAnswer({ content, reason: 'new', attempts: 1, dueAt: 9 }),
    ]);
    const set = { status: 'refused', finishedAt: 8, reason: null } as const;
    await store.commit({ answerChanges: [{ id: 'answer-1', attempts: 1, set }] });
    const stored: readonly AnswerRecord[] = await store.answersOfAppointment({ appointmentId: 'appointment-1' });
    expect(stored).toEqual([anAnswer({ content, attempts: 1, dueAt: 9, ...set })]);
  });

  test('are changed by one of two who try, and not once they are taken', async ({ store }) => {
    await store.commit({ answers: [anAnswer()] });
    const claim = () => store.commit({ answerChanges: [{ id: 'answer-1', attempts: 0, set: { attempts: 1 } }] });
    expect([...(await Promise.all([claim(), claim()]))].sort()).toEqual(['committed', 'conflict']);
    const take = (attempts: number) =>
      store.commit({ answerChanges: [{ id: 'answer-1', attempts, set: { status: 'accepted' } }], tasks: [aTask()] });
    expect(await take(0)).toBe('conflict');
    expect(await store.openTasks()).toEqual([]);
    expect(await take(1)).toBe('committed');
    expect(await take(1)).toBe('conflict');
  });

  test('are inserted and changed in one commit', async ({ store }) => {
    const answerChanges = [{ id: 'answer-1', attempts: 0, set: { attempts: 1 } }];
    expect(await store.commit({ answers: [anAnswer()], answerChanges })).toBe('committed');
    expect(await store.waitingAnswers({ limit: 9 })).toMatchObject([{ attempts: 1 }]);
  });
}

/** Three appointments of the past: one of a live conversation, one of a closed one, one without any; and one to come. */
async function fill(store: ConversationStore): Promise<void> {
  const past = minutesLater(-60);
  await store.commit({
    conversations: [
      aConversation({ appointmentId: 'live', startAt: past }),
      aConversation({ appointmentId: 'closed', startAt: past, isLive: false }),
    ],
  });
  for (const id of ['live', 'closed', 'alone']) {
    await store.commit({ snapshots: [aSnapshotAt(id, past)], answers: [anAnswer({ id, appointmentId: id })] });
  }
  await store.commit({ snapshots: [aSnapshotAt('to come', minutesLater(60))] });
  await store.commit({ snapshots: [aFedSnapshot({ appointmentId: 'over', appointment: null, storedAt: past })] });
}

function testLifetime({ test, expect }: StoreTestGroup): void {
  const left = async (store: ConversationStore) => [
    ...idsOf(await store.snapshotsSince({ written: 0, limit: 99 })),
    ...(await store.waitingAnswers({ limit: 99 })).map(({ id }) => `answer about ${id}`),
  ];

  test('is purged with the conversations, unless one needs it', async ({ store }) => {
    await fill(store);
    expect(await store.purgeConversations({ before })).toBe(1);
    expect(await left(store)).toEqual(['live', 'to come', 'answer about live']);
  });

  test('leaves no line for ever about events that could not be used', async ({ store }) => {
    const refused = { appointmentId: null, phone: null, by: 'pms', event: 'event-refused' } as const;
    const lines = [
      aJournalEntry({ ...refused, at: before - 1 }),
      aJournalEntry({ ...refused, at: before - 1, appointmentId: 'unknown' }),
      aJournalEntry({ ...refused, at: before - 1, event: 'settings-changed' }),
      aJournalEntry({ ...refused, at: before }),
    ];
    await store.commit({ journal: lines });
    await store.purgeConversations({ before });
    expect(await store.journal({ limit: 9 })).toEqual(lines.slice(2).reverse());
  });

  test('is exported and erased with its patient', async ({ store }) => {
    await fill(store);
    const other = { ...anAppointment({ id: 'other' }), patient: { ...anAppointment().patient, id: 'patient-2' } };
    await store.commit({
      snapshots: [aFedSnapshot({ appointmentId: 'other', appointment: other })],
      answers: [anAnswer({ id: 'other', appointmentId: 'other' })],
      tasks: [aTask({ id: 'alone', appointmentId: 'alone' })],
    });
    const patient = { patientId: 'patient-1', phones: [] };
    const exported = await store.exportPatient(patient);
    expect(exported['snapshots']).toHaveLength(4);
    expect(exported['answers']).toHaveLength(3);
    expect(exported['tasks']).toHaveLength(1);
    expect(await store.erasePatient(patient)).toBe(10);
    expect(await left(store)).toEqual(['over', 'other', 'answer about other']);
  });

  test('stays with its patient while the conversation is still that of another', async ({ store }) => {
    await store.commit({
      conversations: [aConversation({ patientId: 'patient-2' })],
      snapshots: [aFedSnapshot()],
      answers: [anAnswer()],
    });
    await store.erasePatient({ patientId: 'patient-1', phones: [] });
    expect(await left(store)).toEqual(['answer about answer-1']);
    expect(await store.conversation({ appointmentId: 'appointment-1' })).toMatchObject({ patientId: 'patient-2' });
  });
}
