import { describe, expect, it } from 'vitest';
import type { UpdateAppointmentEffect } from '../conversation/effect.ts';
import { AppointmentStoreError, ConflictError } from '../errors.ts';
import type { AppointmentStoreFailure } from '../errors.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import { runningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';
import { toEffectRecord } from './commit.ts';

const failing = (failure: AppointmentStoreFailure) => (): Promise<never> =>
  Promise.reject(new AppointmentStoreError({ message: `[memory] ${failure}`, failure }));

/** Amelia comes at 10:10; it is ten. */
async function atTen(options: ScenarioOptions = {}): Promise<Scenario> {
  const clinic = await scenario({ at: '09:50', ...options });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('10:00');
  return clinic;
}

/** Zoe comes at three in the afternoon, and cancels by text in the morning. */
async function cancelling(options: ScenarioOptions = {}): Promise<Scenario> {
  const clinic = await scenario({ at: '09:00', settings: { cancelByText: true }, ...options });
  await clinic.given.appointment({ patient: 'Zoe', at: '15:10' });
  await clinic.when.patientTexts('Zoe', 'please cancel my appointment');
  expect(clinic.then.textsTo('Zoe')).toEqual(['ConfirmCancel']);
  return clinic;
}

/** The writes that were decided for a patient, as the outbox has them now. */
async function writesOf(clinic: Scenario, name: string): Promise<readonly EffectRecord[]> {
  const effects = await clinic.parts.store.effectsOfAppointment({ appointmentId: clinic.parts.idOf(name) });
  return effects.filter(({ effect }) => effect.type === 'update-appointment');
}

/** Puts a write into the outbox as if it had just been decided. */
async function order(
  clinic: Scenario,
  name: string,
  change: UpdateAppointmentEffect['change'],
  differs: Partial<UpdateAppointmentEffect> = {},
): Promise<void> {
  const { clock, pms, store } = clinic.parts;
  const now = clock.now();
  const appointment = await pms.read({ id: clinic.parts.idOf(name) });
  const effect: UpdateAppointmentEffect = {
    type: 'update-appointment',
    id: `ordered|${change.type}`,
    after: null,
    dueAt: now,
    latestAt: now + 3_600_000,
    startAt: appointment?.startAt ?? now,
    change,
    ...differs,
  };
  await store.commit({ effects: [toEffectRecord(effect, appointment?.id ?? 'nobody', now)] });
  await clinic.when.secondsPass(1);
}

