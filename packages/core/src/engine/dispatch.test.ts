import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import type { RunningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

/** A method that hangs until the test lets it go on. */
function hanging<Query, Answer>(
  method: (query: Query) => Promise<Answer>,
): { readonly method: (query: Query) => Promise<Answer>; readonly release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { method: (query) => released.then(() => method(query)), release };
}

/** Amelia has been asked whether to come in. */
async function asked(): Promise<RunningClinic> {
  const running = await runningClinic();
  running.clinic.parts.clock.advance(10 * 60_000);
  await running.pass(12);
  expect(running.kinds()).toEqual(['ConsiderTeleHealth']);
  return running;
}

async function effectsOf(clinic: Scenario, name: string): Promise<ReadonlyMap<string, EffectRecord>> {
  const effects = await clinic.parts.store.effectsOfAppointment({ appointmentId: clinic.parts.idOf(name) });
  return new Map(
    effects.map((record) => [
      record.effect.type === 'send-message' ? record.effect.template : record.effect.type,
      record,
    ]),
  );
}

describe('stop()', () => {
  it('closes the store only when what is under way is recorded, and what follows from it is done', async () => {
    const { clinic, arrivals, message, idle, kinds } = await asked();
    const { pms, store } = clinic.parts;
    const write = hanging(pms.markArrived.bind(pms));
    pms.markArrived = write.method;
    await arrivals.receive(message('here'));
    await idle();
    const real = { ...store };
    let atTheEnd: ReadonlyMap<string, EffectRecord> = new Map();
    store.close = async () => {
      atTheEnd = await effectsOf(clinic, 'Amelia');
      await real.close();
    };
    const stopping = arrivals.stop();
    await idle();
    expect(atTheEnd.size).toBe(0);
    write.release();
    await stopping;
    expect(atTheEnd.get('update-appointment')?.status).toBe('done');
    expect(atTheEnd.get('ArrivedThanks')?.status).toBe('done');
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ArrivedThanks']);
  });
});

describe('a text that is claimed', () => {
  it('is handed over also when the clock is put back right after', async () => {
    const { clinic, arrivals, message, kinds, idle } = await asked();
    const { store, clock } = clinic.parts;
    const real = { ...store };
    let hasJumped = false;
    store.commit = async (commit) => {
      const result = await real.commit(commit);
      const isClaim = (commit.effects ?? []).some(({ status }) => status === 'claimed');
      if (isClaim && !hasJumped) clock.jumpTo(clock.now() - 3_600_000);
      hasJumped ||= isClaim;
      return result;
    };
    await arrivals.receive(message('no'));
    await idle();
    expect(hasJumped).toBe(true);
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo']);
    await arrivals.stop();
  });

  it('is handed over also when the engine is told to stop right after', async () => {
    const { clinic, arrivals, message, kinds } = await asked();
    const { store } = clinic.parts;
    const real = { ...store };
    let stopping = Promise.resolve();
    store.commit = async (commit) => {
      const result = await real.commit(commit);
      if ((commit.effects ?? []).some(({ status }) => status === 'claimed')) stopping = arrivals.stop();
      return result;
    };
    await arrivals.receive(message('no'));
    await stopping;
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo']);
    expect((await effectsOf(clinic, 'Amelia')).get('ScreeningNoToVideo')?.status).toBe('done');
  });

  it('is not doubted while this process is handing it over, however slow the gateway is', async () => {
    const { clinic, arrivals, message, pass } = await asked();
    const { gateway } = clinic.parts;
    await arrivals.receive(message('here'));
    await pass(1);
    const current = await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') });
    const send = hanging(gateway.send.bind(gateway));
    gateway.send = send.method;
    if (current !== null) clinic.parts.pms.put({ ...current, status: 'fulfilled' });
    await pass(40);
    expect((await effectsOf(clinic, 'Amelia')).get('DoctorReady')?.status).toBe('claimed');
    expect(await clinic.then.openTasks()).toEqual([]);
    send.release();
    await pass(1);
    expect((await effectsOf(clinic, 'Amelia')).get('DoctorReady')?.status).toBe('done');
    await arrivals.stop();
  });
});

describe('a text in doubt', () => {
  const inDoubt = new GatewayError({ message: '[memory] timeout', failure: 'in-doubt' });

  /** The question is due, and nobody knows whether it left. */
  async function doubted(isTaken: boolean): Promise<Scenario> {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    clinic.parts.gateway.failNext(inDoubt, { isTaken });
    await clinic.when.timeIs('07:10');
    return clinic;
  }

  /** Notes in which order the gateway is asked and sent to. */
  function watch({ parts }: Scenario): readonly string[] {
    const { gateway } = parts;
    const real = { ...gateway };
    const calls: string[] = [];
    gateway.lookUp = (query) => {
      calls.push('look up');
      return real.lookUp(query);
    };
    gateway.send = (text) => {
      calls.push('send');
      return real.send(text);
    };
    return calls;
  }

  it('P2: that has left is found, and not sent again', async () => {
    const clinic = await doubted(true);
    const calls = watch(clinic);
    expect((await effectsOf(clinic, 'Amelia')).get('ConsiderTeleHealth')?.status).toBe('in-doubt');
    await clinic.when.minutesPass(30);
    expect(calls).toEqual(['look up']);
    expect(clinic.parts.gateway.sent).toHaveLength(1);
    expect(await clinic.then.openTasks()).toEqual([]);
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect(await clinic.parts.arrivals.explain(query)).toMatchObject({ answer: 'sent' });
  });

  it('P2: that is not found within ten minutes is a task, and is never sent again', async () => {
    const clinic = await doubted(false);
    const calls = watch(clinic);
    await clinic.when.minutesPass(9);
    expect(await clinic.then.openTasks()).toEqual([]);
    await clinic.when.minutesPass(2);
    expect(await clinic.then.openTasks()).toEqual(['text-in-doubt']);
    await clinic.when.minutesPass(60);
    expect(new Set(calls)).toEqual(new Set(['look up']));
    expect(clinic.parts.gateway.sent).toEqual([]);
  });

  it('is looked up for as long while the gateway cannot be asked, and the other texts leave', async () => {
    const clinic = await doubted(true);
    const { gateway } = clinic.parts;
    const real = { ...gateway };
    gateway.lookUp = () => Promise.reject(new GatewayError({ message: '[memory] 503', failure: 'retry' }));
    await clinic.given.appointment({ patient: 'Ben', at: '09:30' });
    await clinic.when.minutesPass(1);
    expect(clinic.then.textsTo('Ben')).toEqual(['ConsiderTeleHealth']);
    expect(clinic.parts.arrivals.health().parts.gateway.isUp).toBe(false);
    Object.assign(gateway, real);
    await clinic.when.minutesPass(1);
    expect((await effectsOf(clinic, 'Amelia')).get('ConsiderTeleHealth')?.status).toBe('done');
  });

  /** Amelia is called in by a process that stops in the middle. */
  async function stoppedInCallIn(): Promise<Scenario> {
    const clinic = await scenario({ at: '09:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.patientTexts('Amelia', 'here');
    const { gateway, pms, clock } = clinic.parts;
    const current = await pms.read({ id: clinic.parts.idOf('Amelia') });
    if (current !== null) pms.put({ ...current, status: 'fulfilled' });
    gateway.send = () => new Promise(() => undefined);
    clock.advance(10_000);
    void clinic.parts.arrivals.runOnce();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect((await effectsOf(clinic, 'Amelia')).get('DoctorReady')?.status).toBe('claimed');
    // Another takes over when its lease is over.
    clock.advance(31_000);
    return clinic;
  }

  it('P6: a call-in whose process stopped in the middle is looked up before anything is sent, and is a task at once', async () => {
    const clinic = await stoppedInCallIn();
    const calls = watch(clinic);
    await anotherEngine(clinic).runOnce();
    expect(calls).toEqual(['look up']);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
    expect((await effectsOf(clinic, 'Amelia')).get('DoctorReady')?.status).toBe('in-doubt');
  });

  it('P2: that somebody else finds out about at the same moment is left to them', async () => {
    const clinic = await stoppedInCallIn();
    const { store } = clinic.parts;
    const real = { ...store };
    store.commit = async (commit) => {
      const doubted = commit.effectChanges?.find(({ set }) => set.status === 'in-doubt');
      const outcome = { status: 'done', delivery: 'accepted', gatewayId: 'found' } as const;
      if (doubted !== undefined) await real.commit({ effectChanges: [{ ...doubted, set: outcome }] });
      return real.commit(commit);
    };
    const calls = watch(clinic);
    const next = anotherEngine(clinic);
    await next.runOnce();
    expect(calls).toEqual([]);
    expect(await clinic.then.openTasks()).toEqual([]);
    expect((await effectsOf(clinic, 'Amelia')).get('DoctorReady')).toMatchObject({
      status: 'done',
      gatewayId: 'found',
    });
    expect(next.health().isHealthy).toBe(true);
  });
});

describe('an effect that waits for another', () => {
  it('goes with it when that is given up', async () => {
    const clinic = await scenario({ at: '06:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.setTelehealth = () => Promise.reject(new Error('cut off'));
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.patientTexts('Amelia', 'no');
    Object.assign(pms, real);
    await clinic.when.minutesPass(1);
    const thanks = (await effectsOf(clinic, 'Amelia')).get('ScreeningYesToVideo');
    expect(thanks).toMatchObject({ status: 'dropped', reason: 'what it reports was not done' });
  });
});
