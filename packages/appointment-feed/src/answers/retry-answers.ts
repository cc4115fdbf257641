import type {
  AnswerContent,
  AnswerRecord,
  AppointmentStoreError,
  Clock,
  ConversationStore,
  InTurn,
  Logger,
} from '@clinicarrivals/core';

const mostWaiting = 500;
/** An EHR that comes back is not run over. */
const mostAtOnce = 8;

/** What trying again depends on. */
export interface RetryOptions {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly inTurn: InTurn;
  readonly deliverAbout: (appointmentId: string, asked: AnswerContent | null) => Promise<AppointmentStoreError | null>;
  /** Told of an appointment whose answers were taken while nobody waited for that. */
  readonly hint: (appointmentId: string) => void;
}

/** Makes the function that tries the answers which wait and are due; a call while another is under way joins it. Never rejects. */
export function createRetries(options: RetryOptions): () => Promise<void> {
  const { store, clock, logger, inTurn, deliverAbout, hint } = options;
  const retry = async (appointmentId: string): Promise<void> => {
    const before = await inTurn(appointmentId, () => deliverAbout(appointmentId, null));
    if (before === null) hint(appointmentId);
  };
  const retryAll = async (): Promise<void> => {
    const due = dueAppointments(await store.waitingAnswers({ limit: mostWaiting }), clock.now());
    const workOff = async (): Promise<void> => {
      for (let id = due.shift(); id !== undefined; id = due.shift()) await retry(id);
    };
    await Promise.all(Array.from({ length: mostAtOnce }, workOff));
  };
  let underWay: Promise<void> | null = null;
  return () => {
    underWay ??= retryAll()
      .catch(() => {
        logger.log('warn', '[feed] answers that wait could not be tried; they are tried again at the next listing');
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };
}

/** Those whose first answer is due: the others of an appointment wait for it. */
function dueAppointments(waiting: readonly AnswerRecord[], now: number): string[] {
  const firsts = new Map<string, AnswerRecord>();
  for (const answer of waiting) if (!firsts.has(answer.appointmentId)) firsts.set(answer.appointmentId, answer);
  return [...firsts.values()].filter(({ dueAt }) => dueAt <= now).map(({ appointmentId }) => appointmentId);
}
