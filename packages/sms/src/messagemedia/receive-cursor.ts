import { parseJson } from '../json-fields.ts';

const version = 'messagemedia-1';

/** What was given and is confirmed by the next call, since who asks with a cursor has made it durable. */
export interface ReceiveCursor {
  readonly replyIds: readonly string[];
  readonly reportIds: readonly string[];
}

/** Writes a cursor as opaque text. */
export function formatCursor({ replyIds, reportIds }: ReceiveCursor): string {
  return JSON.stringify([version, replyIds, reportIds]);
}

/** Reads a cursor. Null for none and for one that is not ours, such as that of the gateway used before: then nothing is confirmed. */
export function parseCursor(text: string | null): ReceiveCursor | null {
  if (text === null) return null;
  const parts = parseJson(text);
  const [given, replyIds, reportIds] = Array.isArray(parts) ? Array.from<unknown>(parts) : [];
  if (given !== version || !Array.isArray(replyIds) || !Array.isArray(reportIds)) return null;
  const isText = (id: unknown): id is string => typeof id === 'string';
  return { replyIds: replyIds.filter(isText), reportIds: reportIds.filter(isText) };
}
