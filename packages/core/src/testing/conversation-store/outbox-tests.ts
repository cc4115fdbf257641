import type { EffectRecord, EffectStatus } from '../../ports/conversation-store/records.ts';
import { aConversation, aText, anEffect, minutesLater, otherPhone, testPhone } from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const ids = (records: readonly EffectRecord[]): readonly string[] => records.map((record) => record.id);
const later = { now: minutesLater(100), limit: 10 };

/** The tests of how effects are found and given out. */
export function testOutbox(group: StoreTestGroup): void {
  group.describe('dueEffects', () => testDueEffects(group));
  group.describe('nextDueAt', () => testNextDueAt(group));
  testEffectLists(group);
  testOpenEnds(group);
}

function waitingBehind(status: EffectStatus): readonly EffectRecord[] {
  return [anEffect({ status, dueAt: minutesLater(1) }), aText({ text: { after: 'effect-1' }, dueAt: minutesLater(2) })];
}

function testDueEffects({ test, expect }: StoreTestGroup): void {
  test('gives call-ins first, then by due time, at most the limit', async ({ store }) => {
    await store.commit({
      effects: [
        aText({ id: 'late', dueAt: minutesLater(3) }),
        aText({ id: 'early', dueAt: minutesLater(1) }),
        aText({ id: 'call', dueAt: minutesLater(4), text: { urgency: 'call-in' } }),
        anEffect({ id: 'update', dueAt: minutesLater(2) }),
        aText({ id: 'future', dueAt: minutesLater(6), text: { urgency: 'call-in' } }),
      ],
    });
    const due = async (limit: number) => ids(await store.dueEffects({ now: minutesLater(5), limit }));
    expect(await due(10)).toEqual(['call', 'early', 'update', 'late']);
    expect(await due(2)).toEqual(['call', 'early']);
    expect(await due(1)).toEqual(['call']);
  });

  test('gives an effect out at its due time and not before', async ({ store }) => {
    await store.commit({ effects: [aText({ dueAt: minutesLater(1) })] });
    expect(await store.dueEffects({ now: minutesLater(1) - 1, limit: 1 })).toHaveLength(0);
    expect(await store.dueEffects({ now: minutesLater(1), limit: 1 })).toEqual([aText({ dueAt: minutesLater(1) })]);
  });

  test('gives out what waits only', async ({ store }) => {
    const statuses = ['claimed', 'done', 'dropped', 'failed', 'in-doubt'] as const;
    await store.commit({ effects: statuses.map((status) => aText({ id: status, status })) });
    expect(await store.dueEffects(later)).toEqual([]);
  });

  for (const status of ['waiting', 'claimed', 'in-doubt'] as const) {
    test(`holds an effect back while what it comes after is ${status} (P5)`, async ({ store }) => {
      await store.commit({ effects: waitingBehind(status) });
      expect(ids(await store.dueEffects(later)).filter((id) => id === 'text-1')).toEqual([]);
    });
  }

  for (const status of ['done', 'failed', 'dropped'] as const) {
    test(`gives an effect out when what it comes after is ${status}`, async ({ store }) => {
      await store.commit({ effects: waitingBehind(status) });
      expect(ids(await store.dueEffects(later))).toEqual(['text-1']);
    });
  }

  test('holds an effect back while what it comes after is not there', async ({ store }) => {
    await store.commit({ effects: [aText({ text: { after: 'nothing' } })] });
    expect(await store.dueEffects(later)).toEqual([]);
  });
}

function testNextDueAt({ test, expect }: StoreTestGroup): void {
  test('is null when nothing is due ever', async ({ store }) => {
    await store.commit({ conversations: [aConversation()], effects: [aText({ status: 'done' })] });
    expect(await store.nextDueAt()).toBe(null);
  });

  test('is the earliest moment of conversations and waiting effects', async ({ store }) => {
    await store.commit({ conversations: [aConversation({ dueAt: minutesLater(30) })] });
    expect(await store.nextDueAt()).toBe(minutesLater(30));
    await store.commit({ effects: [aText({ dueAt: minutesLater(20) })] });
    expect(await store.nextDueAt()).toBe(minutesLater(20));
    await store.commit({ effects: [aText({ id: 'call', dueAt: minutesLater(10), text: { urgency: 'call-in' } })] });
    expect(await store.nextDueAt()).toBe(minutesLater(10));
    await store.commit({ effectChanges: [{ id: 'call', from: 'waiting', set: { dueAt: minutesLater(25) } }] });
    expect(await store.nextDueAt()).toBe(minutesLater(20));
  });

  test('foresees exactly what dueEffects would give out', async ({ store }) => {
    await store.commit({ effects: waitingBehind('claimed') });
    expect(await store.nextDueAt()).toBe(null);
    await store.commit({ effectChanges: [{ id: 'effect-1', from: 'claimed', set: { status: 'failed' } }] });
    expect(await store.nextDueAt()).toBe(minutesLater(2));
  });
}

