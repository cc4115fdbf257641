/**
 * Opens video consultations and gives out the links to them.
 *
 * Every method throws `VideoError`. The contract is checked by `testVideoProvider` of `@clinicarrivals/core/testing`.
 */
export interface VideoProvider {
  readonly abilities: VideoProviderAbilities;

  /**
   * Makes the room ready. Idempotent by `sessionId`: opening what is open changes nothing.
   */
  open(session: VideoSession): Promise<void>;

  /** Ends the session and its links. Idempotent: closing what is closed or was never opened succeeds. */
  close(query: { readonly sessionId: string }): Promise<void>;

  /**
   * Gives the link for one role. Pure and deterministic: no room needs to be open.
   *
   * Null means that there is no link because the practitioner will ring the patient's number.
   */
  link(query: VideoLinkQuery): string | null;

  /** Tells who is in the session now. Absent where the provider cannot know. A session that does not exist is empty. */
  participants?(query: { readonly sessionId: string }): Promise<readonly VideoParticipant[]>;
}

export interface VideoProviderAbilities {
  /** `participants` works and knows patient from practitioner, so that joining counts as arrival. */
  readonly knowsWhoJoined: boolean;
}

export type VideoRole = 'patient' | 'practitioner' | 'guest';

export interface VideoSession {
  /** Unguessable and deterministic for one appointment; letters, digits and hyphens only. */
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
  readonly role: VideoRole;
  readonly joinedAt: number;
}
