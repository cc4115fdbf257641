import { describe, expect, it } from 'vitest';
import { AppointmentStoreError, ConfigurationError } from '../errors.ts';
import { remindingClinic, tuesday } from '../testing/reminding-clinic.ts';
import type { Scenario } from '../testing/scenario.ts';

const phone = '+61491570156';

/** Sam at ten past five and Mia at twenty past on Tuesday, on one phone, told of both. */
async function siblings(settings: Parameters<typeof remindingClinic>[0] = {}): Promise<Scenario> {
  const clinic = await remindingClinic({ sendsBooked: false, ...settings });
  await clinic.given.appointment({ patient: 'Sam', at: '17:10', day: tuesday, phone });
  await clinic.given.appointment({ patient: 'Mia', at: '17:20', day: tuesday, phone });
  await clinic.when.minutesPass(2);
  await clinic.when.minutesPass(5);
  return clinic;
}

const settle = (clinic: Scenario) => clinic.when.minutesPass(5);

describe('an appointment that is booked', () => {
  it('is told and asked about, then reminded of at its times', async () => {
    const clinic = await remindingClinic();
    await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: tuesday });
    await clinic.when.minutesPass(2);
    await clinic.when.minutesPass(2);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
    await clinic.when.timeIs('08:59', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
    await clinic.when.timeIs('09:00', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked', 'Reminder']);
    await clinic.when.timeIs('16:00', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked', 'Reminder', 'Reminder']);
    expect(await clinic.then.stateOf('Amelia')).toBe('notices-only');
    await clinic.when.timeIs('04:00', '2026-03-04');
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it.each(['2026-03-02', '2026-04-27'])(
    'booked < 9 h or > 7 days ahead gets nothing at all: on %s it is told and reminded of like any other',
    async (day) => {
      const clinic = await remindingClinic();
      await clinic.given.appointment({ patient: 'Amelia', at: '17:30', day });
      await clinic.when.minutesPass(2);
      await clinic.when.minutesPass(2);
      expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
      await clinic.when.timeIs('16:30', day);
      expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Reminder');
    },
  );

  it('long before its day comes into view is no news then, and is reminded of', async () => {
    const clinic = await remindingClinic({ watchDays: 3 });
    await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: '2026-03-07' });
    await clinic.when.timeIs('12:00', tuesday);
    expect(await clinic.then.stateOf('Amelia')).toBeNull();
    await clinic.when.timeIs('12:00', '2026-03-04');
    expect(await clinic.then.stateOf('Amelia')).toBe('notices-only');
    await settle(clinic);
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    await clinic.when.timeIs('09:00', '2026-03-07');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
  });

  it('of a practitioner who takes part only now is no news', async () => {
    const clinic = await remindingClinic();
    const { practitioners } = clinic.parts.arrivals;
    await clinic.given.appointment({ patient: 'Ben', at: '15:00' });
    const [sharma] = practitioners.list();
    if (sharma === undefined) throw new Error('no practitioner');
    await practitioners.set({ practitioner: { ...sharma, takesPart: false }, by: 'Ana' });
    await clinic.given.appointment({ patient: 'Amelia', at: '17:30' });
    expect(await clinic.then.stateOf('Amelia')).toBeNull();
    await practitioners.set({ practitioner: sharma, by: 'Ana' });
    await clinic.when.pmsSets('Amelia', { location: 'Annex' });
    await settle(clinic);
    expect(await clinic.then.stateOf('Amelia')).toBe('notices-only');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
  });

  it.each([
    ['Australia/Sydney', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Europe/London', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
  ])(
    'times in UTC: in %s on %s, the day of the changed clocks, it is reminded of by the clock on the wall',
    async (timeZone, day) => {
      const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
      const reminders = [
        { id: 'day-before', when: { daysBefore: 1, at: '12:00' } },
        { id: 'same-day', when: { daysBefore: 0, at: '09:00' } },
      ];
      const clinic = await remindingClinic({ reminders, sendsBooked: false }, { timeZone, day: before });
      await clinic.given.appointment({ patient: 'Amelia', at: '15:00', day });
      await settle(clinic);
      await clinic.when.timeIs('11:59', before);
      expect(clinic.then.textsTo('Amelia')).toEqual([]);
      await clinic.when.timeIs('12:00', before);
      expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
      expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia'))[0]).toMatch(/at 3:00\spm\. Reply/u);
      await clinic.when.timeIs('08:59', day);
      expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
      await clinic.when.timeIs('09:00', day);
      expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Reminder']);
    },
  );

  it('the outreach window is asked for and never used: what would be due at night comes the evening before', async () => {
    const clinic = await remindingClinic({ sendsBooked: false });
    await clinic.given.appointment({ patient: 'Amelia', at: '09:00', day: tuesday });
    await settle(clinic);
    await clinic.when.timeIs('18:59', '2026-03-02');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    await clinic.when.timeIs('19:00', '2026-03-02');
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
    await clinic.when.timeIs('07:59', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
    await clinic.when.timeIs('08:00', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Reminder']);
  });

  it('reminders carry no instruction and replies to them go nowhere: it says what to reply, and the reply confirms', async () => {
    const clinic = await remindingClinic({ sendsBooked: false });
    await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: tuesday });
    await settle(clinic);
    await clinic.when.timeIs('09:00', tuesday);
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1)).toContain('Reply 1 to confirm');
    await clinic.when.patientTexts('Amelia', '1');
    expect((await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') }))?.isConfirmed).toBe(true);
    await clinic.when.timeIs('16:30', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder', 'Confirmed']);
  });
});

describe('the appointments of a family on one day', () => {
  it('are reminded of with one text, by time', async () => {
    const clinic = await siblings();
    await clinic.when.timeIs('09:30', tuesday);
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder']);
    expect(clinic.then.bodiesTo(phone)[0]).toContain('Sam 5:10 pm, Mia 5:20 pm');
    for (const name of ['Sam', 'Mia']) {
      const record = await clinic.parts.store.conversation({ appointmentId: clinic.parts.idOf(name) });
      expect(record?.state.context.question?.template).toBe('FamilyReminder');
    }
    await clinic.when.timeIs('16:30', tuesday);
    const ask = { appointmentId: clinic.parts.idOf('Mia'), template: 'Reminder' } as const;
    expect(await clinic.parts.arrivals.explain(ask)).toMatchObject({
      answer: 'sent',
      reason: 'It was said together with another appointment of the number.',
    });
  });

  it('due at one instant are one text as well', async () => {
    const reminders = [{ id: 'day-before', when: { daysBefore: 1, at: '12:00' } }];
    const clinic = await siblings({ reminders });
    await clinic.when.timeIs('12:00', '2026-03-02');
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder']);
  });

  it('of two patients are named by time where the clinic shows no names', async () => {
    const clinic = await siblings({ privacy: 'time-only' });
    await clinic.when.timeIs('09:30', tuesday);
    const [body] = clinic.then.bodiesTo(phone);
    expect(body).toContain(': 5:10 pm, 5:20 pm.');
    expect(body).not.toMatch(/Sam|Mia/u);
  });

  it('cancelling one appointment deletes a sibling’s reminders: the sibling’s is sent as if nothing had happened', async () => {
    for (const [gone, left] of [
      ['Sam', 'Mia'],
      ['Mia', 'Sam'],
    ] as const) {
      const clinic = await siblings({ sendsCancellation: false });
      await clinic.when.pmsSets(gone, { status: 'cancelled' });
      await settle(clinic);
      await clinic.when.timeIs('09:30', tuesday);
      expect(clinic.then.textsTo('Sam')).toEqual(['Reminder']);
      expect(clinic.then.bodiesTo(phone)[0]).toContain(left);
    }
  });

  it('of which one is cancelled while the text waits are said anew for the other', async () => {
    for (const [gone, left] of [
      ['Sam', 'Mia'],
      ['Mia', 'Sam'],
    ] as const) {
      const clinic = await siblings({ sendsCancellation: false });
      await clinic.parts.arrivals.pause({ target: { type: 'clinic' }, by: 'Ana' });
      await clinic.when.timeIs('09:12', tuesday);
      expect(clinic.then.textsTo('Sam')).toEqual([]);
      await clinic.when.pmsSets(gone, { status: 'cancelled' });
      await clinic.parts.arrivals.resume({ target: { type: 'clinic' }, by: 'Ana' });
      await settle(clinic);
      expect(clinic.then.textsTo('Sam')).toEqual(['Reminder']);
      expect(clinic.then.bodiesTo(phone)[0]).toContain(left);
    }
  });

  it('of which one is cancelled in the PMS and nobody has seen it yet: it is read before the text leaves', async () => {
    const clinic = await siblings({ sendsCancellation: false, pollSeconds: 3600, pollLaterSeconds: 3600 });
    const { pms } = clinic.parts;
    await clinic.when.timeIs('09:05', tuesday);
    const mia = await pms.read({ id: clinic.parts.idOf('Mia') });
    if (mia === null) throw new Error('no appointment');
    pms.put({ ...mia, status: 'cancelled' });
    await clinic.when.timeIs('09:12', tuesday);
    expect(clinic.then.textsTo('Sam')).toEqual(['Reminder']);
    expect(clinic.then.bodiesTo(phone)[0]).toContain('Sam');
  });

  it('that are all cancelled while the text waits are reminded of no more', async () => {
    const clinic = await siblings({ sendsCancellation: false });
    await clinic.parts.arrivals.pause({ target: { type: 'clinic' }, by: 'Ana' });
    await clinic.when.timeIs('09:12', tuesday);
    for (const name of ['Sam', 'Mia']) await clinic.when.pmsSets(name, { status: 'cancelled' });
    await clinic.parts.arrivals.resume({ target: { type: 'clinic' }, by: 'Ana' });
    await settle(clinic);
    expect(clinic.then.textsTo('Sam')).toEqual([]);
  });

  it('wait while the PMS cannot be read', async () => {
    const clinic = await siblings({ pollSeconds: 3600, pollLaterSeconds: 3600 });
    const { pms } = clinic.parts;
    await clinic.when.timeIs('09:05', tuesday);
    const intact = { ...pms };
    pms.read = () => Promise.reject(new AppointmentStoreError({ message: '[memory] down', failure: 'unavailable' }));
    await clinic.when.timeIs('09:12', tuesday);
    expect(clinic.then.textsTo('Sam')).toEqual([]);
    Object.assign(pms, intact);
    await settle(clinic);
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder']);
  });
});

describe('a number', () => {
  it('gets only so many reminders a day, whoever they are for', async () => {
    const clinic = await remindingClinic({ sendsBooked: false, remindersPerDay: 1 });
    await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: tuesday });
    await settle(clinic);
    await clinic.when.timeIs('16:30', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Reminder']);
    const appointmentId = clinic.parts.idOf('Amelia');
    expect(await clinic.parts.arrivals.explain({ appointmentId, template: 'Reminder' })).toMatchObject({
      answer: 'dropped',
      reason: 'Not sent: the number has had its reminders for today.',
    });
  });

  it('gets none shortly after another text: it waits, and is dropped when it would be too late', async () => {
    const clinic = await remindingClinic({ sendsBooked: false });
    await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: tuesday });
    await settle(clinic);
    await clinic.when.timeIs('08:50', tuesday);
    await clinic.when.pmsSets('Amelia', { location: 'Annex' });
    await clinic.when.timeIs('09:40', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Modified']);
    await clinic.when.timeIs('09:55', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Modified', 'Reminder']);
    await clinic.when.timeIs('15:58', tuesday);
    await clinic.when.pmsSets('Amelia', { location: 'Level 1' });
    await clinic.when.timeIs('17:10', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Modified', 'Reminder', 'Modified']);
  });
});

describe('staff', () => {
  it('see what is scheduled: of an appointment, of a day, of all', async () => {
    const clinic = await siblings();
    const { reminders } = clinic.parts.arrivals;
    const appointmentId = clinic.parts.idOf('Sam');
    expect(await reminders.scheduled({ appointmentId })).toMatchObject([
      { appointmentId, ruleId: '8-hours-before', at: Date.parse('2026-03-03T09:10:00+11:00'), reason: null },
      { appointmentId, ruleId: '1-hour-before', reason: null },
    ]);
    expect(await reminders.scheduled({ day: tuesday })).toHaveLength(4);
    expect((await reminders.scheduled()).map(({ ruleId }) => ruleId)).toEqual([
      '8-hours-before',
      '8-hours-before',
      '1-hour-before',
      '1-hour-before',
    ]);
    expect(await reminders.scheduled({ appointmentId: 'never-was' })).toEqual([]);
    expect(await clinic.parts.arrivals.explain({ appointmentId, template: 'Reminder' })).toMatchObject({
      answer: 'scheduled',
      at: Date.parse('2026-03-03T09:10:00+11:00'),
    });
  });

  it('send one now, and the same key sends it once', async () => {
    const clinic = await siblings({ reminderGapMinutes: 0 });
    const { reminders } = clinic.parts.arrivals;
    const ask = { appointmentId: clinic.parts.idOf('Sam'), by: 'staff:Ana', key: 'event-1' };
    expect(await reminders.send(ask)).toMatchObject({ answer: 'waiting' });
    await reminders.send(ask);
    await clinic.when.minutesPass(1);
    expect(clinic.then.textsTo('Sam')).toEqual(['Reminder']);
  });

  it('are told why one is not sent', async () => {
    const clinic = await siblings({ sendsCancellation: false });
    const { reminders } = clinic.parts.arrivals;
    expect(await reminders.send({ appointmentId: 'never-was', by: 'staff:Ana' })).toMatchObject({
      answer: 'unknown-appointment',
    });
    await clinic.when.pmsSets('Sam', { status: 'cancelled' });
    await settle(clinic);
    expect(await reminders.send({ appointmentId: clinic.parts.idOf('Sam'), by: 'staff:Ana' })).toEqual({
      answer: 'not-decided',
      reason: 'Reminder not sent: the visit is over (asked for).',
      at: null,
    });
  });

  it('who change the rules need wait for nobody to wake up', async () => {
    const clinic = await siblings();
    const { arrivals } = clinic.parts;
    const reminders = [{ id: 'noon', when: { daysBefore: 1, at: '12:00' } }];
    await arrivals.settings.set({ settings: { reminders }, by: 'Ana' });
    await clinic.when.minutesPass(1);
    await clinic.when.timeIs('12:00', '2026-03-02');
    expect(clinic.then.textsTo('Sam')).toEqual(['FamilyReminder']);
    await expect(
      arrivals.settings.set({ settings: { reminders: [{ id: '', when: { minutesBefore: 1 } }] }, by: 'Ana' }),
    ).rejects.toThrow(ConfigurationError);
  });

  it('read why no reminder was sent', async () => {
    const clinic = await siblings({ reminders: [] });
    const { arrivals } = clinic.parts;
    const ask = { appointmentId: clinic.parts.idOf('Sam'), template: 'Reminder' } as const;
    expect(await arrivals.explain(ask)).toMatchObject({ reason: 'No rule of the clinic asks for it.' });
    await arrivals.settings.set({ settings: { reminders: [{ id: 'a', when: { minutesBefore: 60 } }] }, by: 'Ana' });
    await clinic.when.pmsSets('Sam', { isConfirmed: true });
    await settle(clinic);
    expect(await arrivals.explain(ask)).toMatchObject({ answer: 'not-decided', reason: 'Not sent: it is confirmed.' });
  });
});

describe('a patient who was missed', () => {
  const missed = async (before: (clinic: Scenario) => Promise<void> = () => Promise.resolve()) => {
    const clinic = await remindingClinic({ sendsBooked: false, sendsNoShow: true, reminders: [] });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await before(clinic);
    await clinic.when.timeIs('10:30');
    await clinic.when.pmsSets('Amelia', { status: 'noshow' });
    await settle(clinic);
    return clinic.then.textsTo('Amelia');
  };

  it('is told so', async () => {
    expect(await missed()).toEqual(['NoShow']);
  });

  it('is not told while a task about them is open', async () => {
    const texts = await missed((clinic) => clinic.when.patientTexts('Amelia', 'I am here'));
    expect(texts).not.toContain('NoShow');
  });

  it('is not told while a message of their number is not dealt with', async () => {
    const texts = await missed(async (clinic) => {
      const own = clinic.parts.phoneOf('Amelia');
      await clinic.when.patientChangesNumber('Amelia', '+61491570110');
      await clinic.when.numberTexts(own, 'where are you');
      await clinic.when.patientChangesNumber('Amelia', own);
    });
    expect(texts).not.toContain('NoShow');
  });
});
