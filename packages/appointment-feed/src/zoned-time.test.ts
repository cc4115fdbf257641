import { describe, expect, it } from 'vitest';
import { createZonedTimes, readIsoTime, readOffset } from './zoned-time.ts';

const times = createZonedTimes();

/** The moment of a text in a zone, as ISO, or what is wrong. */
function read(text: string, zone = 'UTC'): string | null {
  const written = readIsoTime(text);
  if (written === null) return null;
  const time = times.toMoment(written, zone);
  return 'at' in time ? new Date(time.at).toISOString() : time.problem;
}

describe('a time in a message', () => {
  it.each([
    ['2026-05-05T12:00:00', '-0700', '2026-05-05T19:00:00.000Z'],
    ['2026-05-05T12:00:00.000Z', '-0700', '2026-05-05T12:00:00.000Z'],
    ['2026-05-05 12:00', 'Australia/Melbourne', '2026-05-05T02:00:00.000Z'],
    ['2026-05-05T12:00+0530', 'Australia/Melbourne', '2026-05-05T06:30:00.000Z'],
    ['2026-01-05T12:00:30', 'Australia/Lord_Howe', '2026-01-05T01:00:30.000Z'],
    ['2026-02-28T23:59:59', '+14:00', '2026-02-28T09:59:59.000Z'],
    ['2028-02-29T00:00', 'America/New_York', '2028-02-29T05:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, moment) => {
    expect(read(text, zone)).toBe(moment);
  });

  it.each([
    ['2026-10-04T02:30', 'Australia/Sydney', /does not exist/],
    ['2026-04-05T02:30', 'Australia/Sydney', /happens twice/],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', /does not exist/],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', /happens twice/],
    ['2026-03-29T01:30', 'Europe/London', /does not exist/],
    ['2026-11-01T01:30', 'America/New_York', /happens twice/],
  ])('%s in %s is refused: the clocks change', (text, zone, problem) => {
    expect(read(text, zone)).toMatch(problem);
    expect(read(`${text}+10:00`, zone)).toMatch(/Z$/);
  });

  it.each([
    ['2026-10-04T01:59', 'Australia/Sydney', '2026-10-03T15:59:00.000Z'],
    ['2026-10-04T03:00', 'Australia/Sydney', '2026-10-03T16:00:00.000Z'],
    ['2026-04-05T01:59', 'Australia/Sydney', '2026-04-04T14:59:00.000Z'],
    ['2026-04-05T03:00', 'Australia/Sydney', '2026-04-04T17:00:00.000Z'],
  ])('%s in %s is read: the clocks change an hour later or have changed', (text, zone, moment) => {
    expect(read(text, zone)).toBe(moment);
  });

  it.each([
    '2026-05-05',
    '2026-02-30T10:00',
    '2026-05-05T24:00',
    '2026-05-05T10:60',
    '05/05/2026 10:00',
    '9999-12-31T00:00',
    '1970-01-01T00:00:00Z',
    '2026-05-05T10:00+25:00',
    '2026-05-05T10:00 AM',
    '1777975200',
    '',
  ])('%j is none', (text) => {
    expect(readIsoTime(text)).toBeNull();
  });
});

describe('a zone in a message', () => {
  it.each(['Australia/Melbourne', 'America/Argentina/Buenos_Aires', '+1000', '-07:00', '+05', 'UTC', 'Z', 'Etc/UTC'])(
    'may be %s',
    (zone) => {
      expect(times.isZone(zone)).toBe(true);
    },
  );

  it.each(['PDT', 'EST', 'IST', 'Mars/Olympus', 'Australia', '+9999', '10', '', '../etc/passwd'])(
    'is none of those that several places share or that do not exist: %j',
    (zone) => {
      expect(times.isZone(zone)).toBe(false);
    },
  );

  it('may be an offset with or without minutes', () => {
    expect([readOffset('+0930'), readOffset('-03:30'), readOffset('+14'), readOffset('Z')]).toEqual([
      570, -210, 840, 0,
    ]);
  });
});
