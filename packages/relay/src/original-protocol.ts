import type { KeptWebhook } from './kept-webhook.ts';
import type { StoredWebhook } from './relay-store.ts';

/** A text as the first relay handed it out. */
interface OriginalMessage {
  readonly from: string;
  readonly date: string;
  readonly body: string;
}

/** Finds the AccountSid in the form that a gateway has posted; null when there is none, or more than one. */
export function readAccountSid(body: Uint8Array): string | null {
  const given = new URLSearchParams(new TextDecoder().decode(body)).getAll('AccountSid');
  return given.length === 1 ? (given[0] ?? null) : null;
}

/** Words what the first relay would have handed out: texts only, and of them sender, time and words. */
export function toOriginalMessages(webhooks: readonly StoredWebhook[]): string {
  return JSON.stringify({ messages: webhooks.flatMap(toMessages) });
}

function toMessages({ receivedAt, content }: StoredWebhook): readonly OriginalMessage[] {
  // What is stored without a key was written by `toKeptWebhook`.
  const { body } = JSON.parse(new TextDecoder().decode(content)) as KeptWebhook;
  const form = new URLSearchParams(Buffer.from(body, 'base64').toString('utf8'));
  const [from, words] = [form.get('From'), form.get('Body')];
  // A delivery receipt has no words; a picture without words has empty ones.
  if (from === null || words === null) return [];
  return [{ from, date: new Date(receivedAt).toISOString(), body: words }];
}

/** Finds the token of a GET: `Authorization: Bearer`, or Basic with the token as password. Null when there is none. */
export function readOriginalToken(authorization: string | null): string | null {
  const basic = /^Basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return readBearer(authorization);
  const decoded = Buffer.from(basic, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? null : decoded.slice(colon + 1);
}

/** Finds the token of `Authorization: Bearer`; null when there is none. */
export function readBearer(authorization: string | null): string | null {
  return /^Bearer ([A-Za-z0-9._~+/=-]{1,256})$/i.exec(authorization ?? '')?.[1] ?? null;
}
