import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const settings = {
  waitingRoom: false,
  cancelByText: true,
  reminders: [{ id: 'eight-hours', when: { minutesBefore: 480 } }],
} as const;

/** Amelia was reminded of 16:00 and has chosen to cancel it by a digit. */
async function echoed() {
  const clinic = await scenario({ settings });
  await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
  await clinic.when.timeIs('08:00');
  await clinic.when.patientTexts('Amelia', '2');
  return clinic;
}

describe('"do you want to cancel?"', () => {
  it.each(['ok', '👍', 'fine', 'sure', 'ok 2'])(
    'is not answered by "%s": the clear words are asked for',
    async (body) => {
      const clinic = await echoed();
      await clinic.when.patientTexts('Amelia', body);
      expect(await clinic.then.statusOf('Amelia')).toBe('booked');
      expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'ConfirmCancel', 'ConfirmCancel']);
      await clinic.when.patientTexts('Amelia', 'yes cancel');
      expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    },
  );

  it('is asked once more only; then a person reads the reply', async () => {
    const clinic = await echoed();
    await clinic.when.patientTexts('Amelia', 'ok');
    await clinic.when.patientTexts('Amelia', 'ok');
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'ConfirmCancel', 'ConfirmCancel']);
    expect(await clinic.then.openTasks()).toEqual(['reply-not-understood']);
  });
});
