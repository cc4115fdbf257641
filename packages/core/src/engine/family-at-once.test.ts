import { expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const phone = '+61491570156';

const reminders = [{ id: 'day-before', when: { daysBefore: 1, at: '10:00' } }];
const polls = { watchDays: 60, pollLaterSeconds: 10, pollFarSeconds: 10 };
const settings = { waitingRoom: false, cancelByText: true, sendsBooked: false, reminders, ...polls };

/** Two children of one phone, reminded together the day before. */
async function remindedFamily(): Promise<Scenario> {
  const clinic = await scenario({ at: '09:00', settings });
  await clinic.given.appointment({ patient: 'Sam', at: '15:00', day: wednesday, phone });
  await clinic.given.appointment({ patient: 'Mia', at: '15:20', day: wednesday, phone });
  await clinic.when.minutesPass(2);
  await clinic.when.minutesPass(2);
  await clinic.when.timeIs('10:00', tuesday);
  return clinic;
}

it('a family whose reminders are due at the same moment gets one text, and cancelling for one repeats nothing to the other', async () => {
  const clinic = await remindedFamily();
  expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder']);
  await clinic.when.patientTexts('Sam', 'cancel for Mia');
  expect(await clinic.then.statusOf('Mia')).toBe('cancelled');
  expect(await clinic.then.statusOf('Sam')).toBe('booked');
  await clinic.when.timeIs('12:30', tuesday);
  expect(clinic.then.textsTo('Sam').filter((template) => /Reminder/.test(template))).toEqual(['FamilyReminder']);
});

it('who cancels for one child and says so once more is asked before the other is cancelled', async () => {
  const clinic = await remindedFamily();
  await clinic.when.patientTexts('Sam', 'cancel for Mia');
  await clinic.when.patientTexts('Sam', 'yes cancel');
  expect(await clinic.then.statusOf('Sam')).toBe('booked');
  expect(clinic.then.textsTo('Sam').at(-1)).toBe('ConfirmCancel');
  await clinic.when.patientTexts('Sam', 'yes cancel');
  expect(await clinic.then.statusOf('Sam')).toBe('cancelled');
});

it('"cancel" while the clinic’s own cancellation of one child is not read yet is echoed for the other, who may not be meant', async () => {
  const clinic = await remindedFamily();
  await clinic.when.pmsSets('Sam', { status: 'cancelled' });
  await clinic.when.minutesPass(1);
  await clinic.when.patientTexts('Sam', 'please cancel the appointment');
  expect(await clinic.then.statusOf('Mia')).toBe('booked');
  expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder', 'ConfirmCancel']);
  const later = await remindedFamily();
  await later.when.pmsSets('Sam', { status: 'cancelled' });
  await later.when.minutesPass(3);
  expect(later.then.textsTo('Sam')).toEqual(['FamilyReminder', 'Cancellation']);
  await later.when.patientTexts('Sam', 'please cancel the appointment');
  expect(await later.then.statusOf('Mia')).toBe('booked');
  const read = await remindedFamily();
  await read.when.pmsSets('Sam', { status: 'cancelled' });
  await read.when.minutesPass(6);
  await read.when.patientTexts('Sam', 'please cancel the appointment');
  expect(await read.then.statusOf('Mia')).toBe('cancelled');
});

it('a digit answers the echo, not what was asked of a sibling before; "ok" cancels neither of two, and a clear yes both', async () => {
  const two = await remindedFamily();
  for (const body of ['2', 'both', 'ok', 'both']) await two.when.patientTexts('Sam', body);
  expect([await two.then.statusOf('Sam'), await two.then.statusOf('Mia')]).toEqual(['booked', 'booked']);
  const clear = await remindedFamily();
  for (const body of ['2', 'both', 'yes', 'both']) await clear.when.patientTexts('Sam', body);
  expect([await clear.then.statusOf('Sam'), await clear.then.statusOf('Mia')]).toEqual(['cancelled', 'cancelled']);
  const digit = await remindedFamily();
  for (const body of ['2', '1', '1']) await digit.when.patientTexts('Sam', body);
  expect(digit.then.bodiesTo(phone).slice(-2)).toEqual([
    expect.stringMatching(/cancel the appointment of Sam/),
    expect.stringMatching(/cancel the appointment of Sam/),
  ]);
});
