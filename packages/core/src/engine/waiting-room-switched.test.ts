import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

const settings = { pmsProfile: 'starts-on-fulfilled', offersVideo: false } as const;

const switchTo = (clinic: Scenario, waitingRoom: boolean) =>
  clinic.parts.arrivals.settings.set({ settings: { ...settings, waitingRoom }, by: 'Kim' });

describe('the waiting room that is switched in the middle of a day', () => {
  it('loses nobody who is in it when it is switched off', async () => {
    const clinic = await scenario({ settings: { ...settings, waitingRoom: true } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'arrived');
    await switchTo(clinic, false);
    await clinic.when.minutesPass(1);
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('DoctorReady');
  });

  it('asks nobody to come who is here when it is switched on, and calls them in', async () => {
    const clinic = await scenario({ settings: { ...settings, waitingRoom: false } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '10:20' });
    await clinic.given.appointment({ patient: 'Cara', at: '10:30' });
    await clinic.when.timeIs('09:50');
    await clinic.when.pmsSets('Amelia', { status: 'arrived' });
    await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
    await switchTo(clinic, true);
    await clinic.when.minutesPass(1);
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    expect(clinic.then.textsTo('Ben')).toEqual([]);
    expect(clinic.then.textsTo('Cara')).toEqual(['CantConsiderTeleHealth']);
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia')).toEqual(['DoctorReady']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });
});
