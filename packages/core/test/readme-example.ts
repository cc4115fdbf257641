import { scenario } from '@clinicarrivals/core/testing';

const clinic = await scenario();
await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
await clinic.when.timeIs('07:10');
await clinic.when.patientTexts('Amelia', 'no thanks');
await clinic.when.timeIs('10:05');
await clinic.when.patientTexts('Amelia', "I'm here");
await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });

export const texts = clinic.then.textsTo('Amelia');
export const status = await clinic.then.stateOf('Amelia');
