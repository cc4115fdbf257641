import type { VideoRole } from '@clinicarrivals/core';

/** Somebody in the room, as far as the page shows it: who they are is told by their role alone. */
export interface Person {
  readonly id: string;
  readonly role: VideoRole;
  readonly isMe: boolean;
  /** Null while there is no picture. */
  readonly video: MediaStreamTrack | null;
  /** Null while nothing is to be heard; always null for oneself. */
  readonly audio: MediaStreamTrack | null;
  readonly isMuted: boolean;
}

/** What a call says while it lasts. */
export interface CallListener {
  /** Everybody who is in the room, oneself first. */
  onPeople(people: readonly Person[]): void;
  /** The connection is interrupted and being mended, or mended again. */
  onInterrupted(isInterrupted: boolean): void;
  /** The call is over without `leave`: the room was closed, or the connection could not be mended. */
  onEnd(): void;
}

/** A call that one takes part in. It stops the tracks that it was given when it is left. */
export interface Call {
  setMicrophone(isOn: boolean): Promise<void>;
  setCamera(isOn: boolean): Promise<void>;
  leave(): Promise<void>;
}
