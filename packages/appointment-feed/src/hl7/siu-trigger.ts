import type { FeedAppointment } from '../feed-event.ts';

type Says = Pick<FeedAppointment, 'status' | 'takesPlace' | 'isConfirmed' | 'encounter'>;

/**
 * What the trigger events of scheduling say by themselves; `blocked` is about a slot and no appointment.
 *
 * Source: HL7 Version 2.5.1, chapter 10 (https://www.hl7.eu/HL7v2x/v251/std251/ch10.html)
 */
export const siuTriggers: Readonly<Record<string, Says | 'blocked'>> = {
  S12: { takesPlace: true },
  // Nobody has confirmed the new time.
  S13: { takesPlace: true, isConfirmed: false },
  S14: {},
  S15: { status: 'cancelled' },
  // The rest of a series is discontinued: the visits that were held stay as they are in messages of their own.
  S16: { status: 'cancelled' },
  S17: { status: 'entered-in-error' },
  S18: {},
  S19: {},
  S20: {},
  S21: {},
  S22: {},
  S23: 'blocked',
  S24: 'blocked',
  S26: { status: 'noshow' },
};

/** Filler status codes (table 0278, which sites extend), without signs between the letters. */
const fillerStatuses: Readonly<Record<string, Says>> = {
  PENDING: { status: 'pending' },
  WAITLIST: { status: 'waitlist' },
  BOOKED: { takesPlace: true },
  OVERBOOK: { takesPlace: true },
  CONFIRMED: { takesPlace: true, isConfirmed: true },
  ARRIVED: { status: 'arrived' },
  CHECKEDIN: { status: 'checked-in' },
  STARTED: { encounter: 'in-progress' },
  COMPLETE: { encounter: 'finished' },
  COMPLETED: { encounter: 'finished' },
  CANCELLED: { status: 'cancelled' },
  CANCELED: { status: 'cancelled' },
  DC: { status: 'cancelled' },
  DELETED: { status: 'entered-in-error' },
  NOSHOW: { status: 'noshow' },
};

/** What a trigger event and the filler status (SCH-25) say together. A trigger that ends the appointment is not overruled. */
export function toSays(trigger: Says, fillerStatus: string): Says {
  if (trigger.status !== undefined) return trigger;
  const code = fillerStatus.toUpperCase().replace(/[^A-Z]/g, '');
  const filler = Object.hasOwn(fillerStatuses, code) ? fillerStatuses[code] : undefined;
  const { takesPlace: _, ...others } = trigger;
  // "Takes place" says less than a status.
  return filler?.status === undefined ? { ...trigger, ...filler } : { ...others, ...filler };
}
