import type { Appointment, Coding } from 'fhir/r4.js';

// The de-facto code of Australian practice software for "not in person".
const teleconsultation: Coding = {
  system: 'http://hl7.org/au/fhir/CodeSystem/AppointmentType',
  code: 'teleconsultation',
};
const modeSystem = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode';
const videoLinkUrl = 'http://hl7.org.au/fhir/StructureDefinition/telehealth-videolink';

/** How the PMS's own staff say that patient and practitioner meet. */
export type PmsModality = 'in-person' | 'video' | 'phone';

/** Puts the modality into an Appointment as practice software does; `in-person` takes every sign of telehealth away. */
export function withModality(appointment: Appointment, modality: PmsModality, link: string | null): Appointment {
  const { appointmentType, extension, ...rest } = appointment;
  const kept = (appointmentType?.coding ?? []).filter(
    ({ system, code }) => code !== teleconsultation.code && system !== modeSystem,
  );
  const modes: Coding[] = modality === 'phone' ? [{ system: modeSystem, code: 'PHONE' }] : [];
  const coding = modality === 'in-person' ? kept : [...kept, teleconsultation, ...modes];
  const otherExtensions = (extension ?? []).filter(({ url }) => url !== videoLinkUrl);
  const extensions =
    modality === 'in-person' || link === null
      ? otherExtensions
      : [...otherExtensions, { url: videoLinkUrl, valueUrl: link }];
  return {
    ...rest,
    ...(coding.length === 0 ? {} : { appointmentType: { ...appointmentType, coding } }),
    ...(extensions.length === 0 ? {} : { extension: extensions }),
  };
}

/** Reads how patient and practitioner meet from what an Appointment carries. */
export function modalityOf(appointment: Appointment): PmsModality {
  const coding = appointment.appointmentType?.coding ?? [];
  if (coding.some(({ system, code }) => system === modeSystem && code === 'PHONE')) return 'phone';
  const isTelehealth =
    coding.some(({ code }) => code === teleconsultation.code) ||
    appointment.extension?.some(({ url }) => url === videoLinkUrl) === true;
  return isTelehealth ? 'video' : 'in-person';
}

/** The practitioner's way into a consultation by video; null where the Appointment carries none. */
export function videoLinkOf({ extension }: Appointment): string | null {
  return extension?.find(({ url }) => url === videoLinkUrl)?.valueUrl ?? null;
}
