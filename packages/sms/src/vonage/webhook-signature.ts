import { createHash, timingSafeEqual } from 'node:crypto';
import { fieldOf, parseJson, textOf } from '../json-fields.ts';

/** What a signature must say. */
export interface SignatureExpectation {
  readonly secrets: readonly Uint8Array[];
  readonly apiKey: string | undefined;
  readonly applicationId: string | undefined;
  readonly maxAgeMs: number;
  readonly now: number;
}

/** Clocks of two machines differ by no more. */
const toleranceSeconds = 300;

/**
 * Checks that Vonage has signed a body: a JWT (HS256, signature secret of the account) that carries the body's SHA-256. Gives what is wrong; null when
 * nothing is.
 *
 * @see https://developer.vonage.com/en/getting-started/concepts/webhooks#validating-signed-webhooks
 */
export async function findForgery(
  authorization: string | undefined,
  body: Uint8Array,
  expected: SignatureExpectation,
): Promise<string | null> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return 'not signed: switch on signed webhooks in the Vonage dashboard';
  const claims = await verify(token, expected);
  if (claims === null) return 'signature wrong or too old: check the signature secret and the clock';
  if (!isHashOf(textOf(claims, 'payload_hash') ?? '', body)) return 'body is not the one that was signed';
  if (expected.apiKey !== undefined && fieldOf(claims, 'api_key') !== expected.apiKey)
    return 'signed for another account';
  if (expected.applicationId !== undefined && fieldOf(claims, 'application_id') !== expected.applicationId) {
    return 'signed for another application';
  }
  return null;
}

async function verify(token: string, expected: SignatureExpectation): Promise<unknown> {
  const { jwtVerify } = await import('jose');
  for (const secret of expected.secrets) {
    const verified = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      currentDate: new Date(expected.now),
      clockTolerance: toleranceSeconds,
      maxTokenAge: Math.floor(expected.maxAgeMs / 1000),
    }).catch(() => null);
    if (verified !== null) return verified.payload;
  }
  return null;
}

/** Vonage's own examples hash the JSON written anew without spaces, which says the same. */
function isHashOf(claimed: string, body: Uint8Array): boolean {
  const json = parseJson(new TextDecoder().decode(body));
  const same = [body, ...(json === undefined ? [] : [JSON.stringify(json)])];
  return same.some((bytes) => isEqual(createHash('sha256').update(bytes).digest('hex'), claimed.toLowerCase()));
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
