import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../errors.ts';
import { createMemoryConversationStore } from '../../memory/memory-conversation-store.ts';
import { createMemoryMessageGateway } from '../../memory/memory-message-gateway.ts';
import { clinicAhead, copies, cutOff, kinds, settings, standing } from '../../testing/clinic-ahead.ts';
import { anotherEngine } from '../../testing/running-clinic.ts';
import type { Scenario } from '../../testing/scenario.ts';
import { scenario } from '../../testing/scenario.ts';
import type { Arrivals } from '../create-arrivals.ts';

const profile = { pmsProfile: 'starts-on-fulfilled' } as const;

/** The computer is off until a time of day; then an engine is started anew. */
async function offUntil({ parts }: Scenario, time: string, day = '2026-03-02'): Promise<Arrivals> {
  await parts.arrivals.stop();
  parts.clock.jumpTo(Date.parse(`${day}T${time}:00+11:00`));
  return anotherEngine({ parts } as Scenario, { settings: { ...profile, ...settings } });
}

async function effectsOf({ parts }: Scenario) {
  return parts.store.effectsOfAppointment({ appointmentId: parts.idOf('Amelia') });
}

/** Lets some seconds pass, the engine looking once a second. */
async function run(arrivals: Arrivals, { parts }: Scenario, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    parts.clock.advance(1_000);
    await arrivals.runOnce();
  }
}

describe('after an outage', () => {
  it('a copy that has left is recorded as sent and nothing is sent again', async () => {
    const clinic = await clinicAhead();
    const [copy] = clinic.parts.gateway.standing();
    const arrivals = await offUntil(clinic, '07:30');
    await run(arrivals, clinic, 10);
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
    expect(await effectsOf(clinic)).toMatchObject([
      { status: 'done', gatewayId: copy?.gatewayId, body: copy?.body, claimedAt: copy?.sendAt },
    ]);
    expect(await copies(clinic)).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('a reply to it that waits when we start is understood', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    await parts.arrivals.stop();
    parts.clock.jumpTo(Date.parse('2026-03-02T07:20:00+11:00'));
    parts.gateway.inbound({ from: parts.phoneOf('Amelia'), body: 'yes' });
    const arrivals = await offUntil(clinic, '07:45');
    await run(arrivals, clinic, 10);
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth', 'ScreeningYesToVideo']);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('a reply to it that was stored before we stopped looking is understood', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    await parts.arrivals.stop();
    parts.clock.jumpTo(Date.parse('2026-03-02T07:20:00+11:00'));
    // A process that stands by takes what is pushed, and leaves it to the leader.
    const standby = anotherEngine(clinic, { settings: { ...profile, ...settings } });
    await parts.store.open();
    await standby.receive({
      gatewayId: 'pushed-1',
      from: parts.phoneOf('Amelia'),
      to: '+61480000001',
      body: 'Yes',
      receivedAt: parts.clock.now(),
      carrierKeyword: null,
    });
    const arrivals = await offUntil(clinic, '07:45');
    await run(arrivals, clinic, 10);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
  });

  it('a reply to it is understood also when the PMS has changed something else about the appointment', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    await parts.arrivals.stop();
    parts.clock.jumpTo(Date.parse('2026-03-02T07:20:00+11:00'));
    parts.gateway.inbound({ from: parts.phoneOf('Amelia'), body: 'yes' });
    const appointment = await parts.pms.read({ id: parts.idOf('Amelia') });
    if (appointment !== null) parts.pms.put({ ...appointment, typeCode: 'follow-up' });
    const arrivals = await offUntil(clinic, '07:45');
    await run(arrivals, clinic, 10);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('a question that stayed unanswered until after the start is a task, as ever', async () => {
    const clinic = await clinicAhead();
    const arrivals = await offUntil(clinic, '10:30');
    await run(arrivals, clinic, 10);
    expect(await effectsOf(clinic)).toMatchObject([{ status: 'done', effect: { template: 'ConsiderTeleHealth' } }]);
    expect(await clinic.then.openTasks()).toEqual(['no-answer']);
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
  });

  it('receipts of a copy are taken as those of any text', async () => {
    const clinic = await clinicAhead();
    const [copy] = clinic.parts.gateway.standing();
    const arrivals = await offUntil(clinic, '07:30');
    await run(arrivals, clinic, 6);
    clinic.parts.gateway.setDelivery(copy?.gatewayId ?? '', { status: 'delivered' });
    await run(arrivals, clinic, 60);
    expect(await effectsOf(clinic)).toMatchObject([{ delivery: 'delivered' }]);
  });

  it('a patient who opted out meanwhile was not reached, which is learned', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    await parts.arrivals.stop();
    parts.gateway.optOut(parts.phoneOf('Amelia'));
    const arrivals = await offUntil(clinic, '07:30');
    await run(arrivals, clinic, 60);
    expect(kinds(clinic)).toEqual([]);
    expect(await arrivals.consent.get({ phone: parts.phoneOf('Amelia') })).toBe('opted-out');
  });

  it('all that left in two days is taken in, each at its time', async () => {
    const clinic = await scenario({ settings });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10', day: '2026-03-04' });
    await clinic.when.minutesPass(1);
    const arrivals = await offUntil(clinic, '07:30', '2026-03-04');
    await run(arrivals, clinic, 10);
    expect(kinds(clinic)).toEqual(['Registration', 'ConsiderTeleHealth']);
    expect(await effectsOf(clinic)).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    expect(await clinic.then.stateOf('Amelia')).toBe('screening');
  });

  it('we send the text ourselves when its copy has not left yet', async () => {
    const clinic = await clinicAhead();
    const arrivals = await offUntil(clinic, '07:13');
    await run(arrivals, clinic, 10);
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
    expect(standing(clinic)).toEqual([]);
    await run(arrivals, clinic, 300);
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
  });

  it('a copy that left about an appointment that was cancelled is on record and a task', async () => {
    const clinic = await clinicAhead();
    const { parts } = clinic;
    const connect = cutOff(clinic);
    // Cancelled and seen, and the computer is off before the copy could be withdrawn.
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    const arrivals = await offUntil(clinic, '07:30');
    connect();
    await run(arrivals, clinic, 10);
    expect(await clinic.then.openTasks()).toContain('text-left-untrue');
    expect(kinds(clinic)).toContain('ConsiderTeleHealth');
    expect((await effectsOf(clinic)).map(({ gatewayId }) => gatewayId)).toContain(parts.gateway.sent[0]?.gatewayId);
    expect(await copies(clinic)).toEqual([]);
  });
});

describe('while the gateway cannot be reached', () => {
  it('our own text waits, and is recorded as sent when its copy has left', async () => {
    const clinic = await clinicAhead();
    const connect = cutOff(clinic);
    await clinic.when.timeIs('07:14');
    expect(kinds(clinic)).toEqual([]);
    await clinic.when.timeIs('07:20');
    clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'yes' });
    connect();
    await clinic.when.timeIs('07:22');
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth', 'ScreeningYesToVideo']);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
  });

  it('our own text leaves when the gateway is back before its copy leaves', async () => {
    const clinic = await clinicAhead();
    const connect = cutOff(clinic);
    await clinic.when.timeIs('07:12');
    connect();
    await clinic.when.timeIs('07:30');
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });

  it('a call-in is not concerned', async () => {
    const clinic = await clinicAhead();
    await clinic.when.timeIs('07:05');
    await clinic.when.patientTexts('Amelia', 'here');
    Object.assign(clinic.parts.gateway.scheduling ?? {}, {
      withdraw: () => Promise.reject(new GatewayError({ message: '[test] down', failure: 'retry' })),
    });
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia')).toEqual(['ArrivedThanks', 'DoctorReady']);
  });
});

