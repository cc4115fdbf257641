import { defaultSettings } from '../clinic-settings.ts';
import type { Clinic, ClinicSettings } from '../clinic-settings.ts';
import { ConfigurationError } from '../errors.ts';
import { isPhoneNumber } from '../phone-number.ts';
import { pmsProfiles } from '../pms-profile.ts';
import { aheadTemplates } from './ahead/ahead-templates.ts';
import { checkClosedDays, checkQuietHours, checkReminders, checkWorkingDays } from './check-reminder-settings.ts';
import { settingRanges } from './setting-ranges.ts';
import type { SettingRange } from './setting-ranges.ts';

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Puts a clinic's settings over the defaults. Throws a `ConfigurationError` that names the field and the fix. */
export function checkSettings(given: Partial<ClinicSettings>): ClinicSettings {
  for (const [field, value] of Object.entries(given)) {
    if (!(field in defaultSettings)) throw wrong(field, 'is no setting; see ClinicSettings for those that there are');
    checkValue(field as keyof ClinicSettings, value);
  }
  const settings = { ...defaultSettings, ...given };
  if (settings.outreachFrom >= settings.outreachTo)
    throw wrong('outreachFrom', 'must be earlier in the day than outreachTo');
  return settings;
}

/** Checks who the clinic is. Throws a `ConfigurationError` that names the field and the fix. */
export function checkClinic(clinic: Clinic): Clinic {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(clinic.id))
    throw wrong('clinic.id', 'give 1 to 64 letters, digits or hyphens, such as "main-street"');
  if (clinic.name.trim() === '') throw wrong('clinic.name', 'give the name that patients know');
  if (clinic.phone.trim() === '') throw wrong('clinic.phone', 'give the number that patients ring');
  if (!/^[A-Z]{2}$/.test(clinic.country))
    throw wrong('clinic.country', 'give the ISO 3166-1 alpha-2 code in capitals, such as "AU"');
  return clinic;
}

function checkValue(field: keyof ClinicSettings, value: unknown): void {
  const example = defaultSettings[field];
  if (field === 'pmsProfile') {
    if (typeof value !== 'string' || !Object.hasOwn(pmsProfiles, value))
      throw wrong(field, `give one of: ${Object.keys(pmsProfiles).join(', ')}`);
    return;
  }
  if (field === 'allowList') return checkAllowList(value);
  if (field === 'handAhead') return checkHandAhead(value);
  if (field === 'countryCodes') return checkCountryCodes(value);
  if (field === 'administratorPhone') {
    if (value !== null && (typeof value !== 'string' || !isPhoneNumber(value)))
      throw wrong(field, 'give a number like "+61491570006", or null');
    return;
  }
  if (field === 'language') return checkLanguage(value);
  if (field === 'privacy') return checkOneOf(field, value, ['first-name', 'initial', 'time-only']);
  if (field === 'appointmentTypes') return checkAppointmentTypes(value);
  if (field === 'reminders') return checkReminders(value);
  if (field === 'quietHours') return checkQuietHours(value);
  if (field === 'workingDays') return checkWorkingDays(value);
  if (field === 'closedDays') return checkClosedDays(value);
  if (field === 'urgentWords') {
    if (!Array.isArray(value) || !value.every((word) => typeof word === 'string'))
      throw wrong(field, 'give a list of words');
    return;
  }
  const range = ranges.get(field);
  if (range === undefined) checkPlain(field, value, example);
  else checkNumber(field, value, range);
}

const ranges: ReadonlyMap<string, SettingRange> = new Map(Object.entries(settingRanges));

function checkNumber(field: keyof ClinicSettings, value: unknown, { from, to, unit, isWhole }: SettingRange): void {
  const isInside = typeof value === 'number' && value >= from && value <= to;
  if (isInside && (Number.isInteger(value) || !isWhole)) return;
  const kind = isWhole ? 'whole number' : 'number';
  throw wrong(
    field,
    `give a ${kind} of ${unit} from ${from} to ${to}, such as ${JSON.stringify(defaultSettings[field])}`,
  );
}

function checkLanguage(value: unknown): void {
  try {
    if (typeof value === 'string' && new Intl.Locale(value).language !== '') return;
  } catch {
    // No tag: said below.
  }
  throw wrong('language', 'give a BCP 47 language, such as "en" or "de-AT"');
}

function checkPlain(field: string, value: unknown, example: unknown): void {
  if (typeof value !== typeof example)
    throw wrong(field, `give a ${typeof example}, such as ${JSON.stringify(example)}`);
  const isTime = typeof example === 'string' && timeOfDay.test(example);
  if (isTime && !timeOfDay.test(String(value))) throw wrong(field, `give a time of day as HH:MM, such as "${example}"`);
}

function checkAllowList(value: unknown): void {
  if (value === null) return;
  if (!Array.isArray(value) || !value.every((number) => typeof number === 'string' && isPhoneNumber(number))) {
    throw wrong('allowList', 'give a list of numbers like "+61491570006", or null to text everybody');
  }
}

function checkCountryCodes(value: unknown): void {
  if (value === null) return;
  const isCode = (code: unknown): boolean => typeof code === 'string' && /^\+[1-9]\d{0,3}$/.test(code);
  if (!Array.isArray(value) || !value.every(isCode))
    throw wrong('countryCodes', 'give a list of calling codes like "+61", or null to text every country');
}

function checkHandAhead(value: unknown): void {
  const names: readonly unknown[] = aheadTemplates;
  if (!Array.isArray(value) || !value.every((name) => names.includes(name)))
    throw wrong('handAhead', `give a list of texts with a fixed time: ${aheadTemplates.join(', ')}`);
}

function checkAppointmentTypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) throw wrong('appointmentTypes', 'give an object of type codes');
  for (const kind of Object.values(value)) checkOneOf('appointmentTypes', kind, ['everything', 'notices', 'nothing']);
}

function checkOneOf(field: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value !== 'string' || !allowed.includes(value)) throw wrong(field, `give one of: ${allowed.join(', ')}`);
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field, message });
}
