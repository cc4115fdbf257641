import { describe, expect, it } from 'vitest';
import { AppointmentStoreError, VideoError } from '../errors.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { at } from '../testing/one-visit.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';
import type { VideoProvider, VideoRole } from '../ports/video-provider.ts';

const roles: readonly VideoRole[] = ['patient', 'practitioner', 'guest'];
const down = (): Promise<never> => Promise.reject(new VideoError({ message: '[video] 503', isRetryable: true }));

interface Consultation {
  readonly clinic: Scenario;
  readonly sessionId: string;
  readonly desk: Scenario['parts']['arrivals']['video'];
}

/** Amelia has chosen video for 10:10, in a clinic whose clock then shows the given time. */
async function consultation(time: string, options: ScenarioOptions = {}): Promise<Consultation> {
  const clinic = await scenario({ at: '06:50', ...options });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:15');
  await clinic.when.patientTexts('Amelia', 'yes');
  await clinic.when.timeIs(time);
  const { parts } = clinic;
  const record = await parts.store.conversation({ appointmentId: parts.idOf('Amelia') });
  return { clinic, sessionId: record?.state.context.sessionKey ?? '', desk: parts.arrivals.video };
}

describe('what the holder of a link may know', () => {
  it('is when the room opens, whom they meet, and no name of anybody else’s', async () => {
    const own = await consultation('09:30');
    const { desk, sessionId } = own;
    const meeting = {
      opensAt: at('10:00'),
      startAt: at('10:10'),
      endAt: at('10:25'),
      practitionerName: 'Dr Sharma',
      patientName: null,
      patientInSince: null,
      practitionerInSince: null,
      delayMinutes: null,
      mayAskForCall: true,
    };
    expect(await desk.visit({ sessionId, role: 'patient' })).toEqual({
      status: 'early',
      clinic: { name: 'Main Street Clinic', phone: '(03) 5550 0100', timeZone: 'Australia/Melbourne' },
      language: null,
      meeting,
    });
    const guest = await desk.visit({ sessionId, role: 'guest' });
    expect(guest).toMatchObject({ status: 'early', meeting: { ...meeting, mayAskForCall: false } });
    const practitioner = await desk.visit({ sessionId, role: 'practitioner' });
    const name = (await own.clinic.parts.arrivals.today()).lines[0]?.patientName;
    expect(practitioner).toMatchObject({ status: 'open', meeting: { patientName: name, mayAskForCall: false } });
  });

  it('is that people may join, from the moment of the invite', async () => {
    const own = await consultation('10:00');
    for (const role of roles) expect((await own.desk.visit({ sessionId: own.sessionId, role }))?.status).toBe('open');
  });

  it('cuts off no consultation that goes on when the visit is moved to later, and tells the new time to who waits', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const { video } = clinic.parts;
    const later = { startAt: at('10:40'), endAt: at('10:55') };
    for (const role of ['patient', 'practitioner', 'guest'] as const) video.join({ sessionId, role });
    await clinic.when.secondsPass(15);
    await clinic.when.pmsSets('Amelia', later);
    for (const role of roles) expect((await desk.visit({ sessionId, role }))?.status).toBe('open');
    video.leave({ sessionId, role: 'practitioner' });
    await clinic.when.secondsPass(15);
    expect(await desk.visit({ sessionId, role: 'patient' })).toMatchObject({ status: 'early', meeting: later });
  });

  it('is nothing for a link that leads nowhere', async () => {
    const { desk } = await consultation('10:00');
    for (const sessionId of ['', 'nobody', '../x'])
      for (const role of roles) {
        expect(await desk.visit({ sessionId, role })).toBeNull();
        expect(await desk.admit({ sessionId, role })).toEqual({ type: 'refused', visit: null });
        expect(await desk.callInstead({ sessionId, role })).toBe(false);
      }
  });

  it.each([
    ['cancelled', { status: 'cancelled' }],
    ['in person after all', { modality: 'in-person' }],
  ] as const)('is only that it has ended, when it is %s', async (_, change) => {
    const own = await consultation('10:01');
    await own.clinic.when.pmsSets('Amelia', change);
    for (const role of roles) {
      const pass = { sessionId: own.sessionId, role };
      const visit = await own.desk.visit(pass);
      expect(visit).toMatchObject({ status: 'ended', meeting: null });
      expect(JSON.stringify(visit)).not.toMatch(/Sharma|Amelia/u);
      expect(await own.desk.admit(pass)).toEqual({ type: 'refused', visit });
      expect(await own.desk.callInstead(pass)).toBe(false);
    }
    expect(own.clinic.parts.video.sessions).toEqual([]);
  });

  it('is that the practitioner rings, where they do', async () => {
    const own = await consultation('10:01', { telephone: ['sharma'] });
    const visit = await own.desk.visit({ sessionId: own.sessionId, role: 'patient' });
    expect(visit).toMatchObject({ status: 'telephone', meeting: { mayAskForCall: false } });
    expect(await own.desk.callInstead({ sessionId: own.sessionId, role: 'patient' })).toBe(true);
    expect(await own.desk.admit({ sessionId: own.sessionId, role: 'patient' })).toEqual({ type: 'refused', visit });
    expect(own.clinic.parts.video.calls.open).toBe(0);
  });

  it('is by how much the practitioner was late for the patient before, in steps of five minutes', async () => {
    const own = await consultation('07:20');
    const { clinic, desk, sessionId } = own;
    await clinic.given.appointment({ patient: 'Sam', at: '09:50' });
    const delay = async () => (await desk.visit({ sessionId, role: 'patient' }))?.meeting?.delayMinutes;
    await clinic.when.timeIs('09:45');
    await clinic.when.patientTexts('Sam', 'arrived');
    await clinic.when.timeIs('10:03');
    expect(await delay()).toBeNull();
    await clinic.when.pmsSets('Sam', { status: 'fulfilled' });
    expect(await delay()).toBe(10);
    await clinic.when.timeIs('11:04');
    expect(await delay()).toBeNull();
  });

  it('is no delay of less than five minutes, of another practitioner, or of their own call', async () => {
    const own = await consultation('07:20');
    const { clinic, desk, sessionId } = own;
    const delay = async () => (await desk.visit({ sessionId, role: 'patient' }))?.meeting?.delayMinutes;
    await clinic.given.appointment({ patient: 'Sam', at: '09:50' });
    await clinic.given.appointment({ patient: 'Mia', at: '09:00', practitioner: 'wong' });
    await clinic.when.timeIs('09:54');
    await clinic.when.pmsSets('Sam', { status: 'fulfilled' });
    await clinic.when.pmsSets('Mia', { status: 'fulfilled' });
    expect(await delay()).toBeNull();
    await clinic.when.timeIs('10:40');
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(await delay()).toBeNull();
  });

  it('is found by any engine of the clinic, and by the one after a restart', async () => {
    const { clinic, sessionId } = await consultation('10:01');
    const other = anotherEngine(clinic);
    expect((await other.video.visit({ sessionId, role: 'patient' }))?.status).toBe('open');
  });

  it('is found by an engine that stands by also when the one that leads has seen it cancelled and booked anew', async () => {
    const { clinic, sessionId } = await consultation('09:30');
    const other = anotherEngine(clinic);
    const pass = { sessionId, role: 'patient' } as const;
    expect((await other.video.visit(pass))?.status).toBe('early');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    const phone = clinic.parts.phoneOf('Amelia');
    await clinic.given.appointment({ patient: 'Amelia', as: 'anew', at: '10:30', phone });
    await clinic.when.timeIs('10:25');
    for (const engine of [clinic.parts.arrivals, other]) expect((await engine.video.visit(pass))?.status).toBe('open');
  });

  it('is not asked of the store again and again for links that nobody made', async () => {
    const { clinic, sessionId } = await consultation('10:01');
    const other = anotherEngine(clinic);
    const { store } = clinic.parts;
    const conversationsOfDay = store.conversationsOfDay.bind(store);
    let reads = 0;
    store.conversationsOfDay = (query) => {
      reads += 1;
      return conversationsOfDay(query);
    };
    await Promise.all([...'abcdefgh'].map((guess) => other.video.visit({ sessionId: guess, role: 'patient' })));
    expect(await other.video.visit({ sessionId, role: 'patient' })).not.toBeNull();
    expect(reads).toBe(3);
  });
});

