import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aConversation, aTask, aText, aThread } from '@clinicarrivals/core/testing';
import { createSqliteStore } from '../src/sqlite.ts';
import type { SqliteStoreOptions } from '../src/sqlite.ts';
import { createConnection, openDatabase } from '../src/sqlite/connection.ts';
import type { Connection } from '../src/sqlite/connection.ts';
import { migrate } from '../src/sqlite/migrations/migrate.ts';
import { erasePatientRows, exportPatientRows } from '../src/sqlite/patient-rows.ts';
import { conversationReads } from '../src/sqlite/read-conversations.ts';
import { fedAppointmentReads } from '../src/sqlite/read-fed-appointments.ts';
import { inboxReads } from '../src/sqlite/read-inbox.ts';
import { otherReads } from '../src/sqlite/read-others.ts';
import { createRecordCaches } from '../src/sqlite/record-cache.ts';
import { outboxReads } from '../src/sqlite/read-outbox.ts';
import { deleteConversation, purgeSomeBodies, purgeSomeConversations } from '../src/sqlite/retention.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const clinicId = 'clinic-1';
const phone = aThread().phone;

describe('createSqliteStore', () => {
  const wrong: readonly (readonly [string, Partial<SqliteStoreOptions>])[] = [
    ['file', { file: '' }],
    ['file', { file: ':memory:' }],
    ['file', { file: 'file:clinic.db' }],
    ['clinicId', { clinicId: '' }],
    ['lockWaitMs', { lockWaitMs: -1 }],
    ['lockWaitMs', { lockWaitMs: Number.NaN }],
    ['maxBytes', { maxBytes: 1 }],
  ];
  for (const [field, options] of wrong) {
    it(`refuses ${JSON.stringify(options)} and names the field`, () => {
      const create = () => createSqliteStore({ file: 'clinic.db', clinicId, ...options });
      expect(create).toThrow(expect.objectContaining({ code: 'configuration', field }));
    });
  }
});

