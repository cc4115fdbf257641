import { describe, expect, it } from 'vitest';
import type { ClinicSettings } from '../clinic-settings.ts';
import { aVisit, at, mobile, textsOf } from '../testing/one-visit.ts';
import type { VisitOptions } from '../testing/one-visit.ts';
import { beginAnewFor } from './replace.ts';

const tuesday = '2026-03-03';
const all: Partial<ClinicSettings> = {
  waitingRoom: false,
  sendsBooked: true,
  sendsConfirmed: true,
  sendsNoShow: true,
};

const booked = (options: VisitOptions = {}) =>
  aVisit({
    ...options,
    appointment: { startAt: at('15:00', tuesday), ...options.appointment },
    settings: { ...all, ...options.settings },
  });
const to = (time: string, day = tuesday) => ({ startAt: at(time, day), endAt: at(time, day) + 900_000 });

describe('a new appointment', () => {
  it('is told once it has settled, and asked about until its start', () => {
    const visit = booked();
    expect(visit.sees({})).toMatchObject({ state: 'notices-only', texts: [] });
    expect(visit.waitsUntil(at('09:02') - 1).texts).toEqual([]);
    const told = visit.waitsUntil(at('09:02'));
    expect(textsOf(told.decision)).toMatchObject([{ template: 'Booked', latestAt: at('15:00', tuesday) }]);
    expect(visit.state.context.question).toMatchObject({ template: 'Booked', expiresAt: at('15:00', tuesday) });
    expect(visit.state.context.known.isNew).toBeUndefined();
  });

  it.each([
    ['in eight hours', at('17:00')],
    ['in a fortnight', at('15:00', '2026-03-16')],
  ])('booked < 9 h or > 7 days ahead gets nothing at all: %s it is told as well', (_, startAt) => {
    const visit = booked({ appointment: { startAt } });
    visit.sees({});
    expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Booked']);
  });

  it('that moves while it settles is told once, with its new time', () => {
    const visit = booked();
    visit.sees({});
    visit.now = at('09:01');
    visit.sees(to('16:00'));
    expect(visit.waitsUntil(at('09:02')).texts).toEqual([]);
    const told = visit.waitsUntil(at('09:03'));
    expect(textsOf(told.decision)).toMatchObject([{ template: 'Booked', startAt: at('16:00', tuesday) }]);
  });

  it('that is cancelled before anybody was told needs no telling', () => {
    const visit = booked();
    visit.sees({});
    visit.sees({ status: 'cancelled' });
    expect(visit.waitsUntil(at('09:03')).texts).toEqual([]);
  });

  it('that is cancelled once it was told is told again', () => {
    const visit = booked();
    visit.sees({});
    visit.waitsUntil(at('09:02'));
    visit.sees({ status: 'cancelled' });
    expect(visit.waitsUntil(at('09:04')).texts).toEqual(['Cancellation']);
  });

  it('is not told at the first scan of all, nor when its day has only come into view', () => {
    for (const facts of [{ isBaseline: true }, { isBookedBefore: true }]) {
      const visit = booked();
      visit.sees({}, facts);
      expect(visit.waitsUntil(at('09:05')).texts).toEqual([]);
      visit.sees({ status: 'cancelled' });
      expect(visit.waitsUntil(at('09:10')).texts).toEqual(['Cancellation']);
    }
  });

  it('is not told where the clinic does not want it, nor once it has begun, nor to who is here', () => {
    const quiet = booked({ settings: { sendsBooked: false } });
    quiet.sees({});
    expect(quiet.waitsUntil(at('09:05')).texts).toEqual([]);
    const begun = booked({ appointment: { startAt: at('09:01') } });
    begun.sees({});
    expect(begun.waitsUntil(at('09:02')).texts).toEqual([]);
    const here = booked({ appointment: { startAt: at('09:30'), status: 'arrived' }, settings: { waitingRoom: true } });
    here.sees({});
    expect(here.waitsUntil(at('09:05')).texts).toEqual([]);
  });

  it('that was entered in error before anybody was told needs no telling', () => {
    const visit = booked();
    visit.sees({});
    visit.sees({ status: 'entered-in-error' });
    expect(visit.waitsUntil(at('09:05')).texts).toEqual([]);
  });

  it('waits for the hours of outreach, and is decided anew when they come', () => {
    const visit = booked({ now: at('21:00') });
    visit.sees({});
    expect(visit.waitsUntil(at('21:02'))).toMatchObject({ texts: [], decision: { dueAt: at('08:00', tuesday) } });
    visit.now = at('22:00');
    visit.sees(to('11:00'));
    expect(textsOf(visit.waitsUntil(at('08:00', tuesday)).decision)).toMatchObject([
      { template: 'Booked', startAt: at('11:00', tuesday) },
    ]);
  });

  it('whose hours of outreach begin after its start is decided at once, so that somebody hears of it', () => {
    const visit = booked({ now: at('21:00'), appointment: { startAt: at('07:30', tuesday) } });
    visit.sees({});
    expect(visit.waitsUntil(at('21:02')).texts).toEqual(['Booked']);
  });

  it('of another patient, to whom the appointment was given, is told', () => {
    const visit = booked({ visit: 'notices-only' });
    const { appointment } = visit.state.context;
    const given = { appointment, sessionKey: 'key-2' };
    const { notices, context } = beginAnewFor(visit.state, { ...given, tellsFrom: at('09:00') });
    const theirs = booked({ visit: 'upcoming', notices, context });
    theirs.sees({});
    expect(theirs.waitsUntil(at('09:02')).texts).toEqual(['Booked']);
    expect(beginAnewFor(visit.state, { ...given, tellsFrom: null }).notices).toBe('quiet');
  });
});

