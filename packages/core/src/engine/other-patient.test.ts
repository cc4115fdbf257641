import { describe, expect, it } from 'vitest';
import type { Appointment } from '../appointment.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

const benPhone = '+61491570333';

async function currentOf({ parts }: Scenario): Promise<Appointment> {
  const appointment = await parts.pms.read({ id: parts.idOf('Amelia') });
  if (appointment === null) throw new Error('the PMS has no appointment of Amelia');
  return appointment;
}

/** Reception writes Ben into the appointment that Amelia had. */
async function givenToBen(clinic: Scenario, change: Partial<Appointment['patient']> = {}) {
  const ben = { id: 'ben', name: 'Ben Young', firstName: 'Ben', mobile: benPhone } as const;
  return { patient: { ...(await currentOf(clinic)).patient, ...ben, ...change } };
}

async function contextOf({ parts }: Scenario) {
  const record = await parts.store.conversation({ appointmentId: parts.idOf('Amelia') });
  if (record === null) throw new Error('there is no conversation');
  return record.state.context;
}

/** Amelia has chosen video. */
async function byVideo(time: string): Promise<Scenario> {
  const clinic = await scenario({ at: '06:50' });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:15');
  await clinic.when.patientTexts('Amelia', 'yes');
  await clinic.when.timeIs(time);
  return clinic;
}

describe('an appointment that the PMS gives to another patient', () => {
  it('lets nobody into the room by the links of the one before, and invites the other by links of their own', async () => {
    const clinic = await byVideo('10:01');
    const { sessionKey } = await contextOf(clinic);
    await clinic.when.pmsSets('Amelia', await givenToBen(clinic));
    await clinic.when.secondsPass(10);
    for (const role of ['patient', 'practitioner', 'guest'] as const)
      expect(await clinic.parts.arrivals.video.admit({ sessionId: sessionKey, role })).toMatchObject({ visit: null });
    const own = await contextOf(clinic);
    expect(own.sessionKey).not.toBe(sessionKey);
    expect(clinic.parts.video.sessions.map(({ sessionId }) => sessionId)).toEqual([own.sessionKey]);
    expect(clinic.then.bodiesTo(benPhone).at(-1)).toContain(own.sessionKey);
    expect(await clinic.then.tasks()).toMatchObject([
      { kind: 'appointment-gone', phone: clinic.parts.phoneOf('Amelia') },
    ]);
  });

  it('takes no arrival of the one before for theirs, and a person talks to who is here', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('09:50');
    await clinic.when.patientTexts('Amelia', 'arrived');
    await clinic.when.pmsSets('Amelia', { ...(await givenToBen(clinic)), status: 'booked' });
    expect(await clinic.then.stateOf('Amelia')).not.toBe('arrived');
    expect(await clinic.then.openTasks()).toEqual(['patient-is-here']);
    expect(clinic.then.bodiesTo(benPhone)).toHaveLength(1);
    await clinic.when.numberTexts(benPhone, 'arrived');
    expect(await clinic.then.stateOf('Amelia')).toBe('arrived');
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
  });

  it('writes nothing that was decided for the one before', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('09:50');
    const { pms } = clinic.parts;
    const markArrived = pms.markArrived.bind(pms);
    pms.markArrived = () => new Promise(() => undefined);
    void clinic.when.patientTexts('Amelia', 'arrived');
    await new Promise(setImmediate);
    pms.markArrived = markArrived;
    pms.put({ ...(await currentOf(clinic)), ...(await givenToBen(clinic)) });
    clinic.parts.clock.advance(60_000);
    const next = anotherEngine(clinic);
    await next.runOnce();
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.then.stateOf('Amelia')).not.toBe('arrived');
  });

  it('begins anew also for a child with the same telephone', async () => {
    const clinic = await byVideo('09:00');
    const mobile = clinic.parts.phoneOf('Amelia');
    const { sessionKey } = await contextOf(clinic);
    await clinic.when.pmsSets('Amelia', await givenToBen(clinic, { mobile }));
    await clinic.when.secondsPass(10);
    expect((await contextOf(clinic)).sessionKey).not.toBe(sessionKey);
    expect(clinic.then.bodiesTo(mobile).at(-1)).toMatch(/^Main Street Clinic: Ben/u);
  });

  it('goes on for a patient whose two records were put together', async () => {
    const clinic = await byVideo('10:01');
    const { sessionKey } = await contextOf(clinic);
    await clinic.when.pmsSets('Amelia', { patient: { ...(await currentOf(clinic)).patient, id: 'kept' } });
    expect(await contextOf(clinic)).toMatchObject({ sessionKey, sessionId: sessionKey });
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('is given to them once, when the process dies in the middle of it', async () => {
    const clinic = await byVideo('10:01');
    const { store, pms, clock } = clinic.parts;
    const commit = store.commit.bind(store);
    store.commit = (writes) =>
      writes.journal?.some(({ event }) => event === 'replaced') === true
        ? Promise.reject(new Error('the process dies'))
        : commit(writes);
    pms.put({ ...(await currentOf(clinic)), ...(await givenToBen(clinic)) });
    await clinic.when.secondsPass(10).catch(() => undefined);
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    store.commit = commit;
    clock.advance(60_000);
    const next = anotherEngine(clinic);
    await next.runOnce();
    clock.advance(10_000);
    await next.runOnce();
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
    expect(await clinic.then.openTasks()).toEqual(['appointment-gone']);
    expect(clinic.parts.video.sessions).toHaveLength(1);
  });
});
