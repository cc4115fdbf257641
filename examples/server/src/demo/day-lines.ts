import type { CallEntry } from '@clinicarrivals/simulator';

/** One line of `npm run demo -- --json`. Times are ISO 8601 in UTC. */
export type DayLine = TextLine | StatusLine | TaskLine | VideoLine | SummaryLine;

/** A text that left or came in. */
export type TextLine =
  | {
      readonly type: 'text';
      readonly direction: 'out';
      readonly at: string;
      /** Null for a text that is about none. */
      readonly appointment: string | null;
      readonly template: string;
      readonly to: string;
      readonly body: string;
    }
  | {
      readonly type: 'text';
      readonly direction: 'in';
      readonly at: string;
      readonly appointment: string | null;
      readonly intent: string;
      readonly from: string;
      readonly body: string;
    };

/** A change of an appointment's status in the PMS. `from` is null for one that was booked during the day. */
export interface StatusLine {
  readonly type: 'status';
  readonly at: string;
  readonly appointment: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: 'pms' | 'engine';
}

/** Something that reception was told to look at. */
export interface TaskLine {
  readonly type: 'task';
  readonly at: string;
  readonly appointment: string | null;
  readonly kind: string;
  readonly reason: string;
}

/** Something that happened in a consultation by video. */
export interface VideoLine {
  readonly type: 'video';
  readonly at: string;
  /** Null for a room that was nobody's. */
  readonly appointment: string | null;
  /** `server`: the room itself. */
  readonly who: CallEntry['who'] | 'server';
  readonly did: CallEntry['did'] | 'closed the room' | 'forgot the room';
}

/** The last line. */
export interface SummaryLine {
  readonly type: 'summary';
  readonly appointments: number;
  readonly textsOut: number;
  readonly textsIn: number;
  /** Appointments whose patient was marked as arrived. */
  readonly arrived: number;
  /** Appointments whose patient was called in by text. */
  readonly calledIn: number;
  /** Appointments whose patient was invited to meet by video or telephone. */
  readonly video: number;
  readonly tasks: number;
  /** Promises that were broken, as the independent checker counts them. */
  readonly violations: number;
}
