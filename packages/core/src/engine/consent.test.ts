import { describe, expect, it } from 'vitest';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';

const phone = '+61491570222';
const settings = {
  waitingRoom: false,
  reminders: [{ id: 'eight-hours', when: { minutesBefore: 480 } }],
} as const;

async function reminded(options: ScenarioOptions = {}) {
  const clinic = await scenario({ ...options, settings: { ...settings, ...options.settings } });
  await clinic.given.appointment({ patient: 'Amelia', at: '16:00' });
  await clinic.when.timeIs('08:00');
  return clinic;
}

describe('the ledger of consent', () => {
  it('keeps every change of a number: when, what, by whom and how', async () => {
    const clinic = await reminded();
    const { arrivals, clock, gateway } = clinic.parts;
    const number = clinic.parts.phoneOf('Amelia');
    const began = clock.now();
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.patientTexts('Amelia', 'START');
    gateway.inbound({ from: number, body: 'arrêt', carrierKeyword: 'stop' });
    await clinic.when.secondsPass(10);
    await arrivals.consent.set({ phone: number, consent: 'opted-in', by: 'Kim' });
    gateway.optOut(number);
    await arrivals.send({ appointmentId: clinic.parts.idOf('Amelia'), template: 'Received', by: 'Kim' });
    await clinic.when.secondsPass(10);
    const history = await arrivals.consent.history({ phone: number });
    expect(history.map(({ consent, by, how }) => [consent, by, how])).toEqual([
      ['opted-out', 'patient', 'word'],
      ['opted-in', 'patient', 'word'],
      ['opted-out', 'gateway', 'carrier'],
      ['opted-in', 'staff:Kim', 'staff'],
      ['opted-out', 'gateway', 'refused'],
    ]);
    const times = history.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(began);
    expect(await arrivals.consent.get({ phone: number })).toBe('opted-out');
  });

  it('tells what an early version kept, and nothing of a number that said nothing', async () => {
    const clinic = await reminded();
    const { arrivals, store } = clinic.parts;
    const number = clinic.parts.phoneOf('Amelia');
    expect(await arrivals.consent.history({ phone })).toEqual([]);
    const thread = await store.thread({ phone: number });
    if (thread === null) throw new Error('the reminder has made no thread');
    await store.commit({ threads: [{ ...thread, consent: 'opted-out', consentAt: 5, consentBy: 'patient' }] });
    expect(await arrivals.consent.history({ phone: number })).toEqual([
      { at: 5, consent: 'opted-out', by: 'patient', how: null },
    ]);
  });

  it('goes with what is exported, and of an erased number the last opt-out stays', async () => {
    const clinic = await reminded();
    const { arrivals } = clinic.parts;
    const number = clinic.parts.phoneOf('Amelia');
    const query = { patientId: 'patient-amelia', phones: [number] };
    await clinic.when.patientTexts('Amelia', 'START');
    await clinic.when.patientTexts('Amelia', 'STOP');
    await arrivals.consent.setPatient({ patientId: query.patientId, consent: 'opted-in', by: 'Kim' });
    await arrivals.consent.setPatient({ patientId: query.patientId, consent: 'opted-out', by: 'Kim' });
    const exported = await arrivals.exportPatient(query);
    expect(exported['threads']).toMatchObject([{ consentLog: [{ consent: 'opted-in' }, { consent: 'opted-out' }] }]);
    expect(exported['consent']).toMatchObject([{ consent: 'opted-in' }, { consent: 'opted-out' }]);
    await arrivals.erasePatient(query);
    expect(await arrivals.consent.history({ phone: number })).toMatchObject([{ consent: 'opted-out', how: 'word' }]);
    expect(await arrivals.consent.historyOfPatient(query)).toMatchObject([{ consent: 'opted-out', by: 'staff:Kim' }]);
  });

  it('keeps nothing of an erased patient who wants texts', async () => {
    const clinic = await reminded();
    const { arrivals } = clinic.parts;
    await arrivals.consent.setPatient({ patientId: 'patient-amelia', consent: 'opted-out', by: 'Kim' });
    await arrivals.consent.setPatient({ patientId: 'patient-amelia', consent: 'opted-in', by: 'Kim' });
    await arrivals.erasePatient({ patientId: 'patient-amelia', phones: [] });
    expect(await arrivals.consent.historyOfPatient({ patientId: 'patient-amelia' })).toEqual([]);
  });
});

