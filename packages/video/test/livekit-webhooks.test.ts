import { createHash } from 'node:crypto';
import process from 'node:process';
import { ConfigurationError } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createLiveKitWebhookReader } from '@clinicarrivals/video/livekit';
import type { VideoWebhookReading } from '@clinicarrivals/video/webhooks';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';

const key = { apiKey: 'APIclinic', apiSecret: 'a secret of the clinic and nobody else' };
const start = Date.parse('2026-04-02T08:00:00+11:00');
const clock = createMovableClock(start);
const reader = createLiveKitWebhookReader({ ...key, clock });
const text = new TextEncoder();

/** As livekit-server 1.13.5 posts it: 64 bit numbers as text, names in camel case. */
const joined = {
  event: 'participant_joined',
  room: { sid: 'RM_7f2', name: 'session-1', emptyTimeout: 4500, creationTime: '1775077200', numParticipants: 1 },
  participant: { sid: 'PA_1', identity: 'patient-1', state: 'ACTIVE', joinedAt: '1775077200', name: 'Amelia Example' },
  id: 'EV_1',
  createdAt: '1775077200',
};

interface Signing {
  readonly secret?: string;
  readonly issuer?: string;
  readonly signedBody?: string;
  readonly age?: number;
  readonly scheme?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

async function authorize(body: string, signing: Signing = {}): Promise<Headers> {
  const { secret = key.apiSecret, issuer = key.apiKey, signedBody = body, age = 0, scheme = '' } = signing;
  const sha256 = createHash('sha256').update(signedBody).digest('base64');
  const from = Math.floor(start / 1000) - age;
  const token = await new SignJWT({ sha256, nbf: from, exp: from + 300, iss: issuer, ...signing.claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(text.encode(secret));
  return new Headers({ authorization: `${scheme}${token}`, 'content-type': 'application/webhook+json' });
}

async function read(event: unknown, signing: Signing = {}): Promise<VideoWebhookReading> {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return reader.read({ headers: await authorize(body, signing), body: text.encode(body) });
}

describe('what is genuine', () => {
  it.each(['participant_joined', 'participant_left', 'participant_connection_aborted', 'room_finished'])(
    'hints at the session of %s, however often and in whatever order it comes',
    async (event) => {
      const changed = { type: 'changed', sessionIds: ['session-1'] };
      expect(await read({ ...joined, event })).toEqual(changed);
      expect(await read({ ...joined, event: 'participant_left' })).toEqual(changed);
      expect(await read({ ...joined, event })).toEqual(changed);
    },
  );

  it.each(['room_started', 'track_published', 'track_unpublished', 'egress_ended', 'something_new'])(
    'is ignored where nobody has come or gone: %s',
    async (event) => {
      expect(await read({ ...joined, event })).toEqual({ type: 'ignored' });
    },
  );

  it('may say Bearer before the token, which a proxy may have put there', async () => {
    expect(await read(joined, { scheme: 'Bearer ' })).toMatchObject({ type: 'changed' });
  });

  it('may be a few seconds older or newer than our clock says', async () => {
    expect(await read(joined, { age: 305 })).toMatchObject({ type: 'changed' });
    expect(await read(joined, { age: -8 })).toMatchObject({ type: 'changed' });
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"event":7}',
    '{"event":"participant_joined"}',
    '{"event":"room_finished","room":{"name":""}}',
  ])('and makes no sense, is refused as malformed: %s', async (body) => {
    expect(await read(body)).toEqual({ type: 'refused', status: 400, reason: 'not a LiveKit event' });
  });
});

describe('what is forged', () => {
  const refused = { type: 'refused', status: 401, reason: 'not signed with our key, or too old' };

  it.each<[string, Signing]>([
    ['signed with another secret', { secret: 'another secret that is long enough' }],
    ['signed for another key', { issuer: 'APIother' }],
    ['signed for another body', { signedBody: JSON.stringify({ ...joined, event: 'room_finished' }) }],
    ['older than its token allows', { age: 311 }],
    ['from the future', { age: -60 }],
    ['of another scheme', { scheme: 'Basic ' }],
    ['without the checksum', { claims: { sha256: undefined } }],
    ['with a checksum that is no text', { claims: { sha256: 7 } }],
    ['without an end', { claims: { exp: undefined } }],
  ])('is refused: %s', async (_, signing) => {
    expect(await read(joined, signing)).toEqual(refused);
  });

  it('is refused without a token, and with one that is not signed at all', async () => {
    const body = JSON.stringify(joined);
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const sha256 = createHash('sha256').update(body).digest('base64');
    const unsigned = `${encode({ alg: 'none' })}.${encode({ iss: key.apiKey, exp: start / 1000 + 300, sha256 })}.`;
    for (const headers of [new Headers(), new Headers({ authorization: unsigned })]) {
      expect(await reader.read({ headers, body: text.encode(body) })).toEqual(refused);
    }
  });

  it('is refused when it was signed to let somebody into a room, which proves nothing about a body', async () => {
    const body = JSON.stringify(joined);
    const token = await new SignJWT({ video: { roomJoin: true, room: 'session-1' }, exp: start / 1000 + 300 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(key.apiKey)
      .sign(text.encode(key.apiSecret));
    expect(await reader.read({ headers: new Headers({ authorization: token }), body: text.encode(body) })).toEqual(
      refused,
    );
  });

  const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
  it(`is refused with any byte changed, ${numRuns} times`, { timeout: 60_000 + numRuns * 10 }, async () => {
    const body = text.encode(JSON.stringify(joined));
    const headers = await authorize(JSON.stringify(joined));
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const tampered = Uint8Array.from(body);
        tampered[at] = (tampered[at] ?? 0) ^ change;
        expect(await reader.read({ headers, body: tampered })).toEqual(refused);
      }),
      { numRuns },
    );
  });

  it(
    `is refused, and never throws, whatever somebody posts, ${numRuns} times`,
    { timeout: 60_000 + numRuns * 10 },
    async () => {
      const token = fc.oneof(
        fc.string(),
        fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.')),
      );
      await fc.assert(
        fc.asyncProperty(token, fc.uint8Array({ maxLength: 500 }), async (authorization, body) => {
          const headers = new Headers({ authorization: authorization.replace(/[^\x20-\x7e]/g, '') });
          expect(await reader.read({ headers, body })).toEqual(refused);
        }),
        { numRuns },
      );
    },
  );
});

it.each(['apiKey', 'apiSecret'])('names the option that is empty: %s', (field) => {
  expect(() => createLiveKitWebhookReader({ ...key, [field]: ' ' })).toThrow(ConfigurationError);
});
