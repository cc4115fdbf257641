import { createHash } from 'node:crypto';
import { AppointmentStoreError } from '@clinicarrivals/core';
import type {
  AnswerContent,
  AnswerRecord,
  Appointment,
  AppointmentStore,
  AppointmentStoreAbilities,
  Clock,
  ConversationStore,
  InTurn,
} from '@clinicarrivals/core';
import { slotTaken } from './deliver-answers.ts';
import { fromStore, unusable } from '../list-snapshots.ts';
import { isOn, toAppointmentChange } from './appointment-changes.ts';

/** The writing half of the appointment store. */
export type AnswerWrites = Omit<AppointmentStore, 'abilities' | 'list' | 'read'>;

/** No appointment is longer. */
const longestMs = 24 * 60 * 60_000;

/** What the writes depend on. */
export interface WriteOptions {
  readonly clinicId: string;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly abilities: AppointmentStoreAbilities;
  readonly inTurn: InTurn;
  /** Brings what waits about one appointment to the EHR; says why it could not. */
  readonly deliverAbout: (appointmentId: string, asked: AnswerContent) => Promise<AppointmentStoreError | null>;
}

/**
 * Makes the writes. Each becomes an answer that is durable before it is sent, and resolves once the EHR has taken it: nobody is told that
 * something is done before.
 */
export function createAnswerWrites(options: WriteOptions): AnswerWrites {
  const write = (id: string, content: AnswerContent): Promise<Appointment> =>
    fromStore(`${content.type} Appointment/${id}`, () => options.inTurn(id, () => answer(options, id, content)));
  return {
    markArrived: ({ id }) => write(id, { type: 'mark-arrived' }),
    confirm: ({ id }) => write(id, { type: 'confirm' }),
    cancel: ({ id }) => write(id, { type: 'cancel' }),
    undoCancel: ({ id }) => write(id, { type: 'undo-cancel' }),
    setTelehealth: ({ id, modality, link }) => write(id, { type: 'set-telehealth', modality, link }),
    clearTelehealth: ({ id }) => write(id, { type: 'clear-telehealth' }),
  };
}

async function answer(options: WriteOptions, id: string, content: AnswerContent): Promise<Appointment> {
  const { store, clock, abilities } = options;
  const tried = `${content.type} Appointment/${id}`;
  const { ability, isSo, isAllowed } = toAppointmentChange(content);
  if (!abilities[ability]) throw toError(tried, 'read-only', 'the EHR takes no such answer');
  const appointment = await readUsable(store, id, tried);
  const answers = await store.answersOfAppointment({ appointmentId: id });
  const waiting = answers.filter(({ status }) => status === 'waiting');
  // What waits before it may make it so, or not so any more.
  if (waiting.length === 0) {
    if (isSo(appointment)) return { ...appointment, readAt: clock.now() };
    if (!isAllowed(appointment)) throw toError(tried, 'refused', `it is ${appointment.status}`);
    if (content.type === 'undo-cancel' && (await isTimeTaken(store, appointment)))
      throw toError(tried, 'slot-taken', slotTaken);
  }
  const last = waiting.at(-1);
  const record =
    last !== undefined && isSameAnswer(last, content, appointment)
      ? last
      : await enqueue(options, { appointment, content, ordinal: answers.length });
  const stop = await options.deliverAbout(id, content);
  return resultOf(options, { tried, record, stop });
}

async function readUsable(store: ConversationStore, id: string, tried: string): Promise<Appointment> {
  const { appointment = null, doubt = null } = (await store.snapshot({ appointmentId: id })) ?? {};
  if (appointment === null) throw toError(tried, 'not-found', 'there is none');
  if (doubt !== null) throw unusable(tried, doubt);
  return appointment;
}

/** Somebody else is booked with the practitioner for some of the time. */
async function isTimeTaken(
  store: ConversationStore,
  { id, startAt, endAt, practitioner }: Appointment,
): Promise<boolean> {
  const records = await store.snapshotsBetween({ from: startAt - longestMs, to: endAt });
  return records.some(
    ({ appointment: other }) =>
      other !== null &&
      other.id !== id &&
      other.practitioner.id === practitioner.id &&
      other.endAt > startAt &&
      isOn(other),
  );
}

async function enqueue(
  { store, clock, clinicId }: WriteOptions,
  asked: { readonly appointment: Appointment; readonly content: AnswerContent; readonly ordinal: number },
): Promise<AnswerRecord> {
  const { appointment, content, ordinal } = asked;
  const now = clock.now();
  const record: AnswerRecord = {
    id: toAnswerId([clinicId, appointment.id, appointment.patient.id, ordinal, appointment.startAt, content]),
    appointmentId: appointment.id,
    patientId: appointment.patient.id,
    content,
    startAt: appointment.startAt,
    status: 'waiting',
    attempts: 0,
    dueAt: now,
    createdAt: now,
    finishedAt: null,
    reason: null,
  };
  await store.commit({ answers: [record] });
  return record;
}

/** Follows from what is answered and how many answers there were before, so that a clinic that was restored gives the same ones again. */
function toAnswerId(parts: readonly unknown[]): string {
  return `answer_${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)}`;
}

function isSameAnswer(answer: AnswerRecord, content: AnswerContent, { startAt, patient }: Appointment): boolean {
  const isOfSame = answer.startAt === startAt && answer.patientId === patient.id;
  return isOfSame && JSON.stringify(answer.content) === JSON.stringify(content);
}

/** What whoever asked is told: the snapshot only when the EHR has taken it. */
async function resultOf(
  { store, clock }: WriteOptions,
  asked: {
    readonly tried: string;
    readonly record: AnswerRecord;
    readonly stop: AppointmentStoreError | null;
  },
): Promise<Appointment> {
  const { tried, record, stop } = asked;
  const answers = await store.answersOfAppointment({ appointmentId: record.appointmentId });
  const stored = answers.find(({ id }) => id === record.id);
  if (stored === undefined) throw toError(tried, 'not-found', 'it was erased meanwhile');
  switch (stored.status) {
    case 'accepted': {
      const { appointment = null } = (await store.snapshot({ appointmentId: record.appointmentId })) ?? {};
      if (appointment === null) throw toError(tried, 'not-found', 'it was erased meanwhile');
      if (!toAppointmentChange(record.content).isSo(appointment))
        throw toError(tried, 'refused', 'the EHR has changed the appointment meanwhile');
      return { ...appointment, readAt: clock.now() };
    }
    case 'refused':
    case 'withdrawn':
      throw toError(tried, stored.reason === slotTaken ? 'slot-taken' : 'refused', stored.reason ?? 'it does not hold');
    case 'waiting':
      throw stop ?? toError(tried, 'unavailable', 'it waits to be tried again');
    default:
      return stored.status satisfies never;
  }
}

function toError(tried: string, failure: AppointmentStoreError['failure'], reason: string): AppointmentStoreError {
  return new AppointmentStoreError({ message: `[feed] ${tried} failed: ${reason}`, failure });
}
