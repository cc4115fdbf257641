import { AppointmentStoreError, StorageError } from '@clinicarrivals/core';
import type {
  AnswerContent,
  AnswerRecord,
  Clock,
  Commit,
  ConversationStore,
  Logger,
  SnapshotRecord,
} from '@clinicarrivals/core';
import { toAnswerBody } from './answer-body.ts';
import { toAppointmentChange } from './appointment-changes.ts';
import type { AnswerOutcome, DeliverAnswer } from './post-answers.ts';

/** Why an answer is refused that takes a cancellation back. */
export const slotTaken = 'somebody else has the time';
/** Longer than an attempt takes: an answer whose attempt was cut off by a crash is tried again then. */
const claimMs = 90_000;
const backoff = { firstMs: 1_000, longestMs: 60_000 };
const longestWaitMs = 60 * 60_000;
/** What the EHR has not taken so long after the end of the appointment, or after it was said, is not news any more. */
const longestLateMs = 12 * 60 * 60_000;
const mostAttempts = 10;

/** What bringing answers to the EHR depends on. */
export interface DeliveryOptions {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deliver: DeliverAnswer;
}

/**
 * Makes the function that tries the answers about one appointment, in their order, until one is not taken: those behind it wait for it.
 * Call it in turn for each appointment, and with the answer that somebody asks for, if somebody does.
 *
 * What cancels an appointment, or takes that back, is sent only while somebody asks for it: a person may have settled it in another way by the
 * time that the EHR can be reached. The other answers stay true.
 *
 * It returns why it ended before all were brought to their end; null when none waits any more. What is known of an answer stands in the
 * store, so that any process may go on with it; of two that try at the same time one does.
 */
export function createDelivery(
  options: DeliveryOptions,
): (appointmentId: string, asked: AnswerContent | null) => Promise<AppointmentStoreError | null> {
  const { store } = options;
  return async (appointmentId, asked) => {
    const left = new Map<string, AppointmentStoreError>();
    for (;;) {
      const answers = await store.answersOfAppointment({ appointmentId });
      const first = answers.find(({ id, status }) => status === 'waiting' && !left.has(id));
      if (first === undefined) return left.values().next().value ?? null;
      const isWanted = !isOfCancelling(first.content) || (asked !== null && isOfCancelling(asked));
      const stop = isWanted ? await tryAnswer(options, first) : await endUnwanted(options, first);
      if (stop === null) continue;
      if (isWanted) return stop;
      left.set(first.id, stop);
    }
  };
}

function isOfCancelling({ type }: AnswerContent): boolean {
  return type === 'cancel' || type === 'undo-cancel';
}

/** Ends an answer that makes no sense any more; another is left where it is. */
async function endUnwanted(options: DeliveryOptions, answer: AnswerRecord): Promise<AppointmentStoreError | null> {
  const now = options.clock.now();
  const snapshot = await options.store.snapshot({ appointmentId: answer.appointmentId });
  const ending = endingOf(answer, snapshot, now);
  if (ending === null) return toError(answer, 'unavailable', 'it is sent when it is asked for again', null);
  await end(options, answer, { ...ending, finishedAt: now });
  return null;
}

async function tryAnswer(options: DeliveryOptions, answer: AnswerRecord): Promise<AppointmentStoreError | null> {
  const { store, clock } = options;
  const now = clock.now();
  // A time that no wait reaches is from before the clock was put back.
  if (answer.dueAt > now && answer.dueAt <= now + longestWaitMs)
    return toError(answer, 'unavailable', 'it is tried again later', answer.dueAt - now);
  const snapshot = await store.snapshot({ appointmentId: answer.appointmentId });
  const ending = endingOf(answer, snapshot, now);
  if (ending !== null) {
    await end(options, answer, { ...ending, finishedAt: now });
    return null;
  }
  const attempts = answer.attempts + 1;
  // The attempt is on record before it is made, so that no other process makes it too.
  const claim = { id: answer.id, attempts: answer.attempts, set: { attempts, dueAt: now + claimMs } };
  if ((await store.commit({ answerChanges: [claim] })) === 'conflict')
    return toError(answer, 'unavailable', 'another process is at it', null);
  const outcome = await attempt(options, answer);
  return settle(options, { ...answer, attempts }, outcome);
}

/** How an answer ends without being sent; null when it is to be sent. */
function endingOf(
  { content, startAt, patientId, attempts, createdAt }: AnswerRecord,
  snapshot: SnapshotRecord | null,
  now: number,
): Pick<AnswerRecord, 'status' | 'reason'> | null {
  const appointment = snapshot?.appointment ?? null;
  const withdrawn = (reason: string) => ({ status: 'withdrawn', reason }) as const;
  if (appointment === null) return withdrawn('the appointment is not known any more');
  if (appointment.patient.id !== patientId) return withdrawn('the appointment is for somebody else by now');
  const { isSo, isAllowed, isForStart } = toAppointmentChange(content);
  // An attempt that nobody has answered may have been taken: the snapshot cannot tell, only the EHR.
  if (attempts === 0 && isSo(appointment)) return { status: 'accepted', reason: 'the EHR has it already' };
  if (isForStart && appointment.startAt !== startAt) return withdrawn('the appointment was moved since');
  if (!isSo(appointment) && !isAllowed(appointment)) return withdrawn('the appointment has ended in the EHR');
  if (now > Math.max(appointment.endAt, createdAt) + longestLateMs)
    return withdrawn('the EHR has not taken it in time');
  return null;
}

