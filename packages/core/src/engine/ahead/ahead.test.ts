import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../errors.ts';
import { createMemoryMessageGateway } from '../../memory/memory-message-gateway.ts';
import { anotherEngine } from '../../testing/running-clinic.ts';
import { scenario } from '../../testing/scenario.ts';
import type { Scenario } from '../../testing/scenario.ts';
import { clinicAhead, copies, cutOff, kinds, settings, standing } from '../../testing/clinic-ahead.ts';

describe('a text that is handed ahead', () => {
  it('stands at the gateway for five minutes after its own time, and is withdrawn when we send it ourselves', async () => {
    const clinic = await clinicAhead();
    expect(standing(clinic)).toEqual(['ConsiderTeleHealth 07:15:00']);
    expect(await copies(clinic)).toHaveLength(1);
    await clinic.when.timeIs('07:10');
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
    expect(standing(clinic)).toEqual([]);
    expect(await copies(clinic)).toEqual([]);
    await clinic.when.timeIs('08:00');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('is rendered as our own would be', async () => {
    const clinic = await clinicAhead();
    const [copy] = clinic.parts.gateway.standing();
    await clinic.when.timeIs('07:10');
    expect(clinic.parts.gateway.sent.map(({ body }) => body)).toEqual([copy?.body]);
  });

  it('stands for each text of a visit that has a time of its own', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10', day: '2026-03-04' });
    await clinic.when.minutesPass(1);
    expect(standing(clinic)).toEqual(['Registration 08:05:00', 'ConsiderTeleHealth 07:15:00']);
  });

  it('is off unless the clinic wants it, and only for the texts that it names', async () => {
    const off = await clinicAhead({ handAhead: [] });
    expect(standing(off)).toEqual([]);
    const other = await clinicAhead({ handAhead: ['Registration'] });
    expect(standing(other)).toEqual([]);
    await other.when.timeIs('07:10');
    expect(kinds(other)).toEqual(['ConsiderTeleHealth']);
  });

  it('leaves later where the clinic wants it later', async () => {
    expect(standing(await clinicAhead({ aheadMinutes: 20 }))).toEqual(['ConsiderTeleHealth 07:30:00']);
  });

  it('is refused for texts that need something done first, and for a gateway that takes none', async () => {
    await expect(scenario({ settings: { handAhead: ['VideoInvite'] } })).rejects.toThrow(ConfigurationError);
    const clinic = await scenario();
    const messages = createMemoryMessageGateway({ clock: clinic.parts.clock, canSchedule: false });
    expect(() => anotherEngine(clinic, { messages, settings })).toThrow(/handAhead.*takes texts ahead/);
    const plain = anotherEngine(clinic, { messages });
    await plain.runOnce();
    await expect(plain.settings.set({ settings, by: 'kim' })).rejects.toThrow(ConfigurationError);
    await plain.stop();
  });

  it('is shown to reception', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    const { arrivals } = parts;
    const query = { appointmentId: parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect(await arrivals.explain(query)).toMatchObject({
      answer: 'scheduled',
      reason: 'Its time has not come; the gateway has a copy of it and sends that if we cannot.',
    });
    expect(await arrivals.thread({ phone: parts.phoneOf('Amelia') })).toMatchObject([
      { direction: 'out', what: 'ConsiderTeleHealth', state: 'standing' },
    ]);
  });
});

describe('a copy that is not true any more is withdrawn', () => {
  it.each([
    [
      'when the appointment is cancelled',
      (clinic: Scenario) => clinic.when.pmsSets('Amelia', { status: 'cancelled' }),
      [],
    ],
    [
      'when it is moved, and another stands for the new time',
      (clinic: Scenario) => clinic.when.pmsMoves('Amelia', '11:10'),
      ['ConsiderTeleHealth 08:15:00'],
    ],
    [
      'when the patient has another number, and stands for that one',
      async (clinic: Scenario) => {
        await clinic.when.patientChangesNumber('Amelia', '+61491570157');
        expect(clinic.parts.gateway.standing().map(({ to }) => to)).toEqual(['+61491570157']);
      },
      ['ConsiderTeleHealth 07:15:00'],
    ],
    ['when the patient is here already', (clinic: Scenario) => clinic.when.patientTexts('Amelia', 'here'), []],
    ['when the patient opts out', (clinic: Scenario) => clinic.when.patientTexts('Amelia', 'STOP'), []],
    [
      'when reception opts the number out',
      async ({ parts, when }: Scenario) => {
        await parts.arrivals.consent.set({ phone: parts.phoneOf('Amelia'), consent: 'opted-out', by: 'kim' });
        await when.secondsPass(10);
      },
      [],
    ],
    [
      'when texting is paused',
      async ({ parts, when }: Scenario) => {
        await parts.arrivals.pause({ target: { type: 'clinic' }, by: 'kim' });
        await when.secondsPass(10);
      },
      [],
    ],
    [
      'when the practitioner takes no part any more',
      async ({ parts, when }: Scenario) => {
        const [practitioner] = parts.arrivals.practitioners.list();
        if (practitioner === undefined) throw new Error('no practitioner');
        await parts.arrivals.practitioners.set({ practitioner: { ...practitioner, takesPart: false }, by: 'kim' });
        await when.secondsPass(10);
      },
      [],
    ],
    [
      'when the clinic wants none any more',
      async ({ parts, when }: Scenario) => {
        await parts.arrivals.settings.set({ settings: { handAhead: [] }, by: 'kim' });
        await when.secondsPass(10);
      },
      [],
    ],
  ] as const)('%s', async (_, change, left) => {
    const clinic = await clinicAhead();
    expect(standing(clinic)).toEqual(['ConsiderTeleHealth 07:15:00']);
    await change(clinic);
    expect(standing(clinic)).toEqual(left);
    expect(await copies(clinic)).toHaveLength(left.length);
    expect(await clinic.then.openTasks()).not.toContain('text-left-untrue');
  });

  it('before others are handed over, however many they are and however slow the gateway is', async () => {
    const clinic = await scenario({ settings: {} });
    for (let count = 1; count <= 20; count += 1) await clinic.given.appointment({ patient: `P${count}`, at: '10:10' });
    const { arrivals: before, clock, gateway, pms } = clinic.parts;
    await before.stop();
    const scheduling = gateway.scheduling;
    if (scheduling === undefined) throw new Error('no scheduling');
    const schedule = scheduling.schedule.bind(scheduling);
    const slow = async (message: Parameters<typeof schedule>[0]) => {
      await new Promise<void>((resolve) => void clock.schedule(10_000, resolve));
      return schedule(message);
    };
    Object.assign(scheduling, { schedule: slow });
    const arrivals = anotherEngine(clinic, { settings: { pmsProfile: 'starts-on-fulfilled', ...settings } });
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000);
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      }
    };
    await arrivals.start();
    await pass(30);
    const [first] = gateway.standing();
    const appointment = await pms.read({ id: first?.id.split('|')[0] ?? '' });
    if (first === undefined || appointment === null) throw new Error('nothing stands');
    pms.put({ ...appointment, status: 'cancelled' });
    await pass(60);
    expect(gateway.standing().map(({ id }) => id)).not.toContain(first.id);
    // The others follow.
    await pass(240);
    expect(gateway.standing()).toHaveLength(19);
    await arrivals.stop();
  });

  it('when its wording changes, and the new wording stands', async () => {
    const clinic = await clinicAhead();
    const source = 'Video or come in? Reply YES for video or NO to come in.';
    await clinic.parts.arrivals.templates.set({ name: 'ConsiderTeleHealth', language: 'en', source, by: 'kim' });
    await clinic.when.secondsPass(10);
    expect(clinic.parts.gateway.standing().map(({ body }) => body)).toEqual([source]);
  });

  it('when another process has changed something', async () => {
    const clinic = await clinicAhead();
    const other = anotherEngine(clinic);
    await other.consent.set({ phone: clinic.parts.phoneOf('Amelia'), consent: 'opted-out', by: 'kim' });
    await clinic.when.minutesPass(2);
    expect(standing(clinic)).toEqual([]);
  });

  it('and nothing new is handed over beside one that cannot be withdrawn; once it may have left, reception has a task', async () => {
    const clinic = await clinicAhead();
    const connect = cutOff(clinic);
    await clinic.when.pmsMoves('Amelia', '11:10');
    await clinic.when.timeIs('07:12');
    expect(await clinic.then.openTasks()).not.toContain('text-left-untrue');
    await clinic.when.timeIs('07:16');
    expect(await clinic.then.openTasks()).toContain('text-left-untrue');
    connect();
    await clinic.when.timeIs('07:20');
    expect(await clinic.then.openTasks()).toContain('text-left-untrue');
    // It is on record that it has left, and the true one stands now.
    const thread = await clinic.parts.arrivals.thread({ phone: clinic.parts.phoneOf('Amelia') });
    expect(thread.filter(({ what }) => what === 'ConsiderTeleHealth')).toMatchObject([
      { state: 'accepted', at: Date.parse('2026-03-02T07:15:00+11:00') },
      { state: 'standing' },
    ]);
  });

  it('when the patient is erased, and nothing of it is kept', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    const { arrivals, gateway, store } = parts;
    const record = await store.conversation({ appointmentId: parts.idOf('Amelia') });
    const patient = { patientId: record?.patientId ?? '', phones: [parts.phoneOf('Amelia')] };
    expect((await arrivals.exportPatient(patient))['ahead']).toHaveLength(1);
    await arrivals.erasePatient(patient);
    expect(gateway.standing()).toEqual([]);
    expect(await copies(clinic)).toEqual([]);
  });

  it('or the patient is not erased, when the gateway cannot be reached', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    const { arrivals, store } = parts;
    const appointmentId = parts.idOf('Amelia');
    const record = await store.conversation({ appointmentId });
    cutOff(clinic);
    const erased = arrivals.erasePatient({ patientId: record?.patientId ?? '', phones: [parts.phoneOf('Amelia')] });
    await expect(erased).rejects.toMatchObject({ code: 'gateway' });
    expect(await store.conversation({ appointmentId })).not.toBeNull();
    expect(await copies(clinic)).toHaveLength(1);
  });
});
