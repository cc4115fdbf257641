import type { InboundMessage, PhoneNumber, ReceivedMessages } from '@clinicarrivals/core';
import { formatCursor, parseCursor } from './receive-cursor.ts';
import { listMessages, toWholeSecond } from './message-list.ts';
import type { ListedMessage } from './message-list.ts';
import type { TwilioClient } from './options.ts';

/** How far back every poll looks again: a text may turn up in Twilio's list minutes after a later one. */
const lagMs = 10 * 60_000;

/** Collects what came in for our numbers since a cursor, oldest first. */
export async function receiveMessages(
  client: TwilioClient,
  numbers: readonly PhoneNumber[],
  query: { readonly cursor: string | null; readonly since: number },
): Promise<ReceivedMessages> {
  const cursor = parseCursor(query.cursor) ?? { since: toWholeSecond(query.since), newestAt: 0, seen: [] };
  const oldestAt = Math.max(cursor.since, cursor.newestAt - lagMs);
  const listed: ListedMessage[] = [];
  for (const to of numbers) {
    // Two seconds more, lest "after" leaves out the moment itself; what is too old is dropped below.
    const dateSentAfter = new Date(oldestAt - 2000);
    const messages = await listMessages(client, { to, dateSentAfter, pageSize: 1000 });
    // Filtered again: page links may lose the filters, and emulators ignore some.
    listed.push(...messages.filter((message) => message.isInbound && message.to === to));
  }
  // Twilio lists the newest first: turned round, two of the same second keep their order.
  const inWindow = listed
    .filter((message) => message.at === null || message.at >= oldestAt)
    .reverse()
    .sort((left, right) => (left.at ?? 0) - (right.at ?? 0));
  const seen = new Set(cursor.seen);
  const newestAt = Math.max(cursor.newestAt, ...inWindow.map((message) => message.at ?? 0));
  return {
    messages: inWindow.filter((message) => !seen.has(message.gatewayId)).map(toInbound),
    cursor: formatCursor({
      since: cursor.since,
      newestAt,
      seen: inWindow
        .filter((message) => message.at === null || message.at >= newestAt - lagMs)
        .map((message) => message.gatewayId),
    }),
  };
}

function toInbound(message: ListedMessage): InboundMessage {
  const { gatewayId, from, to, body, at } = message;
  // The list does not say whether Twilio has answered a consent word itself.
  return { gatewayId, from, to, body, receivedAt: at, carrierKeyword: null };
}
