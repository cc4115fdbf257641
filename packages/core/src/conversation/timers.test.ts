import { describe, expect, it } from 'vitest';
import { createClinicCalendar } from '../clinic-calendar.ts';
import { defaultSettings } from '../clinic-settings.ts';
import { aVisit, at } from '../testing/one-visit.ts';
import { registrationOpensAt, screeningOpensAt } from './timers.ts';

const calendar = createClinicCalendar({ timeZone: 'Australia/Melbourne', dayEndsAt: '03:00' });
const times = { calendar, settings: defaultSettings };

const roomOpened = { type: 'room-opened', startAt: at('10:10') } as const;

describe('the screening window', () => {
  it.each([
    ['10:10', '2026-03-02', '07:10', '2026-03-02', 'three hours ahead'],
    ['10:00', '2026-03-02', '07:00', '2026-03-02', 'three hours ahead, just at seven'],
    ['09:59', '2026-03-02', '07:00', '2026-03-02', 'in the morning, not before seven'],
    ['08:00', '2026-03-02', '07:00', '2026-03-02', 'in the morning, with an hour left'],
    ['07:59', '2026-03-02', '19:00', '2026-03-01', 'the evening before, as less than an hour would be left'],
    ['05:00', '2026-03-02', '19:00', '2026-03-01', 'the evening before a visit at night'],
    ['22:59', '2026-03-02', '19:59', '2026-03-02', 'in the evening, until eight'],
    ['23:00', '2026-03-02', '19:00', '2026-03-02', 'at seven in the evening, not at eight'],
    ['01:00', '2026-03-03', '19:00', '2026-03-02', 'the evening before a visit after midnight'],
  ])('for %s on %s opens at %s on %s: %s', (start, day, opens, opensOn) => {
    expect(screeningOpensAt(at(start, day), times)).toBe(at(opens, opensOn));
  });

  it('counts elapsed time on the day when the clocks go back, and forward', () => {
    // 2026-04-05 03:00 → 02:00; 2026-10-04 02:00 → 03:00
    expect(at('10:10', '2026-04-05') - screeningOpensAt(at('10:10', '2026-04-05'), times)).toBe(3 * 3_600_000);
    expect(at('10:10', '2026-10-04') - screeningOpensAt(at('10:10', '2026-10-04'), times)).toBe(3 * 3_600_000);
  });

  it('opens in the next morning where that leaves the lead that the clinic wants', () => {
    const settings = { ...defaultSettings, screeningMinutes: 12 * 60 };
    expect(screeningOpensAt(at('08:30', '2026-03-03'), { calendar, settings })).toBe(at('07:00', '2026-03-03'));
    expect(screeningOpensAt(at('08:00', '2026-03-03'), { calendar, settings })).toBe(at('07:00', '2026-03-03'));
    expect(screeningOpensAt(at('07:30', '2026-03-03'), { calendar, settings })).toBe(at('19:30', '2026-03-02'));
  });
});

describe('registration', () => {
  it('opens at the beginning of the outreach hours, calendar days ahead, whatever the clocks do', () => {
    expect(registrationOpensAt(at('10:10', '2026-04-06'), times)).toBe(at('08:00', '2026-04-04'));
  });
});

describe('what is done', () => {
  it('wakes nobody: a registered patient next sleeps until the screening window', () => {
    const visit = aVisit({ appointment: { startAt: at('10:10', '2026-03-03') } });
    expect(visit.sees({}).decision.dueAt).toBe(at('07:10', '2026-03-03'));
    expect(aVisit({ visit: 'expected' }).replies('thanks').decision.dueAt).toBe(at('03:00', '2026-03-03'));
  });
});

