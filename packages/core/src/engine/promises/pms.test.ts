import { describe, expect, it } from 'vitest';
import { AppointmentStoreError } from '../../errors.ts';
import { scenario } from '../../testing/scenario.ts';

describe('P5: a patient is told that something is done only after the PMS has accepted it', () => {
  it('P5: nobody is thanked while the PMS does not take the arrival; after a minute there is a task and the neutral text', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    clinic.parts.pms.fail('unavailable');
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.secondsPass(45);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
    clinic.parts.pms.fail(null);
    await clinic.when.secondsPass(60);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth', 'ArrivedThanks']);
  });

  it('P5: after a minute of a PMS that refuses to answer there is one task and the neutral text', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    clinic.parts.pms.markArrived = () =>
      Promise.reject(new AppointmentStoreError({ message: '[memory] timeout', failure: 'unavailable' }));
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth', 'Received']);
    expect(await clinic.then.openTasks()).toEqual(['pms-not-updated']);
  });

  it('P5: with a read-only PMS the tick of reception releases the thanks', async () => {
    const clinic = await scenario({ abilities: { canMarkArrived: false } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'here');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth', 'Received']);
    const [task] = await clinic.then.tasks();
    expect(task?.kind).toBe('pms-update');
    expect(await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'kim' })).toBe(true);
    await clinic.when.secondsPass(10);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
    expect(await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'lee' })).toBe(false);
  });

  it('P5: a mind that changed while the PMS was down ends with what was said last, in the PMS and in the texts', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    clinic.parts.pms.fail('unavailable');
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.patientTexts('Amelia', 'no');
    clinic.parts.pms.fail(null);
    await clinic.when.minutesPass(5);
    const current = await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') });
    expect(current?.modality).toBe('unknown');
    expect(clinic.then.textsTo('Amelia')).not.toContain('ScreeningYesToVideo');
    expect(clinic.then.textsTo('Amelia')).not.toContain('VideoWelcome');
    expect(clinic.then.textsTo('Amelia')).toContain('ScreeningNoToVideo');
    expect(await clinic.then.stateOf('Amelia')).toBe('expected');
  });
});
