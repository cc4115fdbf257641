import { describe, expect, it } from 'vitest';
import { VideoError } from '../errors.ts';
import { at } from '../testing/one-visit.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';

const unavailable = new VideoError({ message: '[video] 503', isRetryable: true });
const down = (): Promise<never> => Promise.reject(unavailable);

/** Amelia has chosen video; a minute before she is invited. */
async function beforeInvite(options: ScenarioOptions = {}): Promise<Scenario> {
  const clinic = await scenario({ at: '06:50', ...options });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:15');
  await clinic.when.patientTexts('Amelia', 'yes');
  await clinic.when.timeIs('09:59');
  return clinic;
}

/** The invite window has just opened, and the video server does not say whether there is a room until `answer` is called. */
async function withHangingServer() {
  const running = await runningClinic();
  const { clinic, pass } = running;
  const { clock, gateway, video } = clinic.parts;
  clock.advance(10 * 60_000);
  await pass(12);
  gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'yes' });
  await pass(10);
  const open = video.open.bind(video);
  let answer = (): void => undefined;
  const hangs = new Promise<void>((resolve) => {
    answer = resolve;
  });
  video.open = async (session) => {
    await hangs;
    await open(session);
  };
  clock.moveTo(at('10:00') - 1_000);
  await pass(3);
  expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
  return { ...running, answer };
}

/** How each invite so far tells the patient to meet. */
function invitesTo(clinic: Scenario, name = 'Amelia'): readonly ('link' | 'ring')[] {
  const bodies = clinic.then.bodiesTo(clinic.parts.phoneOf(name));
  return bodies.flatMap((body) => {
    if (body.includes('https://video.example/')) return ['link'];
    return body.includes('will ring you') ? ['ring'] : [];
  });
}

