import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const family = '+61491570010';

describe('what stands in the way of each other', () => {
  it('an arrival that waits for the PMS is not written to an appointment that was moved to another day', async () => {
    const clinic = await scenario({ at: '09:30' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { pms } = clinic.parts;
    const real = { ...pms };
    Object.assign(pms, { markArrived: () => Promise.reject(new Error('the network is down')) });
    await clinic.when.patientTexts('Amelia', 'arrived');
    await clinic.when.pmsMoves('Amelia', '10:10', '2026-03-03');
    Object.assign(pms, real);
    await clinic.when.minutesPass(10);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.then.openTasks()).toContain('patient-is-here');
  });

  it('an answer for one child leaves "which appointment?" open for the other', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Sam', at: '09:30', phone: family });
    await clinic.when.patientTexts('Sam', 'no');
    await clinic.given.appointment({ patient: 'Mia', at: '11:40', phone: family });
    await clinic.when.patientTexts('Sam', 'here');
    expect(clinic.then.textsTo('Sam')).toContain('WhichAppointment');
    await clinic.when.patientTexts('Sam', 'yes');
    await clinic.when.minutesPass(31);
    expect(await clinic.then.openTasks()).toContain('which-appointment');
  });

  it('a second call-in that comes too late is a task of its own', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ben', at: '09:10' });
    await clinic.when.patientTexts('Ben', 'here');
    await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
    await clinic.when.minutesPass(3);
    const { tasks } = clinic.parts.arrivals;
    for (const task of await clinic.then.tasks()) await tasks.resolve({ id: task.id, by: 'test' });
    await clinic.when.pmsSets('Ben', { status: 'arrived' });
    const { pms } = clinic.parts;
    const waiting = await pms.read({ id: clinic.parts.idOf('Ben') });
    pms.fail('unavailable');
    if (waiting !== null) pms.put({ ...waiting, status: 'fulfilled' });
    await clinic.when.minutesPass(20);
    pms.fail(null);
    await clinic.when.minutesPass(1);
    expect(clinic.then.textsTo('Ben').filter((template) => template === 'DoctorReady')).toHaveLength(1);
    expect(await clinic.then.openTasks()).toContain('call-in-not-delivered');
  });

  it('an appointment that can suddenly not be used is a task, and nothing is told about it any more', async () => {
    const clinic = await scenario({ at: '06:00' });
    await clinic.given.appointment({ patient: 'Ava', at: '10:10' });
    clinic.parts.pms.damage(clinic.parts.idOf('Ava'), 'no start');
    await clinic.when.timeIs('10:20');
    expect(clinic.then.textsTo('Ava')).toEqual([]);
    expect(await clinic.then.openTasks()).toContain('appointment-unusable');
  });

  it('a cancellation names the time that the patient knew', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Zoe', at: '15:10' });
    await clinic.when.pmsMoves('Zoe', '16:00');
    await clinic.when.pmsSets('Zoe', { status: 'cancelled' });
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Zoe')).toEqual(['Cancellation']);
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Zoe'))[0]).toContain('3:10 pm');
  });

  it('staff who settle "patient is here" leave nothing to tell behind', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Leo', at: '09:10' });
    await clinic.when.patientTexts('Leo', 'here');
    await clinic.when.pmsSets('Leo', { status: 'cancelled' });
    const [task] = await clinic.then.tasks();
    expect(await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'test' })).toBe(true);
    expect(await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'other' })).toBe(false);
    const record = await clinic.parts.store.conversation({ appointmentId: clinic.parts.idOf('Leo') });
    expect(record?.state).toMatchObject({ visit: 'closed', notices: 'quiet' });
  });
});
