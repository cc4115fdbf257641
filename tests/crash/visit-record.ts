import { appointmentId, patientPhone, withStoreOf } from './visit-clinic.ts';
import type { VisitClinic } from './visit-clinic.ts';

/** What came of a visit: what the patient, the PMS and reception have of it, and what is on the disk. */
export interface VisitRecord {
  /** The bodies of the texts that left. */
  readonly texts: readonly string[];
  /** How each text that came in has ended; null where it has not. */
  readonly outcomes: readonly (string | null)[];
  /** What we have written to the PMS, in order. */
  readonly writes: readonly string[];
  /** The kinds of the tasks that reception has been given. */
  readonly tasks: readonly string[];
  /** Where the conversation stands. */
  readonly state: string | null;
  /** Texts that left and that the outbox does not know by the gateway's id. */
  readonly unrecorded: readonly string[];
  /** Rows of the outbox that have come to no end. */
  readonly unfinished: readonly string[];
}

/** Reads what came of a visit when all its processes have ended. */
export function readVisit(clinic: VisitClinic): Promise<VisitRecord> {
  const sent = clinic.gateway.log.entries().filter(({ direction, isAutomatic }) => direction === 'out' && !isAutomatic);
  return withStoreOf(clinic, async (store) => {
    const inbox = await store.inboxOfPhone({ phone: patientPhone, since: 0 });
    const effects = await store.effectsOfAppointment({ appointmentId });
    const tasks = await store.tasksOfAppointment({ appointmentId });
    const conversation = await store.conversation({ appointmentId });
    const isOpen = (status: string): boolean => ['waiting', 'claimed', 'in-doubt'].includes(status);
    return {
      texts: sent.map(({ body }) => body),
      outcomes: inbox.map(({ outcome }) => outcome),
      writes: clinic.pms.changes.entries().flatMap(({ by, type, after }) =>
        // A change of an Appointment leaves one, and nothing deletes it.
        by === 'engine' && type === 'Appointment' && after?.resourceType === 'Appointment'
          ? [`${after.status}${after.appointmentType === undefined ? '' : ' by telehealth'}`]
          : [],
      ),
      tasks: tasks.map(({ kind }) => kind),
      state: conversation?.state.visit ?? null,
      unrecorded: sent.filter(({ sid }) => !effects.some(({ gatewayId }) => gatewayId === sid)).map(({ body }) => body),
      unfinished: effects.filter(({ status }) => isOpen(status)).map(({ id, status }) => `${id} ${status}`),
    };
  });
}

const callInTask = 'call-in-not-delivered';
const textTasks: readonly string[] = ['text-in-doubt', 'text-not-delivered'];
const isCallIn = (body: string): boolean => body.includes('is ready for you. Please come in now');

/**
 * Compares what came of a visit with what comes of the same visit when nothing fails. Returns what was promised and is not so.
 *
 * Only one thing may differ: a text that nobody can find out about is not sent again and is a task. A call-in that is in doubt is one at
 * once, also when it is found afterwards.
 */
export function findBroken(seen: VisitRecord, whole: VisitRecord): string[] {
  const missing = whole.texts.filter((body) => !seen.texts.includes(body));
  const missingTexts = missing.filter((body) => !isCallIn(body)).length;
  const [callIns, usualCallIns] = [countTasks(seen, [callInTask]), countTasks(whole, [callInTask])];
  const taskedTexts = countTasks(seen, textTasks) - countTasks(whole, textTasks);
  const isCallInLost = missing.some(isCallIn) && callIns === 0;
  const broken: Readonly<Record<string, boolean>> = {
    'a text left twice': new Set(seen.texts).size < seen.texts.length,
    'a text left that nobody meant': seen.texts.some((body) => !whole.texts.includes(body)),
    'a text is missing, and is no task': missingTexts > taskedTexts || isCallInLost,
    'a text that left is a task': taskedTexts > missingTexts,
    'a task is missing or too many': otherTasks(seen) !== otherTasks(whole) || callIns < usualCallIns || callIns > 1,
    'a text that came in did not end as it should': seen.outcomes.join() !== whole.outcomes.join(),
    'the PMS was not written to as it should be': seen.writes.join() !== whole.writes.join(),
    'a text left without a record': seen.unrecorded.length > 0,
    'something in the outbox has come to no end': seen.unfinished.length > 0,
    'the conversation does not stand where it should': seen.state !== whole.state,
  };
  return Object.entries(broken).flatMap(([promise, isBroken]) => (isBroken ? [promise] : []));
}

function countTasks({ tasks }: VisitRecord, kinds: readonly string[]): number {
  return tasks.filter((kind) => kinds.includes(kind)).length;
}

function otherTasks({ tasks }: VisitRecord): string {
  return tasks
    .filter((kind) => kind !== callInTask && !textTasks.includes(kind))
    .toSorted()
    .join();
}
