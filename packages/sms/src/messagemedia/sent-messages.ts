import type { AcceptedMessage, MessageLookUp, PhoneNumber, SentMessage } from '@clinicarrivals/core';
import { UnusableAnswerError } from '../http/request-failure.ts';
import { fieldOf, listOf, parseTime, textOf, withPlus } from '../json-fields.ts';
import { isOfText, toMetadataFilter } from './api.ts';
import type { Ask } from './api.ts';

const path = '/v2-preview/reporting/messages/detail';
const pageSize = 100;
/** More pages than a clinic sends in the days that a backup is old. */
const mostPages = 200;
const minute = 60_000;

/** Finds a text by our id in the report of sent texts, which lags. */
export async function lookUp(ask: Ask, query: MessageLookUp, now: number): Promise<AcceptedMessage | null> {
  const listed = await fetchReport(ask, { since: query.since, now, filter: toMetadataFilter(query.id) });
  // Filtered again: a filter that is not understood must not find another text.
  const found = listed.find(
    (entry) => isOfText(entry, query.id) && (timeOf(entry) ?? query.since) >= toWholeSecond(query.since),
  );
  const gatewayId = textOf(found, 'message_id');
  return gatewayId === null ? null : { gatewayId, acceptedAt: timeOf(found) ?? query.since };
}

/** Lists what left our numbers since a moment. */
export async function listSent(
  ask: Ask,
  numbers: readonly PhoneNumber[],
  { since, now }: { readonly since: number; readonly now: number },
): Promise<readonly SentMessage[]> {
  const listed = await fetchReport(ask, { since, now, filter: { sources: numbers } });
  return listed.flatMap((entry) => {
    const [gatewayId, to] = [textOf(entry, 'message_id'), textOf(entry, 'destination_address')];
    const acceptedAt = timeOf(entry);
    const from = withPlus(textOf(entry, 'source_address') ?? '');
    const isOurs = fieldOf(entry, 'direction') === 'outbound' && numbers.some((number) => number === from);
    if (!isOurs || gatewayId === null || to === null || acceptedAt === null) return [];
    if (acceptedAt < toWholeSecond(since)) return [];
    return [{ gatewayId, acceptedAt, to: withPlus(to), body: textOf(entry, 'content') ?? '' }];
  });
}

/** Source: https://messagemedia.github.io/documentation/#tag/Messaging-Reports */
async function fetchReport(
  ask: Ask,
  report: { readonly since: number; readonly now: number; readonly filter: object },
): Promise<readonly unknown[]> {
  const { since, now, filter } = report;
  const entries: unknown[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask({
      path,
      body: {
        start_date: new Date(since - minute).toISOString(),
        end_date: new Date(Math.max(since, now) + minute).toISOString(),
        // Otherwise the account's own zone counts.
        timezone: 'UTC',
        direction: 'outbound',
        page,
        page_size: pageSize,
        ...filter,
      },
    });
    if (!Array.isArray(fieldOf(answer, 'messages'))) throw new UnusableAnswerError('report without a list of texts');
    entries.push(...listOf(answer, 'messages'));
    if (fieldOf(fieldOf(answer, 'pagination'), 'has_next') !== true) return entries;
  }
  throw new UnusableAnswerError(`report of more than ${mostPages} pages`);
}

function timeOf(entry: unknown): number | null {
  return parseTime(textOf(entry, 'timestamp'));
}

/** The report may cut off the milliseconds. */
function toWholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
