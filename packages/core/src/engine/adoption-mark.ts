import type { DocumentRecord, InboxRecord } from '../ports/conversation-store/records.ts';

/**
 * The mark of a message that is to be adopted by a number that was just added. It is written in the commit that adds the number and taken
 * away in the one that deals with the message, so that a crash between the two loses nothing and does nothing twice.
 */
export function toAdoptionMark({ gatewayId }: InboxRecord, now: number): DocumentRecord {
  return { kind: 'adoption', id: gatewayId, value: now };
}

/** Takes the mark of a message away. */
export function withoutAdoptionMark({ gatewayId }: Pick<InboxRecord, 'gatewayId'>): DocumentRecord {
  return { kind: 'adoption', id: gatewayId, value: null };
}
