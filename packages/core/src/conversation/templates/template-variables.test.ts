import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../appointment.ts';
import { createMomentFormat, templateVariables } from './template-variables.ts';
import { variableNames } from './variable-names.ts';

const clinic = {
  id: 'c',
  name: 'Bluegum Clinic',
  phone: '03 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};

const appointment: Appointment = {
  id: 'a1',
  version: '1',
  status: 'booked',
  startAt: Date.parse('2026-08-02T23:40:00Z'),
  endAt: Date.parse('2026-08-02T23:55:00Z'),
  typeCode: null,
  modality: 'unknown',
  videoLink: null,
  isConfirmed: false,
  location: 'Room\t7',
  encounter: 'none',
  patient: {
    id: 'p1',
    name: 'Amelia O’Brien',
    firstName: 'Amelia',
    mobile: '+61491570156',
    mayBeTexted: true,
    notTextedReason: null,
    language: null,
  },
  practitioner: { id: 'd1', name: 'Dr “P” Sharma\u2011Lee', lastName: 'Sharma\u200B' },
  changedAt: null,
  readAt: 0,
};

const base = { clinic, appointment, language: 'en' };

describe('templateVariables', () => {
  it('gives every variable of an appointment, written plainly', () => {
    expect(templateVariables(base)).toEqual({
      url: '',
      room: '',
      choices: '',
      undoMinutes: '',
      Clinic: { name: 'Bluegum Clinic', phone: '03 5550 0100', video: '' },
      Patient: { id: 'p1', name: "Amelia O'Brien", firstName: 'Amelia', telecom: { mobile: '+61491570156' } },
      Practitioner: { id: 'd1', name: 'Dr "P" Sharma-Lee', lastName: 'Sharma' },
      Appointment: {
        id: 'a1',
        status: 'booked',
        start: { date: 'Monday 3 August', time: '9:40 am' },
        previousStart: { date: '', time: '' },
        location: 'Room 7',
      },
    });
  });

  it('has a value at the place of every variable name', () => {
    const variables: unknown = templateVariables({ ...base, previousStartAt: 0 });
    for (const name of variableNames) {
      const value = name
        .split('.')
        .reduce<unknown>((found, key) => Reflect.get(Object(found) as object, key), variables);
      expect(value, name).toBeDefined();
    }
  });

  it('says when the appointment was before', () => {
    const previousStartAt = Date.parse('2026-12-31T13:05:00Z');
    expect(templateVariables({ ...base, previousStartAt })).toMatchObject({
      Appointment: { previousStart: { date: 'Friday 1 January', time: '12:05 am' } },
    });
  });

  it('leaves out what belongs to an appointment when there is none', () => {
    expect(Object.keys(templateVariables({ clinic, language: 'en' }))).toEqual([
      'url',
      'room',
      'choices',
      'undoMinutes',
      'Clinic',
    ]);
  });

  it('is empty where the PMS says nothing', () => {
    const bare = { ...appointment, location: null, patient: { ...appointment.patient, mobile: null } };
    expect(templateVariables({ ...base, appointment: bare })).toMatchObject({
      Patient: { telecom: { mobile: '' } },
      Appointment: { location: '' },
    });
  });

  it('takes the extra variables of one text, and the link from there or from the PMS', () => {
    const withLink = { ...appointment, videoLink: 'https://v.example/p' };
    expect(templateVariables({ ...base, appointment: withLink })).toMatchObject({
      url: '',
      Clinic: { video: 'https://v.example/p' },
    });
    const extra = { url: 'https://v.example/e', room: ' Room\u00A08 ' };
    expect(templateVariables({ ...base, appointment: withLink, extra })).toMatchObject({
      url: 'https://v.example/e',
      room: 'Room 8',
      Clinic: { video: 'https://v.example/e' },
    });
  });

  it.each([
    ['en-GB', 'Monday 3 August', '09:40'],
    ['en-US', 'Monday, August 3', '9:40 AM'],
    ['zh', '8月3日星期一', '09:40'],
    ['zh-Hant', '8月3日星期一', '上午9:40'],
    ['zh-TW', '8月3日星期一', '上午9:40'],
    ['ar', 'الاثنين، 3 أغسطس', '9:40 ص'],
    ['ar-SA', 'الاثنين، 3 أغسطس', '9:40 ص'],
    ['ar-EG', 'الاثنين، 3 أغسطس', '9:40 ص'],
    ['fa-IR', 'دوشنبه 3 اوت', '9:40'],
    ['mr-IN', 'सोमवार, 3 ऑगस्ट', '9:40 AM'],
    ['hi', 'सोमवार, 3 अगस्त', '9:40 am'],
    ['pa', 'ਸੋਮਵਾਰ, 3 ਅਗਸਤ', '9:40 AM'],
    ['vi', 'Thứ Hai, 3 tháng 8', '09:40'],
    ['es-MX', 'lunes, 3 de agosto', '9:40 a.m.'],
    ['el', 'Δευτέρα 3 Αυγούστου', '9:40 π.μ.'],
    ['tl', 'Lunes, Agosto 3', '9:40 AM'],
    ['th-TH', 'วันจันทร์ที่ 3 สิงหาคม', '09:40'],
    ['EN_us', 'Monday, August 3', '9:40 AM'],
    ['not a tag', 'Monday 3 August', '9:40 am'],
    ['x', 'Monday 3 August', '9:40 am'],
  ])('writes day and time as in %s', (language, date, time) => {
    expect(templateVariables({ ...base, language })).toMatchObject({ Appointment: { start: { date, time } } });
  });

  it('writes nothing that only looks like a space, a quotation mark or a hyphen', () => {
    const name = '‘a’ ‛b ʼc “d” „e ‐f ‑g –h —i\u202Fj\u0007k';
    expect(templateVariables({ ...base, clinic: { ...clinic, name } })).toMatchObject({
      Clinic: { name: "'a' 'b 'c \"d\" \"e -f -g -h -i j k" },
    });
  });
});

describe('names in other scripts', () => {
  const nameOf = (name: string): unknown =>
    templateVariables({ ...base, appointment: { ...appointment, patient: { ...appointment.patient, name } } })[
      'Patient'
    ];

  it.each([
    ['Persian, with a non-joiner inside', 'علی\u200Cرضا محمدی'],
    ['Sinhala, with a joiner inside', 'ශ්\u200Dරී'],
    ['Devanagari, with a non-joiner inside', 'शक्\u200Cति'],
    ['Arabic, with its vowels', 'مُحَمَّد'],
    ['Chinese', '王小明'],
    ['Vietnamese', 'Nguyễn Thị Hạnh'],
  ])('stay as they are: %s', (_, name) => {
    expect(nameOf(name)).toMatchObject({ name });
  });

  it.each([
    ['an override of the direction', 'محمد\u202Eعلي', 'محمدعلي'],
    ['marks of the direction and isolates', '\u200F\u2067محمد\u2069\u200E', 'محمد'],
    ['an embedding in a Latin name', '\u202BSam\u202C', 'Sam'],
    ['a joiner in a Latin name, which would double the cost', 'Sam\u200Dantha', 'Samantha'],
    ['a joiner that joins nothing', '\u200Dسارة \u200C', 'سارة'],
  ])('lose %s', (_, written, name) => {
    expect(nameOf(written)).toMatchObject({ name });
  });
});

describe('createMomentFormat', () => {
  it('tells zones and locales apart and gives the same again', () => {
    const format = createMomentFormat();
    const query = { at: appointment.startAt, timeZone: 'Australia/Melbourne', language: 'en', country: 'AU' };
    expect(format(query).time).toBe('9:40 am');
    expect(format({ ...query, timeZone: 'Australia/Perth' }).time).toBe('7:40 am');
    expect(format({ ...query, country: 'GB' }).time).toBe('09:40');
    expect(format(query)).toEqual({ date: 'Monday 3 August', time: '9:40 am' });
  });

  it('follows daylight saving', () => {
    const format = createMomentFormat();
    const at = (iso: string): string =>
      format({ at: Date.parse(iso), timeZone: 'Australia/Melbourne', language: 'en', country: 'AU' }).time;
    expect(at('2026-10-03T15:30:00Z')).toBe('1:30 am');
    expect(at('2026-10-03T16:30:00Z')).toBe('3:30 am');
  });

  it('puts every moment into its own words, however many were asked for before', () => {
    const format = createMomentFormat();
    const first = Date.parse('2026-08-02T23:40:00Z');
    const timeOf = (at: number): string =>
      format({ at, timeZone: 'Australia/Melbourne', language: 'en', country: 'AU' }).time;
    const times = Array.from({ length: 1_200 }, (_, minute) => timeOf(first + minute * 60_000));
    expect([times[0], times[1], times[720], times[1_199]]).toEqual(['9:40 am', '9:41 am', '9:40 pm', '5:39 am']);
    expect(timeOf(first)).toBe('9:40 am');
  });
});
