import { describe, expect, it } from 'vitest';
import { VideoError } from '../errors.ts';
import { at } from '../testing/one-visit.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';

const down = (): Promise<never> => Promise.reject(new VideoError({ message: '[video] 503', isRetryable: true }));

/** Amelia sees Dr Sharma by video at 10:10, and is invited. */
async function invited(options: ScenarioOptions = {}): Promise<Scenario> {
  const clinic = await scenario({ at: '06:50', ...options });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:15');
  await clinic.when.patientTexts('Amelia', 'yes');
  await clinic.when.timeIs('10:00');
  return clinic;
}

async function sessionOf({ parts }: Scenario, name = 'Amelia'): Promise<string> {
  const record = await parts.store.conversation({ appointmentId: parts.idOf(name) });
  return record?.state.context.sessionKey ?? '';
}

async function boardOf({ parts }: Scenario) {
  return (await parts.arrivals.today()).lines[0]?.video;
}

/** Counts how often the video server is asked who is in, and about how many rooms. */
function countQuestions({ parts }: Scenario): { readonly asked: readonly (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  const participants = parts.video.participants.bind(parts.video);
  parts.video.participants = (query) => {
    asked.push(query.sessionIds);
    return participants(query);
  };
  return { asked };
}

describe('who is in a room', () => {
  it('is seen within seconds, and the patient who joins is marked arrived', async () => {
    const clinic = await invited();
    const sessionId = await sessionOf(clinic);
    clinic.parts.video.join({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(15);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-ready');
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    const joinedAt = clinic.parts.clock.now();
    expect(await boardOf(clinic)).toEqual({
      patientInSince: joinedAt,
      practitionerInSince: null,
      patientLeftAt: null,
      isByTelephone: false,
    });
    clinic.parts.video.leave({ sessionId, role: 'patient' });
    clinic.parts.video.join({ sessionId, role: 'practitioner' });
    await clinic.when.secondsPass(15);
    const leftAt = clinic.parts.clock.now();
    expect(await boardOf(clinic)).toMatchObject({
      patientInSince: null,
      patientLeftAt: leftAt,
      practitionerInSince: leftAt,
    });
    clinic.parts.video.join({ sessionId, role: 'patient' });
    clinic.parts.video.leave({ sessionId, role: 'practitioner' });
    await clinic.when.secondsPass(15);
    expect(await boardOf(clinic)).toMatchObject({ patientLeftAt: null, practitionerInSince: null });
    const journal = await clinic.parts.store.journalOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    const seen = journal.filter(({ event }) => event.endsWith('-joined') || event.endsWith('-left'));
    expect(seen.map(({ event, by }) => `${by}: ${event}`)).toEqual([
      'patient: patient-joined',
      'patient: patient-left',
      'practitioner: practitioner-joined',
      'patient: patient-joined',
      'practitioner: practitioner-left',
    ]);
  });

  it('is asked of the server only while a room is in use', async () => {
    const clinic = await scenario({ at: '06:50' });
    const questions = countQuestions(clinic);
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.timeIs('09:59');
    expect(questions.asked).toEqual([]);
    await clinic.when.timeIs('10:01');
    const sessionId = await sessionOf(clinic);
    expect(questions.asked.length).toBeGreaterThan(0);
    expect(new Set(questions.asked.flat())).toEqual(new Set([sessionId]));
    await clinic.when.patientTexts('Amelia', 'no');
    const before = questions.asked.length;
    await clinic.when.minutesPass(5);
    expect(questions.asked).toHaveLength(before);
  });

  it('is not asked for a visit by telephone, whose server is never called', async () => {
    const clinic = await invited({ telephone: ['sharma'] });
    const questions = countQuestions(clinic);
    await clinic.when.timeIs('10:15');
    expect(questions.asked).toEqual([]);
    expect(clinic.parts.video.calls.open).toBe(0);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('VideoInvite');
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1)).toContain('will ring you on this number');
    expect(await boardOf(clinic)).toMatchObject({ isByTelephone: true });
  });

  it('of a server that cannot be asked is not guessed at: nobody has left, nobody has come', async () => {
    const clinic = await invited();
    const sessionId = await sessionOf(clinic);
    const { video } = clinic.parts;
    video.join({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(15);
    const real = video.participants.bind(video);
    video.participants = down;
    await clinic.when.minutesPass(2);
    expect(clinic.parts.arrivals.health().parts.video).toMatchObject({ isUp: false, error: '[video] 503' });
    expect(await boardOf(clinic)).toMatchObject({ patientLeftAt: null });
    video.participants = real;
    await clinic.when.secondsPass(15);
    expect(clinic.parts.arrivals.health().parts.video.isUp).toBe(true);
  });

  it('is known to the engine that comes after a crash', async () => {
    const clinic = await invited();
    const sessionId = await sessionOf(clinic);
    await clinic.parts.arrivals.stop();
    clinic.parts.video.join({ sessionId, role: 'patient' });
    clinic.parts.clock.advance(30_000);
    await anotherEngine(clinic).runOnce();
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
  });

  it('is seen by an engine that leads again, whatever another has decided meanwhile', async () => {
    const clinic = await scenario({ at: '06:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.timeIs('09:59');
    const { arrivals, clock, video } = clinic.parts;
    const second = anotherEngine(clinic);
    clock.advance(31_000);
    await second.runOnce();
    clock.advance(31_000);
    await arrivals.runOnce();
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
    video.join({ sessionId: await sessionOf(clinic), role: 'patient' });
    clock.advance(31_000);
    await second.runOnce();
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-ready');
  });

  it('is seen also in a visit that was invited before rooms were watched', async () => {
    const clinic = await invited();
    const { store, clock, video } = clinic.parts;
    const stored = await store.conversation({ appointmentId: clinic.parts.idOf('Amelia') });
    if (stored === null) throw new Error('there is no conversation');
    const { room: _, ...context } = stored.state.context;
    const before = { ...stored, state: { ...stored.state, context }, dueAt: at('23:00') };
    expect(await store.commit({ conversations: [before] })).toBe('committed');
    video.join({ sessionId: await sessionOf(clinic), role: 'patient' });
    clock.advance(60_000);
    await anotherEngine(clinic).runOnce();
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.then.textsTo('Amelia').filter((text) => text === 'VideoInvite')).toHaveLength(1);
  });

  it('is seen by the engine that leads, and not by another beside it', async () => {
    const clinic = await invited();
    const sessionId = await sessionOf(clinic);
    clinic.parts.clock.advance(60_000);
    const questions = countQuestions(clinic);
    const second = anotherEngine(clinic);
    await clinic.parts.arrivals.runOnce();
    const byFirst = questions.asked.length;
    await second.runOnce();
    expect(byFirst).toBe(1);
    expect(questions.asked).toHaveLength(byFirst);
    await second.video.noticed({ sessionIds: [sessionId] });
    expect(questions.asked).toHaveLength(byFirst);
  });
});

describe('a hint that somebody has come or gone', () => {
  /** Amelia is invited by an engine that runs by itself. */
  async function running() {
    const own = await runningClinic({ roomSeconds: 600 });
    const { clinic, pass } = own;
    clinic.parts.clock.moveTo(clinic.parts.clock.now() + 10 * 60_000);
    await pass(15);
    clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'yes' });
    await pass(10);
    clinic.parts.clock.advance(170 * 60_000);
    await pass(30);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
    return { ...own, sessionId: await sessionOf(clinic) };
  }

  it('has the server asked at once, and a crowd of hints has it asked once more', async () => {
    const { clinic, arrivals, idle, sessionId } = await running();
    const questions = countQuestions(clinic);
    clinic.parts.video.join({ sessionId, role: 'patient' });
    for (let hint = 0; hint < 10; hint += 1) await arrivals.video.noticed({ sessionIds: [sessionId, sessionId] });
    await idle();
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-ready');
    expect(questions.asked.length).toBeLessThanOrEqual(2);
    expect(questions.asked[0]).toEqual([sessionId]);
    await arrivals.stop();
  });

  it('about a session that nobody knows asks nothing', async () => {
    const { clinic, arrivals, idle } = await running();
    const questions = countQuestions(clinic);
    await arrivals.video.noticed({ sessionIds: ['nobody', ''] });
    await idle();
    expect(questions.asked).toEqual([]);
    await arrivals.stop();
  });

  it('is followed to its end before the engine stops', async () => {
    const { clinic, arrivals, idle, sessionId } = await running();
    const { video } = clinic.parts;
    const participants = video.participants.bind(video);
    let answer = (): void => undefined;
    const hangs = new Promise<void>((resolve) => {
      answer = resolve;
    });
    video.participants = async (query) => {
      await hangs;
      return participants(query);
    };
    video.join({ sessionId, role: 'patient' });
    await arrivals.video.noticed({ sessionIds: [sessionId] });
    let hasStopped = false;
    const stopping = arrivals.stop().then(() => {
      hasStopped = true;
    });
    await idle();
    expect(hasStopped).toBe(false);
    answer();
    await stopping;
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-ready');
  });

  it('that lies changes nothing', async () => {
    const { clinic, arrivals, idle, sessionId } = await running();
    await arrivals.video.noticed({ sessionIds: [sessionId] });
    await idle();
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
    await arrivals.stop();
  });
});

describe('a room after its visit', () => {
  it('is closed an hour after the end, and put off while anybody is in it', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const sessionId = await sessionOf(clinic);
    video.join({ sessionId, role: 'practitioner' });
    await clinic.when.timeIs('11:28');
    expect(video.sessions).toHaveLength(1);
    video.leave({ sessionId, role: 'practitioner' });
    await clinic.when.timeIs('11:31');
    expect(video.sessions).toEqual([]);
    const { video: desk } = clinic.parts.arrivals;
    expect((await desk.visit({ sessionId, role: 'patient' }))?.status).toBe('ended');
    await clinic.when.timeIs('13:00');
    expect(video.calls.close).toBe(1);
  });

  it('is closed after a restart too', async () => {
    const clinic = await invited();
    await clinic.parts.arrivals.stop();
    clinic.parts.clock.moveTo(clinic.parts.clock.now() + 3 * 60 * 60_000);
    await anotherEngine(clinic).runOnce();
    expect(clinic.parts.video.sessions).toEqual([]);
  });

  it('is closed after a whole night without us, whoever forgot to leave', async () => {
    const clinic = await invited();
    clinic.parts.video.join({ sessionId: await sessionOf(clinic), role: 'practitioner' });
    await clinic.parts.arrivals.stop();
    clinic.parts.clock.moveTo(clinic.parts.clock.now() + 24 * 60 * 60_000);
    await anotherEngine(clinic).runOnce();
    expect(clinic.parts.video.sessions).toEqual([]);
  });

  it('that was to be closed is opened again when the visit is moved to the afternoon', async () => {
    const clinic = await invited();
    await clinic.when.timeIs('11:26');
    expect(clinic.parts.video.sessions).toEqual([]);
    await clinic.when.pmsMoves('Amelia', '15:00');
    await clinic.when.timeIs('14:51');
    expect(clinic.parts.video.sessions).toHaveLength(1);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('VideoInvite');
  });

  it('is not closed for an hour that belongs to the time before', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const sessionId = await sessionOf(clinic);
    video.join({ sessionId, role: 'practitioner' });
    await clinic.when.timeIs('11:26');
    await clinic.when.pmsMoves('Amelia', '11:30');
    video.leave({ sessionId, role: 'practitioner' });
    await clinic.when.timeIs('11:45');
    expect(video.sessions).toHaveLength(1);
    expect(video.calls.close).toBe(0);
  });
});
