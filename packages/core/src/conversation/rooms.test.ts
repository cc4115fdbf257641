import { describe, expect, it } from 'vitest';
import { aVisit, asRow, at, textsOf } from '../testing/one-visit.ts';
import type { Consequence, OneVisit, Row, VisitOptions } from '../testing/one-visit.ts';
import { noRoom, roomOf } from './state.ts';
import type { RoomState } from './state.ts';
import { isForWantOfRoom } from './text-rules.ts';

function expectRow(consequence: Consequence, row: Row): void {
  const [actual, expected] = asRow(consequence, row);
  expect(actual).toEqual(expected);
}

const start = at('10:10');
const told = { VideoInvite: { revision: 1, count: 1 } } as const;
const moved = (time: string) => ({ startAt: at(time), endAt: at(time) + 15 * 60_000 });
const opened = { type: 'room-opened', startAt: start } as const;
const failed = { type: 'room-failed', startAt: start } as const;
const aRoom = (change: Partial<RoomState>): RoomState => ({ ...noRoom, phase: 'open', startAt: start, ...change });
const roomIn = (visit: OneVisit): RoomState => roomOf(visit.state.context);

/** A visit by video whose invite waits for its room. */
function waiting(options: VisitOptions = {}): OneVisit {
  const visit = aVisit({ visit: 'remote-scheduled', ...options });
  expectRow(visit.waitsUntil(at('10:00')), { state: 'remote-invited', updates: ['open-session'] });
  return visit;
}

describe('an invite', () => {
  it('waits for its room and is said with the link when there is one, once', () => {
    const visit = waiting();
    const invite = visit.meets(opened);
    expectRow(invite, { state: 'remote-invited', texts: ['VideoInvite'] });
    expect(textsOf(invite.decision).map(isForWantOfRoom)).toEqual([false]);
    expectRow(visit.meets(opened), { state: 'remote-invited' });
    expectRow(visit.waitsUntil(at('10:09')), { state: 'remote-invited' });
  });

  it('says that the practitioner will ring when there is no room, and the link as soon as there is', () => {
    const visit = waiting();
    const ring = visit.meets(failed);
    expectRow(ring, { state: 'remote-invited', texts: ['VideoInvite'], tasks: ['video-unavailable'] });
    expect(textsOf(ring.decision).map(isForWantOfRoom)).toEqual([true]);
    const link = visit.meets(opened);
    expectRow(link, { state: 'remote-invited', texts: ['VideoInvite'] });
    expect(textsOf(link.decision).map(isForWantOfRoom)).toEqual([false]);
    expect(textsOf(link.decision)[0]?.id).not.toBe(textsOf(ring.decision)[0]?.id);
    expectRow(visit.meets(opened), { state: 'remote-invited' });
  });

  it('waits for a server that does not answer no longer than twenty seconds', () => {
    const visit = waiting();
    expectRow(visit.waitsUntil(at('10:00') + 19_999), { state: 'remote-invited' });
    const ring = visit.waitsUntil(at('10:00') + 20_000);
    expectRow(ring, { state: 'remote-invited', texts: ['VideoInvite'], tasks: ['video-unavailable'] });
    expect(textsOf(ring.decision).map(isForWantOfRoom)).toEqual([true]);
    expect(visit.meets(failed).texts).toEqual([]);
    expectRow(visit.meets(opened), { state: 'remote-invited', texts: ['VideoInvite'] });
  });

  it.each([
    ['where the PMS says telephone', { appointment: { modality: 'phone' } }],
    ['where the practitioner has no link', { hasVideoLink: false }],
    ['where the patient has asked to be rung', { context: { sessionId: 'key-1', chosen: 'phone' } }],
  ] as const)('%s waits for nothing, and no room is asked for', (_, options) => {
    const visit = aVisit({ visit: 'remote-scheduled', ...options });
    const invite = visit.waitsUntil(at('10:00'));
    expectRow(invite, { state: 'remote-invited', texts: ['VideoInvite'] });
    expect(textsOf(invite.decision).map(isForWantOfRoom)).toEqual([false]);
    expectRow(visit.waitsUntil(at('12:00')), { state: 'remote-invited' });
  });

  it('is said at once where there is a room already', () => {
    const visit = aVisit({ visit: 'remote-scheduled', context: { room: aRoom({}), sessionId: 'key-1' } });
    expectRow(visit.waitsUntil(at('10:00')), { state: 'remote-invited', texts: ['VideoInvite'] });
  });

  it('that a restore has dealt with is not sent when the room opens', () => {
    const visit = aVisit({ visit: 'remote-scheduled', now: at('10:01') });
    expectRow(visit.meets({ type: 'timer-fired', isRestored: true }), {
      state: 'remote-invited',
      updates: ['open-session'],
      tasks: ['restored'],
    });
    expectRow(visit.meets(opened), { state: 'remote-invited' });
  });

  it('that waited when the backup was made is not sent when the room opens', () => {
    const visit = waiting();
    visit.now = at('10:05');
    const restored = visit.meets({ type: 'timer-fired', isRestored: true });
    expectRow(restored, { state: 'remote-invited', tasks: ['restored', 'video-unavailable'] });
    expectRow(visit.meets(opened), { state: 'remote-invited' });
  });

  it('comes to a patient who is ready before it with the thanks, and with the link when there is a room', () => {
    const visit = aVisit({ visit: 'remote-scheduled' });
    visit.replies('ready');
    expect(visit.waitsUntil(at('10:00'))).toMatchObject({ state: 'remote-ready', texts: ['VideoThanks'] });
    expectRow(visit.meets(opened), { state: 'remote-ready', texts: ['VideoInvite'] });
  });

  it('with the link comes also when the doctor waits already', () => {
    const visit = waiting();
    visit.meets(failed);
    expectRow(visit.replies('ready'), { state: 'remote-ready', texts: ['VideoThanks'], updates: ['mark-arrived'] });
    expect(visit.sees({ status: 'fulfilled' }).state).toBe('called');
    expectRow(visit.meets(opened), { state: 'called', texts: ['VideoInvite'] });
  });
});

