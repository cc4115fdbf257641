import type { AppointmentStatus, Clock } from '@clinicarrivals/core';
import type { WritableEventLog } from '../event-log.ts';
import type { SimulatedGateway } from '../gateway/simulated-gateway.ts';
import type { SimulatedPms } from '../pms/simulated-pms.ts';
import { modalityOf, videoLinkOf } from '../pms/telehealth.ts';
import type { PmsModality } from '../pms/telehealth.ts';
import type { AgendaVisit } from './agenda.ts';
import type { Browser } from './browser.ts';
import type { CallEntry } from './call-log.ts';

/** What somebody in the clinic did, besides texting. */
export interface DiaryEntry {
  readonly at: number;
  readonly who: 'patient' | 'doctor' | 'reception' | 'stranger';
  readonly did:
    | 'reached the clinic'
    | 'went to the desk'
    | 'called a patient'
    | 'called before the patient came'
    | 'started from afar'
    | 'marked as arrived'
    | 'marked as no-show'
    | 'moved'
    | 'cancelled'
    | 'cancelled while waiting'
    | 'set telehealth'
    | 'booked'
    | 'changed practitioner'
    | 'texted';
  /** Null for strangers. */
  readonly appointment: string | null;
}

/** What the people of one clinic share: time, the PMS, the telephones, and the plan of the day. */
export interface World {
  readonly clock: Clock;
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  readonly diary: WritableEventLog<DiaryEntry>;
  /** What people did in consultations by video. */
  readonly calls: WritableEventLog<CallEntry>;
  /** How people open links; null where there is no video server. */
  readonly browser: Browser | null;
  /** Begins something that waits for answers over HTTP; whoever moves the clock waits for it. */
  readonly begin: (work: () => Promise<void>) => void;
  /** Does something at a moment, or at once when that has passed. Returns what takes it back. */
  readonly schedule: (at: number, action: () => void) => () => void;
  /** Notes what somebody did now. */
  note(who: DiaryEntry['who'], did: DiaryEntry['did'], appointment: string | null): void;
  /** Takes the patient's part in a visit: who waits to be called, and is told when somebody is. */
  readonly waiting: WaitingRoom;
}

/** Who is in the building, as people see it, whatever the PMS says. */
export interface WaitingRoom {
  enter(appointmentId: string): void;
  has(appointmentId: string): boolean;
  /** Tells whoever waits for it that the doctor has called this appointment. */
  call(appointmentId: string): void;
  onCall(appointmentId: string, listener: () => void): void;
}

/** Makes an empty waiting room. */
export function createWaitingRoom(): WaitingRoom {
  const present = new Set<string>();
  const listeners = new Map<string, () => void>();
  return {
    enter: (id) => {
      present.add(id);
    },
    has: (id) => present.has(id),
    call: (id) => {
      listeners.get(id)?.();
    },
    onCall: (id, listener) => {
      listeners.set(id, listener);
    },
  };
}

/** One minute in milliseconds. */
export const minuteMs = 60_000;

/** How an appointment stands in the PMS now; null when it is not there (yet, or any more). */
export interface Standing {
  readonly status: AppointmentStatus;
  readonly startAt: number;
  readonly modality: PmsModality;
  readonly practitionerId: string;
  /** The practitioner's way into the consultation; null for none. */
  readonly link: string | null;
}

/** Looks at the PMS's screen. */
export function lookUp({ pms }: World, { appointmentId }: Pick<AgendaVisit, 'appointmentId'>): Standing | null {
  const appointment = pms.controls.appointment(appointmentId);
  if (appointment === null) return null;
  const practitioner = appointment.participant.find(
    ({ actor }) => actor?.reference?.startsWith('Practitioner/') === true,
  );
  return {
    status: appointment.status,
    startAt: Date.parse(appointment.start ?? ''),
    modality: modalityOf(appointment),
    practitionerId: practitioner?.actor?.reference?.slice('Practitioner/'.length) ?? '',
    link: videoLinkOf(appointment),
  };
}

/** The patient stands at the desk: reception marks the arrival, if that is still of use, when it is their turn. */
export function goToDesk(world: World, visit: AgendaVisit, minutesInQueue: number): void {
  world.note('patient', 'went to the desk', visit.appointmentId);
  world.schedule(world.clock.now() + minutesInQueue * minuteMs, () => {
    if (lookUp(world, visit)?.status !== 'booked') return;
    world.pms.controls.setStatus(visit.appointmentId, 'arrived');
    world.note('reception', 'marked as arrived', visit.appointmentId);
  });
}
