import { roomOf } from '../conversation/state.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { isWithin } from './scan-days.ts';

/** What is remembered of a visit to find it by its session. */
export interface KnownSession {
  readonly sessionId: string;
  readonly appointmentId: string;
  readonly practitionerId: string;
  readonly startAt: number;
  /** When the practitioner was ready for the patient; null when they were not so far. */
  readonly readyAt: number | null;
  /** The visit is by video and somebody may be in its room. */
  readonly isInUse: boolean;
  /** Somebody may hold a link to it. */
  readonly hasLinks: boolean;
  readonly isPatientIn: boolean;
  readonly isPractitionerIn: boolean;
}

/** Finds visits by the session of their links, without asking the store for a whole day each time. */
export interface SessionIndex {
  /**
   * The visit whose links these are; null when none of yesterday, today or tomorrow has them.
   *
   * @param isDoubted the visit that is remembered does not hold the session any more: another process may have given it to one that was booked anew
   */
  find(sessionId: string, isDoubted?: boolean): Promise<KnownSession | null>;
  /** Those to which somebody may hold a link. */
  withLinks(): Promise<readonly string[]>;
  /** All that are known, without asking anybody. */
  readonly known: ReadonlyMap<string, KnownSession>;
  /** Reads the three days again. */
  refill(): Promise<void>;
}

/** A session that is not known is looked for in the store at most this often: whoever guesses links costs nothing. */
const refillSeconds = 1;
/** This process follows what it decides itself; what another one has decided is found so often. */
const rereadSeconds = 60;

/** Makes the index. It is empty until it is first asked, and follows what this process decides from then on. */
export function createSessionIndex(engine: Engine): SessionIndex {
  let known = new Map<string, KnownSession>();
  let refilledAt = -Infinity;
  let refilling: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    const { calendar } = engine.config;
    refilledAt = engine.clock.now();
    const today = calendar.dayOf(refilledAt).day;
    const fresh = new Map<string, KnownSession>();
    // What is decided while the days are read is newer than what they say.
    const during: ConversationRecord[] = [];
    const note = (record: ConversationRecord): void => void during.push(record);
    engine.onDecided.add(note);
    try {
      for (const offset of [-1, 0, 1]) {
        const { day } = calendar.dayAfter(today, offset);
        for (const record of await engine.store.conversationsOfDay({ day })) add(fresh, record);
      }
    } finally {
      engine.onDecided.delete(note);
    }
    for (const record of during) add(fresh, record);
    known = fresh;
  };
  engine.onDecided.add((record) => add(known, record));

  const refill = (): Promise<void> => {
    refilling ??= read().finally(() => {
      refilling = null;
    });
    return refilling;
  };
  return {
    get known() {
      return known;
    },
    refill,
    withLinks: async () => {
      if (!isWithin(engine.clock.now() - refilledAt, rereadSeconds)) await refill();
      return [...known.values()].filter(({ hasLinks }) => hasLinks).map(({ sessionId }) => sessionId);
    },
    find: async (sessionId, isDoubted = false) => {
      const isFresh = isWithin(engine.clock.now() - refilledAt, refillSeconds) && refilling === null;
      if ((isDoubted || !known.has(sessionId)) && !isFresh) await refill();
      return known.get(sessionId) ?? null;
    },
  };
}

function add(known: Map<string, KnownSession>, { appointmentId, startAt, state }: ConversationRecord): void {
  const { sessionKey: sessionId, sessionId: promised, appointment, readyAt } = state.context;
  const other = known.get(sessionId);
  // An appointment that was booked anew has taken the session over from the one that was cancelled.
  if (other !== undefined && other.appointmentId !== appointmentId && promised === null) return;
  const room = roomOf(state.context);
  const isPatientIn = room.patientInSince !== null;
  const isPractitionerIn = room.practitionerInSince !== null;
  // What was stored before rooms were watched may have one.
  const mayHaveRoom = state.context.room === undefined || (room.phase !== 'none' && room.phase !== 'closed');
  known.set(sessionId, {
    sessionId,
    appointmentId,
    practitionerId: appointment.practitioner.id,
    startAt,
    readyAt,
    isInUse: promised !== null && (mayHaveRoom || isPatientIn || isPractitionerIn),
    hasLinks: promised !== null || room.phase !== 'none',
    isPatientIn,
    isPractitionerIn,
  });
}