describe('a write to the PMS', () => {
  it('is done once the PMS has it, and only then is the patient told', async () => {
    const clinic = await atTen();
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'done', reason: null }]);
    expect(clinic.parts.pms.writes).toMatchObject([{ act: 'mark-arrived' }]);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('confirms, and is not made where the PMS has it already', async () => {
    const clinic = await atTen();
    const startAt = (await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') }))?.startAt ?? 0;
    await order(clinic, 'Amelia', { type: 'confirm' });
    expect((await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') }))?.isConfirmed).toBe(true);
    await order(clinic, 'Amelia', { type: 'confirm' }, { id: 'again', startAt });
    expect((await writesOf(clinic, 'Amelia')).map(({ reason }) => reason)).toEqual([null, 'the PMS has it already']);
    expect(clinic.parts.pms.writes).toHaveLength(1);
  });

  it('P4: a confirmation of another start than the present one changes nothing', async () => {
    const clinic = await atTen();
    await order(clinic, 'Amelia', { type: 'confirm' }, { startAt: 1 });
    expect(clinic.parts.pms.writes).toEqual([]);
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'dropped' }]);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('is not made where reception was faster', async () => {
    const clinic = await atTen();
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.markArrived = failing('unavailable');
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.pmsSets('Amelia', { status: 'arrived' });
    Object.assign(pms, real);
    await clinic.when.minutesPass(1);
    expect(pms.writes).toEqual([]);
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'done', reason: 'the PMS has it already' }]);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('ends with its conversation', async () => {
    const clinic = await atTen();
    const { store } = clinic.parts;
    await order(clinic, 'Amelia', { type: 'confirm' }, { dueAt: clinic.parts.clock.now() + 5_000 });
    store.conversation = () => Promise.resolve(null);
    await clinic.when.secondsPass(5);
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'dropped', reason: 'the conversation is gone' }]);
  });

  it('is given up when its time is over', async () => {
    const clinic = await atTen();
    await order(clinic, 'Amelia', { type: 'confirm' }, { latestAt: clinic.parts.clock.now() - 1 });
    const reason = 'the PMS has not taken it in time';
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'failed', reason }]);
  });

  it('is of no use for an appointment that has ended in the PMS', async () => {
    const clinic = await atTen();
    await clinic.when.pmsSets('Amelia', { status: 'noshow' });
    await order(clinic, 'Amelia', { type: 'confirm' });
    const reason = 'the appointment has ended in the PMS';
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'dropped', reason }]);
  });

  it('P5: that the PMS does not take in time is a task and the neutral text, and is made as soon as the PMS is back', async () => {
    const clinic = await atTen();
    const { pms, arrivals } = clinic.parts;
    const real = { ...pms };
    pms.markArrived = failing('unavailable');
    await clinic.when.patientTexts('Amelia', 'here');
    expect(arrivals.health().parts.pms.isUp).toBe(false);
    await clinic.when.secondsPass(45);
    expect(await clinic.then.openTasks()).toEqual([]);
    await clinic.when.secondsPass(20);
    expect(await clinic.then.openTasks()).toEqual(['pms-not-updated']);
    await clinic.when.minutesPass(5);
    expect(await clinic.then.openTasks()).toEqual(['pms-not-updated']);
    expect(clinic.then.textsTo('Amelia').filter((template) => template === 'Received')).toHaveLength(1);
    Object.assign(pms, real);
    await clinic.when.minutesPass(2);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it.each(['refused', 'not-found', 'read-only'] as const)('that is %s is a task at once', async (failure) => {
    const clinic = await atTen();
    clinic.parts.pms.markArrived = failing(failure);
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await clinic.then.openTasks()).toEqual(['pms-not-updated']);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Received');
    expect(clinic.parts.arrivals.health().parts.pms.isUp).toBe(true);
    const [task] = await clinic.then.tasks();
    await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'kim' });
    await clinic.when.secondsPass(5);
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'done', reason: 'entered by hand' }]);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('that lost against other writers, or met what nobody foresaw, is made again', async () => {
    const clinic = await atTen();
    const { pms } = clinic.parts;
    const real = { ...pms };
    const failures = [new ConflictError({ message: '[memory] changed four times' }), new Error('cut off')];
    pms.markArrived = (change) => {
      const failure = failures.shift();
      return failure === undefined ? real.markArrived(change) : Promise.reject(failure);
    };
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.secondsPass(30);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(await clinic.then.openTasks()).toEqual([]);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('a read-only PMS makes it a task, which the person who writes it in the PMS need not tick for the thanks', async () => {
    const clinic = await atTen({ abilities: { canMarkArrived: false } });
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await clinic.then.openTasks()).toEqual(['pms-update']);
    expect((await clinic.then.tasks())[0]?.nextAction).toBe(
      'Mark the patient as arrived in the PMS, then tick this task.',
    );
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Received');
    await clinic.when.minutesPass(1);
    await clinic.when.pmsSets('Amelia', { status: 'arrived' });
    await clinic.when.secondsPass(10);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
    expect(clinic.then.textsTo('Amelia').filter((template) => template === 'Received')).toHaveLength(1);
  });

  it('that no text waits for is a task without a text', async () => {
    const clinic = await atTen({ abilities: { canConfirm: false } });
    const texts = clinic.then.textsTo('Amelia');
    await order(clinic, 'Amelia', { type: 'confirm' });
    expect(await clinic.then.openTasks()).toEqual(['pms-update']);
    expect(clinic.then.textsTo('Amelia')).toEqual(texts);
  });
});

