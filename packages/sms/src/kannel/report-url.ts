import { openTextId, sealTextId } from '../sealed-id.ts';

/** Makes the address at which Kannel reports what became of a text; it puts the status in place of `%d`. */
export function toReportUrl(
  { url, webhookKey }: { readonly url: string; readonly webhookKey: string },
  id: string,
): string {
  return `${url}${url.includes('?') ? '&' : '?'}key=${webhookKey}&mid=${sealTextId(id, webhookKey)}&status=%d`;
}

/** Reads our id of a text from such an address; null when it is none of ours. */
export function readTextId(query: URLSearchParams, webhookKeys: readonly string[]): string | null {
  return openTextId(query.get('mid') ?? '', webhookKeys);
}