describe('a room', () => {
  it.each(['awaited', 'called', 'remote-ready'] as const)('is opened in time for a visit that is %s', (state) => {
    const visit = aVisit({ visit: state, context: { sessionId: 'key-1', told } });
    expectRow(visit.waitsUntil(at('10:00') - 1), { state });
    expectRow(visit.waitsUntil(at('10:00')), { state, updates: ['open-session'] });
    expectRow(visit.meets(opened), { state });
  });

  it('that cannot be opened for a patient who was not to be invited is a task, once for each start', () => {
    const visit = aVisit({ visit: 'remote-ready' });
    visit.waitsUntil(at('10:00'));
    const first = visit.meets(failed);
    expectRow(first, { state: 'remote-ready', tasks: ['video-unavailable'] });
    expect(visit.meets(failed).decision.tasks[0]?.id).toBe(first.decision.tasks[0]?.id);
    visit.sees(moved('10:20'));
    expectRow(visit.meets({ type: 'room-failed', startAt: at('10:20') }), {
      state: 'remote-ready',
      tasks: ['video-unavailable'],
    });
    expect(visit.meets(opened).texts).toEqual([]);
  });

  it('is opened again for the new time when the visit is moved within the day', () => {
    const visit = waiting();
    visit.meets(opened);
    expectRow(visit.sees(moved('15:00')), { state: 'remote-scheduled' });
    expectRow(visit.meets(opened), { state: 'remote-scheduled', outcome: 'courtesy' });
    const opens = visit.waitsUntil(at('14:50'));
    expectRow(opens, { state: 'remote-invited', texts: ['Rescheduled'], updates: ['open-session'] });
    expect(opens.decision.effects.at(-1)).toMatchObject({ startAt: at('15:00'), endAt: at('15:15') });
    const invite = visit.meets({ type: 'room-opened', startAt: at('15:00') });
    expectRow(invite, { state: 'remote-invited', texts: ['VideoInvite'] });
  });

  it('that comes for the time before says nothing', () => {
    const visit = waiting();
    visit.sees(moved('10:05'));
    expectRow(visit.meets(opened), { state: 'remote-invited', outcome: 'courtesy' });
    expectRow(visit.meets(failed), { state: 'remote-invited', outcome: 'courtesy' });
    expectRow(visit.meets({ type: 'room-opened', startAt: at('10:05') }), {
      state: 'remote-invited',
      texts: ['VideoInvite'],
    });
  });

  it('whose invite a ready patient waits for is still owed when the visit is moved', () => {
    const visit = waiting();
    visit.replies('ready');
    expectRow(visit.sees(moved('10:40')), { state: 'remote-ready' });
    expect(visit.waitsUntil(at('10:30'))).toMatchObject({ state: 'remote-ready', updates: ['open-session'] });
    expect(visit.meets({ type: 'room-opened', startAt: at('10:40') }).texts).toEqual(['VideoInvite']);
  });

  it('is closed an hour after the end once nobody is in it, and not asked for again', () => {
    const visit = aVisit({ visit: 'called', now: at('10:15'), context: { sessionId: 'key-1' } });
    expectRow(visit.waitsUntil(at('11:25') - 1), { state: 'called' });
    const closes = visit.waitsUntil(at('11:25'));
    expectRow(closes, { state: 'called', updates: ['close-session'] });
    expect(closes.decision.effects[0]).toMatchObject({ sessionId: 'key-1', waitsUntilEmpty: true });
    expect(roomIn(visit).phase).toBe('closing');
    expect(visit.meets({ type: 'room-closed' }).reason).toBe('the room was closed');
    expect(roomIn(visit)).toEqual(aRoom({ phase: 'closed' }));
    expectRow(visit.waitsUntil(at('14:00')), { state: 'called' });
  });

  it('is closed an hour after the end while staff still have to settle the visit', () => {
    const visit = aVisit({ visit: 'held', now: at('10:15'), context: { sessionId: 'key-1' } });
    expectRow(visit.waitsUntil(at('11:25')), { state: 'held', updates: ['close-session'] });
    expect(visit.meets({ type: 'room-closed' }).state).toBe('held');
    expectRow(visit.waitsUntil(at('12:00')), { state: 'held' });
  });

  it('is closed whoever is in it when the day is over, also after a night without us', () => {
    const visit = aVisit({ visit: 'called', now: at('10:15'), context: { sessionId: 'key-1' } });
    const { decision, state } = visit.waitsUntil(at('08:00', '2026-03-03'));
    expect(state).toBe('closed');
    const closes = decision.effects.filter(({ type }) => type === 'close-session');
    expect(closes.map((effect) => 'waitsUntilEmpty' in effect)).toEqual([true, false]);
  });

  it('is not opened any more when its time is long over', () => {
    const visit = aVisit({ visit: 'remote-scheduled', now: at('11:25') });
    expectRow(visit.sees({}), { state: 'remote-invited' });
    expect(visit.state.context.room?.phase).toBe('none');
  });

  it('opens for who is held without a word: staff settle it first', () => {
    const room = aRoom({ phase: 'failed', isLinkOwed: true });
    const visit = aVisit({ visit: 'held', context: { sessionId: 'key-1', room } });
    expectRow(visit.meets(opened), { state: 'held' });
    expectRow(visit.meets(failed), { state: 'held', outcome: 'courtesy' });
  });

  it('of a visit that is not by video any more, or over, is nothing to it', () => {
    for (const visit of ['expected', 'closed'] as const)
      for (const event of [opened, failed]) {
        expectRow(aVisit({ visit }).meets(event), { state: visit, outcome: 'courtesy' });
      }
    expectRow(aVisit({ visit: 'closed' }).meets({ type: 'room-closed' }), { state: 'closed', outcome: 'courtesy' });
  });
});

