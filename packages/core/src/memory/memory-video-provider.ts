import { VideoError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  VideoAdmission,
  VideoParticipant,
  VideoProvider,
  VideoRole,
  VideoSession,
  VideoTicket,
} from '../ports/video-provider.ts';

/** A video provider in memory, with the controls of a pretended video server. */
export interface MemoryVideoProvider extends VideoProvider {
  /** The sessions that are open now. */
  readonly sessions: readonly VideoSession[];
  /** How many times `open` and `close` were asked, idempotent repeats included. */
  readonly calls: { readonly open: number; readonly close: number };
  participants(query: { readonly sessionIds: readonly string[] }): Promise<readonly VideoParticipant[]>;
  admit(query: VideoAdmission): Promise<VideoTicket>;
  /** Lets somebody join; returns false when the session is not open. */
  join(query: { readonly sessionId: string; readonly role: VideoRole }): boolean;
  /** Lets everybody of a role leave. */
  leave(query: { readonly sessionId: string; readonly role: VideoRole }): void;
  /** Makes the next `open`, `close`, `participants` or `admit` fail; several calls queue up. */
  failNext(error: VideoError): void;
}

/** What a {@link MemoryVideoProvider} is made of. */
export interface MemoryVideoProviderOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Where links point to, without a slash at the end. */
  readonly baseUrl?: string;
  /** Ids of practitioners who ring the patient instead. */
  readonly telephone?: readonly string[];
}

/** Makes a provider whose sessions live in memory. It obeys the same contract as a real one. */
export function createMemoryVideoProvider(options: MemoryVideoProviderOptions): MemoryVideoProvider {
  const { clock, baseUrl = 'https://video.example', telephone = [] } = options;
  const open = new Map<string, { readonly session: VideoSession; participants: readonly VideoParticipant[] }>();
  const calls = { open: 0, close: 0 };
  const failures: VideoError[] = [];
  const failIfAsked = (): void => {
    const error = failures.shift();
    if (error !== undefined) throw error;
  };

  return {
    abilities: { knowsWhoJoined: true },
    calls,
    get sessions() {
      return [...open.values()].map((entry) => entry.session);
    },
    open: async (session) => {
      calls.open += 1;
      failIfAsked();
      if (!open.has(session.sessionId)) open.set(session.sessionId, { session, participants: [] });
    },
    close: async ({ sessionId }) => {
      calls.close += 1;
      failIfAsked();
      open.delete(sessionId);
    },
    link: ({ sessionId, practitionerId, role }) =>
      telephone.includes(practitionerId) ? null : `${baseUrl}/${sessionId}?role=${role}`,
    participants: async ({ sessionIds }) => {
      failIfAsked();
      return sessionIds.flatMap((sessionId) => open.get(sessionId)?.participants ?? []);
    },
    admit: async ({ sessionId, role }) => {
      failIfAsked();
      if (!open.has(sessionId)) {
        throw new VideoError({ message: '[video] there is no such room; open it first', isRetryable: true });
      }
      return { type: 'page', url: `${baseUrl}/${sessionId}/room?role=${role}` };
    },
    join: ({ sessionId, role }) => {
      const entry = open.get(sessionId);
      if (entry === undefined) return false;
      entry.participants = [...entry.participants, { sessionId, role, joinedAt: clock.now() }];
      return true;
    },
    leave: ({ sessionId, role }) => {
      const entry = open.get(sessionId);
      if (entry !== undefined) entry.participants = entry.participants.filter((person) => person.role !== role);
    },
    failNext: (error) => void failures.push(error),
  };
}
