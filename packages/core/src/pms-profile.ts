import type { Appointment } from './appointment.ts';

/**
 * What an appointment's status means for the visit, whatever the PMS calls it.
 *
 * `tentative` takes no part · `booked` the patient is expected · `arrived` waiting to be seen · `ready` the practitioner
 * can see the patient now · `maybe-ready` looks ready but no profile says so · `over` the visit has ended.
 */
export type VisitStage =
  'tentative' | 'booked' | 'arrived' | 'ready' | 'maybe-ready' | 'over' | 'cancelled' | 'noshow' | 'entered-in-error';

/** The name of a {@link PmsProfile}; `unset` until someone has chosen. */
export type PmsProfileName = 'unset' | 'starts-on-fulfilled' | 'fhir';

/** How one kind of PMS uses FHIR's statuses. Plain data: to add a PMS, add its name above and an entry to {@link pmsProfiles}. */
export interface PmsProfile {
  /** What `fulfilled` means there. */
  readonly fulfilled: 'ready' | 'over' | 'maybe-ready';
  /** What an Encounter that is `in-progress` means there; null when Encounters are not looked at. */
  readonly encounterInProgress: 'ready' | 'maybe-ready' | null;
}

/**
 * The known profiles.
 *
 * `starts-on-fulfilled`: Best Practice, MedicalDirector and Zedmed set `fulfilled` when the doctor starts.
 * `fhir`: as the standard has it, where `fulfilled` says that the visit is over and the Encounter tells when it runs
 * (http://hl7.org/fhir/R4/appointment.html#statuses).
 */
export const pmsProfiles: Readonly<Record<PmsProfileName, PmsProfile>> = {
  unset: { fulfilled: 'maybe-ready', encounterInProgress: 'maybe-ready' },
  'starts-on-fulfilled': { fulfilled: 'ready', encounterInProgress: null },
  fhir: { fulfilled: 'over', encounterInProgress: 'ready' },
};

/** Tells what a snapshot's status means for the visit under a profile. */
export function toVisitStage(appointment: Pick<Appointment, 'status' | 'encounter'>, name: PmsProfileName): VisitStage {
  const profile = pmsProfiles[name];
  switch (appointment.status) {
    case 'proposed':
    case 'pending':
    case 'waitlist':
      return 'tentative';
    case 'cancelled':
    case 'noshow':
    case 'entered-in-error':
      return appointment.status;
    case 'booked':
    case 'arrived':
    case 'checked-in':
    case 'fulfilled':
      if (appointment.encounter === 'in-progress' && profile.encounterInProgress !== null)
        return profile.encounterInProgress;
      if (appointment.encounter === 'finished') return 'over';
      if (appointment.status === 'fulfilled') return profile.fulfilled;
      return appointment.status === 'booked' ? 'booked' : 'arrived';
    default:
      return appointment.status satisfies never;
  }
}
