/**
 * Opens video consultations, gives out the links to them and lets people in.
 *
 * Every method throws `VideoError`, whose `isRetryable` says whether to try again. No call waits for longer than the provider's time limit.
 * The contract is checked by `testVideoProvider` of `@clinicarrivals/core/testing`.
 */
export interface VideoProvider {
  readonly abilities: VideoProviderAbilities;

  /**
   * Makes the room ready. Idempotent by `sessionId`: opening what is open changes nothing, and puts out nobody.
   */
  open(session: VideoSession): Promise<void>;

  /** Ends the session and its links and puts out who is in. Idempotent: closing what is closed or was never opened succeeds. */
  close(query: { readonly sessionId: string }): Promise<void>;

  /**
   * Gives the link for one role. Pure and deterministic: no room needs to be open.
   *
   * Null means that there is no link because the practitioner will ring the patient's number.
   */
  link(query: VideoLinkQuery): string | null;

  /**
   * Tells who is in these sessions now, in no order. A session that does not exist, or was collected by the server, is empty.
   *
   * Absent where the provider cannot know.
   */
  participants?(query: { readonly sessionIds: readonly string[] }): Promise<readonly VideoParticipant[]>;

  /**
   * Gives what one browser needs to take part now. Each call admits one device; a ticket that was not used does no harm.
   *
   * The session was opened before; a room that the server has collected since is a retryable `VideoError`. Absent where `link`
   * leads straight into the room.
   */
  admit?(query: VideoAdmission): Promise<VideoTicket>;
}

export interface VideoProviderAbilities {
  /** `participants` works and knows patient from practitioner, so that joining counts as arrival. */
  readonly knowsWhoJoined: boolean;
  /** Ids of practitioners of whose visits nobody can know it all the same, because they meet their patients elsewhere. */
  readonly notFor?: readonly string[];
}

/** `guest`: whom the patient or the practice brings in, such as family or an interpreter. */
export type VideoRole = 'patient' | 'practitioner' | 'guest';

export interface VideoSession {
  /** Unguessable and the same for the life of an appointment; letters, digits and hyphens only, at most 64. */
  readonly sessionId: string;
  readonly practitionerId: string;
  /** When the consultation starts and ends, epoch milliseconds. */
  readonly startAt: number;
  readonly endAt: number;
}

export interface VideoLinkQuery {
  readonly sessionId: string;
  readonly practitionerId: string;
  readonly role: VideoRole;
}

export interface VideoParticipant {
  readonly sessionId: string;
  readonly role: VideoRole;
  /** Epoch milliseconds. */
  readonly joinedAt: number;
}

export interface VideoAdmission {
  readonly sessionId: string;
  readonly practitionerId: string;
  readonly role: VideoRole;
  /** From when on the ticket lets nobody in any more, epoch milliseconds. Who is in stays in. */
  readonly validUntil: number;
}

/** What a browser needs to take part. A secret of one person: never logged. */
export type VideoTicket =
  /** For `livekit-client`: where to connect (`wss://…`) and with which access token. */
  | { readonly type: 'livekit'; readonly serverUrl: string; readonly token: string }
  /** For `openvidu-browser`: the token is a `wss://…` address. */
  | { readonly type: 'openvidu'; readonly token: string }
  /** The call is held on another page, to which the browser goes. */
  | { readonly type: 'page'; readonly url: string };