describe('an invite to a video visit', () => {
  it('has the link, once the room is open', async () => {
    const clinic = await beforeInvite();
    await clinic.when.timeIs('10:00');
    expect(clinic.parts.video.sessions).toHaveLength(1);
    await clinic.when.timeIs('10:30');
    expect(invitesTo(clinic)).toEqual(['link']);
    expect(clinic.parts.video.calls.open).toBe(1);
  });

  it('says that the doctor will ring while the server is down, with a task, and the link follows when it is back', async () => {
    const clinic = await beforeInvite();
    const { video } = clinic.parts;
    const open = video.open.bind(video);
    video.open = down;
    await clinic.when.timeIs('10:03');
    expect(invitesTo(clinic)).toEqual(['ring']);
    expect(await clinic.then.openTasks()).toEqual(['video-unavailable']);
    video.open = open;
    await clinic.when.timeIs('10:06');
    expect(invitesTo(clinic)).toEqual(['ring', 'link']);
    await clinic.when.timeIs('10:30');
    expect(invitesTo(clinic)).toEqual(['ring', 'link']);
    expect(await clinic.then.openTasks()).toEqual(['video-unavailable']);
  });

  it('does not wait for a server that hangs', async () => {
    const { clinic, arrivals, pass, answer } = await withHangingServer();
    await pass(25);
    expect(invitesTo(clinic)).toEqual(['ring']);
    expect(await clinic.then.openTasks()).toEqual(['video-unavailable']);
    answer();
    await pass(2);
    expect(invitesTo(clinic)).toEqual(['ring', 'link']);
    await arrivals.stop();
  });

  it('is not sent to a visit that is cancelled while the server hangs, and no room is left', async () => {
    const { clinic, arrivals, pass, answer } = await withHangingServer();
    const { pms, video } = clinic.parts;
    const current = await pms.read({ id: clinic.parts.idOf('Amelia') });
    if (current !== null) pms.put({ ...current, status: 'cancelled' });
    await pass(15);
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(video.calls.close).toBe(1);
    answer();
    await pass(2);
    expect(video.sessions).toEqual([]);
    expect(invitesTo(clinic)).toEqual([]);
    await arrivals.stop();
  });

  it('is not sent an hour after the end, when the server is back at last', async () => {
    const clinic = await beforeInvite();
    const { video, store } = clinic.parts;
    const open = video.open.bind(video);
    video.open = down;
    await clinic.when.timeIs('11:26');
    video.open = open;
    await clinic.when.timeIs('11:40');
    expect(invitesTo(clinic)).toEqual(['ring']);
    expect(video.sessions).toEqual([]);
    const effects = await store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    const opening = effects.find(({ effect }) => effect.type === 'open-session');
    expect(opening).toMatchObject({ status: 'dropped', reason: 'the visit should be over by now' });
    expect(await clinic.then.openTasks()).toEqual(['video-unavailable']);
  });

  it('has the link once, when the process dies after the room was opened and before that is recorded', async () => {
    const clinic = await beforeInvite();
    const { video, store, clock } = clinic.parts;
    const commit = store.commit.bind(store);
    store.commit = (writes) =>
      (writes.journal ?? []).some(({ event }) => event === 'room-opened')
        ? Promise.reject(new Error('killed'))
        : commit(writes);
    await clinic.when.timeIs('10:00');
    expect(video.sessions).toHaveLength(1);
    expect(invitesTo(clinic)).toEqual([]);
    store.commit = commit;
    clock.advance(40_000);
    const next = anotherEngine(clinic);
    await next.runOnce();
    await next.runOnce();
    clock.advance(60_000);
    await next.runOnce();
    expect(invitesTo(clinic).filter((way) => way === 'link')).toHaveLength(1);
    expect(video.sessions).toHaveLength(1);
  });

  it('is decided in shadow mode as if there were a room, and nothing is opened', async () => {
    const clinic = await beforeInvite();
    const { clock, store, video } = clinic.parts;
    await clinic.parts.arrivals.stop();
    clock.advance(60_000);
    const shadow = anotherEngine(clinic, { mode: 'shadow' });
    await shadow.runOnce();
    await shadow.runOnce();
    expect(video.calls.open).toBe(0);
    const effects = await store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    const invite = effects.find(({ effect }) => effect.type === 'send-message' && effect.template === 'VideoInvite');
    expect(invite).toMatchObject({ status: 'dropped', reason: 'shadow mode: nothing is sent or written' });
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('that was held while there was no room is not sent once there is one: the link alone is', async () => {
    const clinic = await beforeInvite();
    const { video, arrivals } = clinic.parts;
    const open = video.open.bind(video);
    await arrivals.pause({ target: { type: 'clinic' }, by: 'jo' });
    video.open = down;
    await clinic.when.timeIs('10:01');
    video.open = open;
    await clinic.when.timeIs('10:04');
    expect(invitesTo(clinic)).toEqual([]);
    await arrivals.resume({ target: { type: 'clinic' }, by: 'jo' });
    await clinic.when.timeIs('10:08');
    expect(invitesTo(clinic)).toEqual(['link']);
  });

  it('is for the new time when the visit is moved while its room could not be opened', async () => {
    const clinic = await beforeInvite();
    const { video, store } = clinic.parts;
    const open = video.open.bind(video);
    video.open = down;
    await clinic.when.timeIs('10:01');
    await clinic.when.pmsMoves('Amelia', '10:40');
    video.open = open;
    await clinic.when.timeIs('10:20');
    expect(invitesTo(clinic)).toEqual(['ring']);
    expect(video.sessions).toEqual([]);
    const effects = await store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    expect(effects.find(({ effect }) => effect.type === 'open-session')).toMatchObject({
      status: 'dropped',
      reason: 'the appointment was moved: its room is opened for the new time',
    });
    await clinic.when.timeIs('10:31');
    expect(invitesTo(clinic)).toEqual(['ring', 'link']);
  });

  it('comes in its time also to a patient whose doctor was ready before it', async () => {
    const clinic = await beforeInvite();
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(await clinic.then.stateOf('Amelia')).toBe('awaited');
    expect(invitesTo(clinic)).toEqual([]);
    await clinic.when.timeIs('10:20');
    expect(invitesTo(clinic)).toEqual(['link']);
    await clinic.when.pmsSets('Amelia', { status: 'booked' });
    await clinic.when.timeIs('10:30');
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
    expect(invitesTo(clinic)).toEqual(['link']);
  });

  it.each(['fulfilled', 'arrived'] as const)(
    'comes in its time when *%s* was a slip that was taken back',
    async (slip) => {
      const clinic = await beforeInvite();
      await clinic.when.pmsSets('Amelia', { status: slip });
      await clinic.when.pmsSets('Amelia', { status: 'booked' });
      expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
      await clinic.when.timeIs('10:20');
      expect(invitesTo(clinic)).toEqual(['link']);
    },
  );

  it.each(['awaited', 'called'] as const)(
    'has the link when the server is back and reception has made it a call and video again meanwhile, while it is %s',
    async (state) => {
      const clinic = await beforeInvite();
      const { video } = clinic.parts;
      const open = video.open.bind(video);
      video.open = down;
      await clinic.when.timeIs('10:01');
      if (state === 'called') await clinic.when.patientTexts('Amelia', 'ready');
      await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
      expect(await clinic.then.stateOf('Amelia')).toBe(state);
      await clinic.when.pmsSets('Amelia', { modality: 'phone' });
      await clinic.when.minutesPass(4);
      await clinic.when.pmsSets('Amelia', { modality: 'video' });
      video.open = open;
      await clinic.when.minutesPass(6);
      expect(invitesTo(clinic)).toEqual(['ring', 'link']);
      expect(video.sessions).toHaveLength(1);
    },
  );
});
