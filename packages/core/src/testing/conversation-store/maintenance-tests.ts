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
import type { StoreTestGroup } from './store-fixture.ts';

/** The tests of lease and retention. */
export function testMaintenance(group: StoreTestGroup): void {
  testLease(group);
  testPurgeBodies(group);
  testPurgeConversations(group);
}

function testLease({ describe, test, expect }: StoreTestGroup): void {
  const ttlMs = 10_000;
  describe('acquireLease', () => {
    test('gives the lease to one holder until its time has passed', async ({ store }) => {
      expect(await store.acquireLease({ holder: 'a', now: 0, ttlMs })).toBe(true);
      expect(await store.acquireLease({ holder: 'b', now: ttlMs - 1, ttlMs })).toBe(false);
      expect(await store.acquireLease({ holder: 'b', now: ttlMs, ttlMs })).toBe(true);
      expect(await store.acquireLease({ holder: 'a', now: ttlMs + 1, ttlMs })).toBe(false);
    });

    test('renews the lease of its holder', async ({ store }) => {
      await store.acquireLease({ holder: 'a', now: 0, ttlMs });
      expect(await store.acquireLease({ holder: 'a', now: 5_000, ttlMs })).toBe(true);
      expect(await store.acquireLease({ holder: 'b', now: ttlMs, ttlMs })).toBe(false);
    });

    test('gives away a lease that reaches further than any can: the clock was put back', async ({ store }) => {
      await store.acquireLease({ holder: 'a', now: 1_000_000, ttlMs });
      expect(await store.acquireLease({ holder: 'b', now: 0, ttlMs })).toBe(true);
    });

    test('gives the lease to one of two who ask at the same time (P8)', async ({ store }) => {
      const ask = (holder: string) => store.acquireLease({ holder, now: 0, ttlMs });
      const answers = await Promise.all([ask('a'), ask('b')]);
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });

  describe('releaseLease', () => {
    test('frees the lease at once, if the holder has it', async ({ store }) => {
      await store.acquireLease({ holder: 'a', now: 0, ttlMs });
      await store.releaseLease({ holder: 'b' });
      expect(await store.acquireLease({ holder: 'b', now: 1, ttlMs })).toBe(false);
      await store.releaseLease({ holder: 'a' });
      expect(await store.acquireLease({ holder: 'b', now: 1, ttlMs })).toBe(true);
    });
  });
}

function testPurgeBodies({ describe, test, expect }: StoreTestGroup): void {
  describe('purgeBodies', () => {
    test('takes the bodies of finished effects and handled messages older than the moment, and keeps the rows', async ({
      store,
    }) => {
      const done = { status: 'done', body: 'Hello' } as const;
      await store.commit({
        effects: [
          aText({ id: 'old', ...done, finishedAt: minutesLater(1) }),
          aText({ id: 'new', ...done, finishedAt: minutesLater(5) }),
          aText({ id: 'doubtful', status: 'in-doubt', body: 'Hello' }),
        ],
        inbox: [
          anInboxRecord({ gatewayId: 'old', outcome: 'acted', storedAt: minutesLater(1) }),
          anInboxRecord({ gatewayId: 'new', outcome: 'acted', storedAt: minutesLater(5) }),
          anInboxRecord({ gatewayId: 'pending', storedAt: minutesLater(1) }),
        ],
      });
      expect(await store.purgeBodies({ before: minutesLater(5) })).toBe(2);
      expect(await store.purgeBodies({ before: minutesLater(5) })).toBe(0);
      expect(await store.effect({ id: 'old' })).toMatchObject({ body: null, status: 'done' });
      expect(await store.effect({ id: 'new' })).toMatchObject({ body: 'Hello' });
      expect(await store.effect({ id: 'doubtful' })).toMatchObject({ body: 'Hello' });
      expect(await store.inboxMessage({ gatewayId: 'old' })).toMatchObject({ body: null, outcome: 'acted' });
      expect(await store.inboxMessage({ gatewayId: 'new' })).toMatchObject({ body: 'arrived' });
      expect(await store.inboxMessage({ gatewayId: 'pending' })).toMatchObject({ body: 'arrived' });
    });
  });
}

function testPurgeConversations({ describe, test, expect }: StoreTestGroup): void {
  describe('purgeConversations', () => {
    test('deletes closed conversations that started before the moment with all that belongs to them', async ({
      store,
    }) => {
      const past = minutesLater(-60);
      const belongings = (appointmentId: string) => ({
        effects: [aText({ id: `text of ${appointmentId}`, appointmentId, status: 'done' })],
        inbox: [anInboxRecord({ gatewayId: `message of ${appointmentId}`, appointmentId, outcome: 'acted' })],
        tasks: [aTask({ id: `task of ${appointmentId}`, appointmentId })],
        journal: [aJournalEntry({ appointmentId })],
      });
      await store.commit({
        conversations: [
          aConversation({ appointmentId: 'gone', startAt: past, isLive: false }),
          aConversation({ appointmentId: 'live', startAt: past }),
          aConversation({ appointmentId: 'recent', isLive: false }),
        ],
        threads: [aThread()],
      });
      for (const id of ['gone', 'live', 'recent']) await store.commit(belongings(id));

      expect(await store.purgeConversations({ before: minutesLater(0) })).toBe(1);
      expect(await store.purgeConversations({ before: minutesLater(0) })).toBe(0);
      for (const [appointmentId, count] of Object.entries({ gone: 0, live: 1, recent: 1 })) {
        expect((await store.conversation({ appointmentId })) === null ? 0 : 1).toBe(count);
        expect(await store.effectsOfAppointment({ appointmentId })).toHaveLength(count);
        expect(await store.tasksOfAppointment({ appointmentId })).toHaveLength(count);
        expect(await store.journalOfAppointment({ appointmentId })).toHaveLength(count);
        const message = await store.inboxMessage({ gatewayId: `message of ${appointmentId}` });
        expect(message === null ? 0 : 1).toBe(count);
      }
      expect(await store.thread({ phone: testPhone })).not.toBe(null);
    });
  });
}