describe('a confirmation', () => {
  it('by the clinic is told once', () => {
    const visit = booked({ visit: 'notices-only' });
    visit.sees({ isConfirmed: true });
    expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Confirmed']);
    visit.sees({ version: '3' });
    expect(visit.waitsUntil(at('09:10')).texts).toEqual([]);
  });

  it('that the patient has sent by text is no news when the PMS shows it', () => {
    const visit = booked({ visit: 'notices-only' });
    visit.sees({});
    visit.meets({ type: 'family-reminded', ruleId: 'r' });
    expect(visit.replies('confirm').texts).toEqual(['Confirmed']);
    visit.sees({ isConfirmed: true });
    expect(visit.waitsUntil(at('09:05')).texts).toEqual([]);
  });

  it('is not told where the clinic does not want it, where it was before, or nobody knows', () => {
    const quiet = booked({ visit: 'notices-only', settings: { sendsConfirmed: false } });
    quiet.sees({ isConfirmed: true });
    expect(quiet.waitsUntil(at('09:05')).texts).toEqual([]);
    const { isConfirmed: _, ...known } = quiet.state.context.known;
    const old = booked({ visit: 'notices-only', context: { known } });
    old.sees({ isConfirmed: true });
    expect(old.waitsUntil(at('09:05')).texts).toEqual([]);
  });

  it('with a move is told as the move', () => {
    const visit = booked({ visit: 'notices-only' });
    visit.sees({ ...to('16:00'), isConfirmed: true });
    expect(visit.waitsUntil(at('09:05')).texts).toEqual(['Rescheduled']);
  });
});

describe('a cancellation', () => {
  it('cancelled with nothing scheduled sends no notice: it is told, though no reminder was to come', () => {
    const visit = booked({ visit: 'notices-only', settings: { reminders: [] } });
    visit.sees({ status: 'cancelled' });
    expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Cancellation']);
  });

  it('at night and taken back before the morning is not told at all', () => {
    const visit = booked({ visit: 'notices-only', now: at('21:00') });
    visit.sees({ status: 'cancelled' });
    visit.now = at('23:00');
    visit.sees({ status: 'booked' });
    expect(visit.waitsUntil(at('08:00', tuesday)).texts).toEqual([]);
  });
});

