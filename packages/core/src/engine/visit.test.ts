import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

describe('a visit in person', () => {
  it('is asked, comes in, arrives and is called to the room', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:09');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    await clinic.when.timeIs('07:10');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
    await clinic.when.patientTexts('Amelia', 'no thanks');
    expect(await clinic.then.stateOf('Amelia')).toBe('expected');
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', "I'm here");
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await clinic.when.timeIs('10:20');
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia')).toEqual([
      'ConsiderTeleHealth',
      'ScreeningNoToVideo',
      'ArrivedThanks',
      'DoctorReady',
    ]);
    expect(await clinic.then.stateOf('Amelia')).toBe('called');
  });
});

describe('a visit by video', () => {
  it('is chosen, invited, ready and never called to a room', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:10');
    await clinic.when.patientTexts('Ben', 'yes');
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Ben', 'ready');
    await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Ben')).toEqual([
      'ConsiderTeleHealth',
      'ScreeningYesToVideo',
      'VideoInvite',
      'VideoThanks',
    ]);
    expect(await clinic.then.stateOf('Ben')).toBe('called');
  });
});