describe('a patient who wants no texts, whatever the number', () => {
  it('gets none, and neither does another process send one; somebody else on the phone does', async () => {
    const clinic = await scenario();
    const { arrivals } = clinic.parts;
    await arrivals.settings.set({ settings, by: 'Kim' });
    await Promise.all(
      (['opted-in', 'opted-out'] as const).map((consent) =>
        arrivals.consent.setPatient({ patientId: 'patient-sam', consent, by: 'Kim' }),
      ),
    );
    expect(await arrivals.consent.historyOfPatient({ patientId: 'patient-sam' })).toHaveLength(2);
    await clinic.given.appointment({ patient: 'Sam', at: '16:00', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '17:30', phone });
    await arrivals.stop();
    const other = anotherEngine(clinic);
    clinic.parts.clock.moveTo(clinic.parts.clock.now() + 3 * 60 * 60_000 + 31 * 60_000);
    for (let count = 0; count < 3; count += 1) await other.runOnce();
    expect(clinic.then.bodiesTo(phone)).toHaveLength(1);
    expect(clinic.then.bodiesTo(phone)[0]).toMatch(/Mia/);
    const { lines } = await other.today();
    expect(lines.map(({ patientName, textProblem }) => [patientName, textProblem])).toEqual([
      ['Sam Example', 'opted-out'],
      ['Mia Example', null],
    ]);
    await other.stop();
  });

  it('is in the ledger with every change, also when two processes record one at the same instant', async () => {
    const clinic = await scenario();
    const other = anotherEngine(clinic);
    const patientId = 'patient-amelia';
    const { consent } = clinic.parts.arrivals;
    await Promise.all([
      other.consent.setPatient({ patientId, consent: 'opted-out', by: 'Ana' }),
      consent.setPatient({ patientId, consent: 'opted-in', by: 'Kim' }),
    ]);
    // Which was first nobody knows: when in doubt nobody is texted.
    const first = ['staff:Kim', 'staff:Ana'];
    expect((await consent.historyOfPatient({ patientId })).map(({ by }) => by)).toEqual(first);
    // A clock that was put back makes nothing older.
    clinic.parts.clock.jumpTo(clinic.parts.clock.now() - 60 * 60_000);
    await consent.setPatient({ patientId, consent: 'opted-in', by: 'Kim' });
    const history = await other.consent.historyOfPatient({ patientId });
    expect(history.map(({ by }) => by)).toEqual([...first, 'staff:Kim']);
    expect(history.at(-1)).toEqual({
      at: clinic.parts.clock.now(),
      consent: 'opted-in',
      by: 'staff:Kim',
      how: 'staff',
    });
    expect(await consent.historyOfPatient({ patientId: 'patient-ame' })).toEqual([]);
    await other.stop();
  });

  it('is marked as arrived, once, and somebody is told to fetch them', async () => {
    const clinic = await scenario({ settings: { offersVideo: false } });
    await clinic.parts.arrivals.consent.setPatient({ patientId: 'patient-amelia', consent: 'opted-out', by: 'Kim' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'arrived');
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual(['arrived-opted-out']);
  });
});

describe('an opted-out number', () => {
  it('that texts *arrived* is marked as arrived, gets no text, and raises a task', async () => {
    const clinic = await scenario({ settings: { offersVideo: false } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'arrived');
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia'))).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual(['arrived-opted-out', 'opted-out']);
  });

  it('stays so whatever else is written, until START', async () => {
    const clinic = await reminded();
    const number = clinic.parts.phoneOf('Amelia');
    await clinic.when.patientTexts('Amelia', 'STOP');
    expect(await clinic.then.openTasks()).toEqual(['may-want-to-cancel']);
    for (const body of ['confirm', 'ok', 'help', 'please start my car']) await clinic.when.patientTexts('Amelia', body);
    expect(await clinic.parts.arrivals.consent.get({ phone: number })).toBe('opted-out');
    await clinic.when.patientTexts('Amelia', 'start');
    expect(await clinic.parts.arrivals.consent.get({ phone: number })).toBe('opted-in');
  });

  it('is asked the open question again by START, and not who has confirmed', async () => {
    const clinic = await reminded();
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.patientTexts('Amelia', 'START');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Reminder']);
    await clinic.when.patientTexts('Amelia', '1');
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.patientTexts('Amelia', 'START');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Reminder', 'Confirmed']);
  });

  it('of a family is asked again with one text', async () => {
    const clinic = await scenario({ settings: { ...settings, cancelByText: true } });
    await clinic.given.appointment({ patient: 'Sam', at: '16:00', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '16:20', phone });
    await clinic.when.timeIs('08:10');
    await clinic.when.numberTexts(phone, 'STOP');
    await clinic.when.numberTexts(phone, 'START');
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder', 'FamilyReminder']);
    const [first, second] = clinic.then.bodiesTo(phone);
    expect(second).toBe(first);
    await clinic.when.numberTexts(phone, 'cancel Sam');
    await clinic.when.numberTexts(phone, 'STOP');
    await clinic.when.numberTexts(phone, 'START');
    expect(clinic.then.textsTo('Sam').slice(2)).toEqual(['Cancellation', 'Reminder']);
  });
});
