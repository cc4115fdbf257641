import { readOne } from './webhook-parameters.ts';
import type { WebhookParameters } from './webhook-parameters.ts';

/**
 * What Twilio signs behind the URL: names and values in a row, in the order of the names, without a mark between them.
 *
 * Whoever passes a request on, such as a relay, can cut the row elsewhere, or move its beginning into the URL, and it is signed all the same:
 * a text of their own that reads `Hello` and then `From` with a patient's number would become that patient's. So the row itself tells where
 * a parameter stands. Before the true sender there are the words of the text, and they may hold any name; behind it all is Twilio's. Hence
 * the last `From` is the true one, and what follows it is true at its first place.
 */
export interface SignedRow {
  readonly parameters: WebhookParameters;
  readonly text: string;
  readonly places: ReadonlyMap<string, Place>;
}

/** Where a parameter was cut out: the beginning of its name, and the end of its first value. */
interface Place {
  readonly at: number;
  readonly end: number;
}

/** Puts parameters in a row as they were signed. */
export function toSignedRow(parameters: WebhookParameters): SignedRow {
  const places = new Map<string, Place>();
  let text = '';
  for (const name of [...parameters.keys()].sort()) {
    for (const value of [...new Set(parameters.get(name))].sort()) {
      const at = text.length;
      text += name + value;
      if (!places.has(name)) places.set(name, { at, end: text.length });
    }
  }
  return { parameters, text, places };
}

/** Begins what Twilio signs behind the URL. Nobody writes this by chance. */
const account = /AccountSidAC[\da-f]{32}/gi;

/**
 * Tells whether the account stands once in all that is signed, as a parameter: then the row begins where Twilio has begun it, however the URL
 * ends, and no other row stands before it in an address that somebody has given us.
 */
export function hasOneAccount({ text, parameters }: SignedRow, url: string): boolean {
  const [first, ...others] = [...text.matchAll(account)];
  return (
    first !== undefined &&
    others.length === 0 &&
    readOne(parameters, 'AccountSid') === first[0].slice('AccountSid'.length) &&
    unescape(url).search(account) === -1
  );
}

/** What is read of all that stands behind the sender. */
const afterSender = ['MessageSid', 'MessageStatus', 'OptOutType', 'SmsSid', 'SmsStatus'];

/**
 * Tells whether all that is read from a webhook was cut out of the row where Twilio has put it. Only where a text ends may be wrong, and only
 * before a word that looks like a name of Twilio: parameters that we do not know must not keep texts away.
 */
export function isCutByTwilio(row: SignedRow): boolean {
  const { parameters, text, places } = row;
  const bodyAt = places.get('Body')?.at;
  const beginning = places.get('AccountSid')?.end ?? 0;
  if (bodyAt === undefined ? !isFirst(row, 'ErrorCode', beginning) : bodyAt !== text.indexOf('Body', beginning)) {
    return false;
  }
  const senders = [...text.matchAll(/From(?!City|Country|State|Zip)/g)];
  if (senders.at(-1)?.index !== places.get('From')?.at) return false;
  const behind = places.get('From')?.end ?? beginning;
  return (
    [...parameters.keys()].every((name) => name <= 'Body' || name >= 'From' || mayBeNew(name)) &&
    isOriginWhole(row, behind) &&
    afterSender.every((name) => isFirst(row, name, behind)) &&
    isRecipient(row, behind)
  );
}

/** A capital after a small letter, as in all names of Twilio; the words of a text are seldom so. */
function mayBeNew(name: string): boolean {
  return /^[A-Z][\dA-Za-z]*$/.test(name) && /[a-z][A-Z]/.test(name);
}

/** The name stands nowhere else before its parameter, and nowhere when there is none. */
function isFirst({ text, places }: SignedRow, name: string, from: number): boolean {
  const found = new RegExp(`(?<!Sms)${name}`, 'g');
  found.lastIndex = from;
  return found.exec(text)?.index === places.get(name)?.at;
}

/**
 * Twilio gives all four, though empty, or none: a sender who calls itself `ZipCo` would else look like the zip code of the sender who stands
 * before it in its own text.
 */
function isOriginWhole({ text, places }: SignedRow, from: number): boolean {
  const found = [...text.slice(from).matchAll(/From(?:City|Country|State|Zip)/g)];
  return (
    (found.length === 0 || found.length === 4) &&
    found.every(({ index, 0: name }) => index + from === places.get(name)?.at)
  );
}

/** `To` alone begins many words. */
function isRecipient({ parameters, text, places }: SignedRow, from: number): boolean {
  const index = text.slice(from).search(/To(?=\+?\d)/);
  const isNumber = /^\+?\d+$/.test(readOne(parameters, 'To') ?? '');
  return index === -1 ? !isNumber : isNumber && index + from === places.get('To')?.at;
}

/** As the URL may be signed: spelled in the standard way, or without escapes. */
function unescape(url: string): string {
  return new URL(url).href.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
