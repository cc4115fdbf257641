import type { FeedAppointment } from '../feed-event.ts';
import type { ZonedTimes } from '../zoned-time.ts';
import type { FieldProblem, FieldReader } from './field-reader.ts';

/** What events are read by. */
export interface ReadingContext {
  /** ISO 3166-1 alpha-2 code of the country whose national form telephone numbers may have. */
  readonly country: string;
  readonly times: ZonedTimes;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What one event of a body says. */
export type EventReading =
  | {
      readonly type: 'appointment';
      /** The event's own id; null when it has none. */
      readonly id: string | null;
      readonly madeAt: number | null;
      readonly appointment: FeedAppointment;
      /** What the format calls the fields of the feed's event. */
      readonly words: Readonly<Record<string, string>>;
    }
  | { readonly type: 'remind'; readonly appointmentId: string; /** Where the id stands. */ readonly field: string }
  | {
      readonly type: 'wrong';
      /** Which appointment it was about, where that can be read. */
      readonly appointmentId: string | null;
      readonly madeAt: number | null;
      readonly problems: readonly FieldProblem[];
      /** Whether something may have happened that is not known now. */
      readonly leavesDoubt: boolean;
    };

const hourMs = 3_600_000;

/** Checks when the EHR made an event: one from the future would make all that follow look old. Null when it does not say. */
export function checkMadeAt(reader: FieldReader, name: string, at: number | undefined, now: number): number | null {
  if (at !== undefined && at > now + hourMs)
    reader.refuse(name, 'lies more than an hour in the future; set the clock of the sender, and write the offset');
  return at ?? null;
}
