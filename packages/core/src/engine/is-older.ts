import type { Appointment } from '../appointment.ts';

/**
 * Tells whether one snapshot of an appointment is from before another: by what the PMS says of its changes, else by when they were read.
 *
 * Answers overtake each other, so the one that comes last is not always the newest.
 */
export function isOlder(a: Appointment, b: Appointment): boolean {
  if (a.changedAt !== null && b.changedAt !== null && a.changedAt !== b.changedAt) return a.changedAt < b.changedAt;
  return a.readAt < b.readAt;
}
