import type { Commit } from '../../ports/conversation-store/conversation-store.ts';
import {
  aConversation,
  aFedSnapshot,
  aJournalEntry,
  anAnswer,
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

const full: Commit = {
  conversations: [aConversation({ appointmentId: 'appointment-9' })],
  threads: [aThread({ phone: otherPhone })],
  effects: [aText({ id: 'text-9', appointmentId: 'appointment-9' })],
  inbox: [anInboxRecord({ gatewayId: 'message-9' })],
  tasks: [aTask({ id: 'task-9' })],
  journal: [aJournalEntry({ appointmentId: 'appointment-9' })],
  documents: [{ kind: 'setting', id: 'pollSeconds', value: 5 }],
  snapshots: [aFedSnapshot({ appointmentId: 'appointment-9' })],
  answers: [anAnswer({ id: 'answer-9' })],
};
const failing: readonly (readonly [string, Commit])[] = [
  ['a conversation', { conversations: [...(full.conversations ?? []), aConversation({ version: 3 })] }],
  ['a thread', { threads: [...(full.threads ?? []), aThread({ version: 3 })] }],
  ['an effect that is not in the expected status', { effectChanges: [{ id: 'text-1', from: 'done', set: {} }] }],
  ['an effect that does not exist', { effectChanges: [{ id: 'text-2', from: 'waiting', set: {} }] }],
  ['a message that has an outcome', { inboxChanges: [inboxChange] }],
  ['a message that does not exist', { inboxChanges: [{ ...inboxChange, gatewayId: 'message-2' }] }],
  ['a snapshot', { snapshots: [...(full.snapshots ?? []), aFedSnapshot({ version: 3 })] }],
  ['an answer', { answerChanges: [{ id: 'answer-9', attempts: 1, set: {} }] }],
  ['a task that is resolved', { taskChanges: [{ type: 'resolve', id: 'task-1', at: 1, by: 'staff:B' }] }],
  ['a task that does not exist', { taskChanges: [{ type: 'escalate', id: 'task-2', at: 1 }] }],
];

/** The tests of all or nothing. */
export function testAtomicity({ describe, test, expect }: StoreTestGroup): void {
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
        expect(await store.snapshot({ appointmentId: 'appointment-9' })).toBe(null);
        expect(await store.waitingAnswers({ limit: 9 })).toEqual([]);
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
