import { StorageError, toTask } from '@clinicarrivals/core';
import type {
  Clock,
  Commit,
  ConversationStore,
  JournalEntry,
  Logger,
  SnapshotRecord,
  Task,
} from '@clinicarrivals/core';
import type { FeedRefusal } from './feed-event.ts';

const hour = 60 * 60_000;
/** Reception looks at today and the next days; what lies further ahead is the integrator's to mend. */
const near = { before: 12 * hour, after: 7 * 24 * hour };
/** An EHR that sends the same again and again does not fill the journal. */
const mostLinesAMinute = 60;
const mostAttempts = 5;
const longestId = 256;

/** What notes of messages that could not be used are made of. */
export interface RefusalsOptions {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes the function that notes a message which could not be used. Call it in turn for each appointment. */
export function createRefusals({ store, clock, logger }: RefusalsOptions): (refusal: FeedRefusal) => Promise<void> {
  const mayWrite = createLineLimit(clock);

  return async (refusal) => {
    const appointmentId = refusal.appointmentId ?? '';
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const known = appointmentId === '' ? null : await store.snapshot({ appointmentId });
      const isOutdated = isOlder(refusal.madeAt, known);
      const task = isOutdated ? null : await toRefusalTask({ store, clock }, appointmentId);
      const doubtable = isOutdated || !refusal.leavesDoubt ? null : (known ?? toUnknown(appointmentId, refusal));
      const doubted = doubtable === null || isOver(doubtable) ? null : toDoubted(doubtable, refusal, clock.now());
      const isKnown = (known?.appointment ?? task) !== null;
      const line = mayWrite(attempt) ? [toLine(refusal, isKnown ? appointmentId : null, clock.now())] : [];
      const commit: Commit = {
        ...(doubted === null ? {} : { snapshots: [doubted] }),
        ...(task === null ? {} : { tasks: [task] }),
        journal: line,
      };
      if ((await store.commit(commit)) === 'conflict') continue;
      logger.log('warn', '[feed] an event could not be used', { field: toField(refusal.field) });
      return;
    }
    throw new StorageError({
      message: '[feed] note of a refusal failed: the appointment changes too often; send the event again',
      isRetryable: true,
    });
  };
}

/** The first line of each attempt to commit counts. */
function createLineLimit(clock: Clock): (attempt: number) => boolean {
  let since = -Infinity;
  let lines = 0;
  return (attempt) => {
    if (attempt > 0) return lines <= mostLinesAMinute;
    // The clock may have been set back.
    if (Math.abs(clock.now() - since) >= 60_000) {
      since = clock.now();
      lines = 0;
    }
    lines += 1;
    return lines <= mostLinesAMinute;
  };
}

/** A task where a patient may be waiting for what was in the message; one that is open stands for those that come after it. */
async function toRefusalTask(
  { store, clock }: Pick<RefusalsOptions, 'store' | 'clock'>,
  appointmentId: string,
): Promise<Task | null> {
  const conversation = appointmentId === '' ? null : await store.conversation({ appointmentId });
  if (conversation?.isLive !== true) return null;
  const now = clock.now();
  if (conversation.startAt < now - near.before || conversation.startAt > now + near.after) return null;
  const tasks = (await store.tasksOfAppointment({ appointmentId })).filter(({ kind }) => kind === 'event-refused');
  if (tasks.some(({ resolvedAt }) => resolvedAt === null)) return null;
  return toTask({
    // Two processes that refuse at the same time raise the same task.
    key: `${appointmentId}|${tasks.length}`,
    kind: 'event-refused',
    appointmentId,
    phone: conversation.phone,
    now,
  });
}

/** Whether the EHR has said something newer since, which could be used. */
function isOlder(madeAt: number | null, known: SnapshotRecord | null): boolean {
  return madeAt !== null && known !== null && known.madeAt !== null && madeAt < known.madeAt;
}

/**
 * What a message leaves in doubt that came before the others about its appointment: what was made before it, and comes late, does not say
 * what it said. Without a time of making the order of arrival is all there is.
 */
function toUnknown(appointmentId: string, { madeAt }: FeedRefusal): SnapshotRecord | null {
  if (madeAt === null || appointmentId === '' || appointmentId.length > longestId) return null;
  return {
    ...{ appointmentId, version: 0, appointment: null, madeAt, messageIds: [], answered: null, storedAt: madeAt },
    doubt: '',
  };
}

/** Nothing is known of it but that it is over. */
function isOver({ appointment, doubt }: SnapshotRecord): boolean {
  return appointment === null && doubt === null;
}

function toDoubted({ toldAt, ...known }: SnapshotRecord, { field, madeAt }: FeedRefusal, now: number): SnapshotRecord {
  return {
    ...known,
    // What was made before it, and comes late, does not say what it said, whichever part that was of.
    ...(madeAt === null ? { ...(toldAt === undefined ? {} : { toldAt }) } : { madeAt: Math.min(madeAt, now) }),
    doubt: `what the EHR has said last could not be used (${toField(field)}); it has to send it again`,
    storedAt: now,
  };
}

function toLine({ field, message }: FeedRefusal, appointmentId: string | null, at: number): JournalEntry {
  return {
    at,
    appointmentId,
    phone: null,
    by: 'pms',
    event: 'event-refused',
    from: null,
    to: null,
    reason: `an event of the EHR could not be used: ${toField(field)} ${message}`.slice(0, 300),
  };
}

/** What names a field is told; anything else might be of a patient. */
function toField(field: string): string {
  return /^[\w.[\]/-]{1,60}$/.test(field) ? field : 'a field';
}
