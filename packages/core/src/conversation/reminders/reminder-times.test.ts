import { describe, expect, it } from 'vitest';
import { createClinicCalendar } from '../../clinic-calendar.ts';
import { defaultSettings } from '../../clinic-settings.ts';
import type { ClinicSettings, ReminderTime } from '../../clinic-settings.ts';
import { daysToWatch } from './days-to-watch.ts';
import { reminderMoment } from './reminder-times.ts';

const hour = 3_600_000;

function clinicIn(timeZone: string, change: Partial<ClinicSettings> = {}) {
  const settings = { ...defaultSettings, ...change };
  const calendar = createClinicCalendar({ timeZone, dayEndsAt: settings.clinicDayEndsAt });
  return {
    at: (day: string, time: string) => calendar.at(day, time),
    reminder: (when: ReminderTime, startAt: number) => reminderMoment(when, startAt, { calendar, settings }),
  };
}

const atNight = { outreachFrom: '00:00', outreachTo: '23:59' } as const;
const melbourne = 'Australia/Melbourne';

describe('a reminder some time before the start', () => {
  it('counts elapsed time', () => {
    const { at, reminder } = clinicIn(melbourne);
    expect(reminder({ minutesBefore: 480 }, at('2026-03-02', '17:00'))).toEqual({ at: at('2026-03-02', '09:00') });
  });

  it.each([
    ['Australia/Sydney', '2026-04-05', '09:00', '02:00', 'the clocks go back by an hour'],
    ['Australia/Sydney', '2026-10-04', '10:00', '01:00', 'the clocks go forward by an hour'],
    ['Australia/Lord_Howe', '2026-04-05', '09:00', '01:30', 'the clocks go back by half an hour'],
    ['Australia/Lord_Howe', '2026-10-04', '10:00', '01:30', 'the clocks go forward by half an hour'],
    ['Europe/London', '2026-03-29', '09:00', '00:00', 'the clocks go forward by an hour'],
    ['Europe/London', '2026-10-25', '08:00', '01:00', 'the clocks go back by an hour'],
    ['America/New_York', '2026-03-08', '10:00', '01:00', 'the clocks go forward by an hour'],
    ['America/New_York', '2026-11-01', '08:30', '01:30', 'the clocks go back by an hour'],
  ])('in %s on %s for %s is at %s: %s', (zone, day, start, expected) => {
    const { at, reminder } = clinicIn(zone, { ...atNight, clinicDayEndsAt: '00:00' });
    const startAt = at(day, start);
    expect(reminder({ minutesBefore: 480 }, startAt)).toEqual({ at: startAt - 8 * hour });
    expect(startAt - 8 * hour).toBe(at(day, expected));
  });
});

