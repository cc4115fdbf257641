import type { DocumentRecord } from '../../ports/conversation-store/records.ts';
import { aJournalEntry, aTask, aThread, minutesLater, otherPhone, testPhone } from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

/** The tests of threads, journal, tasks and documents. */
export function testOthers(group: StoreTestGroup): void {
  testThreadsAndJournal(group);
  testTasks(group);
  testDocuments(group);
}

function testThreadsAndJournal({ describe, test, expect }: StoreTestGroup): void {
  describe('thread', () => {
    test('gives the thread as it was stored, and null for an unknown number', async ({ store }) => {
      const thread = aThread({
        consent: 'opted-in',
        consentAt: minutesLater(1),
        consentBy: 'staff:A',
        sent: { day: '2026-06-15', texts: 3, callIns: 1 },
        choice: {
          intent: 'arrived',
          askedAt: 1,
          expiresAt: 2,
          options: [{ appointmentId: 'appointment-1', name: 'Test' }],
        },
        wrongFor: ['patient-2'],
        failure: '30006',
      });
      await store.commit({ threads: [thread] });
      expect(await store.thread({ phone: testPhone })).toEqual({ ...thread, version: 1 });
      expect(await store.thread({ phone: otherPhone })).toBe(null);
    });
  });

  describe('journalOfAppointment', () => {
    test('gives the lines of the appointment in the order in which they were written', async ({ store }) => {
      const lines = [aJournalEntry({ event: 'one' }), aJournalEntry({ event: 'two', phone: testPhone, from: null })];
      const other = aJournalEntry({ appointmentId: 'appointment-2' });
      for (const line of [...lines, other]) await store.commit({ journal: [line] });
      expect(await store.journalOfAppointment({ appointmentId: 'appointment-1' })).toEqual(lines);
    });
  });

  describe('journal', () => {
    test('gives the newest lines of the clinic, newest first', async ({ store }) => {
      const lines = ['one', 'two', 'three'].map((event) => aJournalEntry({ event, appointmentId: null }));
      await store.commit({ journal: lines.slice(0, 2) });
      await store.commit({ journal: lines.slice(2) });
      expect(await store.journal({ limit: 2 })).toEqual([lines[2], lines[1]]);
      expect(await store.journal({ limit: 9 })).toHaveLength(3);
    });
  });
}

function testTasks({ describe, test, expect }: StoreTestGroup): void {
  describe('task', () => {
    test('gives the task as it was raised, and null for an unknown one', async ({ store }) => {
      const task = aTask({ phone: testPhone, standsFor: 'effect-1', appointmentId: null });
      await store.commit({ tasks: [task] });
      expect(await store.task({ id: 'task-1' })).toEqual(task);
      expect(await store.task({ id: 'task-2' })).toBe(null);
    });
  });

  describe('openTasks', () => {
    test('gives unresolved tasks, urgent first, then oldest first', async ({ store }) => {
      await store.commit({
        tasks: [
          aTask({ id: 'new', raisedAt: minutesLater(2) }),
          aTask({ id: 'old', raisedAt: minutesLater(1) }),
          aTask({ id: 'urgent', raisedAt: minutesLater(3), isUrgent: true }),
          aTask({ id: 'solved' }),
        ],
      });
      await store.commit({ taskChanges: [{ type: 'resolve', id: 'solved', at: minutesLater(4), by: 'staff:A' }] });
      expect((await store.openTasks()).map((task) => task.id)).toEqual(['urgent', 'old', 'new']);
    });
  });

  describe('tasksOfAppointment', () => {
    test('gives the tasks of the appointment, resolved ones included', async ({ store }) => {
      await store.commit({
        tasks: [
          aTask({ resolvedAt: 1, resolvedBy: 'staff:A' }),
          aTask({ id: 'other', appointmentId: 'appointment-2' }),
        ],
      });
      const tasks = await store.tasksOfAppointment({ appointmentId: 'appointment-1' });
      expect(tasks.map((task) => task.id)).toEqual(['task-1']);
    });
  });
}

function testDocuments({ describe, test, expect }: StoreTestGroup): void {
  describe('document', () => {
    test('gives what was written last, of the same kind and id only', async ({ store }) => {
      const value = { minutes: [5, 10], name: 'Dr Test', isOn: true };
      await store.commit({ documents: [{ kind: 'practitioner', id: '1', value: 'first' }] });
      await store.commit({ documents: [{ kind: 'practitioner', id: '1', value }] });
      expect(await store.document({ kind: 'practitioner', id: '1' })).toEqual({ kind: 'practitioner', id: '1', value });
      expect(await store.document({ kind: 'template', id: '1' })).toBe(null);
    });

    test('is gone once null was written', async ({ store }) => {
      await store.commit({ documents: [{ kind: 'pause', id: 'clinic', value: true }] });
      await store.commit({ documents: [{ kind: 'pause', id: 'clinic', value: null }] });
      expect(await store.document({ kind: 'pause', id: 'clinic' })).toBe(null);
      expect(await store.documents({ kind: 'pause' })).toEqual([]);
    });
  });

  describe('documents', () => {
    test('gives all of one kind', async ({ store }) => {
      const documents: readonly DocumentRecord[] = [
        { kind: 'cursor', id: 'scan', value: 'token' },
        { kind: 'setting', id: 'b', value: 0 },
        { kind: 'setting', id: 'a', value: false },
      ];
      await store.commit({ documents });
      const found = await store.documents({ kind: 'setting' });
      expect([...found].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([documents[2], documents[1]]);
    });
  });
}
