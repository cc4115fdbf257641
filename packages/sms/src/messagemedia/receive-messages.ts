import { GatewayError } from '@clinicarrivals/core';
import type { InboundMessage, PhoneNumber, ReceivedMessages, ReceiveQuery } from '@clinicarrivals/core';
import { toRequestFailure, UnusableAnswerError } from '../http/request-failure.ts';
import { fieldOf, listOf, parseTime, textOf, withPlus } from '../json-fields.ts';
import type { Ask } from './api.ts';
import { readDeliveryReports } from './receipts.ts';
import type { DeliveryReport } from './receipts.ts';
import { formatCursor, parseCursor } from './receive-cursor.ts';

/** The most that one answer lists: the oldest that are not confirmed. */
const pageSize = 100;

/**
 * Confirms what the cursor names, then collects what is not confirmed.
 *
 * MessageMedia lists a reply again and again until it is confirmed. It is confirmed by the call after the one that gave it, with the cursor that the
 * caller has stored together with the reply: a crash in between repeats it, and loses nothing.
 *
 * @see https://messagemedia.github.io/documentation/#tag/Replies
 */
export async function receiveMessages(
  ask: Ask,
  numbers: readonly PhoneNumber[],
  { cursor: given, since, signal }: ReceiveQuery,
): Promise<ReceivedMessages> {
  const cursor = parseCursor(given);
  const query = signal === undefined ? {} : { signal };
  await Promise.all([
    confirm(ask, '/v1/replies/confirmed', { reply_ids: cursor?.replyIds ?? [] }),
    confirm(ask, '/v1/delivery_reports/confirmed', { delivery_report_ids: cursor?.reportIds ?? [] }),
  ]);
  const [listed, reports] = await Promise.all([
    ask({ path: '/v1/replies', ...query }).then((answer) => readReplies(answer, numbers)),
    fetchReports(ask, query),
  ]);
  // A confirmation takes a while, so that what was given may still be listed.
  const [seen, seenReports] = [new Set(cursor?.replyIds), new Set(cursor?.reportIds)];
  return {
    messages: listed.filter(
      ({ gatewayId, receivedAt }) =>
        !seen.has(gatewayId) && (cursor !== null || receivedAt === null || receivedAt >= since),
    ),
    receipts: reports.filter(({ reportId }) => !seenReports.has(reportId)).map(({ receipt }) => receipt),
    // What is older than `since` is confirmed too, lest it fills the list.
    cursor: formatCursor({
      replyIds: listed.map(({ gatewayId }) => gatewayId),
      reportIds: reports.map(({ reportId }) => reportId),
    }),
  };
}

async function confirm(ask: Ask, path: string, ids: Readonly<Record<string, readonly string[]>>): Promise<void> {
  if (Object.values(ids).every((list) => list.length === 0)) return;
  try {
    await ask({ path, body: ids });
  } catch (error) {
    const failed = toRequestFailure(error);
    // MessageMedia forgets them after 45 days, and then refuses them: nobody could ever go on.
    if (failed.type === 'refused' && (failed.status === 400 || failed.status === 404)) return;
    throw error;
  }
}

function readReplies(answer: unknown, numbers: readonly PhoneNumber[]): readonly InboundMessage[] {
  // The web page of a proxy is no sign that nothing has come in.
  if (typeof answer !== 'object' || answer === null) throw new UnusableAnswerError('answer without a list of replies');
  const listed = listOf(answer, 'replies');
  const replies = listed.flatMap((reply) => {
    const [gatewayId, from] = [textOf(reply, 'reply_id'), textOf(reply, 'source_number')];
    const to = withPlus(textOf(reply, 'destination_number') ?? numbers[0] ?? '');
    // To a number of somebody else: not ours to give, and not ours to confirm.
    if (gatewayId === null || from === null || !numbers.some((number) => number === to)) return [];
    const content = fieldOf(reply, 'content');
    const body = typeof content === 'string' ? content : '';
    const receivedAt = parseTime(textOf(reply, 'date_received'));
    return [{ gatewayId, from: withPlus(from), to, body, receivedAt, carrierKeyword: null }];
  });
  if (listed.length >= pageSize && replies.length === 0) throw blocked();
  return replies;
}

/** Receipts can be asked for one by one too: a patient's reply does not wait for them. */
async function fetchReports(ask: Ask, query: { readonly signal?: AbortSignal }): Promise<readonly DeliveryReport[]> {
  try {
    return readDeliveryReports(await ask({ path: '/v1/delivery_reports', ...query }));
  } catch {
    return [];
  }
}

function blocked(): GatewayError {
  return new GatewayError({
    failure: 'configuration',
    message:
      `[messagemedia] receive failed: ${pageSize} replies to numbers that are not in \`from\` hide ours, ` +
      'confirm them where they belong or use an account of its own',
  });
}
