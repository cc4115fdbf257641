import { describe, expect, it } from 'vitest';
import { interpretReply } from '../conversation/replies/interpret-reply.ts';
import { checkTemplate } from '../conversation/templates/check-template.ts';
import { createTemplates } from '../conversation/templates/templates.ts';
import { templateNames } from '../conversation/template-name.ts';
import { parseMobileNumber, parsePhoneNumber } from '../phone-number.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import { scenarioClinic } from '../testing/scenario-clinic.ts';
import { createArrivals } from './create-arrivals.ts';

describe('mistakes of earlier waiting rooms', () => {
  it.each(['joined', 'ready', 'waiting', "I'm waiting"])(
    'the invite says ready but only joined is understood; waiting is asked for and not understood: "%s"',
    async (body) => {
      const clinic = await scenario();
      await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
      await clinic.when.timeIs('07:10');
      await clinic.when.patientTexts('Ben', 'yes');
      await clinic.when.timeIs('10:01');
      await clinic.when.patientTexts('Ben', body);
      expect(await clinic.then.stateOf('Ben')).toBe('remote-ready');
    },
  );

  it('an unfinished default text: every name has a wording that its check accepts', async () => {
    const templates = createTemplates({ overrides: {}, language: 'en' });
    for (const name of templateNames) {
      const { problems } = await checkTemplate({ name, language: 'en', source: templates.source(name, 'en') });
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('the day is fixed at start-up, so after midnight nobody is served', async () => {
    const clinic = await scenario({ at: '22:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10', day: '2026-03-03' });
    await clinic.when.timeIs('07:10', '2026-03-03');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
    expect((await clinic.parts.arrivals.today()).day).toBe('2026-03-03');
  });

  it('telehealth set by reception is not seen', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:10');
    await clinic.when.pmsSets('Ben', { modality: 'video' });
    expect(await clinic.then.stateOf('Ben')).toBe('remote-scheduled');
    expect(clinic.then.textsTo('Ben').at(-1)).toBe('VideoWelcome');
  });

  it.each([
    ['phone', 'telephone'],
    ['video', 'open'],
  ] as const)('telehealth set by reception is not seen: %s instead of the other', async (modality, status) => {
    const other = modality === 'phone' ? 'video' : 'phone';
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10', modality: other });
    await clinic.when.timeIs('10:01');
    await clinic.when.pmsSets('Ben', { modality });
    await clinic.when.minutesPass(2);
    const [sessionId = ''] = await clinic.parts.arrivals.video.sessions();
    expect(await clinic.parts.arrivals.video.visit({ sessionId, role: 'patient' })).toMatchObject({ status });
    expect(clinic.then.textsTo('Ben')).toEqual(['VideoWelcome', 'VideoInvite', 'VideoInvite']);
    const links = clinic.then.bodiesTo(clinic.parts.phoneOf('Ben')).map((body) => body.includes(sessionId));
    expect(links).toEqual([false, modality === 'phone', modality === 'video']);
  });

  it('texts queued during a restart are answered "unknown phone" and lost', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('09:40');
    const { arrivals, gateway, clock } = clinic.parts;
    await arrivals.stop();
    gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    clock.advance(20 * 60_000);
    await anotherEngine(clinic).runOnce();
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia'))).toHaveLength(2);
  });

  it('text first, PMS later, no outbox: crash = duplicate or false thanks', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    let thankedBeforePms = false;
    const { pms, gateway } = clinic.parts;
    const write = pms.markArrived.bind(pms);
    pms.markArrived = async (change) => {
      thankedBeforePms = gateway.sent.some(({ id }) => id.includes('ArrivedThanks'));
      return write(change);
    };
    await clinic.when.patientTexts('Amelia', 'here');
    expect(thankedBeforePms).toBe(false);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('arrived set by reception never leads to a call-in', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.pmsSets('Amelia', { status: 'arrived' });
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('DoctorReady');
  });

  it("three appointments on a phone give two errors and the wrong child's name", async () => {
    const clinic = await scenario();
    const phone = '+61491570222';
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '11:40', phone });
    await clinic.given.appointment({ patient: 'Leo', at: '13:10', phone });
    await clinic.when.timeIs('10:12');
    await clinic.when.patientTexts('Sam', 'here');
    const asked = clinic.then.bodiesTo(phone).at(-1) ?? '';
    for (const name of ['Sam', 'Mia', 'Leo']) expect(asked).toContain(name);
    await clinic.when.patientTexts('Sam', '2');
    const statuses = await Promise.all(['Sam', 'Mia', 'Leo'].map((name) => clinic.then.statusOf(name)));
    expect(statuses).toEqual(['booked', 'arrived', 'booked']);
  });

  it('y works with one appointment, not with two', async () => {
    const clinic = await scenario();
    const phone = '+61491570222';
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '11:40', phone });
    await clinic.when.timeIs('08:45');
    await clinic.when.patientTexts('Sam', 'y');
    await clinic.when.patientTexts('Sam', 'both');
    expect([await clinic.then.stateOf('Sam'), await clinic.then.stateOf('Mia')]).toEqual([
      'remote-scheduled',
      'remote-scheduled',
    ]);
  });

  it('a cancelled or moved appointment stays silent', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '15:30' });
    await clinic.when.timeIs('08:30');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.when.pmsMoves('Ben', '16:00');
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Cancellation']);
    expect(clinic.then.textsTo('Ben')).toEqual(['Rescheduled']);
  });

  it('the doctor opening the room counts as the patient', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:10');
    await clinic.when.patientTexts('Ben', 'yes');
    await clinic.when.timeIs('10:01');
    await clinic.when.patientTexts('Ben', 'ready');
    const record = await clinic.parts.store.conversation({ appointmentId: clinic.parts.idOf('Ben') });
    const sessionId = record?.state.context.sessionId ?? '';
    clinic.parts.video.participants = () =>
      Promise.resolve([{ sessionId, role: 'practitioner', joinedAt: clinic.parts.clock.now() }]);
    expect(sessionId).not.toBe('');
    await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
    expect(await clinic.then.openTasks()).toEqual(['not-in-session']);
  });

  it('the doctor opening the room counts as the patient: by the page or by the room, nobody has arrived', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:10');
    await clinic.when.patientTexts('Ben', 'yes');
    await clinic.when.timeIs('10:01');
    const { arrivals, video } = clinic.parts;
    const [sessionId = ''] = await arrivals.video.sessions();
    await arrivals.video.admit({ sessionId, role: 'practitioner' });
    video.join({ sessionId, role: 'practitioner' });
    video.join({ sessionId, role: 'guest' });
    await clinic.when.minutesPass(2);
    expect(await clinic.then.stateOf('Ben')).toBe('remote-invited');
    expect(await clinic.then.statusOf('Ben')).toBe('booked');
    video.join({ sessionId, role: 'patient' });
    await clinic.when.secondsPass(15);
    expect(await clinic.then.statusOf('Ben')).toBe('arrived');
  });

  it('sessions are never closed', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:10');
    await clinic.when.patientTexts('Ben', 'yes');
    await clinic.when.timeIs('10:01');
    const closed: string[] = [];
    const close = clinic.parts.video.close.bind(clinic.parts.video);
    clinic.parts.video.close = async (query) => {
      closed.push(query.sessionId);
      await close(query);
    };
    await clinic.when.pmsSets('Ben', { status: 'noshow' });
    expect(closed).toHaveLength(1);
  });

  it('sessions are never closed: not an hour after a visit that nobody ended', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:10');
    await clinic.when.patientTexts('Ben', 'yes');
    await clinic.when.timeIs('11:24');
    const { arrivals, video } = clinic.parts;
    const [sessionId = ''] = await arrivals.video.sessions();
    expect(video.sessions).toHaveLength(1);
    await clinic.when.timeIs('11:26');
    expect(video.sessions).toEqual([]);
    expect(await arrivals.video.admit({ sessionId, role: 'patient' })).toMatchObject({ visit: { status: 'ended' } });
  });

  it('the daily cap forgets at restart and drops silently', async () => {
    const clinic = await scenario({ settings: { dailyTexts: 1 } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    const { arrivals, pms, gateway, video, store, clock } = clinic.parts;
    await arrivals.stop();
    gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'no' });
    const next = createArrivals({
      clinic: scenarioClinic,
      appointments: pms,
      messages: gateway,
      video,
      store,
      clock,
      settings: { pmsProfile: 'starts-on-fulfilled', dailyTexts: 1 },
    });
    await next.runOnce();
    expect(gateway.sent).toHaveLength(1);
    expect(await clinic.then.openTasks()).toEqual(['daily-limit']);
  });

  it('only 04… numbers of one country work', async () => {
    expect(await parseMobileNumber('021 123 4567', 'NZ')).toBe('+64211234567');
    expect(await parseMobileNumber('0491 570 006', 'AU')).toBe('+61491570006');
    expect(await parsePhoneNumber('+44 7400 123456', 'AU')).toBe('+447400123456');
  });

  it('unknown messages vanish at restart', async () => {
    const clinic = await scenario();
    await clinic.when.numberTexts('+61491570999', 'hello?');
    const { arrivals, pms, gateway, video, store, clock } = clinic.parts;
    await arrivals.stop();
    const next = createArrivals({ clinic: scenarioClinic, appointments: pms, messages: gateway, video, store, clock });
    await next.runOnce();
    expect(await next.unknownMessages()).toMatchObject([{ phone: '+61491570999', body: 'hello?' }]);
  });

  it('a mistyped variable goes to patients', async () => {
    const clinic = await scenario();
    const source = 'Dear {{ Patient.names }}, come to {{ room }}.';
    const saving = clinic.parts.arrivals.templates.set({ name: 'DoctorReady', language: 'en', source, by: 'kim' });
    await expect(saving).rejects.toThrow(/templates\.DoctorReady.*Patient\.names/);
  });

  it('a failed receive kills the poller', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    const { gateway } = clinic.parts;
    const receive = gateway.receive.bind(gateway);
    gateway.receive = () => Promise.reject(new Error('connection reset'));
    await clinic.when.patientTexts('Amelia', 'here');
    expect(clinic.parts.arrivals.health().parts.inbound.isUp).toBe(false);
    gateway.receive = receive;
    await clinic.when.secondsPass(10);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    expect(clinic.parts.arrivals.health().parts.inbound.isUp).toBe(true);
  });

  it('fulfilled hard-wired as "come in": with the standard\'s meaning it is over, and unset it is a task', async () => {
    for (const [pmsProfile, tasks] of [
      ['fhir', []],
      ['unset', ['profile-not-chosen']],
    ] as const) {
      const clinic = await scenario({ settings: { pmsProfile } });
      await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
      await clinic.when.timeIs('10:00');
      await clinic.when.patientTexts('Amelia', 'here');
      await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
      expect(clinic.then.textsTo('Amelia')).not.toContain('DoctorReady');
      expect(await clinic.then.openTasks()).toEqual(tasks);
    }
  });

  it('"not here yet" is no arrival', () => {
    expect(interpretReply('not here yet', { languages: ['en'], expecting: [] }).intent).not.toBe('arrived');
  });
});