describe('P2: a copy whose answer was lost', () => {
  const lost = (): GatewayError => new GatewayError({ message: '[test] no answer', failure: 'in-doubt' });

  async function clinicInDoubt(isTaken: boolean): Promise<Scenario> {
    const clinic = await scenario({ settings });
    clinic.parts.gateway.failNext(lost(), { isTaken });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    return clinic;
  }

  it('is found, stands once, and is withdrawn like others', async () => {
    const clinic = await clinicInDoubt(true);
    await clinic.when.timeIs('07:05');
    expect(standing(clinic)).toEqual(['ConsiderTeleHealth 07:15:00']);
    expect(await copies(clinic)).toMatchObject([
      { value: { gatewayId: clinic.parts.gateway.standing()[0]?.gatewayId } },
    ]);
    await clinic.when.timeIs('07:30');
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
  });

  it('and that is not found is not handed over again; our own is not sent beside it and is a task', async () => {
    const clinic = await clinicInDoubt(false);
    await clinic.when.timeIs('07:05');
    expect(standing(clinic)).toEqual([]);
    await clinic.when.timeIs('07:30');
    expect(kinds(clinic)).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual(['text-in-doubt']);
  });

  it('keeps one text from leaving and not all: where a copy is in doubt no other is handed over for a while', async () => {
    const patients = ['Amelia', 'Ben', 'Chloe', 'Dan'];
    const clinic = await scenario({ settings: {} });
    for (const patient of patients) await clinic.given.appointment({ patient, at: '10:10' });
    await clinic.parts.arrivals.stop();
    for (let failures = 0; failures < 10; failures += 1) clinic.parts.gateway.failNext(lost());
    const arrivals = anotherEngine(clinic, { settings: { ...profile, ...settings } });
    await run(arrivals, clinic, 120);
    expect(await copies(clinic)).toHaveLength(1);
  });

  it('and that the gateway does not know, because it is another account, is not recorded as sent; it is a task', async () => {
    const clinic = await clinicAhead();
    const { clock, gateway } = clinic.parts;
    await clinic.parts.arrivals.stop();
    const messages = createMemoryMessageGateway({ clock, numbers: gateway.numbers });
    clock.jumpTo(Date.parse('2026-03-02T07:09:00+11:00'));
    const arrivals = anotherEngine(clinic, { messages, settings: { ...profile, ...settings } });
    await run(arrivals, clinic, 120);
    expect(messages.sent).toEqual([]);
    expect(await effectsOf(clinic)).toMatchObject([{ status: 'failed', effect: { template: 'ConsiderTeleHealth' } }]);
    expect(await clinic.then.openTasks()).toEqual(['text-in-doubt']);
  });

  it('is tried again when the gateway has refused it for the moment', async () => {
    const clinic = await scenario({ settings });
    clinic.parts.gateway.failNext(new GatewayError({ message: '[test] busy', failure: 'retry' }));
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    expect(standing(clinic)).toEqual([]);
    await clinic.when.minutesPass(1);
    await clinic.when.minutesPass(1);
    expect(standing(clinic)).toEqual(['ConsiderTeleHealth 07:15:00']);
  });

  it('is not tried again when the gateway has refused it for good, and we send the text ourselves', async () => {
    const clinic = await scenario({ settings });
    clinic.parts.gateway.failNext(new GatewayError({ message: '[test] no', failure: 'permanent' }));
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:00');
    expect(standing(clinic)).toEqual([]);
    await clinic.when.timeIs('07:30');
    expect(kinds(clinic)).toEqual(['ConsiderTeleHealth']);
  });
});

