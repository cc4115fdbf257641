import { describe, expect, it } from 'vitest';
import { VideoError } from '../errors.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

const down = (): Promise<never> => Promise.reject(new VideoError({ message: '[video] 503', isRetryable: true }));

/** Amelia has chosen video and is invited: her room is open. */
async function invited(): Promise<Scenario> {
  const clinic = await scenario({ at: '06:50' });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:15');
  await clinic.when.patientTexts('Amelia', 'yes');
  await clinic.when.timeIs('10:00');
  expect(clinic.parts.video.sessions).toHaveLength(1);
  return clinic;
}

/** The session that a conversation has now. */
async function sessionOf({ parts }: Scenario, name: string): Promise<string | null> {
  const record = await parts.store.conversation({ appointmentId: parts.idOf(name) });
  return record?.state.context.sessionId ?? null;
}

describe('a video room', () => {
  it('is closed with the visit that it was for', async () => {
    const clinic = await invited();
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    expect(clinic.parts.video.sessions).toEqual([]);
  });

  it('is not closed under an appointment that was booked anew and has taken it over', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const real = { close: video.close.bind(video) };
    video.close = down;
    const before = await sessionOf(clinic, 'Amelia');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.given.appointment({
      patient: 'Amelia',
      as: 'anew',
      at: '10:20',
      phone: clinic.parts.phoneOf('Amelia'),
    });
    await clinic.when.minutesPass(3);
    expect(await sessionOf(clinic, 'anew')).toBe(before);
    Object.assign(video, real);
    await clinic.when.minutesPass(5);
    expect(video.sessions.map(({ sessionId }) => sessionId)).toEqual([before]);
    await clinic.when.pmsSets('anew', { status: 'cancelled' });
    expect(video.sessions).toEqual([]);
  });

  it('of another patient on the phone does not keep it open', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const phone = clinic.parts.phoneOf('Amelia');
    await clinic.given.appointment({ patient: 'Sam', at: '10:40', phone, modality: 'video' });
    await clinic.when.timeIs('10:05');
    const own = await sessionOf(clinic, 'Amelia');
    expect(await sessionOf(clinic, 'Sam')).not.toBe(own);
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    expect(video.sessions.map(({ sessionId }) => sessionId)).not.toContain(own);
    expect(video.calls.close).toBe(1);
  });

  it('is not closed when the patient wants video again while the server was down', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const real = { close: video.close.bind(video) };
    video.close = down;
    await clinic.when.patientTexts('Amelia', 'no');
    await clinic.when.patientTexts('Amelia', 'yes');
    Object.assign(video, real);
    await clinic.when.minutesPass(3);
    expect(video.sessions).toHaveLength(1);
    expect(video.calls.close).toBe(0);
    await expectDropped(clinic, 'close-session', 'the visit is by video again');
  });

  it('is not opened for a visit that is in person by then, and nobody is told of a room that failed', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const real = { open: video.open.bind(video), close: video.close.bind(video) };
    video.open = down;
    await clinic.when.pmsMoves('Amelia', '10:50');
    await clinic.when.timeIs('10:40');
    await clinic.when.patientTexts('Amelia', 'no');
    Object.assign(video, real);
    const { open } = video.calls;
    await clinic.when.minutesPass(5);
    expect(video.calls.open).toBe(open);
    expect(video.sessions).toEqual([]);
    await expectDropped(clinic, 'open-session', 'the visit is not by video any more');
  });

  it('is given up on a day later, when the video server never came back', async () => {
    const clinic = await invited();
    clinic.parts.video.close = down;
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.when.timeIs('11:00', '2026-03-03');
    const effects = await clinic.parts.store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
    const reason = 'the video server was not reached in time';
    expect(effects.find(({ effect }) => effect.type === 'close-session')).toMatchObject({ status: 'failed', reason });
  });

  it('is asked for again when its server answers nonsense', async () => {
    const clinic = await scenario({ at: '06:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    const { video } = clinic.parts;
    const open = video.open.bind(video);
    const answers = [new SyntaxError('Unexpected token < in JSON')];
    video.open = (session) => {
      const answer = answers.shift();
      return answer === undefined ? open(session) : Promise.reject(answer);
    };
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.timeIs('10:01');
    expect(answers).toEqual([]);
    expect(video.sessions).toHaveLength(1);
  });
});

async function expectDropped(clinic: Scenario, type: string, reason: string): Promise<void> {
  const effects = await clinic.parts.store.effectsOfAppointment({ appointmentId: clinic.parts.idOf('Amelia') });
  const dropped = effects.filter(({ effect, status }) => effect.type === type && status === 'dropped');
  expect(dropped.map((record) => record.reason)).toContain(reason);
}