describe('a patient who was missed', () => {
  const missed = (options: VisitOptions = {}) =>
    booked({ visit: 'notices-only', now: at('15:20', tuesday), ...options });

  it('is told within a day', () => {
    const visit = missed();
    expect(visit.sees({ status: 'noshow' })).toMatchObject({ state: 'closed', texts: [] });
    const told = visit.waitsUntil(at('15:22', tuesday));
    expect(textsOf(told.decision)).toMatchObject([{ template: 'NoShow', latestAt: at('15:00', '2026-03-04') }]);
    const late = missed({ now: at('15:01', '2026-03-04') });
    late.sees({ status: 'noshow' });
    expect(late.waitsUntil(at('15:10', '2026-03-04')).texts).toEqual([]);
  });

  it('is told in the morning when that was in the evening', () => {
    const visit = missed({ now: at('20:30', tuesday) });
    visit.sees({ status: 'noshow' });
    expect(visit.waitsUntil(at('20:40', tuesday)).texts).toEqual([]);
    expect(visit.waitsUntil(at('08:00', '2026-03-04')).texts).toEqual(['NoShow']);
  });

  it('is not told where that was taken back, nor where the clinic does not want it', () => {
    const visit = missed();
    visit.sees({ status: 'noshow' });
    visit.sees({ status: 'booked' });
    expect(visit.waitsUntil(at('15:25', tuesday)).texts).toEqual([]);
    const quiet = missed({ settings: { sendsNoShow: false } });
    quiet.sees({ status: 'noshow' });
    expect(quiet.waitsUntil(at('15:25', tuesday)).texts).toEqual([]);
  });

  it('and had been here is told nothing, whatever the PMS says of it later', () => {
    for (const waitingRoom of [true, false]) {
      const visit = missed({ settings: { waitingRoom }, visit: waitingRoom ? 'expected' : 'notices-only' });
      visit.sees({ status: 'arrived' });
      visit.sees({ status: 'booked' });
      visit.sees({ status: 'noshow' });
      expect(visit.waitsUntil(at('15:25', tuesday)).texts).toEqual([]);
    }
  });
});

describe('a conversation of notices only', () => {
  const only = (options: VisitOptions = {}) => booked({ visit: 'notices-only', ...options });

  it('asks nobody how to meet and calls nobody in', () => {
    const visit = booked({ appointment: { startAt: at('10:10') }, settings: { sendsBooked: false } });
    expect(visit.sees({ modality: 'video' })).toMatchObject({ state: 'notices-only', texts: [], updates: [] });
    expect(visit.waitsUntil(at('09:30')).texts).toEqual([]);
    for (const status of ['arrived', 'fulfilled'] as const)
      expect(visit.sees({ status })).toMatchObject({ state: 'notices-only', texts: [], tasks: [] });
    expect(visit.waitsUntil(at('10:10')).tasks).toEqual([]);
    expect(visit.waitsUntil(at('03:00', tuesday)).state).toBe('closed');
  });

  it('is one also where no profile of the PMS is chosen: nobody is called in by text', () => {
    const visit = only({ settings: { pmsProfile: 'unset' } });
    expect(visit.sees({ status: 'fulfilled' })).toMatchObject({ state: 'notices-only', tasks: [] });
  });

  it.each(['arrived', 'ready'] as const)('gives *%s* to a person and says that it came in', (intent) => {
    const visit = only({ appointment: { startAt: at('10:10') } });
    expect(visit.replies(intent, mobile)).toMatchObject({
      state: 'notices-only',
      texts: ['Received'],
      tasks: ['reply-not-understood'],
      updates: [],
    });
  });

  it('is that of an appointment type for which the clinic wants it', () => {
    const settings = { waitingRoom: true, appointmentTypes: { checkup: 'notices' } } as const;
    const visit = aVisit({ appointment: { typeCode: 'checkup' }, settings });
    expect(visit.sees({}).state).toBe('notices-only');
    expect(visit.sees({ typeCode: 'other' })).toMatchObject({ state: 'screening', texts: ['ConsiderTeleHealth'] });
    expect(visit.sees({ typeCode: 'checkup' }).state).toBe('notices-only');
  });

  it('begins and ends with the setting, at whatever happens next', () => {
    for (const state of ['upcoming', 'screening', 'expected'] as const)
      expect(booked({ visit: state }).meets({ type: 'timer-fired' }).state).toBe('notices-only');
    expect(booked({ visit: 'arrived' }).meets({ type: 'timer-fired' }).state).toBe('arrived');
    expect(only({ settings: { waitingRoom: true } }).meets({ type: 'timer-fired' }).state).toBe('upcoming');
  });

  it('is what an appointment is again that was cancelled', () => {
    for (const status of ['booked', 'arrived'] as const) {
      const visit = only({ now: at('09:00', tuesday) });
      visit.sees({ status: 'cancelled' });
      expect(visit.sees({ status }).state).toBe('notices-only');
    }
  });

  it('keeps no word of being late for another day', () => {
    const visit = only({ context: { isLate: true } });
    visit.sees(to('15:00', '2026-03-05'));
    expect(visit.state.context.isLate).toBe(false);
  });
});