describe('a SQLite store', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  afterEach(() => folder.remove());

  it('refuses calls before open and after close', async () => {
    const store = createSqliteStore({ file: folder.file('clinic.db'), clinicId });
    const refused = { code: 'storage', message: '[sqlite] the store is not open; call open() first' };
    await expect(store.openTasks()).rejects.toMatchObject(refused);
    await store.open();
    await store.close();
    await expect(store.commit({})).rejects.toMatchObject(refused);
    await expect(store.backup({ path: folder.file('backup.db'), now: 1 })).rejects.toMatchObject(refused);
    await store.open();
    expect(await store.openTasks()).toEqual([]);
    await store.close();
  });

  it('opens once when it is asked twice at the same time, and closes what is being opened', async () => {
    const store = createSqliteStore({ file: folder.file('clinic.db'), clinicId });
    const opening = Promise.all([store.open(), store.open()]);
    await store.close();
    await opening;
    await expect(store.openTasks()).rejects.toMatchObject({ code: 'storage' });
  });

  it('fails a record that cannot be stored alone: the others of its transaction are written', async () => {
    const store = createSqliteStore({ file: folder.file('clinic.db'), clinicId });
    await store.open();
    // What a caller in JavaScript may pass; no type lets it through.
    const broken = { ...aTask({ id: 'broken' }), reason: null as unknown as string };
    const results = await Promise.allSettled([
      store.commit({ tasks: [aTask({ id: 'before' })] }),
      store.commit({ effects: [aText()], tasks: [broken] }),
      store.commit({ tasks: [aTask({ id: 'after' })] }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'storage', isRetryable: false } });
    expect(JSON.stringify(results[1])).not.toContain('task');
    expect((await store.openTasks()).map((task) => task.id)).toEqual(['before', 'after']);
    expect(await store.effect({ id: 'text-1' })).toBe(null);
    await store.close();
  });

  it('writes more than fits in one transaction', async () => {
    const store = createSqliteStore({ file: folder.file('clinic.db'), clinicId });
    await store.open();
    const ids = Array.from({ length: 1_201 }, (_, index) => `task-${index}`);
    const results = await Promise.all(ids.map((id) => store.commit({ tasks: [aTask({ id })] })));
    expect(new Set(results)).toEqual(new Set(['committed']));
    expect(await store.openTasks()).toHaveLength(1_201);
    await store.close();
  });

  it('finds what it no longer keeps in memory', async () => {
    const store = createSqliteStore({ file: folder.file('clinic.db'), clinicId });
    await store.open();
    const conversations = Array.from({ length: 5_200 }, (_, index) =>
      aConversation({ appointmentId: `appointment-${index}`, phone: index === 0 ? phone : null }),
    );
    const ofPhone = () => store.conversationsOfPhone({ phone, from: 0, to: Number.MAX_SAFE_INTEGER });
    expect(await store.commit({ conversations })).toBe('committed');
    expect(await ofPhone()).toEqual([{ ...conversations[0], version: 1 }]);
    expect(await store.conversation({ appointmentId: 'appointment-5199' })).toMatchObject({ version: 1, phone: null });
    await store.close();
  });

  it('keeps no commit that another process has overtaken', () => {
    const [own, other] = [1, 2].map(() => openDatabase(folder.file('clinic.db')));
    if (own === undefined || other === undefined) throw new Error('not opened');
    migrate(own);
    const caches = createRecordCaches(own);
    const written = caches.generation();
    other.exec('CREATE TABLE elsewhere (id INTEGER)');
    expect(caches.conversations.get('appointment-1')).toBe(undefined);
    caches.keepCommitted({ conversations: [aConversation()] }, written);
    expect(caches.conversations.get('appointment-1')).toBe(undefined);
    caches.keepCommitted({ conversations: [aConversation()] }, caches.generation());
    expect(caches.conversations.get('appointment-1')).toMatchObject({ version: 1 });
    for (const database of [own, other]) database.close();
  });

  it('finds everything by an index', () => {
    const plans: string[] = [];
    const database = openDatabase(folder.file('clinic.db'));
    migrate(database);
    const connection = createConnection(database, clinicId);
    const explain = (sql: string): void => {
      for (const step of database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
        plans.push(`${String(step['detail'])}: ${sql}`);
    };
    const explaining: Connection = {
      ...connection,
      get: (sql, ...values) => {
        explain(sql);
        return connection.get(sql, ...values);
      },
      all: (sql, ...values) => {
        explain(sql);
        return connection.all(sql, ...values);
      },
      run: (sql, ...values) => {
        explain(sql);
        return connection.run(sql, ...values);
      },
    };
    const caches = createRecordCaches(connection.database);
    const limit = 10;
    const appointmentId = 'appointment-1';
    const conversations = conversationReads(explaining, caches.conversations);
    conversations.conversation({ appointmentId });
    conversations.conversationsOfDay({ day: '2026-06-15' });
    conversations.conversationsOfPhone({ phone, from: 0, to: 1 });
    conversations.dueConversations({ now: 0, limit });
    conversations.liveConversations({ before: 0 });
    const inbox = inboxReads(explaining, { isNone: () => false, noteNone: () => undefined });
    inbox.pendingInbox({ limit });
    inbox.pendingInbox({ limit, phone });
    inbox.inboxMessage({ gatewayId: 'message-1' });
    inbox.inboxOfPhone({ phone, since: 0 });
    inbox.unknownInbox({ since: 0 });
    const outbox = outboxReads(explaining);
    outbox.dueEffects({ now: 0, limit });
    outbox.nextDueAt();
    outbox.effect({ id: 'text-1' });
    outbox.effectsOfAppointment({ appointmentId });
    outbox.effectsOfPhone({ phone, since: 0 });
    outbox.effectsOfStatus({ status: 'claimed', limit });
    outbox.effectsOfStatus({ status: 'in-doubt', limit });
    outbox.undeliveredEffects({ since: 0, limit });
    const others = otherReads(explaining, caches.threads);
    others.thread({ phone });
    others.journalOfAppointment({ appointmentId });
    others.journal({ limit });
    others.task({ id: 'task-1' });
    others.openTasks();
    others.tasksOfAppointment({ appointmentId });
    others.document({ kind: 'setting', id: 'a' });
    others.documents({ kind: 'setting' });
    const fed = fedAppointmentReads(explaining);
    fed.snapshot({ appointmentId });
    fed.snapshotsBetween({ from: 0, to: 1 });
    fed.snapshotsSince({ written: 0, limit });
    fed.snapshotMark();
    fed.waitingAnswers({ limit });
    fed.answersOfAppointment({ appointmentId });
    const patient = { patientId: 'patient-1', phones: [phone] };
    purgeSomeBodies(explaining, 0);
    purgeSomeConversations(explaining, 0);
    deleteConversation(explaining, appointmentId);
    exportPatientRows(explaining, patient);
    erasePatientRows(explaining, patient);
    database.close();

    expect(plans.length).toBeGreaterThan(24);
    expect(plans.filter((plan) => plan.startsWith('SCAN'))).toEqual([]);
    // A search by the clinic alone is no search, unless the index holds only what is asked for or gives the order.
    const byClinicAlone = plans.filter((plan) => plan.includes('(clinic_id=?): '));
    expect([...new Set(byClinicAlone.map((plan) => plan.split(' (clinic_id=?)')[0]))]).toEqual([
      'SEARCH inbox USING INDEX inbox_pending',
      'SEARCH outbox USING INDEX outbox_claimed',
      'SEARCH outbox USING INDEX outbox_in_doubt',
      'SEARCH journal USING PRIMARY KEY',
      'SEARCH tasks USING INDEX tasks_open',
      // The newest write is the last entry of its index.
      'SEARCH snapshots USING COVERING INDEX snapshots_written',
      'SEARCH answers USING INDEX answers_waiting',
    ]);
    expect(byClinicAlone.find((plan) => plan.includes('journal'))).toContain('ORDER BY seq DESC LIMIT');
  });
});