describe('telehealth that waits for the PMS', () => {
  async function asked(): Promise<Scenario> {
    const clinic = await scenario({ at: '06:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    return clinic;
  }

  it('is not set when the patient has said no since, and the no is written', async () => {
    const clinic = await asked();
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.setTelehealth = failing('unavailable');
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.patientTexts('Amelia', 'no');
    Object.assign(pms, real);
    await clinic.when.minutesPass(2);
    expect(pms.writes.filter(({ act }) => act === 'set-telehealth')).toEqual([]);
    expect((await writesOf(clinic, 'Amelia')).map(({ status }) => status)).toEqual(['dropped', 'done']);
    expect(clinic.then.textsTo('Amelia')).not.toContain('ScreeningYesToVideo');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ScreeningNoToVideo');
  });

  it('is taken back only after the earlier write has come to its end', async () => {
    const clinic = await asked();
    const { pms, store, clock } = clinic.parts;
    const sessionId = 'of-before';
    await order(
      clinic,
      'Amelia',
      { type: 'set-telehealth', modality: 'video', sessionId },
      { dueAt: clock.now() + 5_000 },
    );
    await order(clinic, 'Amelia', { type: 'clear-telehealth' });
    const waiting = await store.effect({ id: 'ordered|clear-telehealth' });
    expect(waiting).toMatchObject({ status: 'waiting', reason: 'waits for the write before it' });
    await clinic.when.secondsPass(10);
    expect((await writesOf(clinic, 'Amelia')).map(({ status }) => status)).toEqual(['dropped', 'done']);
    expect(pms.writes).toEqual([]);
  });

  it('is not taken back when the patient has said yes again', async () => {
    const clinic = await asked();
    const { pms } = clinic.parts;
    await clinic.when.patientTexts('Amelia', 'yes');
    const real = { ...pms };
    pms.clearTelehealth = failing('unavailable');
    await clinic.when.patientTexts('Amelia', 'no');
    await clinic.when.patientTexts('Amelia', 'yes');
    Object.assign(pms, real);
    await clinic.when.minutesPass(2);
    expect(pms.writes.map(({ act }) => act)).not.toContain('clear-telehealth');
    expect((await pms.read({ id: clinic.parts.idOf('Amelia') }))?.modality).toBe('video');
  });

  it('that the PMS takes after the patient has said no is our own write, and no wish of reception', async () => {
    const { clinic, arrivals, message, pass, kinds, idle } = await runningClinic();
    const { pms, clock } = clinic.parts;
    clock.advance(10 * 60_000);
    await pass(12);
    const real = { ...pms };
    let answer = (): void => undefined;
    pms.setTelehealth = async (change) => {
      const written = await real.setTelehealth(change);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return written;
    };
    await arrivals.receive(message('yes'));
    await idle();
    await arrivals.receive(message('no'));
    await pass(3);
    expect((await pms.read({ id: clinic.parts.idOf('Amelia') }))?.modality).toBe('video');
    answer();
    await pass(15);
    expect((await pms.read({ id: clinic.parts.idOf('Amelia') }))?.modality).toBe('unknown');
    expect(await clinic.then.stateOf('Amelia')).toBe('expected');
    expect(kinds().filter((kind) => kind !== 'ScreeningYesToVideo')).toEqual([
      'ConsiderTeleHealth',
      'ScreeningNoToVideo',
    ]);
    await arrivals.stop();
  });

  it('where the PMS takes no telehealth, a no that it shows already needs nobody', async () => {
    const clinic = await scenario({ at: '06:50', abilities: { canSetTelehealth: false } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await order(clinic, 'Amelia', { type: 'clear-telehealth' });
    expect(await writesOf(clinic, 'Amelia')).toMatchObject([{ status: 'done', reason: 'the PMS has it already' }]);
    expect(await clinic.then.openTasks()).toEqual([]);
  });
});

describe('a cancellation by text', () => {
  it('P5: is written, and the patient is told after that', async () => {
    const clinic = await cancelling();
    await clinic.when.patientTexts('Zoe', 'yes');
    expect(await clinic.then.statusOf('Zoe')).toBe('cancelled');
    expect(clinic.then.textsTo('Zoe')).toEqual(['ConfirmCancel', 'Cancellation']);
  });

  it('P4: that waits for the PMS does not cancel the time that the appointment was moved to meanwhile', async () => {
    const clinic = await cancelling();
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.cancel = failing('unavailable');
    await clinic.when.patientTexts('Zoe', 'yes');
    await clinic.when.pmsMoves('Zoe', '16:20');
    Object.assign(pms, real);
    await clinic.when.minutesPass(5);
    expect(await clinic.then.statusOf('Zoe')).toBe('booked');
    expect(await clinic.then.openTasks()).toEqual(['wants-to-cancel']);
    expect(clinic.then.textsTo('Zoe')).toEqual(['ConfirmCancel', 'Rescheduled']);
  });

  it('P4: is decided by what the PMS has now, also where no scan has seen it yet', async () => {
    const clinic = await cancelling();
    const { pms } = clinic.parts;
    const read = await pms.read({ id: clinic.parts.idOf('Zoe') });
    if (read === null) throw new Error('no appointment');
    pms.list = failing('unavailable');
    pms.put({ ...read, startAt: read.startAt + 3_600_000, endAt: read.endAt + 3_600_000 });
    await clinic.when.patientTexts('Zoe', 'yes');
    expect(pms.writes).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual(['wants-to-cancel']);
    expect(clinic.then.textsTo('Zoe')).toEqual(['ConfirmCancel']);
  });

  it('cancels nobody who is here', async () => {
    const clinic = await cancelling();
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.cancel = failing('unavailable');
    await clinic.when.patientTexts('Zoe', 'yes');
    await clinic.when.pmsSets('Zoe', { status: 'arrived' });
    Object.assign(pms, real);
    await clinic.when.minutesPass(5);
    expect(await clinic.then.statusOf('Zoe')).toBe('arrived');
    expect(await clinic.then.openTasks()).toEqual(['wants-to-cancel']);
    expect(clinic.then.textsTo('Zoe')).not.toContain('Cancellation');
  });

  it('is told also where reception was faster', async () => {
    const clinic = await cancelling();
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.cancel = failing('unavailable');
    await clinic.when.patientTexts('Zoe', 'yes');
    await clinic.when.pmsSets('Zoe', { status: 'cancelled' });
    Object.assign(pms, real);
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Zoe')).toEqual(['ConfirmCancel', 'Cancellation']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('of an appointment that the PMS does not find is a task', async () => {
    const clinic = await cancelling();
    const { pms } = clinic.parts;
    pms.list = failing('unavailable');
    pms.remove(clinic.parts.idOf('Zoe'));
    await clinic.when.patientTexts('Zoe', 'yes');
    expect(await clinic.then.openTasks()).toEqual(['pms-not-updated']);
    expect(clinic.then.textsTo('Zoe')).toEqual(['ConfirmCancel', 'Received']);
  });

  it('where the PMS takes none by text is a task', async () => {
    const clinic = await cancelling({ abilities: { canCancel: false } });
    await clinic.when.patientTexts('Zoe', 'yes');
    expect(await clinic.then.openTasks()).toEqual(['pms-update']);
  });
});
