import { describe, expect, it } from 'vitest';
import { StorageError } from '../errors.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';

const explainQuestion = (appointmentId: string) => ({ appointmentId, template: 'ConsiderTeleHealth' }) as const;

describe('a text whose appointment is read again before it leaves', () => {
  it('P3: is dropped when two reads do not find the appointment, and reception is told', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { pms, arrivals } = clinic.parts;
    // No listing comes, so that only the read before the text knows.
    pms.list = () => Promise.reject(new Error('hangs'));
    pms.remove(clinic.parts.idOf('Amelia'));
    await clinic.when.timeIs('07:11');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(await clinic.then.openTasks()).toEqual(['appointment-gone']);
    expect(await arrivals.explain(explainQuestion(clinic.parts.idOf('Amelia')))).toMatchObject({ answer: 'dropped' });
  });

  it('is looked at again when the PMS fails in a way that nobody foresaw, and the others leave', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    const { pms } = clinic.parts;
    const real = { ...pms };
    const amelia = clinic.parts.idOf('Amelia');
    pms.list = () => Promise.reject(new Error('hangs'));
    pms.read = (query) => (query.id === amelia ? Promise.reject(new TypeError('undefined')) : real.read(query));
    await clinic.when.timeIs('07:11');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    expect(clinic.then.textsTo('Ben')).toEqual(['ConsiderTeleHealth']);
    expect(await clinic.parts.arrivals.explain(explainQuestion(amelia))).toMatchObject({
      answer: 'held',
      reason: 'Held: [engine] unexpected error.',
    });
    Object.assign(pms, real);
    await clinic.when.secondsPass(10);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });
});

describe('a text that two processes want to send', () => {
  it('P2: leaves once: the claim of one of them fails', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { store, clock, gateway } = clinic.parts;
    const other = anotherEngine(clinic, { store: { ...store, acquireLease: () => Promise.resolve(true) } });
    clock.advance(10 * 60_000);
    await Promise.all([clinic.parts.arrivals.runOnce(), other.runOnce()]);
    expect(gateway.sent).toHaveLength(1);
  });
});

describe('a conversation that fails', () => {
  it('when its time comes does not hold up the others, and is done when it works again', async () => {
    const { clinic, arrivals, pass, kinds } = await runningClinic({ pollSeconds: 3600, receiveSeconds: 3600 });
    const { pms, store, clock } = clinic.parts;
    const amelia = clinic.parts.idOf('Amelia');
    await arrivals.stop();
    const current = await pms.read({ id: amelia });
    if (current === null) throw new Error('no appointment');
    const patient = { ...current.patient, id: 'patient-ben', mobile: '+61491570099' } as const;
    pms.put({ ...current, id: 'ben', patient });
    const next = anotherEngine(clinic, { settings: { pmsProfile: 'starts-on-fulfilled' } });
    await next.start();
    await pass(1);
    const real = { ...store };
    store.commit = (commit) =>
      commit.conversations?.some(({ appointmentId }) => appointmentId === amelia) === true
        ? Promise.reject(new StorageError({ message: '[memory] broken page' }))
        : real.commit(commit);
    clock.advance(10 * 60_000);
    await pass(3);
    expect(kinds()).toEqual(['ConsiderTeleHealth']);
    expect(clinic.then.bodiesTo(patient.mobile)).toHaveLength(1);
    expect(next.health().parts.storage.isUp).toBe(false);
    Object.assign(store, real);
    await pass(12);
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ConsiderTeleHealth']);
    await next.stop();
  });
});