describe('a reminder at a time of day', () => {
  it('counts calendar days, whatever the clocks do between', () => {
    const { at, reminder } = clinicIn('America/New_York');
    const when = { daysBefore: 1, at: '10:00' } as const;
    expect(reminder(when, at('2026-03-08', '09:00'))).toEqual({ at: at('2026-03-07', '10:00') });
    expect(at('2026-03-08', '09:00') - at('2026-03-07', '10:00')).toBe(22 * hour);
  });

  it('times in UTC: the time is that of the clinic, not of the program', () => {
    const { reminder } = clinicIn(melbourne);
    const startAt = Date.parse('2026-03-03T09:00:00+11:00');
    expect(reminder({ daysBefore: 1, at: '10:00' }, startAt)).toEqual({ at: Date.parse('2026-03-02T10:00:00+11:00') });
  });

  it.each([
    ['Australia/Sydney', '2026-10-04', '02:30', '2026-10-03T16:30:00Z', 'does not exist and moves forward'],
    ['Australia/Sydney', '2026-04-05', '02:30', '2026-04-04T15:30:00Z', 'comes twice and is the first'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00Z', 'does not exist and moves forward'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z', 'comes twice and is the first'],
    ['Europe/London', '2026-03-29', '01:30', '2026-03-29T01:30:00Z', 'does not exist and moves forward'],
    ['Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30:00Z', 'comes twice and is the first'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00Z', 'does not exist and moves forward'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z', 'comes twice and is the first'],
  ])('in %s that on %s is %s %s', (zone, day, time, expected) => {
    const calendar = createClinicCalendar({ timeZone: zone, dayEndsAt: '00:00' });
    // The hours are asked of the clinic day, which in this clinic is the calendar day.
    const moment = reminderMoment({ daysBefore: 0, at: time }, calendar.at(day, '15:00'), {
      calendar,
      settings: { ...defaultSettings, ...atNight },
    });
    expect(moment).toEqual({ at: Date.parse(expected) });
  });

  it('counts working days only, if it is to', () => {
    const { at, reminder } = clinicIn(melbourne, { closedDays: ['2026-03-06'] });
    const when = { daysBefore: 1, at: '10:00', countsWorkingDays: true } as const;
    // Monday; the Friday before is a holiday.
    expect(reminder(when, at('2026-03-09', '09:00'))).toEqual({ at: at('2026-03-05', '10:00') });
    expect(reminder({ ...when, daysBefore: 2 }, at('2026-03-04', '09:00'))).toEqual({ at: at('2026-03-02', '10:00') });
    expect(reminder({ ...when, daysBefore: 0 }, at('2026-03-08', '11:00'))).toEqual({ at: at('2026-03-08', '10:00') });
  });

  it('is none where there are no working days to count', () => {
    const { at, reminder } = clinicIn(melbourne, { workingDays: [] });
    const when = { daysBefore: 1, at: '10:00', countsWorkingDays: true } as const;
    expect(reminder(when, at('2026-03-09', '09:00')).at).toBeLessThan(at('2025-03-01', '09:00'));
  });

  it('is none when it is not before the start', () => {
    const { at, reminder } = clinicIn(melbourne);
    expect(reminder({ daysBefore: 0, at: '10:00' }, at('2026-03-02', '10:00'))).toEqual({
      at: null,
      reason: 'its time is not before the start',
    });
  });
});

describe('a reminder that would be due outside the outreach hours', () => {
  it('the outreach window is asked for and never used: it goes the evening before', () => {
    const { at, reminder } = clinicIn(melbourne);
    expect(reminder({ minutesBefore: 480 }, at('2026-03-03', '09:00'))).toEqual({ at: at('2026-03-02', '19:00') });
    // Ten in the evening: the same evening, not the one before.
    expect(reminder({ minutesBefore: 600 }, at('2026-03-03', '08:00'))).toEqual({ at: at('2026-03-02', '19:00') });
  });

  it('also in quiet hours', () => {
    const { at, reminder } = clinicIn(melbourne, { quietHours: [{ from: '12:00', to: '13:00' }] });
    expect(reminder({ minutesBefore: 240 }, at('2026-03-03', '16:30'))).toEqual({ at: at('2026-03-02', '19:00') });
  });

  it('is none where texts do not leave in that evening either', () => {
    const { at, reminder } = clinicIn(melbourne, { quietHours: [{ from: '18:00', to: '20:00' }] });
    expect(reminder({ minutesBefore: 480 }, at('2026-03-03', '09:00'))).toEqual({
      at: null,
      reason: 'its time lies outside the hours in which texts leave',
    });
  });
});

describe('the days that are watched', () => {
  const watched = (change: Partial<ClinicSettings>): number => daysToWatch({ ...defaultSettings, ...change });

  it('are those that the clinic wants, and at least those of the registration', () => {
    expect(watched({ watchDays: 60 })).toBe(60);
    expect(watched({ watchDays: 0 })).toBe(2);
  });

  it('reach so far that nothing comes into view after the time of its reminder', () => {
    expect(watched({ reminders: [{ id: 'a', when: { minutesBefore: 7 * 24 * 60 } }] })).toBe(8);
    expect(watched({ reminders: [{ id: 'a', when: { daysBefore: 14, at: '10:00' } }] })).toBe(15);
    const when = { daysBefore: 3, at: '10:00', countsWorkingDays: true } as const;
    expect(watched({ reminders: [{ id: 'a', when }], closedDays: ['2026-12-25'] })).toBe(15);
  });
});
