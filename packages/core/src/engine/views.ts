import { roomOf } from '../conversation/state.ts';
import type { VisitContext } from '../conversation/state.ts';
import type { NumberFailure } from '../errors.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { ConversationRecord, InboxRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import { readCopies } from './ahead/ahead-copy.ts';
import type { Engine } from './engine.ts';
import type { Scanner } from './scan.ts';
import type { NotServed } from './see-appointment.ts';
import { isRung } from './video-links.ts';
import { loadThread } from './threads.ts';

/** How one appointment stands, as reception sees it. */
export interface BoardLine {
  readonly appointmentId: string;
  readonly startAt: number;
  readonly patientName: string;
  readonly practitionerName: string;
  readonly phone: PhoneNumber | null;
  readonly state: ConversationRecord['state']['visit'];
  readonly isRemote: boolean;
  /** Null for a visit in person. */
  readonly video: BoardVideo | null;
  readonly isLate: boolean;
  readonly status: string;
  /** Who has confirmed the appointment: the patient by text, or the clinic in the PMS; null when nobody has. */
  readonly confirmedBy: 'patient' | 'clinic' | null;
  /** Why the patient cannot be reached at this number, or could not be reached last; null when nothing is known against it. */
  readonly textProblem: 'opted-out' | 'wrong-number' | NumberFailure | null;
}

/** How a visit by video or telephone stands. Times are epoch milliseconds. */
export interface BoardVideo {
  /** Since when they are in the room; null when they are not, or nobody can know. */
  readonly patientInSince: number | null;
  readonly practitionerInSince: number | null;
  /** When the patient left the room; null when they never did, or are in again. */
  readonly patientLeftAt: number | null;
  /** The practitioner rings the patient. */
  readonly isByTelephone: boolean;
}

/** The clinic day as reception sees it. */
export interface Board {
  readonly day: string;
  readonly lines: readonly BoardLine[];
  /** Appointments of the day that take no part, with the reason. */
  readonly notServed: readonly NotServedLine[];
}

/** An appointment that takes no part. */
export interface NotServedLine {
  readonly appointmentId: string;
  readonly reason: string;
  /** Null where the appointment cannot be read. */
  readonly patientName: string | null;
  /** Null where the appointment cannot be read. */
  readonly startAt: number | null;
}

/** One text of a thread. */
export interface ThreadMessage {
  readonly direction: 'in' | 'out';
  readonly at: number;
  /** Null after the bodies were purged. */
  readonly body: string | null;
  readonly appointmentId: string | null;
  /** The template or the intent. */
  readonly what: string | null;
  /** The outcome of one that came in; what became of one that left, or `standing` of one that the gateway was handed ahead. */
  readonly state: string;
}

/** Reads today's board. */
export async function readBoard(engine: Engine, scanner: Scanner): Promise<Board> {
  const { day } = engine.config.calendar.dayOf(engine.clock.now());
  const records = await engine.store.conversationsOfDay({ day });
  return {
    day,
    lines: await Promise.all(records.map((record) => toLine(engine, record))),
    notServed: [...scanner.notServed].flatMap(([appointmentId, entry]) =>
      entry.day === day ? [toNotServedLine(appointmentId, entry)] : [],
    ),
  };
}

function toNotServedLine(appointmentId: string, { reason, appointment }: NotServed): NotServedLine {
  const { patient, startAt = null } = appointment ?? {};
  return { appointmentId, reason, patientName: patient?.name ?? null, startAt };
}

/** Reads how one appointment stands, of whatever day. */
export async function readLine(engine: Engine, appointmentId: string): Promise<BoardLine | null> {
  const record = await engine.store.conversation({ appointmentId });
  return record === null ? null : toLine(engine, record);
}

const numberFailures: readonly string[] = ['landline', 'unassigned', 'unreachable'] satisfies NumberFailure[];

function findTextProblem(
  engine: Engine,
  { consent, failure, wrongFor }: ThreadRecord,
  patientId: string,
): BoardLine['textProblem'] {
  if (consent === 'opted-out' || engine.config.optedOutPatients.has(patientId)) return 'opted-out';
  if (wrongFor.includes(patientId)) return 'wrong-number';
  // One of the list is a `NumberFailure`; anything else is from an early version and means nothing any more.
  return failure !== null && numberFailures.includes(failure) ? (failure as NumberFailure) : null;
}

async function toLine(engine: Engine, record: ConversationRecord): Promise<BoardLine> {
  const thread = record.phone === null ? null : await loadThread(engine, record.phone);
  const { visit, context } = record.state;
  const { appointment } = context;
  return {
    appointmentId: record.appointmentId,
    startAt: appointment.startAt,
    patientName: appointment.patient.name,
    practitionerName: appointment.practitioner.name,
    phone: record.phone,
    state: visit,
    isRemote: context.sessionId !== null,
    video: toBoardVideo(engine, context),
    isLate: context.isLate,
    status: appointment.status,
    confirmedBy: confirmedBy(context),
    textProblem: thread === null ? null : findTextProblem(engine, thread, record.patientId),
  };
}

function confirmedBy({ appointment, confirmation }: VisitContext): BoardLine['confirmedBy'] {
  if (!appointment.isConfirmed) return null;
  return confirmation?.startAt === appointment.startAt ? 'patient' : 'clinic';
}

function toBoardVideo(engine: Engine, context: VisitContext): BoardVideo | null {
  if (context.sessionId === null) return null;
  const { patientInSince, practitionerInSince, patientLeftAt } = roomOf(context);
  return { patientInSince, practitionerInSince, patientLeftAt, isByTelephone: isRung(engine, context) };
}

/** Reads all texts with one number since a moment, oldest first. */
export async function readThread(
  engine: Engine,
  query: { readonly phone: PhoneNumber; readonly since: number },
): Promise<readonly ThreadMessage[]> {
  const [inbox, effects, ahead] = await Promise.all([
    engine.store.inboxOfPhone(query),
    engine.store.effectsOfPhone(query),
    readStanding(engine, query.phone),
  ]);
  const incoming = inbox.map((message): ThreadMessage => ({
    direction: 'in',
    at: message.receivedAt ?? message.storedAt,
    body: message.body,
    appointmentId: message.appointmentId,
    what: message.intent,
    state: message.outcome ?? 'pending',
  }));
  const outgoing = effects.flatMap((record): ThreadMessage[] =>
    record.effect.type === 'send-message' && record.claimedAt !== null
      ? [
          {
            direction: 'out',
            at: record.claimedAt,
            body: record.body,
            appointmentId: record.appointmentId,
            what: record.effect.template,
            state: record.delivery ?? record.status,
          },
        ]
      : [],
  );
  return [...incoming, ...outgoing, ...ahead].sort((a, b) => a.at - b.at);
}

/** What stands at the gateway and leaves at its time, unless it is withdrawn. */
async function readStanding(engine: Engine, phone: PhoneNumber): Promise<readonly ThreadMessage[]> {
  const copies = await readCopies(engine);
  return copies.flatMap(({ effect, sendAt, body, appointmentId }): ThreadMessage[] =>
    effect.to === phone
      ? [{ direction: 'out', at: sendAt, body, appointmentId, what: effect.template, state: 'standing' }]
      : [],
  );
}

/** Messages whose number has no appointment, of the last week. */
export function readUnknownMessages(engine: Engine): Promise<readonly InboxRecord[]> {
  return engine.store.unknownInbox({ since: engine.clock.now() - 7 * 24 * 60 * 60_000 });
}
