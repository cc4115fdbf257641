import { describe, expect, it } from 'vitest';
import { aVisit, asRow, at, mobile, textsOf } from '../testing/one-visit.ts';
import type { Consequence, Row, VisitOptions } from '../testing/one-visit.ts';
import { visitStates } from './state.ts';

function expectRow(consequence: Consequence, row: Row): void {
  const [actual, expected] = asRow(consequence, row);
  expect(actual).toEqual(expected);
}

const noVideo = { practitioner: { takesVideo: false } } as const;
const otherDoctor = { practitioner: { id: 'ng', name: 'Dr Ng', lastName: 'Ng' } } as const;
const moved = (time: string, day?: string) => ({ startAt: at(time, day), endAt: at(time, day) + 15 * 60_000 });
const tomorrow = moved('11:00', '2026-03-03');
const roomOpened = { type: 'room-opened', startAt: at('10:10') } as const;
const here = ['arrived', 'awaited', 'remote-ready'] as const;

describe('a video visit', () => {
  it('is invited ten minutes before the start', () => {
    const visit = aVisit({ visit: 'remote-scheduled' });
    expectRow(visit.waitsUntil(at('10:00') - 1), { state: 'remote-scheduled' });
    const opens = visit.waitsUntil(at('10:00'));
    expectRow(opens, { state: 'remote-invited', updates: ['open-session'] });
    expect(opens.decision.effects[0]).toMatchObject({ sessionId: 'key-1', startAt: at('10:10'), endAt: at('10:25') });
    const invite = visit.meets(roomOpened);
    expectRow(invite, { state: 'remote-invited', texts: ['VideoInvite'] });
    expect(textsOf(invite.decision)[0]?.latestAt).toBe(at('10:25'));
    expect(visit.state.context.question?.expiresAt).toBe(at('10:25'));
  });

  it('is invited again after two changes of mind, because the patient asked for it', () => {
    const visit = aVisit({
      visit: 'remote-invited',
      now: at('10:01'),
      context: { told: { VideoInvite: { revision: 1, count: 1 } } },
    });
    visit.replies('no');
    const again = visit.replies('yes');
    expectRow(again, {
      state: 'remote-invited',
      texts: ['ScreeningYesToVideo'],
      updates: ['set-telehealth', 'open-session'],
    });
    expect(textsOf(visit.meets(roomOpened).decision)[0]?.id).toMatch(/\|VideoInvite\|.*\|2$/);
  });

  it('remembers an early *ready* and thanks for it when the window opens', () => {
    const visit = aVisit({ visit: 'remote-scheduled' });
    expectRow(visit.replies('ready'), { state: 'remote-scheduled', outcome: 'acted' });
    const opens = visit.waitsUntil(at('10:00'));
    expectRow(opens, {
      state: 'remote-ready',
      texts: ['VideoThanks'],
      updates: ['open-session', 'mark-arrived'],
    });
    expectRow(visit.meets(roomOpened), { state: 'remote-ready', texts: ['VideoInvite'] });
    const thanks = textsOf(opens.decision).at(-1);
    expect(thanks?.after).toMatch(/mark-arrived/);
  });

  it('remembers an early join, without thanks', () => {
    const visit = aVisit({ visit: 'remote-scheduled' });
    expectRow(visit.meets({ type: 'patient-joined' }), { state: 'remote-scheduled' });
    expectRow(visit.waitsUntil(at('10:00')), {
      state: 'remote-ready',
      updates: ['open-session', 'mark-arrived'],
    });
    expectRow(visit.meets(roomOpened), { state: 'remote-ready', texts: ['VideoInvite'] });
  });

  it('takes nobody for ready who has not said so', () => {
    const visit = aVisit({ visit: 'remote-scheduled', context: { arrivedFrom: mobile } });
    expectRow(visit.waitsUntil(at('10:00')), { state: 'remote-invited', updates: ['open-session'] });
  });

  it('does not take *ready* or a join on the day before for early', () => {
    const visit = aVisit({ visit: 'remote-scheduled', appointment: moved('07:30', '2026-03-03'), now: at('20:00') });
    expectRow(visit.replies('ready'), { state: 'remote-scheduled', texts: ['VideoDontUnderstand'] });
    expectRow(visit.meets({ type: 'patient-joined' }), { state: 'remote-scheduled' });
    expect(visit.state.context.readyEarlyAt).toBeNull();
  });

  it('is ready: the PMS is marked, then the patient is thanked', () => {
    expectRow(aVisit({ visit: 'remote-invited' }).replies('ready'), {
      state: 'remote-ready',
      texts: ['VideoThanks'],
      updates: ['mark-arrived'],
    });
  });

  it.each([
    [at('10:05') - 1, 'remote-invited'],
    [at('10:05'), 'remote-ready'],
    [at('10:15'), 'remote-ready'],
    [at('10:15') + 1, 'remote-invited'],
  ] as const)('takes a bare ok for *ready* only within five minutes of the start (%d)', (now, state) => {
    const consequence = aVisit({ visit: 'remote-invited', now }).replies('yes');
    expect(consequence.state).toBe(state);
    expect(consequence.outcome).toBe(state === 'remote-ready' ? 'acted' : 'courtesy');
  });

  it('a bare ok before the invite is courtesy', () => {
    expectRow(aVisit({ visit: 'remote-scheduled' }).replies('yes'), { state: 'remote-scheduled', outcome: 'courtesy' });
  });

  it('the patient joins: the PMS is marked and nothing is sent', () => {
    expectRow(aVisit({ visit: 'remote-invited' }).meets({ type: 'patient-joined' }), {
      state: 'remote-ready',
      updates: ['mark-arrived'],
    });
    expectRow(aVisit({ visit: 'remote-ready' }).meets({ type: 'patient-joined' }), {
      state: 'remote-ready',
      outcome: 'courtesy',
    });
  });

  it.each(['remote-scheduled', 'remote-invited'] as const)('*no* in %s lets the patient come in', (state) => {
    const visit = aVisit({ visit: state });
    const consequence = visit.replies('no');
    expectRow(consequence, {
      state: 'expected',
      texts: ['ScreeningNoToVideo'],
      updates: ['close-session', 'clear-telehealth'],
    });
    expect(textsOf(consequence.decision)[0]?.after).toMatch(/clear-telehealth/);
    expect(visit.state.context).toMatchObject({ sessionId: null, chosen: 'in-person' });
  });

  it.each(['remote-scheduled', 'remote-invited'] as const)(
    '*arrived* in %s asks once where, and "clinic" arrives',
    (state) => {
      const visit = aVisit({ visit: state });
      expectRow(visit.replies('arrived'), { state, texts: ['AtClinicOrPhone'], outcome: 'asked-back' });
      expectRow(visit.replies('arrived'), {
        state: 'arrived',
        texts: ['ArrivedThanks'],
        updates: ['close-session', 'clear-telehealth', 'mark-arrived'],
      });
      expect(visit.state.context).toMatchObject({ placeAskedAt: null, sessionId: null });
    },
  );

  it('"phone" counts as *ready*', () => {
    const invited = aVisit({ visit: 'remote-invited' });
    invited.replies('arrived');
    expectRow(invited.replies('ready'), { state: 'remote-ready', texts: ['VideoThanks'], updates: ['mark-arrived'] });
    const scheduled = aVisit({ visit: 'remote-scheduled' });
    scheduled.replies('arrived');
    expectRow(scheduled.replies('ready'), { state: 'remote-scheduled' });
    expect(scheduled.state.context).toMatchObject({
      readyEarlyAt: at('09:00'),
      placeAskedAt: null,
      arrivedFrom: mobile,
    });
  });

  it('no answer in three minutes is a task, once, and a late answer still counts', () => {
    const visit = aVisit({ visit: 'remote-scheduled' });
    visit.replies('arrived');
    expectRow(visit.waitsUntil(at('09:03') - 1), { state: 'remote-scheduled' });
    expectRow(visit.waitsUntil(at('09:03')), { state: 'remote-scheduled', tasks: ['at-clinic-or-phone'] });
    expectRow(visit.waitsUntil(at('09:10')), { state: 'remote-scheduled' });
    expect(visit.replies('arrived').state).toBe('arrived');
  });

  it('no answer is a task after the invite too', () => {
    const visit = aVisit({ visit: 'remote-invited', now: at('10:01') });
    visit.replies('arrived');
    expectRow(visit.waitsUntil(at('10:04')), { state: 'remote-invited', tasks: ['at-clinic-or-phone'] });
  });

  it('an answer to "where" that is none is for a person, and changes nothing', () => {
    const visit = aVisit({ visit: 'remote-invited' });
    visit.replies('arrived');
    expectRow(visit.replies('no'), { state: 'remote-invited', tasks: ['reply-not-understood'] });
    expectRow(visit.replies('unknown'), { state: 'remote-invited', texts: ['VideoDontUnderstand'] });
    expectRow(visit.replies('arrived'), { state: 'remote-invited', tasks: ['reply-not-understood'] });
  });

  it('*arrived* on the day before is not asked where', () => {
    const visit = aVisit({ visit: 'remote-scheduled', appointment: tomorrow });
    expectRow(visit.replies('arrived'), { state: 'remote-scheduled', texts: ['VideoDontUnderstand'] });
    expectRow(visit.meets({ type: 'visit-arrived', from: mobile }), { state: 'remote-scheduled', outcome: 'courtesy' });
  });

  it.each(['remote-scheduled', 'remote-invited', 'remote-ready'] as const)('the PMS says in person in %s', (state) => {
    const early = aVisit({ visit: state, now: at('09:40') - 1, appointment: { modality: 'video' } });
    expectRow(early.sees({ modality: 'in-person' }), {
      state: 'expected',
      texts: ['ScreeningNoToVideo'],
      updates: ['close-session'],
    });
    const late = aVisit({ visit: state, now: at('09:40'), appointment: { modality: 'video' } });
    expectRow(late.sees({ modality: 'in-person' }), {
      state: 'expected',
      texts: ['ScreeningNoToVideo'],
      updates: ['close-session'],
      tasks: ['changed-mind-late'],
    });
  });

  it('the new practitioner takes no video', () => {
    const early = aVisit({ visit: 'remote-scheduled', ...noVideo });
    expectRow(early.sees(otherDoctor), {
      state: 'expected',
      texts: ['ScreeningNoToVideo'],
      updates: ['close-session'],
    });
    const late = aVisit({ visit: 'remote-ready', now: at('09:55'), ...noVideo });
    expectRow(late.sees(otherDoctor), {
      state: 'expected',
      texts: ['ScreeningNoToVideo'],
      updates: ['close-session'],
      tasks: ['changed-mind-late'],
    });
    const kept = aVisit({ visit: 'remote-scheduled' }).sees(otherDoctor);
    expectRow(kept, { state: 'remote-scheduled', updates: ['set-telehealth'] });
  });

  it('our own telehealth coming back is no event', () => {
    expectRow(aVisit({ visit: 'remote-scheduled' }).sees({ modality: 'video' }), { state: 'remote-scheduled' });
    const wentBack = aVisit({
      visit: 'expected',
      appointment: { modality: 'video' },
      context: { chosen: 'in-person' },
    });
    expectRow(wentBack.sees({ modality: 'unknown' }), { state: 'expected' });
    expect(wentBack.state.context.revision).toBe(1);
  });
});

