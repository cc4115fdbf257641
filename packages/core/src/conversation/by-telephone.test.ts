import { describe, expect, it } from 'vitest';
import { aVisit, asRow, at, textsOf } from '../testing/one-visit.ts';
import type { Consequence, Row, VisitOptions } from '../testing/one-visit.ts';
import { noRoom } from './state.ts';

function expectRow(consequence: Consequence, row: Row): void {
  const [actual, expected] = asRow(consequence, row);
  expect(actual).toEqual(expected);
}

const start = at('10:10');
const asks = { type: 'call-requested' } as const;
const video: VisitOptions = { now: at('10:02'), appointment: { modality: 'video' } };
const told = { VideoInvite: { revision: 1, count: 1 } } as const;
const inSession = { context: { sessionId: 'key-1', chosen: 'video', told } } as const;

describe('a patient who asks on the page to be rung', () => {
  it('before the invite is invited by telephone, and no room is asked for', () => {
    const visit = aVisit({ visit: 'remote-scheduled', ...video, now: at('09:30') });
    const consequence = visit.meets(asks);
    expectRow(consequence, { state: 'remote-scheduled', updates: ['close-session', 'set-telehealth'] });
    expect(consequence.decision.effects[1]).toMatchObject({ change: { modality: 'phone', sessionId: 'key-1' } });
    expectRow(visit.waitsUntil(at('10:00')), { state: 'remote-invited', texts: ['VideoInvite'] });
  });

  it('once invited counts as ready', () => {
    expectRow(aVisit({ visit: 'remote-invited', ...video }).meets(asks), {
      state: 'remote-ready',
      updates: ['close-session', 'set-telehealth', 'mark-arrived'],
    });
  });

  it('while waiting, or while the doctor waits, is rung at once', () => {
    expectRow(aVisit({ visit: 'remote-ready', ...video }).meets(asks), {
      state: 'remote-ready',
      updates: ['close-session', 'set-telehealth'],
      tasks: ['wants-to-be-rung'],
    });
    expectRow(aVisit({ visit: 'called', ...video, ...inSession }).meets(asks), {
      state: 'called',
      updates: ['close-session', 'set-telehealth'],
      tasks: ['wants-to-be-rung'],
    });
    expectRow(aVisit({ visit: 'awaited', ...video, ...inSession }).meets(asks), {
      state: 'called',
      updates: ['close-session', 'set-telehealth', 'mark-arrived'],
      tasks: ['wants-to-be-rung'],
    });
  });

  it.each(['remote-scheduled', 'remote-invited', 'remote-ready', 'awaited', 'called'] as const)(
    'asks in %s once, however often the button is pressed',
    (state) => {
      const visit = aVisit({ visit: state, ...video, now: at('09:30'), ...inSession });
      const before = visit.meets(asks).state;
      expectRow(visit.meets(asks), { state: before, outcome: 'courtesy' });
    },
  );

  it.each(['upcoming', 'screening', 'expected', 'arrived', 'awaited', 'called', 'held', 'closed'] as const)(
    'has no visit by video to change in %s',
    (state) => {
      const visit = aVisit({ visit: state, context: { screenedFor: 1 } });
      expectRow(visit.meets(asks), { state, outcome: 'courtesy' });
    },
  );

  it('is not surprised by our own write, and is still rung when the appointment is moved', () => {
    const visit = aVisit({ visit: 'remote-invited', ...video });
    visit.meets(asks);
    const { revision } = visit.state.context;
    expectRow(visit.sees({ modality: 'phone', status: 'arrived' }), { state: 'remote-ready' });
    expect(visit.state.context.revision).toBe(revision);
    expectRow(visit.sees({ startAt: at('10:30'), endAt: at('10:45') }), { state: 'remote-ready' });
    expectRow(visit.waitsUntil(at('10:25')), { state: 'remote-ready' });
  });

  it('meets nobody in a room, so that the doctor is not told that it is empty', () => {
    const visit = aVisit({ visit: 'remote-invited', ...video });
    visit.meets(asks);
    const called = visit.sees({ modality: 'phone', status: 'fulfilled' }, { isSessionJoined: false });
    expectRow(called, { state: 'called' });
  });
});