describe('who is booked late', () => {
  it('is not woken at night: screening waits for seven in the morning', () => {
    const visit = aVisit({ appointment: { startAt: at('07:30', '2026-03-03') }, now: at('23:00') });
    const first = visit.sees({});
    expect(first.texts).not.toContain('ConsiderTeleHealth');
    expect(visit.waitsUntil(at('07:00', '2026-03-03')).texts).toEqual(['ConsiderTeleHealth']);
  });

  it('and has a window that opens later in the day is woken for that only', () => {
    expect(aVisit({ now: at('05:00') }).sees({}).decision.dueAt).toBe(at('07:10'));
  });

  it('is not asked at all when the start comes before the morning', () => {
    const visit = aVisit({ appointment: { startAt: at('06:30', '2026-03-03') }, now: at('04:00', '2026-03-03') });
    expect(visit.sees({}).texts).toEqual([]);
    expect(visit.waitsUntil(at('06:29', '2026-03-03')).texts).toEqual([]);
  });

  it('is asked at once by day, until eight in the evening', () => {
    const evening = aVisit({ appointment: { startAt: at('21:00') }, now: at('20:00') - 1 });
    expect(evening.sees({}).texts).toEqual(['ConsiderTeleHealth']);
    const late = aVisit({ appointment: { startAt: at('21:00') }, now: at('20:00') });
    expect(late.sees({}).texts).toEqual([]);
  });
});

describe('at the first scan ever', () => {
  const seen = { isBaseline: true } as const;

  it('who has more than 45 minutes is asked as always', () => {
    expect(aVisit({ now: at('09:25') - 1 }).sees({}, seen)).toMatchObject({
      state: 'screening',
      texts: ['ConsiderTeleHealth'],
    });
    expect(aVisit({ now: at('09:25') }).sees({}, seen)).toMatchObject({
      state: 'expected',
      texts: [],
      reason: 'not asked: baseline',
    });
  });

  it('registrations whose time had come are not sent', () => {
    const visit = aVisit({ appointment: { startAt: at('10:10', '2026-03-03') } });
    expect(visit.sees({}, seen)).toMatchObject({ texts: [], reason: expect.stringContaining('baseline') });
    expect(visit.waitsUntil(at('12:00')).texts).toEqual([]);
  });

  it('telehealth is taken over without a welcome, and invited if there is time', () => {
    const early = aVisit({ now: at('09:30'), appointment: { modality: 'video' } });
    expect(early.sees({}, seen)).toMatchObject({
      state: 'remote-scheduled',
      texts: [],
      updates: ['set-telehealth'],
    });
    expect(early.waitsUntil(at('10:00')).updates).toEqual(['open-session']);
    expect(early.meets(roomOpened).texts).toEqual(['VideoInvite']);
    const late = aVisit({ now: at('10:00'), appointment: { modality: 'video' } });
    expect(late.sees({}, seen)).toMatchObject({ state: 'remote-invited', texts: [] });
    expect(late.meets(roomOpened).texts).toEqual([]);
    const welcome = aVisit({ now: at('08:00'), appointment: { modality: 'video' } });
    expect(welcome.sees({}, seen)).toMatchObject({ state: 'remote-scheduled', texts: ['VideoWelcome'] });
    const none = aVisit({ now: at('09:30'), appointment: { modality: 'video' }, practitioner: { takesVideo: false } });
    expect(none.sees({}, seen)).toMatchObject({ state: 'expected', texts: [] });
  });

  it('who is with the practitioner already is left alone', () => {
    const ready = { status: 'fulfilled' } as const;
    expect(aVisit({ appointment: ready }).sees({}, seen)).toMatchObject({ state: 'closed', tasks: [], texts: [] });
    expect(aVisit({ appointment: ready, settings: { pmsProfile: 'unset' } }).sees({}, seen).tasks).toEqual([]);
    expect(aVisit({ appointment: ready }).sees({})).toMatchObject({ state: 'awaited' });
    expect(aVisit({ appointment: { status: 'arrived' } }).sees({}, seen)).toMatchObject({ state: 'arrived' });
  });
});

describe('a profile of the PMS', () => {
  it('fhir: the Encounter in progress is ready, checked-in is arrived, fulfilled is over', () => {
    const settings = { pmsProfile: 'fhir' } as const;
    expect(aVisit({ visit: 'arrived', settings }).sees({ encounter: 'in-progress' }).texts).toEqual(['DoctorReady']);
    expect(aVisit({ visit: 'expected', settings }).sees({ status: 'checked-in' }).state).toBe('arrived');
    expect(aVisit({ visit: 'arrived', settings }).sees({ status: 'fulfilled' }).state).toBe('closed');
  });
});
