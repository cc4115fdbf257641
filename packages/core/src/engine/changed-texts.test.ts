import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';

const settings = {
  waitingRoom: false,
  cancelByText: true,
  reminders: [{ id: 'eight-hours', when: { minutesBefore: 480 } }],
} as const;

/** Amelia was reminded at 08:00 of 16:00; at 08:05 it is moved to 17:00. */
async function moved(options: ScenarioOptions = {}) {
  const clinic = await scenario({ ...options, settings: { ...settings, ...options.settings } });
  await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
  await clinic.when.timeIs('08:05');
  await clinic.when.pmsMoves('Amelia', '17:00');
  return clinic;
}

const writesOf = (clinic: Awaited<ReturnType<typeof scenario>>) => clinic.parts.pms.writes.map(({ act }) => act);
const lastBody = (clinic: Awaited<ReturnType<typeof scenario>>) =>
  clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1);

describe('an answer that was meant for another time', () => {
  it('is not taken while the change waits to be told: the new time is said and asked anew', async () => {
    const clinic = await moved();
    await clinic.when.patientTexts('Amelia', '1');
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked']);
    expect(lastBody(clinic)).toMatch(/5:00 pm/);
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked']);
    await clinic.when.patientTexts('Amelia', '1');
    expect(writesOf(clinic)).toEqual(['confirm']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked', 'Confirmed']);
  });

  it('is not taken shortly after the text that told of the change, and is asked anew once', async () => {
    const clinic = await moved();
    await clinic.when.minutesPass(2.5);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled']);
    await clinic.when.secondsPass(30);
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled', 'Booked']);
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(writesOf(clinic)).toEqual(['confirm']);
  });

  it('is not taken when the gateway received it before that text and we hear of it later', async () => {
    const clinic = await moved();
    await clinic.when.minutesPass(8);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled']);
    await clinic.when.numberTexts(clinic.parts.phoneOf('Amelia'), 'confirm', 7 * 60);
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled', 'Booked']);
    await clinic.when.numberTexts(clinic.parts.phoneOf('Amelia'), 'yes', 7 * 60);
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled', 'Booked']);
  });

  it('is one for the new time when it comes later', async () => {
    const clinic = await moved();
    await clinic.when.minutesPass(8);
    await clinic.when.patientTexts('Amelia', 'confirm');
    expect(writesOf(clinic)).toEqual(['confirm']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled', 'Confirmed']);
  });

  it('cancels nothing: the new time is echoed', async () => {
    const clinic = await moved();
    await clinic.when.minutesPass(3);
    await clinic.when.patientTexts('Amelia', 'cancel my appointment');
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Rescheduled', 'ConfirmCancel']);
    expect(lastBody(clinic)).toMatch(/5:00 pm/);
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(writesOf(clinic)).toEqual(['cancel']);
  });

  it('"yes" to "do you want to cancel?" at the old time cancels nothing at the new one', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
    await clinic.when.timeIs('08:05');
    await clinic.when.patientTexts('Amelia', '2');
    await clinic.when.pmsMoves('Amelia', '17:00');
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'ConfirmCancel', 'ConfirmCancel']);
  });

  it('is not taken where changes are not told by text either', async () => {
    const clinic = await moved({ settings: { sendsRescheduled: false } });
    await clinic.when.minutesPass(10);
    await clinic.when.patientTexts('Amelia', '1');
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked']);
  });

  it('of an appointment at another place is asked anew, and the place is still told', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00', location: 'Level 1' });
    await clinic.when.timeIs('08:05');
    await clinic.when.pmsSets('Amelia', { location: 'Level 2' });
    await clinic.when.patientTexts('Amelia', '1');
    await clinic.when.minutesPass(5);
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked', 'Modified']);
    await clinic.when.patientTexts('Amelia', '1');
    expect(writesOf(clinic)).toEqual(['confirm']);
  });

  it('is found out before the PMS is written to: what was moved a second ago is asked anew', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
    await clinic.when.timeIs('08:05');
    const { pms, arrivals } = clinic.parts;
    const read = pms.read.bind(pms);
    pms.read = async (query) => {
      const found = await read(query);
      const hour = 60 * 60_000;
      return found === null ? null : { ...found, startAt: found.startAt + hour, endAt: found.endAt + hour };
    };
    await arrivals.receive({
      gatewayId: 'm1',
      from: clinic.parts.phoneOf('Amelia'),
      to: '+61480000001',
      body: '1',
      receivedAt: clinic.parts.clock.now(),
      carrierKeyword: null,
    });
    await clinic.when.secondsPass(1);
    expect(writesOf(clinic)).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Booked']);
    expect(lastBody(clinic)).toMatch(/5:00 pm/);
  });
});