describe('who is in the room', () => {
  it('is known from joining to leaving and coming back, and the visit goes on', () => {
    const visit = aVisit({ visit: 'remote-invited', now: at('10:02') });
    const joined = { type: 'patient-joined', isWatched: true } as const;
    expectRow(visit.meets(joined), { state: 'remote-ready', updates: ['mark-arrived'] });
    expect(roomIn(visit)).toMatchObject({ patientInSince: at('10:02'), patientLeftAt: null });
    visit.now = at('10:04');
    expect(visit.meets({ type: 'patient-left' })).toMatchObject({
      state: 'remote-ready',
      reason: 'the patient has left the session',
    });
    expect(roomIn(visit)).toMatchObject({ patientInSince: null, patientLeftAt: at('10:04') });
    visit.now = at('10:05');
    expectRow(visit.meets(joined), { state: 'remote-ready' });
    expect(roomIn(visit)).toMatchObject({ patientInSince: at('10:05'), patientLeftAt: null });
  });

  it('is not known where nobody can tell when they leave', () => {
    const visit = aVisit({ visit: 'remote-invited', now: at('10:02') });
    expectRow(visit.meets({ type: 'patient-joined' }), { state: 'remote-ready', updates: ['mark-arrived'] });
    expect(roomIn(visit).patientInSince).toBeNull();
  });

  it('the practitioner’s coming and going makes nobody arrived', () => {
    const visit = aVisit({ visit: 'remote-invited', now: at('10:02') });
    expectRow(visit.meets({ type: 'practitioner-joined' }), { state: 'remote-invited' });
    expect(roomIn(visit)).toMatchObject({ practitionerInSince: at('10:02'), patientInSince: null });
    expectRow(visit.meets({ type: 'practitioner-left' }), { state: 'remote-invited' });
    expect(roomIn(visit).practitionerInSince).toBeNull();
  });

  it('counts when the window opens, also for who sat there before the visit was moved', () => {
    const visit = aVisit({ visit: 'remote-invited', now: at('10:02') });
    visit.meets({ type: 'patient-joined', isWatched: true });
    expectRow(visit.sees({ status: 'booked', ...moved('10:30') }), { state: 'remote-ready' });
    const early = aVisit({
      visit: 'remote-scheduled',
      context: { sessionId: 'key-1', room: { ...noRoom, patientInSince: at('09:50') } },
    });
    expectRow(early.waitsUntil(at('10:00')), { state: 'remote-ready', updates: ['open-session', 'mark-arrived'] });
  });

  it('is nothing to a visit without a session', () => {
    for (const visit of ['expected', 'closed'] as const)
      for (const type of ['patient-left', 'practitioner-joined', 'practitioner-left'] as const) {
        const own = aVisit({ visit });
        expect(own.meets({ type }).state).toBe(visit);
        expect(own.state.context.room).toEqual(noRoom);
      }
  });
});

