import type { VideoRole, VideoTicket } from './video-provider.ts';

/**
 * What the page on which people join a consultation asks of the clinic.
 *
 * Who asks has proved to hold a link: the session and the role are taken from it. Implemented by the engine (`arrivals.video`) and,
 * for clinics that no telephone can reach, by a relay.
 */
export interface VideoDesk {
  /** Tells what the holder of a link may know. Null: no such session, or one that is long over. */
  visit(pass: VideoPass): Promise<VideoVisit | null>;

  /**
   * Lets the holder of a link in, and opens the room again if the server has collected it. Where nobody can tell who is in a room,
   * a patient's admission counts as joining.
   *
   * @throws VideoError when the video server cannot be asked
   */
  admit(pass: VideoPass): Promise<VideoAdmittance>;

  /**
   * The patient asks to be rung instead: the visit becomes a telephone call in the PMS. Durable when it resolves; idempotent.
   *
   * False: it cannot be had any more, because the visit is over or was never this patient's.
   */
  callInstead(pass: VideoPass): Promise<boolean>;
}

/** What a link proves. */
export interface VideoPass {
  readonly sessionId: string;
  readonly role: VideoRole;
}

/** A ticket, or the reason why there is none, to be read from the visit; null as in {@link VideoDesk.visit}. */
export type VideoAdmittance =
  | { readonly type: 'admitted'; readonly ticket: VideoTicket }
  | { readonly type: 'refused'; readonly visit: VideoVisit | null };

/** A consultation as the holder of a link may know it. All times are epoch milliseconds. */
export interface VideoVisit {
  /**
   * `early`: the room opens at `opensAt` · `open`: people may join · `telephone`: the practitioner rings the patient instead ·
   * `ended`: it is over, was cancelled, or takes place otherwise; which of them is not told.
   */
  readonly status: 'early' | 'open' | 'telephone' | 'ended';
  readonly clinic: { readonly name: string; readonly phone: string; readonly timeZone: string };
  /** The patient's language as a BCP 47 tag; null when it is not known. */
  readonly language: string | null;
  /** What follows is told while the status is `early`, `open` or `telephone`; null once it has ended. */
  readonly meeting: VideoMeeting | null;
}

export interface VideoMeeting {
  readonly opensAt: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly practitionerName: string;
  /** For the practitioner only; null for everybody else. */
  readonly patientName: string | null;
  /** Since when each of them is in the room; null when they are not, or when nobody can know. */
  readonly patientInSince: number | null;
  readonly practitionerInSince: number | null;
  /** By how much the practitioner was late for the latest patient; null when that is not known or less than five minutes. */
  readonly delayMinutes: number | null;
  /** The patient may ask to be rung instead. */
  readonly mayAskForCall: boolean;
}
