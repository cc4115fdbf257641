import { createGatewayErrors } from '../http/gateway-errors.ts';
import type { RefusalMeaning } from '../http/gateway-errors.ts';
import { request } from '../http/request.ts';
import { fieldOf, listOf } from '../json-fields.ts';
import { fromReference, toReference } from '../text-reference.ts';
import type { MessageMediaSettings } from './options.ts';

/** Asks one path of the API and gives the answer's JSON. */
export type Ask = (asked: {
  readonly path: string;
  readonly body?: object;
  readonly signal?: AbortSignal;
}) => Promise<unknown>;

/** Makes the function that asks MessageMedia: GET, or POST where there is a body. */
export function createAsk(settings: MessageMediaSettings): Ask {
  const { authorization, baseUrl, fetch, timeoutMs } = settings;
  return async ({ path, body, signal }) => {
    const answer = await request(
      {
        method: body === undefined ? 'GET' : 'POST',
        url: `${baseUrl}${path}`,
        headers: { authorization },
        ...(body === undefined ? {} : { body }),
      },
      { timeoutMs, signal, readCode: (refusal) => toField(refusal.json), ...(fetch === undefined ? {} : { fetch }) },
    );
    return answer.json;
  };
}

/** Makes a GatewayError of anything that a request to MessageMedia threw. */
export const toGatewayError = createGatewayErrors({
  vendor: 'messagemedia',
  console: 'the API settings of the MessageMedia account',
  explain: ({ code }) => (code === null ? undefined : fields[code]),
});

/** MessageMedia refuses in words, which may quote the number, and begin with the field that is wrong: `/messages/0/source_number: …`. */
const fields: Readonly<Record<string, RefusalMeaning>> = {
  source_number: { failure: 'configuration', meaning: 'sender is not ours or cannot text' },
  destination_number: { failure: 'permanent', meaning: 'recipient is no valid number', number: 'unassigned' },
  content: { failure: 'permanent', meaning: 'text not accepted' },
  message_expiry_timestamp: { failure: 'permanent', meaning: 'validity not accepted' },
};

function toField(refusal: unknown): string | null {
  const [detail] = listOf(refusal, 'details');
  const field = typeof detail === 'string' ? /^\/messages\/0\/(\w+)/.exec(detail)?.[1] : undefined;
  return field !== undefined && Object.hasOwn(fields, field) ? field : null;
}

/** Under which name our id of a text stands in its metadata, which delivery reports and reports give back. */
const key = 'clinicarrivals_id';
const longestValue = 256;

/** Gives the metadata of a text. */
export function toMetadata(id: string): { readonly [key]: string } {
  return { [key]: toReference(id, longestValue) };
}

/** Gives the filter of a report that finds a text by our id. */
export function toMetadataFilter(id: string): { readonly metadata_key: string; readonly metadata_value: string } {
  return { metadata_key: key, metadata_value: toReference(id, longestValue) };
}

/** Gives what a delivery report carries as our id; null where the text is none of ours. */
export function referenceOf(report: unknown): string | null {
  const reference = fieldOf(fieldOf(report, 'metadata'), key);
  return typeof reference === 'string' ? reference : null;
}

/** True when an entry of a report, where metadata is a list of pairs, is of the text with this id of ours. */
export function isOfText(entry: unknown, id: string): boolean {
  const pairs = fieldOf(entry, 'metadata');
  return (
    Array.isArray(pairs) &&
    pairs.some((pair) => fieldOf(pair, 'key') === key && fieldOf(pair, 'value') === toReference(id, longestValue))
  );
}

/** Gives our id from a reference, to be spread into a receipt. */
export function toKnownId(reference: string): { readonly id?: string } {
  const id = fromReference(reference);
  return id === null ? {} : { id };
}