describe('the PMS moves the start', () => {
  it.each(['screening', 'expected'] as const)('in %s the windows open anew', (state) => {
    for (const change of [moved('15:00'), tomorrow]) {
      const visit = aVisit({ visit: state, context: { chosen: state === 'expected' ? 'video' : null, isLate: true } });
      expectRow(visit.sees(change), { state: 'upcoming' });
      expect(visit.state.context).toMatchObject({ chosen: null, revision: 2, isLate: false });
    }
  });

  it('the answer to come in is kept within the day only', () => {
    const kept = aVisit({ visit: 'expected', context: { chosen: 'in-person' } });
    expectRow(kept.sees(moved('15:00')), { state: 'expected' });
    const lost = aVisit({ visit: 'expected', context: { chosen: 'in-person' } });
    expectRow(lost.sees(tomorrow), { state: 'upcoming' });
  });

  it.each(['remote-scheduled', 'remote-invited'] as const)(
    'in %s video is kept within the day, and the invite comes anew',
    (state) => {
      const visit = aVisit({ visit: state, context: { readyEarlyAt: at('08:59'), placeAskedAt: at('08:59') } });
      expectRow(visit.sees(moved('15:00')), { state: 'remote-scheduled' });
      expect(visit.state.context).toMatchObject({ readyEarlyAt: null, placeAskedAt: null, sessionId: 'key-1' });
      const other = aVisit({ visit: state, context: { readyEarlyAt: at('08:59'), placeAskedAt: at('08:59') } });
      expectRow(other.sees(tomorrow), { state: 'upcoming', updates: ['close-session'] });
      expect(other.state.context).toMatchObject({
        readyEarlyAt: null,
        placeAskedAt: null,
        sessionId: null,
        chosen: null,
      });
    },
  );

  it.each([...here, 'called'] as const)('in %s the arrival is kept within the day and nothing is sent', (state) => {
    const visit = aVisit({ visit: state });
    expectRow(visit.sees(moved('15:00')), { state });
    expect(visit.state.notices).toBe('quiet');
  });

  it.each([...here, 'called'] as const)('in %s a move to another day is told and is a task', (state) => {
    const visit = aVisit({ visit: state, context: { sessionId: 'key-1', arrivedFrom: mobile } });
    const consequence = visit.sees(tomorrow);
    expectRow(consequence, {
      state: 'upcoming',
      texts: ['Rescheduled', 'Registration'],
      updates: ['close-session'],
      tasks: ['patient-is-here'],
    });
    expect(textsOf(consequence.decision)[0]?.variables).toEqual({ previousStartAt: String(at('10:10')) });
    expect(visit.state.context).toMatchObject({
      sessionId: null,
      arrivedFrom: null,
      chosen: null,
      known: { startAt: tomorrow.startAt },
    });
    expectRow(visit.waitsUntil(at('09:30')), { state: 'upcoming' });
  });

  it('an upcoming appointment just moves', () => {
    const visit = aVisit({ visit: 'upcoming', context: { chosen: 'in-person' } });
    expectRow(visit.sees(moved('15:00')), { state: 'upcoming' });
    expect(visit.state.context.chosen).toBe('in-person');
    visit.sees(tomorrow);
    expect(visit.state.context.chosen).toBeNull();
  });
});