describe('letting people in', () => {
  it('gives everybody a ticket of their own while the room is open', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    for (const role of roles) {
      const url = `https://video.example/${sessionId}/room?role=${role}`;
      expect(await desk.admit({ sessionId, role })).toEqual({ type: 'admitted', ticket: { type: 'page', url } });
    }
    expect(clinic.parts.video.calls.open).toBe(1);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
  });

  it('is for the practitioner from the morning on, and for nobody else before the invite', async () => {
    const { clinic, desk, sessionId } = await consultation('08:00');
    for (const role of ['patient', 'guest'] as const)
      expect(await desk.admit({ sessionId, role })).toMatchObject({ type: 'refused', visit: { status: 'early' } });
    expect(clinic.parts.video.calls.open).toBe(0);
    expect(await desk.admit({ sessionId, role: 'practitioner' })).toMatchObject({ type: 'admitted' });
    clinic.parts.video.join({ sessionId, role: 'practitioner' });
    await clinic.when.secondsPass(15);
    expect((await clinic.parts.arrivals.today()).lines[0]?.video?.practitionerInSince).toBe(clinic.parts.clock.now());
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
  });

  it('opens a room that the server has collected', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const { video } = clinic.parts;
    await video.close({ sessionId });
    expect(await desk.admit({ sessionId, role: 'patient' })).toMatchObject({ type: 'admitted' });
    expect(video.sessions).toHaveLength(1);
  });

  it('by a server that is down fails, nobody counts as joined, and it is noted', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const { video, arrivals } = clinic.parts;
    const real = { open: video.open.bind(video), admit: video.admit.bind(video) };
    Object.assign(video, { open: down, admit: down });
    await expect(desk.admit({ sessionId, role: 'patient' })).rejects.toThrow('[video] 503');
    expect(arrivals.health().parts.video.isUp).toBe(false);
    Object.assign(video, real);
    expect(await desk.admit({ sessionId, role: 'patient' })).toMatchObject({ type: 'admitted' });
    expect(arrivals.health().parts.video.isUp).toBe(true);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
  });

  it('that fails for good is not tried twice', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const { video } = clinic.parts;
    video.failNext(new VideoError({ message: '[video] 401, check the secret', isRetryable: false }));
    await expect(desk.admit({ sessionId, role: 'patient' })).rejects.toThrow('401');
    expect(video.calls.open).toBe(1);
  });

  it('is refused when the visit is cancelled meanwhile, and no room is left', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const { video } = clinic.parts;
    const admit = video.admit.bind(video);
    video.admit = async (query) => {
      video.admit = admit;
      await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
      await video.open({ ...query, startAt: 0, endAt: 0 });
      return admit(query);
    };
    expect(await desk.admit({ sessionId, role: 'patient' })).toMatchObject({ visit: { status: 'ended' } });
    expect(video.sessions).toEqual([]);
  });

  it('gives tickets that end an hour after the visit, or a moment from now when it runs later still', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const { video } = clinic.parts;
    const admit = video.admit.bind(video);
    const validUntil: number[] = [];
    video.admit = (query) => {
      validUntil.push(query.validUntil);
      return admit(query);
    };
    video.join({ sessionId, role: 'practitioner' });
    await desk.admit({ sessionId, role: 'patient' });
    await clinic.when.timeIs('11:24');
    await desk.admit({ sessionId, role: 'patient' });
    expect(validUntil).toEqual([at('11:25'), clinic.parts.clock.now() + 5 * 60_000]);
  });

  it('leads to the link where there is no page of ours', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    Object.assign(clinic.parts.video, { admit: undefined });
    const ticket = { type: 'page', url: `https://video.example/${sessionId}?role=patient` };
    expect(await desk.admit({ sessionId, role: 'patient' })).toEqual({ type: 'admitted', ticket });
    const link = clinic.parts.video.link.bind(clinic.parts.video);
    clinic.parts.video.link = (query) => (query.role === 'guest' ? null : link(query));
    await expect(desk.admit({ sessionId, role: 'guest' })).rejects.toThrow('there is no link for this role');
  });

  it('counts as joining for the patient alone, where nobody can tell who is in', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const blind: Partial<VideoProvider> = { abilities: { knowsWhoJoined: false } };
    Object.assign(clinic.parts.video, blind, { participants: undefined });
    for (const role of ['practitioner', 'guest'] as const) await desk.admit({ sessionId, role });
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
    await desk.admit({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(10);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await desk.admit({ sessionId, role: 'patient' });
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-ready');
    expect((await clinic.parts.arrivals.today()).lines[0]?.video?.patientInSince).toBeNull();
  });

  it('counts as joining with a practitioner who meets patients elsewhere, and nobody is missed in a room', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const record = await clinic.parts.store.conversation({ appointmentId: clinic.parts.idOf('Amelia') });
    const notFor = [record?.state.context.appointment.practitioner.id ?? ''];
    Object.assign(clinic.parts.video, { abilities: { knowsWhoJoined: true, notFor } });
    await desk.admit({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(10);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(await clinic.then.stateOf('Amelia')).toBe('called');
    expect(await clinic.then.openTasks()).toEqual([]);
  });
});