describe('another practitioner', () => {
  const ng = { practitioner: { id: 'ng', name: 'Dr Ng', lastName: 'Ng' } } as const;

  it('has the PMS get their link, and the patient who was invited is invited anew', () => {
    expectRow(aVisit({ visit: 'remote-scheduled' }).sees(ng), {
      state: 'remote-scheduled',
      updates: ['set-telehealth'],
    });
    for (const state of ['remote-invited', 'remote-ready'] as const) {
      const visit = aVisit({ visit: state, now: at('10:02'), context: { told } });
      expectRow(visit.sees(ng), { state, texts: ['VideoInvite'], updates: ['set-telehealth'] });
    }
  });

  it('says nothing to a patient whom nobody has invited', () => {
    const visit = aVisit({ visit: 'remote-ready', now: at('10:02') });
    expectRow(visit.sees(ng), { state: 'remote-ready', updates: ['set-telehealth'] });
  });

  it('who has no link rings, and nobody is let into the room of the one before', () => {
    for (const state of ['remote-invited', 'remote-ready'] as const) {
      const visit = aVisit({ visit: state, now: at('10:02'), context: { told }, hasVideoLink: false });
      const consequence = visit.sees(ng);
      expectRow(consequence, { state, texts: ['VideoInvite'], updates: ['close-session', 'set-telehealth'] });
      expect(consequence.decision.effects[1]).toMatchObject({ change: { modality: 'phone' } });
    }
  });
});

