import type { Practitioner } from '../appointment.ts';
import type { ClinicSettings } from '../clinic-settings.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { VisitParts } from './circumstances.ts';
import { isPatientHere } from './state.ts';

const contiguousMs = 60_000;

/**
 * The parts of a visit: the appointments of the same patient on one day with short gaps between them, in order of their start, the
 * given one included. Never two patients.
 */
export function partsOfVisit(
  record: ConversationRecord,
  others: readonly ConversationRecord[],
  settings: Pick<ClinicSettings, 'visitGapMinutes'>,
): readonly ConversationRecord[] {
  const sameDay = [...new Set([record, ...others])]
    .filter((other) => other.patientId === record.patientId && other.day === record.day)
    .sort((a, b) => a.startAt - b.startAt);
  const index = sameDay.findIndex((other) => other.appointmentId === record.appointmentId);
  const isNear = (a: ConversationRecord | undefined, b: ConversationRecord | undefined): boolean =>
    a !== undefined && b !== undefined && b.startAt - endOf(a) <= settings.visitGapMinutes * 60_000;

  let from = index;
  while (isNear(sameDay[from - 1], sameDay[from])) from -= 1;
  let to = index;
  while (isNear(sameDay[to], sameDay[to + 1])) to += 1;
  return sameDay.slice(from, to + 1);
}

function endOf(record: ConversationRecord): number {
  return record.state.context.appointment.endAt;
}

/** What the other parts of the visit mean for one appointment. */
export function visitPartsFor(
  record: ConversationRecord,
  others: readonly ConversationRecord[],
  settings: Pick<ClinicSettings, 'visitGapMinutes'>,
  takesVideo: (practitioner: Practitioner) => boolean,
): VisitParts {
  const parts = partsOfVisit(record, others, settings).filter((other) => other.appointmentId !== record.appointmentId);
  const { practitioner } = record.state.context.appointment;
  return {
    hasPartInPerson: parts.some((part) => isInPerson(part, takesVideo)),
    isCalledIn: parts.some(
      (other) =>
        isBeingSeen(other) &&
        other.state.context.appointment.practitioner.id === practitioner.id &&
        isContiguous(other, record),
    ),
  };
}

/** Tells whether a part brings the patient to the clinic, as far as is known. */
function isInPerson(record: ConversationRecord, takesVideo: (practitioner: Practitioner) => boolean): boolean {
  const { visit, context } = record.state;
  if (visit === 'closed') return false;
  if (context.chosen === 'in-person' || context.appointment.modality === 'in-person') return true;
  if (context.sessionId !== null) return false;
  return isPatientHere(visit) || !takesVideo(context.appointment.practitioner);
}

/** Called in, and not taken back since. */
function isBeingSeen({ state }: ConversationRecord): boolean {
  return state.context.calls > 0 && (state.visit === 'called' || state.visit === 'closed');
}

function isContiguous(a: ConversationRecord, b: ConversationRecord): boolean {
  return Math.abs(b.startAt - endOf(a)) <= contiguousMs || Math.abs(a.startAt - endOf(b)) <= contiguousMs;
}
