import { hasRepeatedKey } from './has-repeated-key.ts';
import { isJsonObject } from './field-reader.ts';
import type { JsonObject } from './field-reader.ts';

/** The events of a body. */
export type EventBody =
  | { readonly type: 'events'; readonly isBatch: boolean; readonly events: readonly JsonObject[] }
  | { readonly type: 'refused'; readonly status: 400 | 415 | 422; readonly message: string };

/** How many events one request may carry. */
const mostEvents = 500;

/**
 * Takes a body apart: one event as a JSON object, several in an array, or the form that Twilio's API takes, with the event as JSON in
 * `Parameters` (https://www.twilio.com/docs/studio/rest-api/v2/execution) or field by field.
 */
export function readEvents(contentType: string, body: Uint8Array): EventBody {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const text = toText(body);
  if (text === null) return refuse(400, 'the body must be UTF-8');
  if (type === 'application/x-www-form-urlencoded') return readForm(text);
  if (type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type)) return readJson(text);
  return refuse(415, 'send application/json, or application/x-www-form-urlencoded as to Twilio');
}

/** Null for bytes that are no UTF-8: a name in another encoding would reach the patient as a row of question marks. */
function toText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function readJson(text: string): EventBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refuse(400, 'the body must be JSON');
  }
  if (hasRepeatedKey(text)) return refuse(400, 'a key stands twice in one object; send each once');
  const isBatch = Array.isArray(parsed);
  const given: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const events = given.filter(isJsonObject);
  if (events.length < given.length) return refuse(400, 'each event must be a JSON object');
  if (events.length > mostEvents)
    return refuse(422, `at most ${mostEvents} events may come at once; send the others after these`);
  return { type: 'events', isBatch, events };
}

function readForm(text: string): EventBody {
  const form = new URLSearchParams(text);
  const parameters = form.get('Parameters');
  if (parameters !== null) return readJson(parameters);
  const names = [...form.keys()];
  if (new Set(names).size < names.length) return refuse(400, 'a field stands twice in the form; send each once');
  return { type: 'events', isBatch: false, events: [Object.fromEntries(form)] };
}

function refuse(status: 400 | 415 | 422, message: string): EventBody {
  return { type: 'refused', status, message };
}
