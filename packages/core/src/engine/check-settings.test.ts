import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import type { Clinic, ClinicSettings } from '../clinic-settings.ts';
import { ConfigurationError } from '../errors.ts';
import { checkClinic, checkSettings } from './check-settings.ts';
import { settingRanges } from './setting-ranges.ts';

const clinic: Clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '(03) 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};

/** What a settings file may hold: nobody has checked its types. */
const fromFile = (settings: Readonly<Record<string, unknown>>): Partial<ClinicSettings> => settings;

describe('checkSettings', () => {
  it('puts what is given over the defaults', () => {
    const given = { allowList: ['+61491570006'], administratorPhone: null, urgentWords: ['dizzy'] } as const;
    expect(checkSettings(given)).toEqual({ ...defaultSettings, ...given });
    expect(checkSettings({ allowList: null }).allowList).toBeNull();
    expect(checkSettings({ appointmentTypes: { FLU: 'notices' } }).appointmentTypes).toEqual({ FLU: 'notices' });
  });

  it.each([
    ['pollSeconds', 0.01],
    ['receiveSeconds', 3600],
    ['dailyCallIns', 0],
    ['bodyRetentionDays', 1],
    ['language', 'de-AT'],
  ])('takes %s = %j', (field, value) => {
    expect(checkSettings(fromFile({ [field]: value }))).toEqual({ ...defaultSettings, [field]: value });
  });

  it('lets no setting become a timer that overflows and fires at once', () => {
    const unitMs = { seconds: 1000, minutes: 60_000 };
    const timers = Object.entries(settingRanges).flatMap(([field, { to, unit }]) =>
      unit === 'seconds' || unit === 'minutes' ? [{ field, ms: to * unitMs[unit] }] : [],
    );
    expect(timers.length).toBeGreaterThan(20);
    expect(timers.filter(({ ms }) => ms > 2 ** 31 - 1)).toEqual([]);
  });

  it.each([
    ['pollMinutes', 1, 'is no setting'],
    ['pmsProfile', 'other', 'give one of: unset, starts-on-fulfilled, fhir'],
    ['pmsProfile', 'toString', 'give one of: '],
    ['allowList', ['0491 570 006'], 'give a list of numbers'],
    ['allowList', 'all', 'give a list of numbers'],
    ['administratorPhone', '0491 570 006', 'give a number like'],
    ['administratorPhone', 61491570006, 'give a number like'],
    ['privacy', 'full-name', 'give one of: first-name'],
    ['appointmentTypes', null, 'give an object of type codes'],
    ['appointmentTypes', 'FLU', 'give an object of type codes'],
    ['appointmentTypes', { FLU: 'some' }, 'give one of: everything, notices, nothing'],
    ['urgentWords', 'dizzy', 'give a list of words'],
    ['urgentWords', [1], 'give a list of words'],
    ['pollSeconds', '10', 'give a number of seconds from 0.01 to 3600, such as 10'],
    ['pollSeconds', 0, 'give a number of seconds from 0.01 to 3600, such as 10'],
    ['pollSeconds', -1, 'give a number of seconds from'],
    ['pollSeconds', NaN, 'give a number of seconds from'],
    ['pollSeconds', 3_000_000, 'give a number of seconds from'],
    ['pollLaterSeconds', 0, 'give a number of seconds from 0.01 to 3600, such as 60'],
    ['receiveSeconds', 3601, 'give a number of seconds from 0.01 to 3600, such as 5'],
    ['inviteMinutes', 40_000, 'give a number of minutes from 0 to 20160, such as 10'],
    ['registrationDays', 1.5, 'give a whole number of days from 0 to 60, such as 2'],
    ['dailyTexts', 0.5, 'give a whole number of texts from 0 to 1000, such as 20'],
    ['maximumChoices', 2.5, 'give a whole number of appointments from'],
    ['bodyRetentionDays', 0, 'give a number of days from 1 to 36500, such as 30'],
    ['retentionDays', 0.5, 'give a number of days from 1 to'],
    ['offersVideo', 1, 'give a boolean, such as true'],
    ['language', 'klingon!!', 'give a BCP 47 language, such as'],
    ['language', '', 'give a BCP 47 language, such as'],
    ['language', 1, 'give a BCP 47 language, such as'],
    ['outreachFrom', '8 am', 'give a time of day as HH:MM'],
    ['outreachFrom', '23:59', 'must be earlier in the day than outreachTo'],
  ])('refuses %s = %j by its name, with what to do', (field, value, fix) => {
    const check = (): unknown => checkSettings(fromFile({ [field]: value }));
    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(field);
    expect(check).toThrow(fix);
  });
});

describe('checkClinic', () => {
  it('takes a clinic that says who it is', () => {
    expect(checkClinic(clinic)).toBe(clinic);
  });

  it.each([
    [{ id: 'Main Street' }, 'clinic.id'],
    [{ name: ' ' }, 'clinic.name'],
    [{ phone: '' }, 'clinic.phone'],
    [{ country: 'Australia' }, 'clinic.country'],
  ])('refuses %j by the name of the field', (change, field) => {
    expect(() => checkClinic({ ...clinic, ...change })).toThrow(field);
  });
});
