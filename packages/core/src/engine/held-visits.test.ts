import { describe, expect, it } from 'vitest';
import { StorageError } from '../errors.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { Task } from '../task.ts';

/** Amelia is here, and her appointment was cancelled in the PMS: a person must talk to her. */
async function held(): Promise<{ readonly clinic: Scenario; readonly task: Task }> {
  const clinic = await scenario({ at: '09:50' });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.patientTexts('Amelia', 'here');
  await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
  const [task] = await clinic.then.tasks();
  if (task?.kind !== 'patient-is-here') throw new Error('no task');
  expect(await clinic.then.stateOf('Amelia')).toBe('held');
  return { clinic, task };
}

const tick = ({ parts }: Scenario, task: Task, by = 'kim'): Promise<boolean> =>
  parts.arrivals.tasks.resolve({ id: task.id, by });

describe('a visit that is held till staff settle it', () => {
  it('is let go in the commit that ticks its task: whatever crashes, neither is left without the other', async () => {
    const { clinic, task } = await held();
    const { store } = clinic.parts;
    const real = { ...store };
    const seen: (readonly [boolean, string | null])[] = [];
    store.commit = async (commit) => {
      const result = await real.commit(commit);
      const isTicked = (await real.task({ id: task.id }))?.resolvedAt !== null;
      seen.push([isTicked, await clinic.then.stateOf('Amelia')]);
      return result;
    };
    expect(await tick(clinic, task)).toBe(true);
    expect(seen).toEqual([[true, 'closed']]);
    expect(await real.task({ id: task.id })).toMatchObject({ resolvedBy: 'kim' });
    const journal = await store.journalOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    expect(journal.filter(({ by }) => by === 'staff:kim').map(({ reason }) => reason)).toEqual([
      'settled: patient-is-here',
      'the visit is over; staff have settled it',
    ]);
  });

  it('stays held, with its task open, when the store fails, and can be ticked again', async () => {
    const { clinic, task } = await held();
    const { store } = clinic.parts;
    const real = { ...store };
    store.commit = () => Promise.reject(new StorageError({ message: '[memory] full' }));
    await expect(tick(clinic, task)).rejects.toThrow('full');
    Object.assign(store, real);
    expect(await clinic.then.stateOf('Amelia')).toBe('held');
    expect(await clinic.then.openTasks()).toEqual(['patient-is-here']);
    expect(await tick(clinic, task)).toBe(true);
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
  });

  it('is settled by one of two who tick at the same moment', async () => {
    const { clinic, task } = await held();
    const both = await Promise.all([tick(clinic, task, 'kim'), tick(clinic, task, 'lee')]);
    expect([...both].sort()).toEqual([false, true]);
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
  });

  it('is settled also when something else has changed in it at that moment', async () => {
    const { clinic, task } = await held();
    const { store } = clinic.parts;
    const real = { ...store };
    store.commit = async (commit) => {
      Object.assign(store, real);
      const record = await real.conversation({ appointmentId: clinic.parts.idOf('Amelia') });
      if (record !== null) await real.commit({ conversations: [record] });
      return real.commit(commit);
    };
    expect(await tick(clinic, task)).toBe(true);
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('goes on when the PMS has the appointment again before somebody ticks', async () => {
    const { clinic, task } = await held();
    await clinic.when.pmsSets('Amelia', { status: 'arrived' });
    expect(await tick(clinic, task)).toBe(true);
    expect(await clinic.then.stateOf('Amelia')).toBe('arrived');
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('needs a tick also when its conversation was erased', async () => {
    const { clinic, task } = await held();
    const { store } = clinic.parts;
    store.conversation = () => Promise.resolve(null);
    expect(await tick(clinic, task)).toBe(true);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('moved to another day it is no visit of today any more, and the tick closes nothing', async () => {
    const clinic = await scenario({ at: '09:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.pmsMoves('Amelia', '10:10', '2026-03-03');
    const task = (await clinic.then.tasks()).find(({ kind }) => kind === 'patient-is-here');
    if (task === undefined) throw new Error('no task');
    expect(await tick(clinic, task)).toBe(true);
    expect(await clinic.then.stateOf('Amelia')).toBe('upcoming');
  });

  it('another task of a patient who is held is ticked without letting the visit go', async () => {
    const { clinic } = await held();
    await clinic.when.patientTexts('Amelia', 'where do I go');
    const other = (await clinic.then.tasks()).find(({ kind }) => kind === 'reply-not-understood');
    if (other === undefined) throw new Error('no task');
    expect(await tick(clinic, other)).toBe(true);
    expect(await clinic.then.stateOf('Amelia')).toBe('held');
    expect(await clinic.then.openTasks()).toEqual(['patient-is-here']);
  });
});