describe('asking to be rung', () => {
  it('makes it a telephone call in the PMS, closes the room, and the patient counts as ready', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    expect(await desk.callInstead({ sessionId, role: 'patient' })).toBe(true);
    await clinic.when.secondsPass(10);
    const { pms, video } = clinic.parts;
    expect(await pms.read({ id: clinic.parts.idOf('Amelia') })).toMatchObject({ modality: 'phone', status: 'arrived' });
    expect(video.sessions).toEqual([]);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-ready');
    expect(await clinic.then.openTasks()).toEqual([]);
    expect((await clinic.parts.arrivals.today()).lines[0]?.video?.isByTelephone).toBe(true);
    for (const role of roles) expect((await desk.visit({ sessionId, role }))?.status).toBe('telephone');
    expect(await desk.callInstead({ sessionId, role: 'patient' })).toBe(true);
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Amelia').filter((text) => text === 'VideoInvite')).toHaveLength(1);
  });

  it('twice at once, as a relay may hand it on to two processes, is had by both and done once', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const other = anotherEngine(clinic).video;
    const pass = { sessionId, role: 'patient' } as const;
    expect(await Promise.all([desk.callInstead(pass), other.callInstead(pass)])).toEqual([true, true]);
    const effects = await clinic.parts.store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    expect(effects.filter(({ effect }) => effect.type === 'close-session')).toHaveLength(1);
    await clinic.when.secondsPass(10);
    expect(await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') })).toMatchObject({ modality: 'phone' });
  });

  it('is for the patient to ask, and for nobody else', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    for (const role of ['practitioner', 'guest'] as const)
      expect(await desk.callInstead({ sessionId, role })).toBe(false);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-invited');
  });

  it('while the doctor waits is a task at once', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    clinic.parts.video.join({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(15);
    expect(await desk.callInstead({ sessionId, role: 'patient' })).toBe(true);
    await clinic.when.secondsPass(10);
    expect(await clinic.then.openTasks()).toEqual(['wants-to-be-rung']);
  });

  it('before the invite makes it an invite by telephone, and no room is opened', async () => {
    const { clinic, desk, sessionId } = await consultation('09:30');
    expect(await desk.callInstead({ sessionId, role: 'patient' })).toBe(true);
    await clinic.when.timeIs('10:01');
    expect(clinic.parts.video.calls.open).toBe(0);
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1)).toContain('will ring you on this number');
  });

  it('with a PMS that is read-only is the task that such a write becomes', async () => {
    const abilities = { canSetTelehealth: false };
    const { clinic, desk, sessionId } = await consultation('10:01', { abilities });
    const before = (await clinic.then.openTasks()).length;
    expect(await desk.callInstead({ sessionId, role: 'patient' })).toBe(true);
    await clinic.when.secondsPass(10);
    expect((await clinic.then.openTasks()).slice(before)).toEqual(['pms-update']);
    expect((await desk.visit({ sessionId, role: 'patient' }))?.status).toBe('telephone');
    await clinic.when.pmsSets('Amelia', { modality: 'phone' });
    await clinic.when.secondsPass(20);
    const effects = await clinic.parts.store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    const last = effects.findLast(
      ({ effect }) => effect.type === 'update-appointment' && effect.change.type === 'set-telehealth',
    );
    expect(last?.status).toBe('done');
  });

  it('while the PMS is slow is not undone by what was to be written before', async () => {
    const clinic = await scenario({ at: '06:50' });
    const { arrivals, pms, store } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('09:30');
    const written: string[] = [];
    const setTelehealth = pms.setTelehealth.bind(pms);
    pms.setTelehealth = () =>
      Promise.reject(new AppointmentStoreError({ message: '[pms] 503', failure: 'unavailable' }));
    await clinic.when.patientTexts('Amelia', 'yes');
    const record = await store.conversation({ appointmentId: clinic.parts.idOf('Amelia') });
    const pass = { sessionId: record?.state.context.sessionKey ?? '', role: 'patient' } as const;
    expect(await arrivals.video.callInstead(pass)).toBe(true);
    pms.setTelehealth = (change) => {
      written.push(change.modality);
      return setTelehealth(change);
    };
    await clinic.when.minutesPass(3);
    expect(written).toEqual(['phone']);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
  });

  it('is taken back by reception: the link works again and is said once more', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    await desk.callInstead({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(10);
    await clinic.when.pmsSets('Amelia', { modality: 'video' });
    await clinic.when.minutesPass(3);
    expect((await desk.visit({ sessionId, role: 'patient' }))?.status).toBe('open');
    expect(await desk.admit({ sessionId, role: 'patient' })).toMatchObject({ type: 'admitted' });
    expect(clinic.then.textsTo('Amelia').filter((text) => text === 'VideoInvite')).toHaveLength(2);
    const bodies = clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia'));
    expect(bodies.filter((body) => body.includes(sessionId))).toHaveLength(2);
  });

  it('is not lost when we are killed right after it was confirmed', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    expect(await desk.callInstead({ sessionId, role: 'patient' })).toBe(true);
    clinic.parts.clock.advance(60_000);
    await anotherEngine(clinic).runOnce();
    expect(await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') })).toMatchObject({ modality: 'phone' });
  });
});