describe('the visit ends', () => {
  const ends = [{ status: 'cancelled' }, { status: 'noshow' }, { status: 'entered-in-error' }] as const;

  it.each(here)('in %s the patient is here: a task, no text, held until staff settle it', (state) => {
    for (const end of ends) {
      const visit = aVisit({ visit: state });
      expectRow(visit.sees(end), { state: 'held', tasks: ['patient-is-here'] });
      expectRow(visit.waitsUntil(at('09:30')), { state: 'held' });
      expect(visit.meets({ type: 'held-resolved' })).toMatchObject({ state: 'closed', texts: [] });
    }
    const gone = aVisit({ visit: state });
    expectRow(gone.meets({ type: 'appointment-gone' }), { state: 'held', tasks: ['patient-is-here'] });
  });

  it('held: staff settle it, which closes the session, and nothing is left to be told', () => {
    const visit = aVisit({ visit: 'remote-ready' });
    visit.sees({ status: 'cancelled' });
    expect(visit.state.notices).toBe('settling');
    expectRow(visit.meets({ type: 'held-resolved' }), { state: 'closed', updates: ['close-session'] });
    expect(visit.state).toMatchObject({ notices: 'quiet', context: { sessionId: null, known: { isLive: false } } });
    expectRow(visit.waitsUntil(at('09:02')), { state: 'closed' });
  });

  it.each(here)('in %s the day ends with a task', (state) => {
    const visit = aVisit({ visit: state });
    expectRow(visit.waitsUntil(at('03:00', '2026-03-03') - 1), { state });
    expectRow(visit.waitsUntil(at('03:00', '2026-03-03')), { state: 'held', tasks: ['patient-is-here'] });
  });

  it('the day of a late appointment ends two hours after it', () => {
    const visit = aVisit({
      visit: 'arrived',
      appointment: { ...moved('02:30', '2026-03-03'), endAt: at('02:45', '2026-03-03') },
      now: at('02:00', '2026-03-03'),
    });
    expectRow(visit.waitsUntil(at('04:45', '2026-03-03') - 1), { state: 'arrived' });
    expectRow(visit.waitsUntil(at('04:45', '2026-03-03')), { state: 'held', tasks: ['patient-is-here'] });
  });

  it.each(['upcoming', 'screening', 'expected', 'remote-scheduled', 'remote-invited', 'called'] as const)(
    'in %s it closes',
    (state) => {
      const closes = state.startsWith('remote') ? ['close-session'] : [];
      for (const end of [...ends, { status: 'pending' } as const, { encounter: 'finished' } as const]) {
        const visit = aVisit({ visit: state, context: { screenedFor: 1 } });
        expectRow(visit.sees(end), { state: 'closed', updates: closes });
        expect(visit.state.context.sessionId).toBeNull();
      }
      const gone = aVisit({ visit: state, context: { screenedFor: 1 } });
      expectRow(gone.meets({ type: 'appointment-gone' }), {
        state: 'closed',
        updates: closes,
        tasks: ['appointment-gone'],
      });
      const dayEnd = aVisit({ visit: state, context: { screenedFor: 1 } }).waitsUntil(at('03:00', '2026-03-03'));
      expect(dayEnd.state).toBe('closed');
    },
  );

  it('over closes whoever is here', () => {
    for (const state of here) expect(aVisit({ visit: state }).sees({ encounter: 'finished' }).state).toBe('closed');
  });

  it('held: what the PMS does with the ended appointment changes nothing', () => {
    const visit = aVisit({ visit: 'held', appointment: { status: 'cancelled' } });
    expectRow(visit.sees({ status: 'noshow' }), { state: 'held' });
    expectRow(visit.meets({ type: 'appointment-gone' }), { state: 'held' });
    expectRow(visit.sees({ status: 'entered-in-error' }), { state: 'held' });
    expectRow(visit.sees({ status: 'cancelled' }), { state: 'held' });
  });

  it('held: back in the PMS, the patient is here', () => {
    const ended = { status: 'cancelled' } as const;
    expectRow(aVisit({ visit: 'held', appointment: ended }).sees({ status: 'booked' }), {
      state: 'arrived',
      updates: ['mark-arrived'],
    });
    expectRow(aVisit({ visit: 'held', appointment: ended }).sees({ status: 'arrived' }), { state: 'arrived' });
    const remote = { visit: 'held', appointment: ended, context: { sessionId: 'key-1' } } as const;
    expectRow(aVisit(remote).sees({ status: 'booked' }), {
      state: 'remote-ready',
      updates: ['set-telehealth', 'mark-arrived'],
    });
    expectRow(aVisit(remote).sees({ status: 'arrived' }), { state: 'remote-ready' });
    expectRow(aVisit({ visit: 'held', appointment: ended }).sees({ status: 'fulfilled' }), {
      state: 'awaited',
      tasks: ['doctor-ready-no-arrival'],
    });
    const anotherDay = aVisit({ visit: 'held', appointment: ended }).sees({ status: 'booked', ...tomorrow });
    expect(anotherDay).toMatchObject({ state: 'upcoming', tasks: ['patient-is-here'] });
  });

  it('closed: booked again is reopened, as status and time say', () => {
    const ended = { visit: 'closed', appointment: { status: 'cancelled' } } as const;
    expectRow(aVisit(ended).sees({ status: 'booked' }), { state: 'screening', texts: ['ConsiderTeleHealth'] });
    expectRow(aVisit(ended).sees({ status: 'arrived' }), { state: 'arrived' });
    const remote = { visit: 'closed', appointment: { status: 'cancelled', modality: 'video' } } as const;
    expectRow(aVisit(remote).sees({ status: 'arrived' }), {
      state: 'remote-ready',
      updates: ['set-telehealth'],
    });
  });

  it('closed: a video visit that was never told of is welcomed when it is opened', () => {
    const visit = aVisit({ visit: 'closed', appointment: { status: 'cancelled', modality: 'video' } });
    expectRow(visit.sees({ status: 'booked' }), {
      state: 'remote-scheduled',
      texts: ['VideoWelcome'],
      updates: ['set-telehealth'],
    });
  });

  it('closed: no old text is repeated when it is reopened', () => {
    const ended = { visit: 'closed', context: { screenedFor: 1, chosen: 'video', arrivedFrom: mobile } } as const;
    const visit = aVisit({ ...ended, appointment: { status: 'cancelled' } });
    expectRow(visit.sees({ status: 'booked' }), { state: 'expected' });
    expect(visit.state.context).toMatchObject({ chosen: null, arrivedFrom: null, screenedFor: 2 });
    const remote = aVisit({ ...ended, appointment: { status: 'cancelled', modality: 'video' } });
    expectRow(remote.sees({ status: 'booked' }), {
      state: 'remote-scheduled',
      updates: ['set-telehealth'],
    });
    const anotherTime = aVisit({ ...ended, appointment: { status: 'cancelled' } });
    expectRow(anotherTime.sees({ status: 'booked', ...moved('15:00') }), { state: 'upcoming' });
    const anotherDay = aVisit({ ...ended, appointment: { status: 'cancelled' } });
    expectRow(anotherDay.sees({ status: 'booked', ...tomorrow }), { state: 'upcoming' });
  });

  it('closed: reception marks the patient arrived, who starts afresh and is not told of it later', () => {
    const visit = aVisit({
      visit: 'closed',
      appointment: { status: 'cancelled' },
      context: {
        arrivedFrom: mobile,
        arrivedRepeats: 1,
        isLate: true,
        known: { startAt: at('10:10'), practitionerId: 'sharma', location: 'Level 1', isLive: false },
      },
    });
    expectRow(visit.sees({ status: 'arrived' }), { state: 'arrived' });
    expect(visit.state.context).toMatchObject({ arrivedFrom: null, arrivedRepeats: 0, isLate: false });
    expectRow(visit.sees({ status: 'booked' }), { state: 'expected' });
    expectRow(visit.waitsUntil(at('09:02')), { state: 'expected' });
  });

  it('closed: after its day nothing opens it', () => {
    const now = at('03:00', '2026-03-03');
    for (const status of ['booked', 'arrived'] as const) {
      const visit = aVisit({ visit: 'closed', now, appointment: { status: 'cancelled' } });
      expectRow(visit.sees({ status }), { state: 'closed' });
    }
  });

  it('closed: a reply is a task, and says how things stand', () => {
    expectRow(aVisit({ visit: 'closed' }).replies('yes'), {
      state: 'closed',
      texts: ['Unexpected'],
      tasks: ['reply-without-question'],
    });
    expectRow(aVisit({ visit: 'closed' }).replies('thanks'), { state: 'closed', outcome: 'courtesy' });
  });
});

