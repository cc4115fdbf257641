import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const phone = '+61491570156';

describe('siblings on one phone', () => {
  async function siblings() {
    const clinic = await scenario({ settings: { offersVideo: false } });
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '10:20', phone });
    await clinic.when.timeIs('10:00');
    return clinic;
  }

  it.each([
    ['1', 'arrived', 'booked'],
    ['Mia', 'booked', 'arrived'],
    ['both', 'arrived', 'arrived'],
  ])('are told apart by the answer "%s"', async (answer, sam, mia) => {
    const clinic = await siblings();
    await clinic.when.numberTexts(phone, 'we are here');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('WhichAppointment');
    await clinic.when.numberTexts(phone, answer);
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual([sam, mia]);
  });

  it('are asked once, then a person finds out', async () => {
    const clinic = await siblings();
    await clinic.when.numberTexts(phone, 'here');
    await clinic.when.numberTexts(phone, 'here now');
    expect(await clinic.then.openTasks()).toEqual(['which-appointment']);
    expect(await clinic.then.statusOf('Sam')).toBe('booked');
  });
});

describe('a visit of three parts with one doctor', () => {
  it('needs one *arrived* and one call-in', async () => {
    const clinic = await scenario({ settings: { offersVideo: false } });
    for (const [as, at] of [
      ['first', '10:00'],
      ['second', '10:15'],
      ['third', '10:30'],
    ] as const) {
      await clinic.given.appointment({ patient: 'Sam', as, at, phone });
    }
    await clinic.when.timeIs('09:50');
    await clinic.when.numberTexts(phone, 'here');
    for (const part of ['first', 'second', 'third']) expect(await clinic.then.statusOf(part)).toBe('arrived');
    for (const part of ['first', 'second', 'third']) await clinic.when.pmsSets(part, { status: 'fulfilled' });
    const texts = clinic.then.textsTo('first');
    expect(texts.filter((text) => text === 'ArrivedThanks')).toHaveLength(1);
    expect(texts.filter((text) => text === 'DoctorReady')).toHaveLength(1);
    expect(await clinic.then.stateOf('third')).toBe('called');
  });
});

describe('cancelled and booked anew', () => {
  it('is told as one move', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Sam', as: 'old', at: '10:10', phone });
    await clinic.when.timeIs('07:20');
    await clinic.when.patientTexts('old', 'no');
    await clinic.when.pmsSets('old', { status: 'cancelled' });
    await clinic.given.appointment({ patient: 'Sam', as: 'new', at: '11:30', phone });
    await clinic.when.timeIs('10:00');
    expect(clinic.then.textsTo('new')).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo', 'Rescheduled']);
    expect(await clinic.then.stateOf('new')).toBe('expected');
    expect(await clinic.then.stateOf('old')).toBe('closed');
  });

  it('keeps the arrival of a patient who is here', async () => {
    const clinic = await scenario({ settings: { offersVideo: false } });
    await clinic.given.appointment({ patient: 'Sam', as: 'old', at: '10:10', phone });
    await clinic.when.timeIs('10:15');
    await clinic.when.patientTexts('old', 'here');
    await clinic.when.pmsSets('old', { status: 'cancelled' });
    await clinic.given.appointment({ patient: 'Sam', as: 'new', at: '10:30', phone });
    expect(await clinic.then.stateOf('new')).toBe('arrived');
    expect(await clinic.then.statusOf('new')).toBe('arrived');
    expect(await clinic.then.stateOf('old')).toBe('closed');
    await clinic.when.pmsSets('new', { status: 'fulfilled' });
    expect(clinic.then.textsTo('new').at(-1)).toBe('DoctorReady');
  });
});

describe('a number that changes', () => {
  it('takes the open question along, and the old number answers nothing', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
    await clinic.when.timeIs('07:20');
    await clinic.when.patientChangesNumber('Sam', '+61491570157');
    expect(clinic.then.textsTo('Sam')).toEqual(['ConsiderTeleHealth']);
    await clinic.when.numberTexts(phone, 'yes');
    expect(await clinic.then.stateOf('Sam')).toBe('screening');
    await clinic.when.patientTexts('Sam', 'yes');
    expect(await clinic.then.stateOf('Sam')).toBe('remote-scheduled');
  });
});
