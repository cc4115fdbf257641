import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const phone = '+61491570222';

describe('replies that no conversation is given', () => {
  it('words of an emergency get the fixed text and an urgent task', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('09:00');
    await clinic.when.patientTexts('Amelia', 'I have chest pain');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Emergency');
    expect(await clinic.then.tasks()).toMatchObject([{ kind: 'urgent', isUrgent: true }]);
  });

  it('a wrong number is not texted about that patient any more', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.when.timeIs('12:11');
    await clinic.when.patientTexts('Amelia', 'wrong number');
    expect(await clinic.then.openTasks()).toEqual(['wrong-number']);
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });

  it('more appointments than can be asked about are a task and a text', async () => {
    const clinic = await scenario({ settings: { maximumChoices: 2 } });
    for (const [index, patient] of ['Sam', 'Mia', 'Leo'].entries())
      await clinic.given.appointment({ patient, at: `1${index}:30`, phone });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Sam', 'here');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('TooManyAppointments');
    expect(await clinic.then.openTasks()).toContain('which-appointment');
  });

  it('a reply after the visit is told its true time and is a task, thanks are not', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.pmsSets('Amelia', { status: 'noshow' });
    await clinic.when.patientTexts('Amelia', 'thanks');
    expect(await clinic.then.openTasks()).toEqual([]);
    await clinic.when.patientTexts('Amelia', 'can I still come?');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Unexpected');
    expect(await clinic.then.openTasks()).toEqual(['reply-without-question']);
  });

  it('with two patients on a phone that text names nobody', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '11:10', phone });
    await clinic.when.timeIs('10:00');
    await clinic.when.pmsSets('Sam', { status: 'noshow' });
    await clinic.when.pmsSets('Mia', { status: 'noshow' });
    await clinic.when.patientTexts('Sam', 'can we still come?');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('TooManyAppointments');
    expect(clinic.then.bodiesTo(phone).at(-1)).not.toMatch(/Sam|Mia/);
  });

  it('an unknown number is answered once a day, and not when it was texted lately', async () => {
    const clinic = await scenario();
    await clinic.when.numberTexts('+61491570999', 'hello');
    await clinic.when.numberTexts('+61491570999', 'hello?');
    expect(clinic.then.bodiesTo('+61491570999')).toHaveLength(1);
    expect(await clinic.parts.arrivals.unknownMessages()).toHaveLength(2);
  });

  it('a *yes* to video that is said twice at once is answered once, and by no question', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    const from = clinic.parts.phoneOf('Amelia');
    for (const body of ['Yes', 'yes please']) clinic.parts.gateway.inbound({ from, body });
    await clinic.when.secondsPass(30);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth', 'ScreeningYesToVideo']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it.each(['CANCEL', 'END', 'Quit', 'STOP'])(
    'a bare %s while a question is open opts out and is a task, and nothing is cancelled',
    async (body) => {
      const clinic = await scenario();
      await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
      await clinic.when.timeIs('07:15');
      await clinic.when.patientTexts('Amelia', body);
      expect(await clinic.then.openTasks()).toEqual(['may-want-to-cancel']);
      expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    },
  );

  it('names a child by the initial or not at all where the clinic wants more privacy', async () => {
    for (const [privacy, shown] of [
      ['initial', /1 S\. 10:10/],
      ['time-only', /1 10:10/],
    ] as const) {
      const clinic = await scenario({ settings: { privacy } });
      await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
      await clinic.given.appointment({ patient: 'Mia', at: '11:40', phone });
      await clinic.when.timeIs('10:00');
      await clinic.when.patientTexts('Sam', 'here');
      expect(clinic.then.bodiesTo(phone).at(-1)).toMatch(shown);
    }
  });

  it('names the times of "which appointment?" as the language of the text writes them', async () => {
    for (const [language, shown] of [
      ['en', '1 Sam 10:10 am, 2 Mia 2:40 pm'],
      ['de', '1 Sam 10:10, 2 Mia 14:40'],
    ] as const) {
      const clinic = await scenario({ settings: { language } });
      await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
      await clinic.given.appointment({ patient: 'Mia', at: '14:40', phone });
      await clinic.when.timeIs('10:00');
      await clinic.when.patientTexts('Sam', 'here');
      expect(clinic.then.bodiesTo(phone).at(-1)).toContain(shown);
    }
  });

  it('a number that was added today adopts what it said, once and for one appointment', async () => {
    const clinic = await scenario();
    await clinic.when.timeIs('09:50');
    await clinic.when.numberTexts('+61491570001', "I'm here");
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10', phone: '+61491570001' });
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await clinic.given.appointment({ patient: 'Ben', at: '10:20', phone: '+61491570001' });
    expect(await clinic.then.statusOf('Ben')).toBe('booked');
  });
});
