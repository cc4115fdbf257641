import type { EventLog } from '../event-log.ts';

/** Something that somebody did in a consultation by video. */
export interface CallEntry {
  readonly at: number;
  readonly who: 'patient' | 'doctor';
  readonly did:
    | 'joined'
    /** The connection was lost. */
    | 'dropped'
    | 'came back'
    | 'left'
    /** Somebody or something else ended it. */
    | 'was put out'
    | 'was not let in'
    | 'asked to be rung';
  /** The appointment of which they take part. */
  readonly appointment: string;
  /** The room that they are or were in; null where they are in none. */
  readonly sessionId: string | null;
}

/** True while somebody is in a consultation. */
export function isInCall(
  calls: EventLog<CallEntry>,
  { who, appointment }: Pick<CallEntry, 'who' | 'appointment'>,
): boolean {
  const latest = calls.entries().findLast((call) => call.who === who && call.appointment === appointment);
  return latest?.did === 'joined' || latest?.did === 'came back';
}
