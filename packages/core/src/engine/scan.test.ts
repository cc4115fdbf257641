import { describe, expect, it } from 'vitest';
import { AppointmentStoreError, VideoError } from '../errors.ts';
import type { AppointmentListing } from '../ports/appointment-store.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

describe('what the PMS shows', () => {
  it('an appointment that is gone on two reads is a task, and no notice', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.pmsRemoves('Amelia');
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(await clinic.then.openTasks()).toEqual(['appointment-gone']);
    await clinic.when.minutesPass(5);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });

  it('one that moved out of the days that are listed is read by its id: moved, not gone', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.when.timeIs('09:00');
    await clinic.when.pmsMoves('Amelia', '10:10', '2026-03-20');
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Rescheduled']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('one that moved away and cannot be read is listed with the reason, and the others are served', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:00');
    const { pms } = clinic.parts;
    const id = clinic.parts.idOf('Amelia');
    pms.remove(id);
    const read = pms.read.bind(pms);
    pms.read = (query) =>
      query.id === id
        ? Promise.reject(new AppointmentStoreError({ message: '[memory] no start', failure: 'unusable' }))
        : read(query);
    await clinic.when.timeIs('07:12');
    expect(clinic.then.textsTo('Ben')).toEqual(['ConsiderTeleHealth']);
    expect((await clinic.parts.arrivals.today()).notServed).toMatchObject([{ appointmentId: id }]);
    expect(clinic.parts.arrivals.health().parts.pms.isUp).toBe(true);
  });

  it('a store that tells only what changed is followed: new, different, gone and unusable', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    const { pms, clock } = clinic.parts;
    const id = clinic.parts.idOf('Amelia');
    const amelia = await pms.read({ id });
    if (amelia === null) throw new Error('no appointment');
    pms.list = async ({ from, to }): Promise<AppointmentListing> => ({
      type: 'changed',
      changed: [{ ...amelia, location: 'Annex' }],
      gone: [],
      unusable: from <= amelia.startAt && amelia.startAt < to ? [{ id: 'broken', reason: 'no start' }] : [],
      token: 't2',
      readAt: clock.now(),
    });
    await clinic.when.timeIs('07:00');
    const record = await clinic.parts.store.conversation({ appointmentId: id });
    expect(record?.state.context.appointment.location).toBe('Annex');
    expect((await clinic.parts.arrivals.today()).notServed).toMatchObject([
      { appointmentId: 'broken', reason: 'no start' },
    ]);
    pms.list = async () => ({
      type: 'changed',
      changed: [],
      gone: [id],
      unusable: [],
      token: 't3',
      readAt: clock.now(),
    });
    pms.remove(id);
    await clinic.when.timeIs('07:01');
    await clinic.when.timeIs('07:02');
    expect(await clinic.then.openTasks()).toEqual(['appointment-gone']);
  });

  it('the same appointment twice is one conversation and a task', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.given.appointment({ patient: 'Amelia', as: 'twin', at: '10:10', phone: '+61491570001' });
    await clinic.when.timeIs('07:15');
    expect(await clinic.then.openTasks()).toEqual(['duplicate-appointment']);
    expect(clinic.then.bodiesTo('+61491570001')).toHaveLength(1);
  });

  it('cancelled and booked anew within two minutes is one move, told once', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.when.timeIs('09:00');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    await clinic.given.appointment({ patient: 'Amelia', as: 'anew', at: '16:00', phone: '+61491570001' });
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('anew')).toEqual(['Rescheduled']);
  });

  it('a visit that runs past the end of its clinic day is still called in', async () => {
    const clinic = await scenario({ at: '20:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '02:50', day: '2026-03-03' });
    await clinic.when.timeIs('02:45', '2026-03-03');
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.timeIs('03:10', '2026-03-03');
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('DoctorReady');
  });
});

