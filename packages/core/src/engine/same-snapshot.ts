import type { Appointment } from '../appointment.ts';

/** Tells whether two snapshots say the same; when they were read, and which version the PMS counts, says nothing. */
export function isSameSnapshot(a: Appointment, b: Appointment): boolean {
  return (
    a.status === b.status &&
    a.startAt === b.startAt &&
    a.endAt === b.endAt &&
    a.typeCode === b.typeCode &&
    a.modality === b.modality &&
    a.videoLink === b.videoLink &&
    a.isConfirmed === b.isConfirmed &&
    a.location === b.location &&
    a.encounter === b.encounter &&
    a.practitioner.id === b.practitioner.id &&
    a.practitioner.name === b.practitioner.name &&
    a.patient.id === b.patient.id &&
    a.patient.name === b.patient.name &&
    a.patient.firstName === b.patient.firstName &&
    a.patient.mobile === b.patient.mobile &&
    a.patient.mayBeTexted === b.patient.mayBeTexted &&
    a.patient.language === b.patient.language
  );
}
