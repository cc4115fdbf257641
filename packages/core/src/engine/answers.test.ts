import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';

const phone = '+61491570222';

const settings = {
  waitingRoom: false,
  cancelByText: true,
  sendsBooked: true,
  watchDays: 60,
  pollFarSeconds: 60,
  reminders: [{ id: 'eight-hours', when: { minutesBefore: 480 } }],
} as const;

/** Amelia was reminded at 08:00 of 16:00. */
async function reminded(options: ScenarioOptions = {}) {
  const clinic = await scenario({ ...options, settings: { ...settings, sendsBooked: false, ...options.settings } });
  await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
  await clinic.when.timeIs('08:00');
  expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
  return clinic;
}

const writesOf = (clinic: Awaited<ReturnType<typeof scenario>>) => clinic.parts.pms.writes.map(({ act }) => act);

describe('an answer to a reminder', () => {
  it.each(['1', 'yes', 'Yes please', 'ok', '👍', 'confirm', 'y', 'C', 'I will be there'])(
    'confirms: "%s"',
    async (body) => {
      const clinic = await reminded();
      await clinic.when.patientTexts('Amelia', body);
      expect(writesOf(clinic)).toEqual(['confirm']);
      expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Confirmed']);
      expect(await clinic.then.openTasks()).toEqual([]);
    },
  );

  it('no answer to the patient’s confirm: they hear that it is done, once the PMS has it and not before', async () => {
    const clinic = await reminded();
    const { pms, gateway } = clinic.parts;
    const confirm = pms.confirm.bind(pms);
    let wasTold = false;
    pms.confirm = async (change) => {
      wasTold = gateway.sent.some(({ id }) => id.includes('Confirmed'));
      return confirm(change);
    };
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(wasTold).toBe(false);
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1)).toMatch(/is confirmed/);
  });

  it('replies only heard for 120 s: it is taken until the start, and not after', async () => {
    const clinic = await reminded();
    await clinic.when.timeIs('15:59');
    await clinic.when.patientTexts('Amelia', '1');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Confirmed']);
    const late = await reminded();
    await late.when.timeIs('16:01');
    await late.when.patientTexts('Amelia', '1');
    expect(writesOf(late)).toEqual([]);
  });

  it('our own confirmation coming back is no news: nothing more is said of it', async () => {
    const clinic = await reminded({ settings: { sendsConfirmed: true } });
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.minutesPass(30);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Confirmed']);
  });

  it.each(['1', 'yes', 'ok', 'thanks', 'confirm'])('said again ("%s") it is courtesy', async (body) => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.patientTexts('Amelia', body);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Confirmed']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('with a read-only PMS the task is the write, and its tick tells the patient', async () => {
    const clinic = await reminded({ abilities: { canConfirm: false } });
    await clinic.when.patientTexts('Amelia', '1');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Received']);
    const [task] = await clinic.then.tasks();
    expect(task).toMatchObject({ kind: 'pms-update', nextAction: expect.stringContaining('as confirmed in the PMS') });
    await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'Kim' });
    await clinic.when.secondsPass(20);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Received', 'Confirmed']);
  });

  it('is heard when the appointment is two months ahead', async () => {
    const clinic = await scenario({ settings, at: '09:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00', day: '2026-04-27' });
    await clinic.when.minutesPass(1);
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
    await clinic.when.patientTexts('Amelia', '1');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked', 'Confirmed']);
  });
});

