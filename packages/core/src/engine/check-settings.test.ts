import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import type { Clinic, ClinicSettings } from '../clinic-settings.ts';
import { ConfigurationError } from '../errors.ts';
import { checkClinic, checkSettings } from './check-settings.ts';

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
    ['pollSeconds', '10', 'give a number, such as'],
    ['pollSeconds', -1, 'give a number that is not negative'],
    ['pollSeconds', Infinity, 'give a number that is not negative'],
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
