import { expect, it } from 'vitest';
import { remindingClinic, tuesday } from '../testing/reminding-clinic.ts';

it('a rule of reminders that gets another id repeats nothing that was said, and the next one is said', async () => {
  const clinic = await remindingClinic({ sendsBooked: false });
  await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: tuesday });
  await clinic.when.minutesPass(5);
  await clinic.when.timeIs('09:05', tuesday);
  expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
  const { arrivals } = clinic.parts;
  const reminders = [
    { id: 'renamed', when: { minutesBefore: 480 } },
    { id: '1-hour-before', when: { minutesBefore: 60 } },
  ];
  await arrivals.settings.set({ settings: { reminders }, by: 'Kim' });
  await clinic.when.timeIs('15:59', tuesday);
  expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
  await clinic.when.timeIs('16:00', tuesday);
  expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Reminder']);
});

it('nobody hears that they were missed who was with the practitioner, or has texted to be here, whoever ticks that off', async () => {
  const settings = { sendsNoShow: true, sendsBooked: false, reminders: [] };
  const seen = await remindingClinic(settings);
  await seen.given.appointment({ patient: 'Amelia', at: '11:00' });
  await seen.when.timeIs('11:00');
  await seen.when.pmsSets('Amelia', { status: 'fulfilled' });
  await seen.when.pmsSets('Amelia', { status: 'noshow' });
  await seen.when.minutesPass(10);
  expect(seen.then.textsTo('Amelia')).toEqual([]);
  const over = await remindingClinic({ ...settings, pmsProfile: 'fhir' });
  await over.given.appointment({ patient: 'Amelia', at: '11:00' });
  await over.when.timeIs('11:00');
  await over.when.pmsSets('Amelia', { status: 'fulfilled' });
  await over.when.pmsSets('Amelia', { status: 'noshow' });
  await over.when.minutesPass(10);
  expect(over.then.textsTo('Amelia')).toEqual([]);
  const texted = await remindingClinic(settings);
  await texted.given.appointment({ patient: 'Amelia', at: '11:00' });
  await texted.when.timeIs('10:50');
  await texted.when.patientTexts('Amelia', 'arrived');
  const [task] = await texted.then.tasks();
  await texted.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'Kim' });
  await texted.when.timeIs('11:20');
  await texted.when.pmsSets('Amelia', { status: 'noshow' });
  await texted.when.minutesPass(10);
  expect(texted.then.textsTo('Amelia')).toEqual(['Received']);
});