async function attempt({ deliver, clock }: DeliveryOptions, answer: AnswerRecord): Promise<AnswerOutcome> {
  const lost: AnswerOutcome = { type: 'failed', failure: 'unavailable', reason: 'no answer', retryAfterMs: null };
  let cancel = (): void => undefined;
  const late = new Promise<AnswerOutcome>((resolve) => {
    cancel = clock.schedule(claimMs * 0.8, () => resolve(lost));
  });
  try {
    return await Promise.race([deliver({ id: answer.id, body: toAnswerBody(answer) }), late]);
  } catch {
    return lost;
  } finally {
    cancel();
  }
}

async function settle(
  options: DeliveryOptions,
  answer: AnswerRecord,
  outcome: AnswerOutcome,
): Promise<AppointmentStoreError | null> {
  const { store, clock, logger } = options;
  const now = clock.now();
  switch (outcome.type) {
    case 'accepted':
      await end(options, answer, { status: 'accepted', reason: null, finishedAt: now });
      return null;
    case 'refused': {
      const isTaken = outcome.isTimeTaken && answer.content.type === 'undo-cancel';
      const reason = isTaken ? slotTaken : 'the EHR has refused it';
      await end(options, answer, { status: 'refused', reason, finishedAt: now });
      return null;
    }
    case 'failed': {
      const { failure, reason } = outcome;
      const ownMs = Math.min(backoff.longestMs, backoff.firstMs * 2 ** (answer.attempts - 1));
      const waitMs = Math.min(longestWaitMs, Math.max(outcome.retryAfterMs ?? 0, ownMs));
      const set = { dueAt: now + waitMs, reason };
      await store.commit({ answerChanges: [{ id: answer.id, attempts: answer.attempts, set }] });
      logger.log('warn', '[feed] an answer was not taken', { answer: answer.id, attempts: answer.attempts, reason });
      return toError(answer, failure, `${reason}; it stays queued and is tried again`, waitMs);
    }
    default:
      return outcome satisfies never;
  }
}

/** Ends an answer; what the EHR has taken stands in the snapshot in the same commit. */
async function end(
  { store }: DeliveryOptions,
  answer: AnswerRecord,
  set: Pick<AnswerRecord, 'status' | 'reason'> & { readonly finishedAt: number },
): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const snapshot = set.status === 'accepted' ? await store.snapshot({ appointmentId: answer.appointmentId }) : null;
    const changed = snapshot === null ? null : applyAnswer(snapshot, answer, set.finishedAt);
    const commit: Commit = {
      answerChanges: [{ id: answer.id, attempts: answer.attempts, set }],
      ...(changed === null ? {} : { snapshots: [changed] }),
    };
    if ((await store.commit(commit)) === 'committed') return;
    const answers = await store.answersOfAppointment({ appointmentId: answer.appointmentId });
    const stored = answers.find(({ id }) => id === answer.id);
    // Another process has tried it meanwhile, or it was erased: what that one finds out counts.
    if (stored?.status !== 'waiting' || stored.attempts !== answer.attempts) return;
  }
  throw new StorageError({
    message: '[feed] an answer was taken and could not be stored: the appointment changes too often; it is sent again',
    isRetryable: true,
  });
}

/** The snapshot as the EHR has it now that it has taken an answer; null when that changes nothing. */
function applyAnswer(
  snapshot: SnapshotRecord,
  { content, patientId, startAt }: AnswerRecord,
  at: number,
): SnapshotRecord | null {
  const { appointment, answered } = snapshot;
  const { fields, isSo, isForStart } = toAppointmentChange(content);
  if (appointment === null || appointment.patient.id !== patientId || isSo(appointment)) return null;
  // It was moved while the answer was on its way: the new time is neither confirmed nor cancelled by that.
  if (isForStart && appointment.startAt !== startAt) return null;
  const changedAt = Math.max(appointment.changedAt ?? 0, at);
  return {
    ...snapshot,
    appointment: { ...appointment, ...fields, version: String(snapshot.version + 1), changedAt },
    answered: { at, fields: { ...answered?.fields, ...fields } },
    storedAt: at,
  };
}

function toError(
  { content, appointmentId }: AnswerRecord,
  failure: 'unavailable' | 'unauthorised' | 'unusable',
  reason: string,
  retryAfterMs: number | null,
): AppointmentStoreError {
  return new AppointmentStoreError({
    message: `[feed] ${content.type} Appointment/${appointmentId} not taken by the EHR: ${reason}`,
    failure,
    retryAfterMs,
  });
}
