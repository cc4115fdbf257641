import type { Appointment, SnapshotRecord, ToldPart } from '@clinicarrivals/core';
import type { FeedAppointment } from './feed-event.ts';

const fieldsOf = {
  status: ['status', 'takesPlace'],
  time: ['startAt', 'endAt'],
  isConfirmed: ['isConfirmed'],
  typeCode: ['typeCode'],
  modality: ['modality'],
  location: ['location'],
  encounter: ['encounter'],
  patient: ['patient'],
  practitioner: ['practitioner'],
} as const satisfies Readonly<Record<ToldPart, readonly (keyof FeedAppointment)[]>>;

// The keys of the table are its type's.
const parts = Object.keys(fieldsOf) as readonly ToldPart[];

/** The parts of an appointment that an event tells, also by what follows from it. */
function partsOf(told: FeedAppointment, before: Appointment | null): ReadonlySet<ToldPart> {
  const direct = parts.filter((part) => fieldsOf[part].some((field) => told[field] !== undefined));
  const isOther = told.patient !== undefined && told.patient.id !== before?.patient.id;
  return new Set<ToldPart>([
    ...direct,
    // Who has confirmed has confirmed the time that they were told.
    ...(direct.includes('time') ? (['isConfirmed'] as const) : []),
    // How far the visit has come was of the earlier patient.
    ...(isOther ? (['status', 'isConfirmed', 'encounter'] as const) : []),
  ]);
}

/**
 * Takes of an event that was made before the newest the parts that nothing newer has told: it may have come late, and those after it may
 * have told other parts. Null when there are none.
 */
export function tellOlder(known: SnapshotRecord, told: FeedAppointment, madeAt: number): FeedAppointment | null {
  const { appointment: before } = known;
  if (before === null) return null;
  const isNewer = (part: ToldPart): boolean => madeAt > (known.toldAt?.[part] ?? known.madeAt ?? Infinity);
  const left = parts.filter((part) => isNewer(part) && fieldsOf[part].some((field) => told[field] !== undefined));
  if (left.length === 0) return null;
  const fields = left.flatMap((part) => fieldsOf[part].map((field) => [field, told[field]] as const));
  const { status, isConfirmed, encounter } = before;
  return {
    // What would follow from the rest, had nothing newer been told.
    ...(isNewer('status') ? {} : { status }),
    ...(isNewer('isConfirmed') ? {} : { isConfirmed }),
    ...(isNewer('encounter') ? {} : { encounter }),
    // Taken field by field out of the event.
    ...(Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Partial<FeedAppointment>),
    id: told.id,
  };
}

/** When the parts were told that the newest event did not tell, once an event is taken in. */
export function toldAtAfter(
  known: SnapshotRecord | null,
  told: FeedAppointment,
  madeAt: number | null,
): Pick<SnapshotRecord, 'toldAt'> {
  if (known === null || known.madeAt === null) return {};
  const isTold = partsOf(told, known.appointment);
  const newest = Math.max(known.madeAt, madeAt ?? known.madeAt);
  const toldAt: Partial<Record<ToldPart, number>> = {};
  for (const part of parts) {
    const before = known.toldAt?.[part] ?? known.madeAt;
    const at = isTold.has(part) ? Math.max(before, madeAt ?? newest) : before;
    if (at < newest) toldAt[part] = at;
  }
  return Object.keys(toldAt).length === 0 ? {} : { toldAt };
}
