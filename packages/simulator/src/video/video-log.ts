import type { CloseReason, LeaveReason } from './room-book.ts';

/** What happened at a simulated video server. All times are epoch milliseconds of its clock. */
export type VideoLogEntry = { readonly at: number } &
  /** A request to its API. `status` is null when it was not answered. */
  (
    | {
        readonly type: 'called';
        readonly method: string;
        /** Path and query. */
        readonly url: string;
        readonly body: string;
        readonly status: number | null;
      }
    | { readonly type: 'opened'; readonly sessionId: string }
    /** `label`: LiveKit's identity, OpenVidu's `serverData`. */
    | { readonly type: 'joined'; readonly sessionId: string; readonly participantId: string; readonly label: string }
    | {
        readonly type: 'left';
        readonly sessionId: string;
        readonly participantId: string;
        readonly label: string;
        readonly reason: LeaveReason;
      }
    | { readonly type: 'closed'; readonly sessionId: string; readonly reason: CloseReason }
    /** Somebody was not let in. */
    | { readonly type: 'refused'; readonly reason: JoinRefusal }
  );

/**
 * Why somebody is not let in.
 *
 * `down`: the server does not answer · `invalid`: the token was not made by this server's key, or was used before · `expired` ·
 * `not-yet`: it is not valid yet · `not-permitted`: it does not permit to join · `no-room`: the room is not open.
 */
export type JoinRefusal = 'down' | 'invalid' | 'expired' | 'not-yet' | 'not-permitted' | 'no-room';
