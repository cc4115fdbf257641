import { createHash, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';
import { refused } from '@clinicarrivals/core/http';
import type { Refusal } from '@clinicarrivals/core/http';
import { createWebhookSecrets } from '../standard-webhooks.ts';

/** By what senders prove themselves; at least one of them. */
export interface EventCredentials {
  /** For senders that sign as Standard Webhooks has it: `whsec_…`, several while one takes the place of another. */
  readonly secrets?: readonly string[];
  /**
   * For senders that cannot sign: at least 24 characters each, a token for each sender. Taken as `Authorization: Bearer …` and as the password
   * of HTTP basic, whatever the user.
   */
  readonly tokens?: readonly string[];
}

/** Who sent a request, as far as its headers tell. */
export type Sender =
  /** Known by a token. `messageId`: the header `webhook-id` where there is one. */
  | { readonly type: 'known'; readonly messageId: string | null }
  /** Known once the body has the signature. */
  | { readonly type: 'signed'; readonly messageId: string; readonly isSigned: (body: Uint8Array) => boolean }
  | { readonly type: 'refused'; readonly refusal: Refusal };

const toleranceSeconds = 5 * 60;
/** No full stop, which divides what is signed. */
const idShape = /^[\w:/+=@~-]{1,200}$/;

/**
 * Makes what checks the sender of a request before anything of its body is read.
 *
 * @throws ConfigurationError when no sender can prove itself, or a secret or token is of another shape
 */
export function createAuthentication({
  secrets = [],
  tokens = [],
}: EventCredentials): (headers: Headers, now: number) => Sender {
  if (secrets.length === 0 && tokens.length === 0)
    throw new ConfigurationError({
      field: 'events.secrets',
      message: 'must hold a secret, or tokens a token: who sends has to prove it',
    });
  const signing = secrets.length === 0 ? null : createWebhookSecrets({ secrets, field: 'events.secrets' });
  if (tokens.some((token) => !/^[\x21-\x7e]{24,}$/.test(token)))
    throw new ConfigurationError({
      field: 'events.tokens',
      message: 'must have at least 24 characters without spaces, such as: openssl rand -hex 24',
    });
  const known = tokens.map(digest);
  const isKnown = (token: string): boolean =>
    // Each is compared, so that the time tells nothing of which.
    known.map((each) => timingSafeEqual(each, digest(token))).includes(true);

  return (headers, now) => {
    const messageId = headers.get('webhook-id');
    if (messageId !== null && !idShape.test(messageId))
      return deny('webhook-id must have 1 to 200 letters, digits or hyphens');
    const authorization = headers.get('authorization');
    if (authorization !== null && known.length > 0)
      return isKnown(readToken(authorization)) ? { type: 'known', messageId } : deny('wrong token');
    if (signing === null) return deny('no token');
    const [time, signature] = [headers.get('webhook-timestamp'), headers.get('webhook-signature')];
    if (messageId === null || time === null || signature === null)
      return deny('not signed: webhook-id, webhook-timestamp and webhook-signature are needed');
    const timestamp = /^\d{1,12}$/.test(time) ? Number(time) : Number.NaN;
    if (!(Math.abs(now / 1_000 - timestamp) <= toleranceSeconds))
      return deny('webhook-timestamp must be the time of sending in seconds, at most five minutes away from ours');
    return {
      type: 'signed',
      messageId,
      isSigned: (body) => signing.isSigned({ id: messageId, timestamp, body }, signature),
    };
  };
}

/** What to answer when the body has another signature. */
export const wrongSignature: Refusal = refused(401, 'wrong signature');

function deny(reason: string): Sender {
  return { type: 'refused', refusal: refused(401, reason) };
}

/** The token of a header; an empty one, which nobody has, when there is none. */
function readToken(authorization: string): string {
  const [, scheme = '', value = ''] = /^(bearer|basic) +([\x21-\x7e]+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  const login = Buffer.from(value, 'base64').toString('latin1');
  return login.slice(login.indexOf(':') + 1);
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
