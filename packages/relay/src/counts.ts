import type { RefusalCode } from './responses.ts';

/** What the relay has done since it was made. Nothing of patients. */
export interface Counts {
  received: number;
  /** Webhooks given out, each time that they are. */
  leased: number;
  acknowledged: number;
  /** Deleted although nobody had acknowledged them. */
  expired: number;
  /** Questions of people with a link that were put to clinics. */
  asked: number;
  /** Requests that were refused, by why. */
  readonly refused: Map<RefusalCode, number>;
}

/** Begins at nothing. */
export function createCounts(): Counts {
  return { received: 0, leased: 0, acknowledged: 0, expired: 0, asked: 0, refused: new Map() };
}
