import { describe, expect, it } from 'vitest';
import { AppointmentStoreError } from '../errors.ts';
import { scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';

const phone = '+61491570222';
const settings = {
  waitingRoom: false,
  cancelByText: true,
  reminders: [
    { id: 'eight-hours', when: { minutesBefore: 480 } },
    { id: 'three-hours', when: { minutesBefore: 180 } },
  ],
} as const;

/** Amelia has cancelled her 16:00 at 08:00. */
async function cancelled(options: ScenarioOptions = {}) {
  const clinic = await scenario({ ...options, settings: { ...settings, ...options.settings } });
  await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
  await clinic.when.timeIs('08:00');
  await clinic.when.patientTexts('Amelia', 'cancel my appointment');
  expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation']);
  return clinic;
}

const lastBody = (clinic: Awaited<ReturnType<typeof scenario>>) =>
  clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1);

describe('undo', () => {
  it('is offered with the cancellation, gives the time back and says so, and the reminders go on', async () => {
    const clinic = await cancelled();
    expect(lastBody(clinic)).toMatch(/"undo" within 10 minutes/);
    await clinic.when.minutesPass(9);
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation', 'Booked']);
    expect(await clinic.then.openTasks()).toEqual([]);
    await clinic.when.patientTexts('Amelia', '1');
    expect(clinic.then.textsTo('Amelia').slice(3)).toEqual(['Confirmed']);
    await clinic.when.timeIs('12:00');
    expect(clinic.then.textsTo('Amelia').slice(3)).toEqual(['Confirmed']);
  });

  it('brings the reminders back with it', async () => {
    const clinic = await cancelled();
    await clinic.when.patientTexts('Amelia', 'undo please');
    await clinic.when.timeIs('13:05');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation', 'Booked', 'Reminder']);
  });

  it('is told only when the PMS has it', async () => {
    const clinic = await cancelled();
    clinic.parts.pms.fail('unavailable');
    await clinic.when.patientTexts('Amelia', 'undo');
    await clinic.when.secondsPass(20);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation']);
    clinic.parts.pms.fail(null);
    await clinic.when.secondsPass(30);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation', 'Booked']);
  });

  it('that the PMS does not take in time is left to a person, and not done hours later', async () => {
    const clinic = await cancelled();
    clinic.parts.pms.undoCancel = () => Promise.reject(unavailable());
    await clinic.when.patientTexts('Amelia', 'undo');
    await clinic.when.minutesPass(3);
    expect(await clinic.then.openTasks()).toEqual(['undo-impossible']);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Received');
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
  });

  it('of a time that somebody else has is a task, and told as received', async () => {
    const clinic = await cancelled();
    await clinic.given.appointment({ patient: 'Ben', at: '16:00' });
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    expect(await clinic.then.openTasks()).toEqual(['undo-impossible']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation', 'Received']);
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(clinic.parts.pms.writes.map(({ act }) => act)).toEqual(['cancel']);
  });

  it('that comes too late is a task, and told as received', async () => {
    const clinic = await cancelled();
    await clinic.when.minutesPass(11);
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    expect(await clinic.then.openTasks()).toEqual(['undo-impossible']);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Received');
  });

  it('is not offered where the PMS takes no cancellation back; said all the same it is a task', async () => {
    const clinic = await cancelled({ abilities: { canUndoCancel: false } });
    expect(lastBody(clinic)).not.toMatch(/undo/);
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(await clinic.then.openTasks()).toEqual(['undo-impossible']);
  });

  it('is not offered for what the clinic has cancelled; said all the same it is a task', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
    await clinic.when.timeIs('08:05');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation']);
    expect(lastBody(clinic)).not.toMatch(/undo/);
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    expect(await clinic.then.openTasks()).toEqual(['undo-impossible']);
  });

  it('where nothing was cancelled is not understood', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
    await clinic.when.timeIs('08:05');
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Unexpected');
    expect(clinic.parts.pms.writes).toEqual([]);
  });

  it('before the PMS has taken the cancellation leaves the appointment on', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
    await clinic.when.timeIs('08:00');
    const cancel = clinic.parts.pms.cancel.bind(clinic.parts.pms);
    clinic.parts.pms.cancel = () => Promise.reject(unavailable());
    await clinic.when.patientTexts('Amelia', 'cancel my appointment');
    await clinic.when.patientTexts('Amelia', 'undo');
    clinic.parts.pms.cancel = cancel;
    await clinic.when.minutesPass(3);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('of what a person was asked to cancel by hand takes that task back, so that nobody cancels it then', async () => {
    const clinic = await scenario({ settings, abilities: { canCancel: false } });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
    await clinic.when.timeIs('08:00');
    await clinic.when.patientTexts('Amelia', 'cancel my appointment');
    expect(await clinic.then.openTasks()).toEqual(['pms-update']);
    await clinic.when.patientTexts('Amelia', 'undo');
    await clinic.when.secondsPass(20);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Received', 'Booked']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('does not bring back what the clinic has booked anew at another time', async () => {
    const clinic = await cancelled();
    const anew = { patient: 'Amelia', as: 'anew', at: '17:00', phone: clinic.parts.phoneOf('Amelia') } as const;
    await clinic.given.appointment(anew);
    await clinic.when.patientTexts('Amelia', 'undo');
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    expect(clinic.parts.pms.writes.map(({ act }) => act)).toEqual(['cancel']);
  });

  it('of one of two that were cancelled is asked about', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Sam', at: '16:00', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '16:20', phone });
    await clinic.when.timeIs('08:30');
    await clinic.when.numberTexts(phone, 'cancel Sam');
    await clinic.when.numberTexts(phone, 'cancel Mia please');
    await clinic.when.numberTexts(phone, 'yes cancel');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['cancelled', 'cancelled']);
    await clinic.when.numberTexts(phone, 'undo');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('WhichAppointment');
    await clinic.when.numberTexts(phone, '1');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['booked', 'cancelled']);
  });
});

const unavailable = () => new AppointmentStoreError({ message: '[pms] down', failure: 'unavailable' });
