import type { ConversationEvent } from '../conversation/event.ts';
import { roomOf } from '../conversation/state.ts';
import type { RoomState } from '../conversation/state.ts';
import type { VideoParticipant } from '../ports/video-provider.ts';
import { applyEvent } from './apply-event.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guarded.ts';
import { isWithin } from './scan-days.ts';
import type { KnownSession, SessionIndex } from './session-index.ts';

/** Knows who is in the rooms that are in use, by asking the video server. Webhooks only say when to ask. */
export interface Rooms {
  /** Asks, if that is due or hinted at and a room is in use. One call at a time. */
  look(): Promise<void>;
  /**
   * Something may have changed in these sessions: the next look asks about them, whether it is due or not.
   *
   * Returns false when none of them is known, so that there is nothing to look at.
   */
  hint(sessionIds: readonly string[]): boolean;
  /** Somebody is about to come in: the room is asked about too from now on. */
  watch(sessionId: string): void;
}

/** The index follows what this process decides; what another has decided is found so often. */
const refillSeconds = 600;
/** Who was not asked to look for longer than this may have missed what another process that led has decided. */
const gapSeconds = 30;
/** For how long somebody who was let in is looked for. */
const watchMs = 5 * 60_000;

/** Makes it. */
export function createRooms(engine: Engine, sessions: SessionIndex): Rooms {
  const hinted = new Set<string>();
  const watched = new Map<string, number>();
  let askedAt = -Infinity;
  let refilledAt = -Infinity;
  let looking: Promise<void> | null = null;

  const due = async (): Promise<readonly KnownSession[]> => {
    const now = engine.clock.now();
    const { roomSeconds } = engine.config.settings;
    if (!isWithin(now - refilledAt, refillSeconds) || !isWithin(now - askedAt, roomSeconds + gapSeconds)) {
      await sessions.refill();
      refilledAt = now;
    }
    const isDue = !isWithin(now - askedAt, roomSeconds);
    for (const [sessionId, until] of watched) if (until < now) watched.delete(sessionId);
    const wanted = [...sessions.known.values()].filter(
      ({ sessionId, isInUse }) => hinted.has(sessionId) || (isDue && (isInUse || watched.has(sessionId))),
    );
    if (isDue) askedAt = now;
    hinted.clear();
    return wanted;
  };
  const look = async (): Promise<void> => {
    do {
      const wanted = await due();
      if (wanted.length > 0) await guarded(engine, 'video', () => askAbout(engine, wanted));
    } while (hinted.size > 0);
  };

  return {
    look: () => {
      if (engine.video.participants === undefined || engine.mode === 'shadow') return Promise.resolve();
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
    hint: (sessionIds) => {
      const known = sessionIds.filter((sessionId) => sessions.known.has(sessionId));
      for (const sessionId of known) hinted.add(sessionId);
      return known.length > 0;
    },
    watch: (sessionId) => void watched.set(sessionId, engine.clock.now() + watchMs),
  };
}

async function askAbout(engine: Engine, wanted: readonly KnownSession[]): Promise<void> {
  const sessionIds = wanted.map(({ sessionId }) => sessionId);
  const people = (await engine.video.participants?.({ sessionIds })) ?? [];
  await Promise.all(wanted.map((session) => note(engine, session, people)));
}

/** Tells the visit who came and who left. */
async function note(engine: Engine, session: KnownSession, people: readonly VideoParticipant[]): Promise<void> {
  const isIn = (role: VideoParticipant['role']): boolean =>
    people.some((person) => person.sessionId === session.sessionId && person.role === role);
  const isPatientIn = isIn('patient');
  const isPractitionerIn = isIn('practitioner');
  if (isPatientIn !== session.isPatientIn) {
    const event = isPatientIn
      ? ({ type: 'patient-joined', isWatched: true } as const)
      : ({ type: 'patient-left' } as const);
    await apply(engine, session, event, 'patient', (room) => (room.patientInSince !== null) !== isPatientIn);
  }
  if (isPractitionerIn !== session.isPractitionerIn) {
    const event = { type: isPractitionerIn ? 'practitioner-joined' : 'practitioner-left' } as const;
    await apply(
      engine,
      session,
      event,
      'practitioner',
      (room) => (room.practitionerInSince !== null) !== isPractitionerIn,
    );
  }
}

async function apply(
  engine: Engine,
  { appointmentId, sessionId }: KnownSession,
  event: ConversationEvent,
  by: 'patient' | 'practitioner',
  isNews: (room: RoomState) => boolean,
): Promise<void> {
  await applyEvent(engine, {
    appointmentId,
    by,
    event,
    onlyIf: ({ state }) => state.context.sessionId === sessionId && isNews(roomOf(state.context)),
  });
}
