import { describe, expect, it } from 'vitest';
import { AppointmentStoreError, VideoError } from '../errors.ts';
import { scenario } from '../testing/scenario.ts';

const timeout = (): Promise<never> =>
  Promise.reject(new AppointmentStoreError({ message: '[memory] timeout', failure: 'unavailable' }));

describe('while the PMS takes no writes', () => {
  it('says of the thanks for an arrival that they wait for the PMS', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    clinic.parts.pms.markArrived = timeout;
    await clinic.when.patientTexts('Amelia', 'here');
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ArrivedThanks' } as const;
    expect(await clinic.parts.arrivals.explain(query)).toMatchObject({
      answer: 'waiting',
      reason: 'It waits for the PMS.',
    });
  });

  it('lets an arrival go, with its thanks, when the appointment is cancelled meanwhile', async () => {
    const clinic = await scenario();
    const { arrivals, pms } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    const markArrived = pms.markArrived.bind(pms);
    pms.markArrived = timeout;
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    pms.markArrived = markArrived;
    await clinic.when.minutesPass(10);
    expect(pms.writes).toEqual([]);
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ArrivedThanks' } as const;
    expect(await arrivals.explain(query)).toMatchObject({
      answer: 'dropped',
      reason: 'Not sent: what it reports was not done.',
    });
    expect(clinic.then.textsTo('Amelia')).not.toContain('ArrivedThanks');
  });

  it('ends with what the patient chose last when a slow PMS takes telehealth after the patient has said no', async () => {
    const clinic = await scenario();
    const { pms } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    const setTelehealth = pms.setTelehealth.bind(pms);
    pms.setTelehealth = async (query) => {
      pms.setTelehealth = setTelehealth;
      const written = await setTelehealth(query);
      // The patient thinks again while the PMS has not answered yet.
      await clinic.parts.arrivals.receive({
        gatewayId: 'no-1',
        from: clinic.parts.phoneOf('Amelia'),
        to: '+61480000001',
        body: 'no',
        receivedAt: clinic.parts.clock.now(),
        carrierKeyword: null,
      });
      return written;
    };
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.minutesPass(5);
    const current = await pms.read({ id: clinic.parts.idOf('Amelia') });
    expect(current).toMatchObject({ modality: 'unknown', videoLink: null });
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ScreeningNoToVideo');
  });
});

describe('while the video server is down', () => {
  const failure = new VideoError({ message: '[video] 503', isRetryable: true });

  it('opens no room any more when the visit has been cancelled meanwhile', async () => {
    const clinic = await scenario();
    const { video } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'yes');
    const open = video.open.bind(video);
    video.open = () => Promise.reject(failure);
    await clinic.when.timeIs('10:00');
    expect(await clinic.then.openTasks()).toEqual(['video-unavailable']);
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    video.open = open;
    await clinic.when.minutesPass(10);
    expect(video.calls.open).toBe(0);
    expect(video.sessions).toEqual([]);
  });

  it('closes the room of a visit that is over as soon as the server is back, without a task: nobody waits for it', async () => {
    const clinic = await scenario();
    const { arrivals, video } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'yes');
    await clinic.when.timeIs('10:00');
    expect(video.sessions).toHaveLength(1);
    const close = video.close.bind(video);
    video.close = () => Promise.reject(failure);
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.when.minutesPass(1);
    expect(arrivals.health().parts.video.isUp).toBe(false);
    expect(await clinic.then.openTasks()).not.toContain('video-unavailable');
    video.close = close;
    await clinic.when.minutesPass(10);
    expect(video.sessions).toEqual([]);
    expect(arrivals.health().parts.video.isUp).toBe(true);
  });
});

describe('when the PMS cannot be asked before a text leaves', () => {
  it('P6: a call-in that was held by a pause is a task at once', async () => {
    const clinic = await scenario();
    const { arrivals, pms } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'here');
    await arrivals.pause({ target: { type: 'clinic' }, by: 'kim' });
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    pms.fail('unavailable');
    await clinic.when.minutesPass(3);
    await arrivals.resume({ target: { type: 'clinic' }, by: 'kim' });
    await clinic.when.minutesPass(1);
    expect(clinic.then.textsTo('Amelia')).not.toContain('DoctorReady');
    expect(await clinic.then.openTasks()).toContain('call-in-not-delivered');
  });

  it('P3: a reminder waits for the PMS, and is given up with a task when its time is over', async () => {
    const clinic = await scenario();
    const { arrivals, pms } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:00');
    pms.fail('unavailable');
    await clinic.when.timeIs('09:00');
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect(await arrivals.explain(query)).toMatchObject({
      answer: 'held',
      reason: 'Held: waits for the PMS to be read.',
    });
    await clinic.when.timeIs('10:30');
    expect(await arrivals.explain(query)).toMatchObject({
      answer: 'dropped',
      reason: 'Not sent: the PMS could not be asked in time.',
    });
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
  });
});