describe('what the PMS refuses', () => {
  it('a write that a business rule forbids is a task at once, with the neutral text', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    clinic.parts.pms.markArrived = () =>
      Promise.reject(new AppointmentStoreError({ message: '[memory] a rule', failure: 'refused' }));
    await clinic.when.patientTexts('Amelia', 'here');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('Received');
    expect(await clinic.then.openTasks()).toEqual(['pms-not-updated']);
    // Reception enters it by hand: the patient is thanked without a tick.
    await clinic.when.pmsSets('Amelia', { status: 'arrived' });
    await clinic.when.secondsPass(15);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('cancelling by text: the PMS first, then the patient is told', async () => {
    const clinic = await scenario({ settings: { cancelByText: true } });
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.when.timeIs('12:15');
    await clinic.when.patientTexts('Amelia', 'please cancel my appointment');
    await clinic.when.patientTexts('Amelia', 'yes');
    expect(await clinic.then.statusOf('Amelia')).toBe('cancelled');
    expect(clinic.then.textsTo('Amelia').slice(1)).toEqual(['ConfirmCancel', 'Cancellation']);
  });
});

describe('video rooms', () => {
  it('a server that makes no room is a task, and the room is made when it is back', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Ben', 'yes');
    const { video } = clinic.parts;
    const open = video.open.bind(video);
    video.open = () => Promise.reject(new VideoError({ message: '[video] 503', isRetryable: true }));
    await clinic.when.timeIs('10:00');
    expect(await clinic.then.openTasks()).toEqual(['video-unavailable']);
    expect(clinic.parts.arrivals.health().parts.video.isUp).toBe(false);
    const opened = new Set<string>();
    video.open = (session) => {
      opened.add(session.sessionId);
      return open(session);
    };
    await clinic.when.minutesPass(1);
    expect(opened.size).toBe(1);
    expect(clinic.parts.arrivals.health().parts.video.isUp).toBe(true);
  });

  it('a server that fails when it is asked who is in does not hold up the practitioner', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Ben', 'yes');
    await clinic.when.timeIs('10:01');
    await clinic.when.patientTexts('Ben', 'ready');
    clinic.parts.video.participants = () =>
      Promise.reject(new VideoError({ message: '[video] 503', isRetryable: true }));
    await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
    expect(await clinic.then.stateOf('Ben')).toBe('called');
  });
});

describe('texts that cannot be made', () => {
  it('a template that fails while it is rendered is a task, and the others leave', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { arrivals, store } = clinic.parts;
    const broken = { kind: 'template', id: 'en/ConsiderTeleHealth', value: "{% render 'nothing' %}" } as const;
    await store.commit({ documents: [broken] });
    await clinic.when.timeIs('07:15');
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect(await arrivals.explain(query)).toMatchObject({ answer: 'dropped' });
    expect(await clinic.then.openTasks()).toEqual(['text-not-delivered']);
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'here');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ArrivedThanks']);
  });
});

describe('when the PMS does not say since when the practitioner is ready', () => {
  /** Amelia is here, and becomes ready to be seen while the PMS cannot be read for some minutes. */
  async function readyDuringOutage(minutes: number): Promise<Scenario> {
    const clinic = await scenario({ at: '09:50' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.minutesPass(1);
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.list = () => Promise.reject(new Error('down'));
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    await clinic.when.minutesPass(minutes);
    pms.list = async (query) => {
      const listing = await real.list(query);
      if (listing.type !== 'listed') return listing;
      return { ...listing, appointments: listing.appointments.map((own) => ({ ...own, changedAt: null })) };
    };
    await clinic.when.secondsPass(10);
    return clinic;
  }

  it('a call-in is timely when the longest that it may have been is', async () => {
    const clinic = await readyDuringOutage(4);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('DoctorReady');
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it.each([7, 12])('a call-in after %i minutes is a task and no text', async (minutes) => {
    const clinic = await readyDuringOutage(minutes);
    expect(clinic.then.textsTo('Amelia')).not.toContain('DoctorReady');
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });
});
