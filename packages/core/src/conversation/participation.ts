import type { Appointment } from '../appointment.ts';
import type { ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import { toVisitStage } from '../pms-profile.ts';

/** Whether an appointment takes part in texting, and if not, why: in words for reception. */
export type Participation =
  | { readonly takesPart: true }
  | {
      readonly takesPart: false;
      readonly reason: string;
      /** The clinic does not want it, whatever the PMS says of it. */
      readonly isByChoice: boolean;
    };

const refuse = (reason: string): Participation => ({ takesPart: false, reason, isByChoice: false });
const refuseByChoice = (reason: string): Participation => ({ takesPart: false, reason, isByChoice: true });

/** Tells whether an appointment that is seen for the first time takes part. */
export function participationOf(
  appointment: Appointment,
  practitioner: Pick<PractitionerSettings, 'takesPart'>,
  settings: ClinicSettings,
): Participation {
  const stage = toVisitStage(appointment, settings.pmsProfile);
  if (stage === 'tentative') return refuse('not booked yet');
  if (stage === 'over' || stage === 'cancelled' || stage === 'noshow' || stage === 'entered-in-error')
    return refuse(stage);
  if (!appointment.patient.mayBeTexted)
    return refuse(appointment.patient.notTextedReason ?? 'the patient may not be texted');
  if (appointment.patient.mobile === null) return refuse(appointment.patient.notTextedReason ?? 'no mobile number');
  if (!practitioner.takesPart) return refuseByChoice('the practitioner does not take part');
  if (partOf(appointment, settings) === 'nothing') return refuseByChoice('the appointment type does not take part');
  return { takesPart: true };
}

/** Tells whether the patient is only told of an appointment and reminded of it: nobody is asked how to meet, or called in, by text. */
export function isNoticesOnly(
  appointment: Pick<Appointment, 'typeCode'>,
  settings: Pick<ClinicSettings, 'waitingRoom' | 'appointmentTypes'>,
): boolean {
  return !settings.waitingRoom || partOf(appointment, settings) === 'notices';
}

function partOf(
  { typeCode }: Pick<Appointment, 'typeCode'>,
  { appointmentTypes }: Pick<ClinicSettings, 'appointmentTypes'>,
) {
  return typeCode === null ? undefined : appointmentTypes[typeCode];
}