function testEffectLists({ describe, test, expect }: StoreTestGroup): void {
  describe('effect', () => {
    test('gives null for an unknown id', async ({ store }) => {
      expect(await store.effect({ id: 'nothing' })).toBe(null);
    });

    test('gives every kind of effect back as it was stored', async ({ store }) => {
      const { after, dueAt, latestAt } = anEffect().effect;
      const session = { after, dueAt, latestAt, sessionId: 'session-1' };
      const opens = { ...session, practitionerId: 'practitioner-1', startAt: 1, endAt: 2 };
      const effects = [
        aText({ appointmentId: null, text: { variables: { url: 'https://example.org/' } } }),
        anEffect(),
        anEffect({ id: 'open', effect: { type: 'open-session', id: 'open', ...opens } }),
        anEffect({ id: 'close', effect: { type: 'close-session', id: 'close', ...session } }),
      ];
      await store.commit({ effects });
      for (const record of effects) expect(await store.effect({ id: record.id })).toEqual(record);
    });
  });

  describe('effectsOfAppointment', () => {
    test('gives those of the appointment in every status', async ({ store }) => {
      const done = anEffect({ status: 'done', createdAt: minutesLater(1) });
      await store.commit({ effects: [done, aText(), aText({ id: 'other', appointmentId: 'appointment-2' })] });
      expect(ids(await store.effectsOfAppointment({ appointmentId: 'appointment-1' }))).toEqual(['text-1', 'effect-1']);
    });
  });

  describe('effectsOfPhone', () => {
    test('gives texts to the number created since the moment, oldest first', async ({ store }) => {
      await store.commit({
        effects: [
          aText({ id: 'new', createdAt: minutesLater(9) }),
          aText({ id: 'first', createdAt: minutesLater(5) }),
          aText({ id: 'old', createdAt: minutesLater(4) }),
          aText({ id: 'other', createdAt: minutesLater(6), text: { to: otherPhone } }),
          anEffect({ createdAt: minutesLater(6) }),
        ],
      });
      expect(ids(await store.effectsOfPhone({ phone: testPhone, since: minutesLater(5) }))).toEqual(['first', 'new']);
    });
  });
}

function testOpenEnds({ describe, test, expect }: StoreTestGroup): void {
  describe('effectsOfStatus', () => {
    for (const status of ['claimed', 'in-doubt'] as const) {
      test(`gives those that are ${status}, oldest first and at most the limit`, async ({ store }) => {
        await store.commit({
          effects: [
            aText({ id: 'new', status, createdAt: minutesLater(2) }),
            aText({ id: 'old', status, createdAt: minutesLater(1) }),
            aText({ id: 'other', status: status === 'claimed' ? 'in-doubt' : 'claimed' }),
            aText({ id: 'waiting' }),
          ],
        });
        expect(ids(await store.effectsOfStatus({ status, limit: 10 }))).toEqual(['old', 'new']);
        expect(ids(await store.effectsOfStatus({ status, limit: 1 }))).toEqual(['old']);
      });
    }
  });

  describe('undeliveredEffects', () => {
    test('gives texts done since the moment whose delivery is not final, oldest first', async ({ store }) => {
      const done = (id: string, delivery: EffectRecord['delivery'], minutes: number): EffectRecord =>
        aText({ id, status: 'done', delivery, finishedAt: minutesLater(minutes) });
      await store.commit({
        effects: [
          done('sent', 'sent', 7),
          done('accepted', 'accepted', 6),
          done('delivered', 'delivered', 6),
          done('undelivered', 'undelivered', 6),
          done('old', 'accepted', 4),
          anEffect({ status: 'done', finishedAt: minutesLater(6) }),
        ],
      });
      const since = minutesLater(5);
      expect(ids(await store.undeliveredEffects({ since, limit: 10 }))).toEqual(['accepted', 'sent']);
      expect(ids(await store.undeliveredEffects({ since, limit: 1 }))).toEqual(['accepted']);
    });
  });
}