describe('P9: after a restore from a backup', () => {
  it('what stands and is not known is withdrawn, and one copy stands again', async () => {
    const clinic = await scenario({ settings });
    const { parts } = clinic;
    const backupAt = parts.clock.now();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const [before] = parts.gateway.standing();
    await parts.arrivals.stop();
    let takenAt: number | null = backupAt;
    const store = {
      // The backup is from before the appointment was seen.
      ...createMemoryConversationStore(),
      restoredFrom: async () => takenAt,
      settleRestore: async () => {
        takenAt = null;
      },
    };
    const arrivals = anotherEngine(clinic, { store, settings: { ...profile, ...settings } });
    await run(arrivals, clinic, 10);
    const [after, ...others] = parts.gateway.standing();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ to: before?.to, body: before?.body });
    expect(after?.gatewayId).not.toBe(before?.gatewayId);
  });
});

describe('an engine in shadow mode', () => {
  it('on a copy of the database takes nothing back that the live one has handed ahead', async () => {
    const clinic = await scenario({ settings });
    const backupAt = clinic.parts.clock.now();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const store = { ...createMemoryConversationStore(), restoredFrom: async () => backupAt };
    const shadow = anotherEngine(clinic, { store, mode: 'shadow', settings: { ...profile, ...settings } });
    await run(shadow, clinic, 10);
    expect(standing(clinic)).toEqual(['ConsiderTeleHealth 07:15:00']);
  });
});

describe('an engine that runs by itself', () => {
  it('stops in the midst of handing texts ahead, and goes on where it was', async () => {
    const clinic = await scenario({ settings: {} });
    for (const patient of ['Amelia', 'Ben', 'Chloe', 'Dan']) await clinic.given.appointment({ patient, at: '10:10' });
    const { parts } = clinic;
    await parts.arrivals.stop();
    const scheduling = parts.gateway.scheduling;
    if (scheduling === undefined) throw new Error('no scheduling');
    const schedule = scheduling.schedule.bind(scheduling);
    const arrivals = anotherEngine(clinic, { settings: { ...profile, ...settings } });
    const stopping: Promise<void>[] = [];
    Object.assign(scheduling, {
      schedule: (message: Parameters<typeof schedule>[0]) => {
        if (stopping.length === 0) stopping.push(arrivals.stop());
        return schedule(message);
      },
    });
    await arrivals.start();
    for (let turn = 0; turn < 50; turn += 1) {
      parts.clock.advance(200);
      await new Promise(setImmediate);
    }
    await Promise.all(stopping);
    expect(standing(clinic)).toHaveLength(1);
    Object.assign(scheduling, { schedule });
    await run(anotherEngine(clinic, { settings: { ...profile, ...settings } }), clinic, 10);
    expect(standing(clinic)).toHaveLength(4);
  });
});