describe('replies in any live state', () => {
  const before = ['upcoming', 'screening', 'expected', 'remote-scheduled', 'remote-invited', 'awaited'] as const;
  const in_ = (visit: (typeof visitStates)[number], options: VisitOptions = {}) =>
    aVisit({ visit, appointment: moved('15:00'), ...options, context: { screenedFor: 1, ...options.context } });

  it.each(before)('*late* in %s is a flag, and after the start a text and a task', (state) => {
    const early = in_(state);
    expectRow(early.replies('late'), { state, outcome: 'acted' });
    expect(early.state.context.isLate).toBe(true);
    if (state === 'screening' || state === 'remote-scheduled') return;
    const late = in_(state, { now: at('15:00') });
    expectRow(late.replies('late'), { state, texts: ['Received'], tasks: ['late-after-start'] });
  });

  it.each(before)('*reschedule* in %s is a task and a text with the number', (state) => {
    expectRow(in_(state).replies('reschedule'), {
      state,
      texts: ['Received'],
      tasks: ['wants-to-reschedule'],
      outcome: 'task',
    });
  });

  it.each(before)('*cancel* in %s asks for a clear confirmation', (state) => {
    expectRow(in_(state).replies('cancel'), { state, texts: ['ConfirmCancel'], outcome: 'asked-back' });
    const close = in_(state, { now: at('13:00') });
    expectRow(close.replies('cancel'), { state, texts: ['Received'], tasks: ['wants-to-cancel'] });
    expect(in_(state, { now: at('13:00') - 1 }).replies('cancel').texts).toEqual(['ConfirmCancel']);
  });

  it.each(['yes', 'cancel'] as const)('*%s* to the confirmation cancels in the PMS first, then tells', (intent) => {
    const visit = in_('screening', { settings: { cancelByText: true } });
    visit.replies('cancel');
    const consequence = visit.replies(intent);
    expectRow(consequence, { state: 'screening', texts: ['Cancellation'], updates: ['cancel'], outcome: 'acted' });
    expect(textsOf(consequence.decision)[0]?.after).toMatch(/cancel/);
    expectRow(visit.sees({ status: 'cancelled' }), { state: 'closed' });
    expectRow(visit.waitsUntil(at('09:05')), { state: 'closed' });
  });

  it('where cancelling by text is off, a confirmed cancellation is a task', () => {
    const visit = in_('expected');
    visit.replies('cancel');
    expectRow(visit.replies('yes'), {
      state: 'expected',
      texts: ['Received'],
      tasks: ['wants-to-cancel'],
      outcome: 'task',
    });
    expect(visit.state.context.question).toBeNull();
  });

  it('a cancellation that was taken back is not confirmed by the next *yes*', () => {
    const visit = in_('screening', { settings: { cancelByText: true } });
    visit.replies('cancel');
    expectRow(visit.replies('no'), { state: 'screening', outcome: 'courtesy' });
    expect(visit.replies('yes')).toMatchObject({ state: 'remote-scheduled', texts: ['ScreeningYesToVideo'] });
  });

  it('other words leave the confirmation open', () => {
    const visit = in_('expected', { settings: { cancelByText: true } });
    visit.replies('cancel');
    expect(visit.replies('late').outcome).toBe('acted');
    expect(visit.replies('yes').updates).toEqual(['cancel']);
  });

  it.each([
    ['upcoming', 'Unexpected'],
    ['screening', 'ScreeningDontUnderstand'],
    ['expected', 'ArrivingDontUnderstand'],
    ['remote-scheduled', 'VideoDontUnderstand'],
    ['remote-invited', 'VideoDontUnderstand'],
    ['awaited', 'Unexpected'],
  ] as const)('what is not understood in %s is asked back once with %s, then a task', (state, text) => {
    const visit = in_(state);
    expectRow(visit.replies('unknown'), { state, texts: [text], outcome: 'asked-back' });
    expectRow(visit.replies('unknown'), { state, tasks: ['reply-not-understood'], outcome: 'task' });
  });

  it('a new question lets us not understand once more', () => {
    const visit = in_('expected', { context: { misunderstood: 1 } });
    visit.replies('cancel');
    expect(visit.replies('unknown').texts).toEqual(['ConfirmCancel']);
  });

  it.each(['arrived', 'remote-ready', 'held'] as const)(
    'in %s whatever is not courtesy is a task, with no robot text',
    (state) => {
      for (const intent of ['no', 'cancel', 'unknown', 'yes', 'late', 'reschedule'] as const) {
        expectRow(aVisit({ visit: state }).replies(intent), {
          state,
          tasks: ['reply-not-understood'],
          outcome: 'task',
        });
      }
      expectRow(aVisit({ visit: state }).replies('thanks'), { state, outcome: 'courtesy' });
    },
  );

  it('*ready* again is courtesy', () => {
    expectRow(aVisit({ visit: 'remote-ready' }).replies('ready'), { state: 'remote-ready', outcome: 'courtesy' });
  });

  it.each([...here, 'called', 'held', 'closed'] as const)('another part’s arrival changes nothing in %s', (state) => {
    if (state === 'awaited') return;
    expectRow(aVisit({ visit: state }).meets({ type: 'visit-arrived', from: mobile }), { state, outcome: 'courtesy' });
  });

  it('a timer that was due beside a reply does not colour its outcome', () => {
    const visit = aVisit({ visit: 'screening', now: at('10:11') });
    const consequence = visit.replies('thanks');
    expect(consequence).toMatchObject({ state: 'expected', tasks: ['no-answer'], outcome: 'courtesy' });
  });
});