describe('a cancellation', () => {
  it('by a digit is echoed with name and time before anything is done', async () => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', '2');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'ConfirmCancel']);
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1)).toMatch(/Amelia.*4:00 pm/);
    expect(writesOf(clinic)).toEqual([]);
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(writesOf(clinic)).toEqual(['cancel']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'ConfirmCancel', 'Cancellation']);
  });

  it.each(["I can't make it", 'no', 'not coming'])('that is hinted at is echoed: "%s"', async (body) => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', body);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'ConfirmCancel']);
    await clinic.when.patientTexts('Amelia', 'no');
    expect(writesOf(clinic)).toEqual([]);
    await clinic.when.patientTexts('Amelia', 'confirm');
    expect(writesOf(clinic)).toEqual(['confirm']);
  });

  it('in so many words is done at once where the clinic lets patients cancel by text', async () => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', 'please cancel my appointment');
    expect(writesOf(clinic)).toEqual(['cancel']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation']);
    await clinic.when.minutesPass(10);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation']);
  });

  it('is a task and told as received where the clinic does not', async () => {
    const clinic = await reminded({ settings: { cancelByText: false } });
    await clinic.when.patientTexts('Amelia', 'please cancel my appointment');
    expect(writesOf(clinic)).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual(['wants-to-cancel']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Received']);
  });

  it('close to the start is a task, however it is said', async () => {
    for (const body of ['2', 'cancel my appointment', "can't come"]) {
      const clinic = await reminded();
      await clinic.when.timeIs('14:30');
      await clinic.when.patientTexts('Amelia', body);
      expect(writesOf(clinic)).toEqual([]);
      expect(await clinic.then.openTasks()).toEqual(['wants-to-cancel']);
    }
  });

  it('*CANCEL* on a booked text posts *confirm*: it opts out, is a task, and neither confirms nor cancels', async () => {
    const clinic = await scenario({ settings, at: '09:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '16:00', day: '2026-03-04' });
    await clinic.when.minutesPass(1);
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
    await clinic.when.patientTexts('Amelia', 'CANCEL');
    expect(writesOf(clinic)).toEqual([]);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.then.openTasks()).toEqual(['may-want-to-cancel']);
    const said = await scenario({ settings, at: '09:00' });
    await said.given.appointment({ patient: 'Amelia', at: '16:00', day: '2026-03-04' });
    await said.when.minutesPass(1);
    await said.when.minutesPass(5);
    await said.when.patientTexts('Amelia', 'cancel please');
    expect(writesOf(said)).toEqual(['cancel']);
  });

  it('"confirm" after "do you want to cancel?" is neither', async () => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', '2');
    await clinic.when.patientTexts('Amelia', 'confirm');
    expect(writesOf(clinic)).toEqual([]);
  });

  it('the reminder of a cancelled booking still fires', async () => {
    const clinic = await reminded({
      settings: {
        reminders: [
          { id: 'eight-hours', when: { minutesBefore: 480 } },
          { id: 'two-hours', when: { minutesBefore: 120 } },
        ],
      },
    });
    await clinic.when.patientTexts('Amelia', 'cancel my appointment');
    await clinic.when.timeIs('16:30');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Cancellation']);
  });

  it('a wish for another time is a task with the appointment, and told as received', async () => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', 'can I reschedule');
    expect(await clinic.then.tasks()).toMatchObject([
      { kind: 'wants-to-reschedule', appointmentId: clinic.parts.idOf('Amelia') },
    ]);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Received']);
  });
});

describe('two appointments on a phone', () => {
  it('*y* works with one appointment, not with two: it is asked which, and "both" confirms both', async () => {
    const clinic = await scenario({ settings, at: '09:00' });
    await clinic.given.appointment({ patient: 'Sam', at: '16:00', day: '2026-03-04', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '11:00', day: '2026-03-05', phone });
    await clinic.when.minutesPass(1);
    await clinic.when.minutesPass(5);
    await clinic.when.numberTexts(phone, 'y');
    expect(clinic.then.textsTo('Sam')).toEqual(['Booked', 'Booked', 'WhichAppointment']);
    await clinic.when.numberTexts(phone, 'both');
    expect(writesOf(clinic)).toEqual(['confirm', 'confirm']);
    expect(clinic.then.textsTo('Sam').slice(3)).toEqual(['Confirmed', 'Confirmed']);
  });
});

describe('a text about a family', () => {
  const family = { ...settings, sendsBooked: false } as const;
  async function siblings(more: ScenarioOptions['settings'] = {}) {
    const clinic = await scenario({ settings: { ...family, ...more } });
    await clinic.given.appointment({ patient: 'Sam', at: '16:00', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '16:20', phone });
    await clinic.when.timeIs('08:10');
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder']);
    return clinic;
  }

  it.each(['1', 'yes', 'confirm', 'ok'])('is confirmed for all by "%s", and each is told', async (body) => {
    const clinic = await siblings();
    await clinic.when.numberTexts(phone, body);
    expect(writesOf(clinic)).toEqual(['confirm', 'confirm']);
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder', 'Confirmed', 'Confirmed']);
  });

  it('"2" asks who cannot come, echoes the one, and cancels nobody else', async () => {
    const clinic = await siblings();
    await clinic.when.numberTexts(phone, '2');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('WhichAppointment');
    await clinic.when.numberTexts(phone, '2');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('ConfirmCancel');
    expect(clinic.then.bodiesTo(phone).at(-1)).toMatch(/Mia/);
    await clinic.when.numberTexts(phone, 'yes cancel');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['booked', 'cancelled']);
  });

  it('"Sam can’t come" echoes Sam’s', async () => {
    const clinic = await siblings();
    await clinic.when.numberTexts(phone, "Sam can't come");
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('ConfirmCancel');
    expect(clinic.then.bodiesTo(phone).at(-1)).toMatch(/Sam/);
    await clinic.when.numberTexts(phone, 'yes');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['cancelled', 'booked']);
  });

  it('of which one was cancelled or moved meanwhile is answered for those that stand as told', async () => {
    const clinic = await siblings();
    await clinic.when.pmsSets('Sam', { status: 'cancelled' });
    await clinic.when.numberTexts(phone, '1');
    expect(clinic.parts.pms.writes.map(({ act, id }) => [act, id])).toEqual([['confirm', clinic.parts.idOf('Mia')]]);
    const moved = await siblings();
    await moved.when.pmsMoves('Mia', '17:00');
    await moved.when.numberTexts(phone, 'yes');
    expect(moved.parts.pms.writes.map(({ act, id }) => [act, id])).toEqual([['confirm', moved.parts.idOf('Sam')]]);
  });
});
