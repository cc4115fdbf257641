import type { Clock } from '@clinicarrivals/core';
import type { WritableEventLog } from '../event-log.ts';
import type { SimulatedGateway } from '../gateway/simulated-gateway.ts';
import type { SimulatedPms } from '../pms/simulated-pms.ts';
import type { WeekVisit } from './week-agenda.ts';

/** What somebody in the clinic did, besides texting. */
export interface WeekDiaryEntry {
  readonly at: number;
  readonly who: 'patient' | 'reception';
  readonly did:
    | 'booked'
    | 'moved'
    | 'moved back'
    | 'cancelled'
    | 'changed place'
    | 'changed practitioner'
    | 'confirmed'
    | 'came to the desk'
    | 'marked as no-show';
  readonly appointment: string;
}

/** What the people of one week share. */
export interface WeekWorld {
  readonly clock: Clock;
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  readonly diary: WritableEventLog<WeekDiaryEntry>;
  /** Does something at a moment, or at once when that has passed. Returns what takes it back. */
  readonly schedule: (at: number, action: () => void) => () => void;
}

/** One minute in milliseconds. */
export const minuteMs = 60_000;

/** Notes what somebody did now. */
export function note({ diary, clock }: WeekWorld, did: WeekDiaryEntry['did'], appointment: string): void {
  const who = did === 'came to the desk' ? 'patient' : 'reception';
  diary.append({ at: clock.now(), who, did, appointment });
}

/** When the visit starts as the PMS shows it now; null when it is not booked (yet, or any more). */
export function startOf({ pms }: WeekWorld, { appointmentId }: Pick<WeekVisit, 'appointmentId'>): number | null {
  const appointment = pms.controls.appointment(appointmentId);
  return appointment?.status === 'booked' ? Date.parse(appointment.start ?? '') : null;
}
