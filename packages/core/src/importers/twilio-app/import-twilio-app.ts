import type { ReminderRule } from '../../clinic-settings.ts';
import { ConfigurationError } from '../../errors.ts';
import { presets } from '../../presets.ts';
import { leaveBehind } from '../carry.ts';
import type { Carrying } from '../carry.ts';
import type { Imported } from '../imported.ts';
import { parseVariables } from './parse-variables.ts';

const secret = 'it is a secret, and secrets do not stand in the settings file';
const ofTheAccount = 'it belongs to the account and does not stand in the settings file';
const ofItsServices = 'it names a part of that program at Twilio';

/** What stays behind, and what to do about it. */
const staying: Readonly<Record<string, readonly [reason: string, whatToDo: string]>> = {
  ACCOUNT_SID: [ofTheAccount, 'Set TWILIO_ACCOUNT_SID.'],
  AUTH_TOKEN: [secret, 'Set TWILIO_AUTH_TOKEN; better, make a new token for this program.'],
  TWILIO_PHONE_NUMBER: [ofTheAccount, 'Set TWILIO_FROM; take the number away from the Studio flow first.'],
  MESSAGING_SID: [ofTheAccount, 'Set TWILIO_MESSAGING_SERVICE_SID only if texts are to leave by that service.'],
  CUSTOMER_NAME: ['who the clinic is does not stand in the settings file', 'Set CLINIC_NAME.'],
  CUSTOMER_CODE: [ofItsServices, 'Nothing.'],
  ADMINISTRATOR_PHONE: [
    'it received codes for logging in, which there are none of here',
    'Set administratorPhone if the same person is to be told of start and stop.',
  ],
  APPLICATION_PASSWORD: [secret, 'Nothing: one password for everybody is not used here.'],
  SALT: [secret, 'Nothing.'],
  APPLICATION_NAME: [ofItsServices, 'Nothing.'],
  SERVICE_SID: [ofItsServices, 'Nothing.'],
  ENVIRONMENT_SID: [ofItsServices, 'Nothing.'],
  VERIFY_SID: [ofItsServices, 'Nothing.'],
  FLOW_SID: [ofItsServices, 'Delete the flow once nothing uses it.'],
  REPLY_WAIT_TIME: ['replies are heard until the appointment starts', 'Nothing.'],
  IE_ENDPOINT: [
    'answers go to the EHR by FHIR, or to the address that an appointment feed is given',
    'Set FHIR_BASE_URL, or give the feed this address.',
  ],
};

/** What it calls its two reminders, in newer and older versions. */
const timings: readonly (readonly [names: readonly string[], id: string])[] = [
  [['REMINDER_FIRST_TIMING', 'REMINDER_FIRST_OFFSET'], 'first'],
  [['REMINDER_SECOND_TIMING', 'REMINDER_SECOND_OFFSET'], 'second'],
];
const outreach = ['REMINDER_OUTREACH_START', 'REMINDER_OUTREACH_FINISH'] as const;

/**
 * Carries a clinic over from Twilio's "Appointment Management with EHR Integration": the two reminders and the outreach window.
 *
 * The rest is the preset `reminders`. Account numbers and passwords stay behind, and are never repeated.
 *
 * Source: https://github.com/twilio/hls-patient-appointment-management, `.env`: times are `HHMM`, hours may be above 24.
 *
 * @param text the content of its `.env`
 * @throws ConfigurationError when nothing in it is a variable of that program
 */
export function importTwilioApp(text: string): Imported {
  const variables = parseVariables(text);
  const known = [...Object.keys(staying), ...timings.flatMap(([names]) => names), ...outreach];
  if (!known.some((name) => variables.has(name)))
    throw new ConfigurationError({ field: '.env', message: 'sets no variable of the appointment management app' });
  const carrying: Carrying = { settings: { ...presets.reminders }, notCarriedOver: [] };
  carryReminders(carrying, variables);
  carryOutreach(carrying, variables);
  for (const [name, value] of variables) {
    const [reason, whatToDo] = Object.entries(staying).find(([staysBehind]) => staysBehind === name)?.[1] ?? [];
    if (value === '') continue;
    if (reason !== undefined && whatToDo !== undefined) leaveBehind(carrying, name, reason, whatToDo);
    else if (!known.includes(name)) leaveBehind(carrying, name, 'it is not known here', 'Nothing.');
  }
  leaveBehind(carrying, 'texts', 'their wording stands in the Studio flow, not here', 'Bring your own as templates.');
  return { ...carrying, templates: {}, practitioners: [] };
}

function carryReminders(carrying: Carrying, variables: ReadonlyMap<string, string>): void {
  const rules: ReminderRule[] = [];
  let isSet = false;
  for (const [names, id] of timings) {
    const name = names.find((each) => variables.has(each));
    if (name === undefined) continue;
    isSet = true;
    const minutesBefore = toMinutes(variables.get(name) ?? '');
    // Nothing, which is how one of them was switched off.
    if (minutesBefore === 0) continue;
    if (minutesBefore === null)
      leaveBehind(carrying, name, 'it is no time as HHMM', `Put a rule into reminders, such as 8 hours before.`);
    else if (rules.some(({ when }) => 'minutesBefore' in when && when.minutesBefore === minutesBefore))
      leaveBehind(carrying, name, 'both reminders have the same time', 'Nothing: one text is enough.');
    else rules.push({ id, when: { minutesBefore } });
  }
  if (isSet) carrying.settings.reminders = rules;
}

/** That program asked for the window and never used it: what it came with, from midnight to midnight, was nobody's choice. */
function carryOutreach(carrying: Carrying, variables: ReadonlyMap<string, string>): void {
  const [from = '', to = ''] = outreach.map((name) => variables.get(name) ?? '');
  if (from === '' && to === '') return;
  const whatToDo = 'Nothing is sent but from 08:00 to 20:00; set outreachFrom and outreachTo for other hours.';
  if (from === '0000' || to === '2400')
    leaveBehind(carrying, outreach.join(', '), 'it reaches to midnight, and people would be texted at night', whatToDo);
  else if (!isTimeOfDay(from) || !isTimeOfDay(to) || from >= to)
    leaveBehind(carrying, outreach.join(', '), 'it is no window within a day, as HHMM', whatToDo);
  else Object.assign(carrying.settings, { outreachFrom: withColon(from), outreachTo: withColon(to) });
}

function toMinutes(text: string): number | null {
  const [, hours, minutes] = /^(\d{2})([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3])[0-5]\d$/.test(text);
}

function withColon(text: string): string {
  return `${text.slice(0, 2)}:${text.slice(2)}`;
}
