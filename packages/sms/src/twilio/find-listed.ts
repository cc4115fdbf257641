import type { AcceptedMessage, MessageLookUp } from '@clinicarrivals/core';
import { listMessages, toWholeSecond } from './message-list.ts';
import type { ListedMessage } from './message-list.ts';
import type { TwilioClient } from './options.ts';

/**
 * Finds the oldest text to a recipient that reads the same. Not filtered by date at Twilio, whose filter leaves out
 * what is queued and has no date of sending yet.
 */
export async function findListed(
  client: TwilioClient,
  query: MessageLookUp,
  isMeant: (message: ListedMessage) => boolean,
): Promise<AcceptedMessage | null> {
  const oldestAt = toWholeSecond(query.since);
  const listed = await listMessages(client, { to: query.to, pageSize: 200, oldestAt });
  const matches = listed.filter(
    (message) =>
      !message.isInbound &&
      message.to === query.to &&
      message.body === query.body &&
      message.at !== null &&
      message.at >= oldestAt &&
      isMeant(message),
  );
  const found = matches.at(-1);
  return found === undefined ? null : toAccepted(found);
}

/** A listed text as the gateway tells of it. */
export function toAccepted({ gatewayId, at }: ListedMessage): AcceptedMessage {
  return { gatewayId, acceptedAt: at ?? 0 };
}
