import { ConfigurationError } from '@clinicarrivals/core';
import type { Fault, FaultQueue } from '../faults.ts';
import type { VideoFaultKind, VideoServerHealth } from './video-handler.ts';
import type { RoomBook, SimulatedRoom } from './room-book.ts';
import type { VideoWebhookFaultKind } from './video-webhooks.ts';

/** What browsers, administrators and tests do to a video server. */
export interface VideoServerControls {
  /**
   * A browser joins with a ticket, or with the token of one, which is checked as the real server does. Null when it is not let in: the
   * log says why. `onOut` is called when it does not leave by itself: it was put out, or the room was closed.
   */
  connect(ticket: string | { readonly token: string }, onOut?: () => void): VideoConnection | null;
  /** The rooms that are open now, oldest first. */
  rooms(): readonly SimulatedRoom[];
  /** The server crashes and comes back at once: it has forgotten all rooms and put everybody out, and has told nobody. */
  restart(): void;
  /** While it is down every connection to it breaks. Who is in a room stays there. */
  setDown(isDown: boolean): void;
  /** Lets every answer take this long, in milliseconds of the wall. */
  setDelay(durationMs: number): void;
  /** Lets a part of all requests, from 0 to 1, fail with 500; which of them depends on the seed. */
  setFailureShare(share: number): void;
  /** How many rooms can be open at the same time. */
  setRoomLimit(rooms: number): void;
  fail(fault: Fault<VideoFaultKind>): void;
  failWebhook(fault: Fault<VideoWebhookFaultKind>): void;
  /** The server is well again. */
  clearFaults(): void;
}

/** A browser in a room. */
export interface VideoConnection {
  readonly participantId: string;
  readonly sessionId: string;
  /** Who it is, as the token says: LiveKit's identity, OpenVidu's `serverData`. */
  readonly label: string;
  /** False once the browser has left, was put out or the room was closed. */
  isConnected(): boolean;
  /** Leaves (idempotent). */
  disconnect(): void;
}

interface Controlled {
  readonly connect: (token: string, onOut?: () => void) => VideoConnection | null;
  readonly rooms: RoomBook;
  readonly health: VideoServerHealth;
  readonly faults: FaultQueue<VideoFaultKind>;
  readonly webhookFaults: FaultQueue<VideoWebhookFaultKind>;
  /** Called before and after what may depend on something that is due. */
  readonly settle: () => void;
}

/** How a server is that has no faults. */
export const wellHealth: VideoServerHealth = { isDown: false, delayMs: 0, failureShare: 0, roomLimit: Infinity };

/** Makes the controls of a video server. */
export function createVideoControls(controlled: Controlled): VideoServerControls {
  const { connect, rooms, health, faults, webhookFaults, settle } = controlled;
  return {
    connect: (ticket, onOut) => connect(typeof ticket === 'string' ? ticket : ticket.token, onOut),
    rooms: () => {
      settle();
      return rooms.list();
    },
    restart: () => {
      rooms.restart();
      settle();
    },
    setDown: (isDown) => {
      health.isDown = isDown;
    },
    setDelay: (durationMs) => {
      health.delayMs = durationMs;
    },
    setFailureShare: (share) => {
      if (!(share >= 0 && share <= 1)) {
        throw new ConfigurationError({ field: 'failureShare', message: 'must be from 0, none, to 1, all' });
      }
      health.failureShare = share;
    },
    setRoomLimit: (limit) => {
      health.roomLimit = limit;
    },
    fail: (fault) => {
      faults.add(fault);
    },
    failWebhook: (fault) => {
      webhookFaults.add(fault);
    },
    clearFaults: () => {
      faults.clear();
      webhookFaults.clear();
      Object.assign(health, wellHealth);
    },
  };
}