describe('a state that was stored before rooms were watched', () => {
  it('goes on: its room is opened again, which puts out nobody, and nothing is said twice', () => {
    const visit = aVisit({ visit: 'remote-invited', now: at('10:02') });
    const { room: _, ...context } = visit.state.context;
    const old = aVisit({ visit: 'remote-invited', now: at('10:02') });
    Object.assign(old.state, { context: { ...context, told } });
    expect(old.state.context.room).toBeUndefined();
    expectRow(old.waitsUntil(at('10:03')), { state: 'remote-invited', updates: ['open-session'] });
    expectRow(old.meets(opened), { state: 'remote-invited' });
    expectRow(old.waitsUntil(at('11:25')), { state: 'remote-invited', updates: ['close-session'] });
  });
});

describe('a patient in the room whose practitioner was ready', () => {
  const called = (room: Partial<RoomState> = {}): OneVisit =>
    aVisit({
      visit: 'called',
      now: at('10:12'),
      context: { sessionId: 'key-1', chosen: 'video', told, readyAt: at('10:12'), room: aRoom(room) },
    });

  it('is a task when nobody has come to them for three minutes, once', () => {
    const visit = called();
    visit.now = at('10:20');
    expectRow(visit.meets({ type: 'patient-joined', isWatched: true }), { state: 'called' });
    expectRow(visit.waitsUntil(at('10:22')), { state: 'called' });
    expectRow(visit.waitsUntil(at('10:23')), { state: 'called', tasks: ['alone-in-room'] });
    expectRow(visit.waitsUntil(at('10:40')), { state: 'called' });
  });

  it('who was there before is one three minutes after the practitioner was ready', () => {
    const visit = called({ patientInSince: at('10:00') });
    expectRow(visit.waitsUntil(at('10:14')), { state: 'called' });
    expectRow(visit.waitsUntil(at('10:15')), { state: 'called', tasks: ['alone-in-room'] });
  });

  it('is none while the practitioner is with them, nor when they only stay behind', () => {
    const visit = called({ patientInSince: at('10:00') });
    visit.meets({ type: 'practitioner-joined' });
    expectRow(visit.waitsUntil(at('10:30')), { state: 'called' });
    visit.meets({ type: 'practitioner-left' });
    expectRow(visit.waitsUntil(at('10:50')), { state: 'called' });
  });

  it('who comes back when the practitioner has gone is one', () => {
    const visit = called({ patientInSince: at('10:00'), practitionerInSince: at('10:12') });
    visit.now = at('10:15');
    visit.meets({ type: 'patient-left' });
    visit.now = at('10:16');
    visit.meets({ type: 'practitioner-left' });
    visit.now = at('10:20');
    visit.meets({ type: 'patient-joined', isWatched: true });
    expectRow(visit.waitsUntil(at('10:23')), { state: 'called', tasks: ['alone-in-room'] });
  });

  it('who says that they are ready, since the link has come late and asks for it, is a task', () => {
    const visit = called({ phase: 'asked', isLinkOwed: true });
    expectRow(visit.meets(opened), { state: 'called', texts: ['VideoInvite'] });
    expectRow(visit.replies('ready'), { state: 'called', tasks: ['ready-late'] });
  });

  it('who says that they are ready, and was asked for nothing, is for a person', () => {
    expectRow(called().replies('ready'), { state: 'called', tasks: ['reply-not-understood'] });
  });
});