describe('a window that opens together with the wish to be rung', () => {
  it('writes to the PMS what was said last', () => {
    const visit = aVisit({ visit: 'upcoming', ...video, now: at('09:00') });
    const { decision } = visit.meets(asks);
    const writes = decision.effects.filter(({ type }) => type === 'update-appointment');
    expect(writes).toMatchObject([{ change: { type: 'set-telehealth', modality: 'phone' }, after: null }]);
    expect(visit.state.visit).toBe('remote-scheduled');
  });
});

describe('reception changes between video and telephone', () => {
  it('and a patient who has the link is told that the doctor will ring', () => {
    for (const state of ['remote-invited', 'remote-ready'] as const) {
      const visit = aVisit({ visit: state, ...video, context: { told } });
      const consequence = visit.sees({ modality: 'phone' });
      expectRow(consequence, { state, texts: ['VideoInvite'], updates: ['close-session'] });
      expect(textsOf(consequence.decision)[0]?.revision).toBe(2);
      expect(visit.state.context.room).toEqual(noRoom);
    }
  });

  it('and nobody is told who was told of no link', () => {
    expectRow(aVisit({ visit: 'remote-ready', ...video }).sees({ modality: 'phone' }), { state: 'remote-ready' });
    const scheduled = aVisit({ visit: 'remote-scheduled', ...video, now: at('09:00') });
    expectRow(scheduled.sees({ modality: 'phone' }), { state: 'remote-scheduled' });
    expectRow(scheduled.waitsUntil(at('10:00')), { state: 'remote-invited', texts: ['VideoInvite'] });
  });

  it('and whoever is in a consultation is left there', () => {
    const visit = aVisit({ visit: 'called', ...video, ...inSession });
    expectRow(visit.sees({ modality: 'phone' }), { state: 'called' });
  });

  it.each(['remote-invited', 'remote-ready', 'awaited', 'called'] as const)(
    'and in %s the link is said once more as soon as there is a room',
    (state) => {
      const visit = aVisit({ visit: state, ...video, ...inSession, appointment: { modality: 'phone' } });
      Object.assign(visit.state, { context: { ...visit.state.context, chosen: 'phone', room: noRoom } });
      const consequence = visit.sees({ modality: 'video' });
      expectRow(consequence, { state, updates: ['set-telehealth', 'open-session'] });
      expect(consequence.decision.effects[0]).toMatchObject({ change: { modality: 'video' } });
      expectRow(visit.meets({ type: 'room-opened', startAt: start }), { state, texts: ['VideoInvite'] });
      expect(visit.state.context.chosen).toBe('video');
    },
  );

  it('and before the invite it is by video after all', () => {
    const visit = aVisit({ visit: 'remote-scheduled', appointment: { modality: 'phone' } });
    expectRow(visit.sees({ modality: 'video' }), { state: 'remote-scheduled', updates: ['set-telehealth'] });
    expectRow(visit.waitsUntil(at('10:00')), { state: 'remote-invited', updates: ['open-session'] });
    expectRow(visit.meets({ type: 'room-opened', startAt: start }), {
      state: 'remote-invited',
      texts: ['VideoInvite'],
    });
    expectRow(visit.meets({ type: 'room-opened', startAt: start }), { state: 'remote-invited' });
  });

  it.each(['expected', 'arrived', 'awaited', 'called'] as const)('and a visit in person goes on in %s', (state) => {
    const change = { visit: state, appointment: { modality: 'video' } } as const;
    expectRow(aVisit(change).sees({ modality: 'phone' }), { state });
    expectRow(aVisit({ ...change, appointment: { modality: 'phone' } }).sees({ modality: 'video' }), { state });
  });

  it('and where the practitioner has no link nothing changes', () => {
    const visit = aVisit({ visit: 'remote-invited', ...video, hasVideoLink: false });
    expectRow(visit.sees({ modality: 'phone' }), { state: 'remote-invited' });
    expectRow(visit.sees({ modality: 'video' }), { state: 'remote-invited' });
    expect(visit.state.context.revision).toBe(1);
  });
});

describe('an appointment that is booked anew', () => {
  it('is by telephone still when the patient had asked for that', () => {
    const visit = aVisit({ visit: 'upcoming', appointment: { modality: 'video' }, context: { chosen: 'phone' } });
    expectRow(visit.waitsUntil(at('09:00')), { state: 'remote-scheduled', updates: ['set-telehealth'] });
    expect(visit.state.context.chosen).toBe('phone');
  });
});
