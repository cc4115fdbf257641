import { createArrivals } from '@clinicarrivals/core';
import type { Appointment, Arrivals, Clock, VideoProvider, VideoRole } from '@clinicarrivals/core';
import {
  createMemoryAppointmentStore,
  createMemoryConversationStore,
  createMemoryMessageGateway,
} from '@clinicarrivals/core/memory';
import type { MemoryAppointmentStore } from '@clinicarrivals/core/memory';
import { expect } from 'vitest';

const clinic = { id: 'clinic', name: 'Test Clinic', phone: '03 9000 0000', timeZone: 'UTC', country: 'AU' } as const;
const minute = 60_000;

/** A clinic with one consultation by video, to which the patient is invited in a moment. */
export interface VideoClinic {
  readonly arrivals: Arrivals;
  readonly pms: MemoryAppointmentStore;
  /** The link in the patient's text, once it has come. */
  invitation(): Promise<string>;
  link(role: VideoRole): Promise<string>;
  /** The status of the appointment in the PMS. */
  status(): Promise<string>;
  modality(): Promise<Appointment['modality']>;
  /** Changes the appointment in the PMS, as reception does. */
  change(change: Partial<Appointment>): void;
  stop(): Promise<void>;
}

/** The clock of this machine, as browsers have no other. */
export const clock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};

/** Starts the clinic, with everything in memory but its video server. */
export async function startVideoClinic(video: VideoProvider): Promise<VideoClinic> {
  const pms = createMemoryAppointmentStore({ clock });
  const gateway = createMemoryMessageGateway({ clock, numbers: ['+61480000001'] });
  const arrivals = createArrivals({
    clinic,
    clock,
    appointments: pms,
    messages: gateway,
    video,
    store: createMemoryConversationStore(),
    settings: { pmsProfile: 'starts-on-fulfilled', pollSeconds: 1, roomSeconds: 1 },
  });
  await arrivals.start();
  // Had the time to invite begun already, the first look at the day would invite nobody.
  const appointment = toAppointment(clock.now() + 10 * minute + 2_000);
  pms.put(appointment);
  const read = async (): Promise<Appointment> => (await pms.read({ id: appointment.id })) ?? appointment;
  const link = async (role: VideoRole): Promise<string> =>
    (await arrivals.video.link({ appointmentId: appointment.id, role })) ?? 'none';
  const isOpen = async (): Promise<boolean> => (await link('patient')) !== 'none';
  await expect.poll(isOpen, { timeout: 15_000 }).toBe(true);

  return {
    arrivals,
    pms,
    link,
    invitation: async () => {
      const find = (): string | undefined =>
        gateway.sent.map(({ body }) => /http:\S+/.exec(body)?.[0]).find((found) => found !== undefined);
      await expect.poll(find, { timeout: 15_000 }).toBeDefined();
      return find() ?? 'none';
    },
    status: async () => (await read()).status,
    modality: async () => (await read()).modality,
    change: (change) => pms.put({ ...appointment, ...change }),
    stop: () => arrivals.stop(),
  };
}

function toAppointment(startAt: number): Appointment {
  return {
    id: 'appointment',
    version: null,
    status: 'booked',
    startAt,
    endAt: startAt + 15 * minute,
    typeCode: null,
    modality: 'video',
    videoLink: null,
    isConfirmed: true,
    location: null,
    encounter: 'none',
    patient: {
      id: 'patient',
      name: 'Amelia Wong',
      firstName: 'Amelia',
      mobile: '+61491570156',
      mayBeTexted: true,
      notTextedReason: null,
      language: 'en',
    },
    practitioner: { id: 'sharma', name: 'Dr Priya Sharma', lastName: 'Sharma' },
    changedAt: null,
    readAt: startAt,
  };
}
