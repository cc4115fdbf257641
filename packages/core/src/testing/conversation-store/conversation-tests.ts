import type { PhoneNumber } from '../../phone-number.ts';
import { aConversation, minutesLater, otherPhone, testPhone } from './records.ts';
import type { ConversationRecord } from '../../ports/conversation-store/records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const ids = (records: readonly ConversationRecord[]): readonly string[] =>
  records.map((record) => record.appointmentId);

const conversations: readonly ConversationRecord[] = [
  aConversation({ appointmentId: 'c', startAt: minutesLater(60), dueAt: minutesLater(30) }),
  aConversation({ appointmentId: 'b', startAt: minutesLater(60), dueAt: minutesLater(10) }),
  aConversation({ appointmentId: 'a', startAt: minutesLater(90), dueAt: minutesLater(20), isLive: false }),
  aConversation({ appointmentId: 'd', startAt: minutesLater(30), phone: otherPhone }),
  aConversation({ appointmentId: 'e', startAt: minutesLater(24 * 60), phone: null }),
];

/** The tests of how conversations are found. */
export function testConversations({ describe, test, expect }: StoreTestGroup): void {
  describe('conversation', () => {
    test('gives null for an appointment without a conversation', async ({ store }) => {
      expect(await store.conversation({ appointmentId: 'nobody' })).toBe(null);
    });
  });

  describe('conversationsOfDay', () => {
    test('gives those of the day, closed ones included, by start and then id', async ({ store }) => {
      await store.commit({ conversations });
      expect(ids(await store.conversationsOfDay({ day: '2026-06-15' }))).toEqual(['d', 'b', 'c', 'a']);
      expect(ids(await store.conversationsOfDay({ day: '2026-06-16' }))).toEqual(['e']);
      expect(await store.conversationsOfDay({ day: '2026-06-17' })).toEqual([]);
    });
  });

  testOfPhone({ describe, test, expect });

  describe('dueConversations', () => {
    test('gives those due at or before now, earliest first and at most the limit', async ({ store }) => {
      await store.commit({ conversations });
      const due = async (minutes: number, limit: number): Promise<readonly string[]> =>
        ids(await store.dueConversations({ now: minutesLater(minutes), limit }));
      expect(await due(9, 10)).toEqual([]);
      expect(await due(20, 10)).toEqual(['b', 'a']);
      expect(await due(40, 10)).toEqual(['b', 'a', 'c']);
      expect(await due(40, 2)).toEqual(['b', 'a']);
    });

    test('forgets a due time that a later commit takes away', async ({ store }) => {
      await store.commit({ conversations: [aConversation({ dueAt: minutesLater(1) })] });
      await store.commit({ conversations: [aConversation({ version: 1, dueAt: null })] });
      expect(await store.dueConversations({ now: minutesLater(2), limit: 10 })).toEqual([]);
    });
  });

  describe('liveConversations', () => {
    test('gives the live ones that start before the moment, by start and then id', async ({ store }) => {
      await store.commit({ conversations });
      expect(ids(await store.liveConversations({ before: minutesLater(1000) }))).toEqual(['d', 'b', 'c']);
      expect(ids(await store.liveConversations({ before: minutesLater(60) }))).toEqual(['d']);
    });
  });
}

function testOfPhone({ describe, test, expect }: StoreTestGroup): void {
  describe('conversationsOfPhone', () => {
    test('gives those of the number in the range, closed ones included, the end exclusive', async ({ store }) => {
      await store.commit({ conversations });
      const of = async (from: number, to: number): Promise<readonly string[]> =>
        ids(await store.conversationsOfPhone({ phone: testPhone, from, to }));
      expect(await of(minutesLater(60), minutesLater(91))).toEqual(['b', 'c', 'a']);
      expect(await of(minutesLater(60), minutesLater(90))).toEqual(['b', 'c']);
      expect(await of(minutesLater(61), minutesLater(90))).toEqual([]);
    });

    test('gives one that is added, moved, or given another number as it is now', async ({ store }) => {
      const of = async (phone: PhoneNumber): Promise<readonly string[]> =>
        ids(await store.conversationsOfPhone({ phone, from: minutesLater(60), to: minutesLater(90) }));
      expect(await of(testPhone)).toEqual([]);
      const record = aConversation({ startAt: minutesLater(95) });
      await store.commit({ conversations: [record] });
      expect(await of(testPhone)).toEqual([]);
      const moved = { ...record, version: 1, startAt: minutesLater(70) };
      await store.commit({ conversations: [moved] });
      expect(await of(testPhone)).toEqual(['appointment-1']);
      await store.commit({ conversations: [{ ...moved, version: 2, phone: otherPhone }] });
      expect(await of(testPhone)).toEqual([]);
      expect(await of(otherPhone)).toEqual(['appointment-1']);
      await store.commit({ conversations: [{ ...moved, version: 3, phone: testPhone, startAt: minutesLater(80) }] });
      expect(await of(testPhone)).toEqual(['appointment-1']);
      expect(await of(otherPhone)).toEqual([]);
    });
  });
}