describe('links for reception', () => {
  it('are those of the provider, for every role, as long as the visit is by video', async () => {
    const { clinic, desk, sessionId } = await consultation('09:00');
    const appointmentId = clinic.parts.idOf('Amelia');
    for (const role of roles)
      expect(await desk.link({ appointmentId, role })).toBe(`https://video.example/${sessionId}?role=${role}`);
    expect(await desk.link({ appointmentId: 'nobody', role: 'guest' })).toBeNull();
    await desk.callInstead({ sessionId, role: 'patient' });
    expect(await desk.link({ appointmentId, role: 'guest' })).toBeNull();
  });

  it('end with the visit, and are none for a visit in person', async () => {
    const { clinic, desk } = await consultation('09:00');
    await clinic.given.appointment({ patient: 'Sam', at: '11:00' });
    expect(await desk.link({ appointmentId: clinic.parts.idOf('Sam'), role: 'patient' })).toBeNull();
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    expect(await desk.link({ appointmentId: clinic.parts.idOf('Amelia'), role: 'guest' })).toBeNull();
  });

  it('are none for a visit that staff still have to settle: they would lead nowhere', async () => {
    const { clinic, desk, sessionId } = await consultation('10:01');
    const appointmentId = clinic.parts.idOf('Amelia');
    await clinic.when.patientTexts('Amelia', 'ready');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    expect(await clinic.then.stateOf('Amelia')).toBe('held');
    expect(await desk.visit({ sessionId, role: 'guest' })).toMatchObject({ status: 'ended' });
    expect(await desk.link({ appointmentId, role: 'guest' })).toBeNull();
  });

  it('cannot be guessed: twenty letters and digits that can be read out', async () => {
    const { sessionId } = await consultation('09:00');
    expect(sessionId).toMatch(/^[0-9a-z]{20}$/u);
    for (const letter of 'i, l, o, u'.split(', ')) expect(sessionId).not.toContain(letter);
  });

  it('of a visit that was booked anew lead to the new one', async () => {
    const { clinic, desk, sessionId } = await consultation('09:00');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    const phone = clinic.parts.phoneOf('Amelia');
    await clinic.given.appointment({ patient: 'Amelia', as: 'anew', at: '10:40', phone });
    await clinic.when.minutesPass(3);
    const visit = await desk.visit({ sessionId, role: 'patient' });
    expect(visit).toMatchObject({ status: 'early' });
    expect(await desk.link({ appointmentId: clinic.parts.idOf('anew'), role: 'patient' })).toContain(sessionId);
    expect(await anotherEngine(clinic).video.visit({ sessionId, role: 'patient' })).toEqual(visit);
  });
});
