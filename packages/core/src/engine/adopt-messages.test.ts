import { describe, expect, it } from 'vitest';
import { StorageError } from '../errors.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';

const number = '+61491570777';

/** Amelia is at the car park and has texted, and the clinic does not know her number. */
async function textedTooEarly(): Promise<Scenario> {
  const clinic = await scenario({ at: '09:50' });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.numberTexts(number, 'here');
  expect(await clinic.then.statusOf('Amelia')).toBe('booked');
  expect(await clinic.parts.arrivals.unknownMessages()).toHaveLength(1);
  return clinic;
}

/** The process stops in the middle of what it does, for the first commit that is meant: it is written, or not, and nothing after it. */
function stopAt(clinic: Scenario, isMeant: (commit: Commit) => boolean, isWritten: boolean): () => boolean {
  const { store } = clinic.parts;
  const real = { ...store };
  let hasStopped = false;
  store.commit = async (commit) => {
    const isLast = !hasStopped && isMeant(commit);
    if (isLast) hasStopped = true;
    if (hasStopped && !(isLast && isWritten)) throw new StorageError({ message: '[memory] the process has stopped' });
    return real.commit(commit);
  };
  return () => {
    Object.assign(store, real);
    return hasStopped;
  };
}

/** Another process takes over. */
async function startAnew(clinic: Scenario): Promise<void> {
  clinic.parts.clock.advance(31_000);
  const next = anotherEngine(clinic);
  for (let scan = 0; scan < 3; scan += 1) {
    await next.runOnce();
    clinic.parts.clock.advance(10_000);
  }
}

const addsNumber = ({ conversations = [] }: Commit): boolean => conversations.some(({ phone }) => phone === number);
const marksArrived = ({ effects = [] }: Commit): boolean =>
  effects.some(({ effect }) => effect.type === 'update-appointment');

describe('a number that is added adopts what it has texted before', () => {
  it('does what the message says, once, and the message keeps its outcome', async () => {
    const clinic = await textedTooEarly();
    await clinic.when.patientChangesNumber('Amelia', number);
    await clinic.when.minutesPass(1);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.then.textsTo('Amelia')).toEqual(['UnknownPhone', 'ArrivedThanks']);
    expect(await clinic.parts.arrivals.unknownMessages()).toHaveLength(1);
    expect(await clinic.parts.store.documents({ kind: 'adoption' })).toEqual([]);
  });

  it('P1: does it also when the process stops right after the number was stored', async () => {
    const clinic = await textedTooEarly();
    const hasStopped = stopAt(clinic, addsNumber, true);
    await clinic.when.patientChangesNumber('Amelia', number);
    expect(hasStopped()).toBe(true);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    await startAnew(clinic);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(await clinic.parts.store.documents({ kind: 'adoption' })).toEqual([]);
  });

  it('does it also when the store fails while the message is dealt with, without a new start', async () => {
    const clinic = await textedTooEarly();
    const { store } = clinic.parts;
    const real = { ...store };
    store.commit = async (commit) => {
      if (!marksArrived(commit)) return real.commit(commit);
      Object.assign(store, real);
      throw new StorageError({ message: '[memory] busy' });
    };
    await clinic.when.patientChangesNumber('Amelia', number);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    await clinic.when.secondsPass(30);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
  });

  it('P2: does it once when the process stops right after', async () => {
    const clinic = await textedTooEarly();
    const hasStopped = stopAt(clinic, marksArrived, true);
    await clinic.when.patientChangesNumber('Amelia', number);
    expect(hasStopped()).toBe(true);
    await startAnew(clinic);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.parts.gateway.sent.filter(({ id }) => id.includes('ArrivedThanks'))).toHaveLength(1);
  });

  it('leaves what is too old to be acted on with the unknown messages, for a person', async () => {
    const clinic = await textedTooEarly();
    await clinic.when.minutesPass(45);
    await clinic.when.patientChangesNumber('Amelia', number);
    await clinic.when.minutesPass(1);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.parts.arrivals.unknownMessages()).toHaveLength(1);
    expect(await clinic.parts.store.documents({ kind: 'adoption' })).toEqual([]);
  });

  it('a message on which the program fails stays with the unknown ones, and the scan goes on', async () => {
    const clinic = await textedTooEarly();
    const { store, arrivals } = clinic.parts;
    const real = { ...store };
    store.thread = (query) =>
      query.phone === number ? Promise.reject(new TypeError('undefined')) : real.thread(query);
    await clinic.when.patientChangesNumber('Amelia', number);
    await clinic.given.appointment({ patient: 'Ben', at: '11:10' });
    expect(await clinic.then.stateOf('Ben')).not.toBeNull();
    expect(arrivals.health().parts.pms.isUp).toBe(true);
    expect(await store.documents({ kind: 'adoption' })).toEqual([]);
    expect(await arrivals.unknownMessages()).toHaveLength(1);
  });

  it('gives a message to a person while texting is paused', async () => {
    const clinic = await textedTooEarly();
    await clinic.parts.arrivals.pause({ target: { type: 'clinic' }, by: 'kim' });
    await clinic.when.patientChangesNumber('Amelia', number);
    await clinic.when.minutesPass(1);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.then.openTasks()).toEqual(['reply-while-paused']);
    expect(await clinic.parts.store.documents({ kind: 'adoption' })).toEqual([]);
  });

  it('forgets a message that was erased before it could be adopted', async () => {
    const clinic = await textedTooEarly();
    await clinic.parts.store.commit({ documents: [{ kind: 'adoption', id: 'erased', value: 0 }] });
    await clinic.when.secondsPass(10);
    expect(await clinic.parts.store.documents({ kind: 'adoption' })).toEqual([]);
  });

  it('a second appointment of the number adopts nothing again', async () => {
    const clinic = await textedTooEarly();
    await clinic.when.patientChangesNumber('Amelia', number);
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled', encounter: 'finished' });
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    await clinic.given.appointment({ patient: 'Mia', at: '10:40', phone: number });
    await clinic.when.minutesPass(1);
    expect(await clinic.then.statusOf('Mia')).toBe('booked');
    expect(await clinic.then.stateOf('Mia')).not.toBe('arrived');
  });
});
