import type { FeedEventSink } from '../feed-event.ts';
import { isTwilioEvent, readTwilioEvent } from './twilio-event.ts';
import { readOwnEvent } from './own-event.ts';
import type { EventReading, ReadingContext } from './event-reading.ts';
import type { FieldProblem, JsonObject } from './field-reader.ts';

/** What became of one event, as it is answered. */
export type EventOutcome =
  | {
      /** `reminded`: a reminder was asked for. The others are those of the feed. */
      readonly outcome: 'stored' | 'unchanged' | 'past' | 'outdated' | 'reminded';
      /** How the start was read, in UTC: a sender in another zone sees at once what patients would be told. */
      readonly start?: string;
    }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldProblem[] };

/** Reads an event of either shape. */
export function readEvent(source: JsonObject, context: ReadingContext): Promise<EventReading> {
  return isTwilioEvent(source) ? readTwilioEvent(source, context) : readOwnEvent(source, context);
}

/**
 * Gives what was read to the feed, in order, and resolves once all of it is durable.
 *
 * @param options.messageId of the request; the events of a batch get one each
 * @throws StorageError when it cannot be stored
 */
export async function takeEvents(options: {
  readonly sink: FeedEventSink;
  readonly readings: readonly EventReading[];
  readonly messageId: string | null;
  readonly isBatch: boolean;
}): Promise<readonly EventOutcome[]> {
  const { sink, readings, messageId, isBatch } = options;
  const outcomes: Promise<EventOutcome>[] = [];
  for (const [index, reading] of readings.entries()) {
    const id = messageId === null || !isBatch ? messageId : `${messageId}/${index}`;
    // A reminder is about the appointment as the events before it have left it.
    if (reading.type === 'remind') await Promise.all(outcomes);
    // The others are not waited for one by one: what comes in one turn shares a commit.
    outcomes.push(take(sink, reading, id));
  }
  return Promise.all(outcomes);
}

async function take(sink: FeedEventSink, reading: EventReading, messageId: string | null): Promise<EventOutcome> {
  switch (reading.type) {
    case 'appointment': {
      const { id, madeAt, appointment, words } = reading;
      const result = await sink.accept({ messageId: id ?? messageId, madeAt, appointment });
      if (result.type === 'refused')
        return {
          outcome: 'refused',
          errors: [{ field: words[result.field] ?? result.field, message: result.message }],
        };
      const start = appointment.startAt === undefined ? {} : { start: new Date(appointment.startAt).toISOString() };
      return { outcome: result.type, ...start };
    }
    case 'remind': {
      const { appointmentId } = reading;
      if (await sink.remind({ appointmentId, ...(messageId === null ? {} : { key: messageId }) }))
        return { outcome: 'reminded' };
      const message = 'is of no appointment that is known; send the appointment first';
      return { outcome: 'refused', errors: [{ field: reading.field, message }] };
    }
    case 'wrong': {
      const { appointmentId, madeAt, problems, leavesDoubt } = reading;
      const { field = '', message = '' } = problems[0] ?? {};
      await sink.refuse({ appointmentId, messageId, madeAt, field, message, leavesDoubt });
      return { outcome: 'refused', errors: problems };
    }
    default:
      return reading satisfies never;
  }
}
