import { expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const phone = '+61491570156';

const reminders = [{ id: 'day-before', when: { daysBefore: 1, at: '10:00' } }];
const settings = { waitingRoom: false, cancelByText: true, sendsBooked: false, watchDays: 60, reminders };

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
