import { GatewayRefusal } from './refusal.ts';
import { toTextJson } from './text-record.ts';
import type { TextRecord } from './text-record.ts';

export interface TextListOptions {
  /** All texts that the list may show, oldest first. */
  readonly records: readonly TextRecord[];
  readonly accountSid: string;
}

const dayMs = 86_400_000;

/** Answers the list of texts: newest first, filtered, in pages. */
export function toTextList(query: URLSearchParams, { records, accountSid }: TextListOptions): Record<string, unknown> {
  const pageSize = Math.min(parseWhole(query, 'PageSize', 50), 1000);
  const page = parseWhole(query, 'Page', 0);
  const fits = toFilter(query);
  const found = records.filter(fits).reverse();
  // The token names the last text of the page before, so that texts which come in meanwhile move nothing.
  const token = query.get('PageToken');
  const start = token === null ? page * pageSize : found.findIndex(({ sid }) => `PA${sid}` === token) + 1;
  const shown = found.slice(start, start + pageSize);
  const last = shown.at(-1);
  const hasMore = last !== undefined && start + pageSize < found.length;
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const uri = (number: number, pageToken: string | null): string => {
    const parameters = new URLSearchParams([...query].filter(([name]) => !name.startsWith('Page')));
    parameters.set('PageSize', String(pageSize));
    parameters.set('Page', String(number));
    if (pageToken !== null) parameters.set('PageToken', pageToken);
    return `${path}?${parameters.toString()}`;
  };
  return {
    messages: shown.map((record) => toTextJson(record, accountSid)),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: uri(page, token),
    first_page_uri: uri(0, null),
    previous_page_uri: page === 0 ? null : uri(page - 1, null),
    next_page_uri: hasMore ? uri(page + 1, `PA${last.sid}`) : null,
  };
}

function toFilter(query: URLSearchParams): (record: TextRecord) => boolean {
  const to = query.get('To');
  const from = query.get('From');
  const on = parseMoment(query.get('DateSent'));
  const after = parseMoment(query.get('DateSent>'));
  const before = parseMoment(query.get('DateSent<'));
  return (record) => {
    if (to !== null && record.to !== to) return false;
    if (from !== null && record.from !== from) return false;
    if (on === null && after === null && before === null) return true;
    // A text that has not left yet has no date, and no filter by date finds it.
    if (record.sentAt === null) return false;
    const second = Math.floor(record.sentAt / 1000) * 1000;
    if (on !== null && (second < on.from || second >= on.to)) return false;
    return (after === null || second >= after.from) && (before === null || second < before.to);
  };
}

function parseMoment(text: string | null): { readonly from: number; readonly to: number } | null {
  if (text === null) return null;
  const from = Date.parse(text);
  if (!Number.isFinite(from))
    throw new GatewayRefusal(400, 20001, 'DateSent must be YYYY-MM-DD or an ISO 8601 moment.');
  return { from, to: from + (text.length === 10 ? dayMs : 1000) };
}

function parseWhole(query: URLSearchParams, name: string, standard: number): number {
  const value = Number(query.get(name) ?? standard);
  if (Number.isInteger(value) && value >= 0) return name === 'PageSize' ? Math.max(1, value) : value;
  throw new GatewayRefusal(400, 20001, `${name} must be a whole number.`);
}
