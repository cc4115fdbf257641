import { describe, expect, it } from 'vitest';
import type { ReminderFacts, ReminderRuleFacts } from './observed-day.ts';
import { createReminderTimes } from './reminder-times.ts';
import { createTimeReading } from './time-reading.ts';
import { createZoneTime } from './zone-time.ts';

describe('the clocks of a zone', () => {
  it.each([
    ['Australia/Sydney', '2026-10-04', '02:30', '2026-10-04T03:30:00+11:00'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-04T02:45:00+11:00'],
    ['Europe/London', '2026-03-29', '01:30', '2026-03-29T02:30:00+01:00'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T03:30:00-04:00'],
  ])('move a time forward that is skipped: %s on %s at %s', (zone, day, time, moment) => {
    expect(createZoneTime(zone).at(day, time)).toBe(Date.parse(moment));
  });

  it.each([
    ['Australia/Sydney', '2026-04-05', '02:30', '2026-04-05T02:30:00+11:00'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-05T01:45:00+11:00'],
    ['Europe/London', '2026-10-25', '01:30', '2026-10-25T01:30:00+01:00'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T01:30:00-04:00'],
  ])('take the first of a time that comes twice: %s on %s at %s', (zone, day, time, moment) => {
    expect(createZoneTime(zone).at(day, time)).toBe(Date.parse(moment));
  });
});

const facts: ReminderFacts = {
  startedAt: 0,
  rules: [],
  outreachFrom: '08:00',
  outreachTo: '20:00',
  quietHours: [{ days: ['sunday'], from: '09:00', to: '12:00' }],
  eveningAt: '19:00',
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  closedDays: ['2026-10-02'],
  mostPerDay: 2,
  gapMinutes: 60,
  lateMinutes: 120,
  remindsConfirmed: false,
};
const times = createReminderTimes(facts, 'Australia/Sydney');
const rule = (when: ReminderRuleFacts['when']): ReminderRuleFacts => ({ id: 'rule', when });
// Sunday 4 October 2026 loses an hour.
const sunday = Date.parse('2026-10-04T16:00:00+11:00');

describe('the time of a reminder', () => {
  it.each([
    ['elapsed time', { minutesBefore: 8 * 60 }, '2026-10-04T08:00:00+11:00'],
    ['elapsed time across a lost hour', { minutesBefore: 30 * 60 }, '2026-10-03T09:00:00+10:00'],
    ['the evening before, for the night', { minutesBefore: 10 * 60 }, '2026-10-03T19:00:00+10:00'],
    ['the evening before, for quiet hours', { minutesBefore: 6 * 60 }, '2026-10-03T19:00:00+10:00'],
    ['a day before', { daysBefore: 1, at: '10:00' }, '2026-10-03T10:00:00+10:00'],
    ['a working day before', { daysBefore: 1, at: '10:00', countsWorkingDays: true }, '2026-10-01T10:00:00+10:00'],
  ])('is %s', (_, when, moment) => {
    expect(times.dueAt(rule(when), sunday)).toBe(Date.parse(moment));
  });

  it('is none when it is not before the start, or the evening is no time to text either', () => {
    expect(times.dueAt(rule({ daysBefore: 0, at: '17:00' }), sunday)).toBeNull();
    const late = createReminderTimes({ ...facts, eveningAt: '21:00' }, 'Australia/Sydney');
    expect(late.dueAt(rule({ minutesBefore: 10 * 60 }), sunday)).toBeNull();
  });
});

describe('the times that a text names', () => {
  const reading = createTimeReading('Australia/Sydney');

  it.each([
    ['on Sunday 4 October at 4:05 pm', ['16:05']],
    ['at 12:30 AM and 12:30 PM', ['00:30', '12:30']],
    ['on Thursday 26 March at 14:20.', ['14:20']],
    ['10月5日星期一 下午5:00', ['17:00']],
    ['الساعة 3:40 م.', ['15:40']],
    ['يوم 9:40 ص', ['09:40']],
    ['lúc 11:20 Thứ Bảy', ['11:20']],
    ['1 Sam 10:10, 2 Mia 10:20', ['10:10', '10:20']],
    ['open http://127.0.0.1:4600/v', []],
  ])('are read in any language: %s', (body, expected) => {
    expect(reading.namedTimes(body)).toEqual(expected);
  });
});
