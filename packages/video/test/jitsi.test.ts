import { createHmac, generateKeyPairSync } from 'node:crypto';
import process from 'node:process';
import { ConfigurationError } from '@clinicarrivals/core';
import type { VideoProvider, VideoRole } from '@clinicarrivals/core';
import { createMovableClock, testVideoProvider } from '@clinicarrivals/core/testing';
import { createJaasWebhookReader, createJitsiProvider } from '@clinicarrivals/video/jitsi';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import type { VideoWebhookReading } from '@clinicarrivals/video/webhooks';
import fc from 'fast-check';
import { jwtVerify } from 'jose';
import type { JWTVerifyResult } from 'jose';
import { describe, expect, it } from 'vitest';

const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'only for tests, and not for a clinic' });
const url = 'https://meet.clinic.example';
const start = Date.parse('2026-04-02T08:00:00+11:00');
const minute = 60_000;
const clock = createMovableClock(start);
const session = { sessionId: 'q7w8e9r0', practitionerId: 'sharma', startAt: start, endAt: start + 15 * minute };

const appId = `vpaas-magic-cookie-${'0123456789abcdef'.repeat(2)}`;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

const withTokens = { url, appId: 'clinic', appSecret: 'only for tests', links, clock };
const jaas = { appId, keyId: '4f4910', privateKey: pkcs8, links, clock };

async function pageFor(provider: VideoProvider, role: VideoRole): Promise<URL> {
  const ticket = await provider.admit?.({ ...session, role, validUntil: session.endAt });
  return new URL(ticket?.type === 'page' ? ticket.url : 'none:');
}

describe.each([
  ['open to all, by its own links', () => createJitsiProvider({ url }), false],
  ['open to all, by the join page', () => createJitsiProvider({ url, links }), true],
  ['with tokens of its own', () => createJitsiProvider({ ...withTokens, clock: { now: () => Date.now() } }), true],
  ['as a service', () => createJitsiProvider({ ...jaas, clock: { now: () => Date.now() } }), true],
] as const)('the contract, at a Jitsi %s', (_, create, admit) => {
  testVideoProvider(
    { describe, it, expect },
    {
      // Jitsi tells nobody who is in, and every practitioner has a room.
      switches: { participants: false, telephone: false, admit },
      create: async () => ({ provider: create(), practitioners: { video: 'sharma', telephone: null } }),
    },
  );
});

describe('a Jitsi that is open to all', () => {
  it('gives everybody the address of the room, whose name nobody can guess', () => {
    const provider = createJitsiProvider({ url: 'https://meet.clinic.example/' });
    for (const role of ['patient', 'practitioner', 'guest'] as const) {
      expect(provider.link({ ...session, role })).toBe('https://meet.clinic.example/q7w8e9r0');
    }
    expect('admit' in provider).toBe(false);
  });

  it('hands over to that address from the join page, if there is one', async () => {
    const provider = createJitsiProvider({ url, links });
    expect(provider.link({ ...session, role: 'patient' })).toBe(links.link({ ...session, role: 'patient' }));
    expect((await pageFor(provider, 'patient')).href).toBe('https://meet.clinic.example/q7w8e9r0');
  });
});

const roles: readonly (readonly [VideoRole, boolean])[] = [
  ['patient', false],
  ['practitioner', true],
  ['guest', false],
];

describe('tokens of a Jitsi of one’s own', () => {
  const verify = async (page: URL): Promise<JWTVerifyResult> =>
    jwtVerify(page.searchParams.get('jwt') ?? '', new TextEncoder().encode('only for tests'), {
      issuer: 'clinic',
      audience: 'clinic',
      algorithms: ['HS256'],
      currentDate: new Date(start),
    });

  it.each(roles)('let the %s into one room, moderating: %s, and name nobody', async (role, isModerator) => {
    const page = await pageFor(createJitsiProvider(withTokens), role);
    expect(page.origin + page.pathname).toBe('https://meet.clinic.example/q7w8e9r0');
    const { payload } = await verify(page);
    expect(payload).toMatchObject({
      room: session.sessionId,
      sub: '*',
      exp: session.endAt / 1000,
      context: { user: { moderator: String(isModerator), affiliation: isModerator ? 'owner' : 'member' } },
    });
    expect(payload.nbf).toBe(start / 1000 - 10);
    expect(JSON.stringify(payload)).not.toContain('sharma');
  });

  it('are not given once the time for joining is over', async () => {
    const provider = createJitsiProvider(withTokens);
    const late = provider.admit?.({ ...session, role: 'patient', validUntil: start });
    await expect(late).rejects.toMatchObject({ code: 'video', isRetryable: false });
  });
});

describe('tokens of Jitsi as a service', () => {
  it.each([
    ['PKCS #8, the short id of the key', { ...jaas }],
    ['PKCS #1, the whole id of the key', { ...jaas, privateKey: pkcs1, keyId: `${appId}/4f4910` }],
  ])('are signed by the key, and switch on nothing that records or dials out: %s', async (_, options) => {
    for (const [role, isModerator] of roles) {
      const page = await pageFor(createJitsiProvider(options), role);
      expect(page.origin + page.pathname).toBe(`https://8x8.vc/${appId}/q7w8e9r0`);
      const { payload, protectedHeader } = await jwtVerify(page.searchParams.get('jwt') ?? '', rsa.publicKey, {
        issuer: 'chat',
        audience: 'jitsi',
        subject: appId,
        currentDate: new Date(start),
      });
      expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: `${appId}/4f4910` });
      expect(payload['room']).toBe(session.sessionId);
      const context = payload['context'] as { user: { moderator: string }; features: Record<string, string> };
      expect(context.user.moderator).toBe(String(isModerator));
      expect(new Set(Object.values(context.features))).toEqual(new Set(['false']));
      expect(Object.keys(context.features)).toEqual(
        expect.arrayContaining(['recording', 'livestreaming', 'outbound-call']),
      );
    }
  });
});

describe('options', () => {
  const dsa = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each([
    ['jitsi.url', { url: 'http://meet.clinic.example' }],
    ['jitsi.url', { url: 'https://meet.clinic.example/?x' }],
    ['jitsi.appId', { ...withTokens, appId: ' ' }],
    ['jitsi.appSecret', { ...withTokens, appSecret: '' }],
    ['jitsi.appSecret', { url, links, appId: 'clinic' }],
    ['jitsi.appId', { url, links, appSecret: 'only for tests' }],
    ['jitsi.appId', { ...jaas, appId: 'clinic' }],
    ['jitsi.keyId', { ...jaas, keyId: 'another-app/4f4910' }],
    ['jitsi.keyId', { ...jaas, keyId: '' }],
    ['jitsi.privateKey', { ...jaas, privateKey: 'rubbish-of-a-key' }],
    ['jitsi.privateKey', { ...jaas, privateKey: dsa }],
  ])('names the one that is wrong, and repeats no key: %s (%#)', (field, options) => {
    expect(() => createJitsiProvider(options)).toThrow(ConfigurationError);
    expect(() => createJitsiProvider(options)).toThrow(expect.objectContaining({ field }));
    expect(() => createJitsiProvider(options)).not.toThrow(/rubbish|MII|MC4/);
  });
});

describe('webhooks of Jitsi as a service', () => {
  const secret = 'only for tests, and not for a clinic';
  const reader = createJaasWebhookReader({ appId, secret, clock });
  const event = {
    idempotencyKey: 'd11f155d-ced5-4a7e-b6d9-aaa135c64f65',
    appId,
    eventType: 'PARTICIPANT_JOINED',
    sessionId: '1ba04eaf-9ef0-4a1c-8b1c-4a5c0a8f3b8e',
    timestamp: start,
    fqn: `${appId}/q7w8e9r0`,
    data: { conference: 'q7w8e9r0@conference.example', id: 'patient-1', moderator: false },
  };
  const sign = (body: string, time = start / 1000, key = secret): string =>
    `t=${time},v1=${createHmac('sha256', key).update(`${time}.${body}`).digest('base64')}`;
  const read = (said: unknown, signature?: string): Promise<VideoWebhookReading> => {
    const body = typeof said === 'string' ? said : JSON.stringify(said);
    const headers = new Headers({ 'x-jaas-signature': signature ?? sign(body) });
    return reader.read({ headers, body: new TextEncoder().encode(body) });
  };
  const refused = { type: 'refused', status: 401, reason: 'not signed with our secret, or too old' };

  it.each(['PARTICIPANT_JOINED', 'PARTICIPANT_LEFT', 'ROOM_DESTROYED'])(
    'hint at the session of %s',
    async (eventType) => {
      expect(await read({ ...event, eventType })).toEqual({ type: 'changed', sessionIds: ['q7w8e9r0'] });
    },
  );

  it.each([
    { ...event, eventType: 'ROOM_CREATED' },
    { ...event, fqn: 'vpaas-magic-cookie-of-another/q7w8e9r0' },
  ])('are ignored where they are of no interest or of another application (%#)', async (other) => {
    expect(await read(other)).toEqual({ type: 'ignored' });
  });

  it.each(['', '{}', '[]', '{"eventType":"PARTICIPANT_LEFT"}', '{"eventType":"PARTICIPANT_LEFT","fqn":"q7w8e9r0"}'])(
    'are refused as malformed where they make no sense: %s',
    async (body) => {
      expect(await read(body)).toMatchObject({ type: 'refused', status: 400 });
    },
  );

  it('may carry signatures of schemes to come, of which only v1 counts', async () => {
    const good = sign(JSON.stringify(event));
    expect(await read(event, `${good},v2=abc`)).toMatchObject({ type: 'changed' });
    expect(await read(event, good.replace('v1=', 'v2='))).toEqual(refused);
  });

  it('are refused when forged, tampered with, or replayed', async () => {
    const body = JSON.stringify(event);
    const signatures = ['', 'v1=', 't=abc,v1=abc', sign(body, start / 1000, 'another'), sign(`${body} `)];
    const replayed = [sign(body, start / 1000 - 301), sign(body, start / 1000 + 301)];
    const withOtherTime = sign(body).replace(/t=\d+/, `t=${start / 1000 + 1}`);
    for (const signature of [...signatures, ...replayed, withOtherTime])
      expect(await read(event, signature)).toEqual(refused);
    expect(await read(event, sign(body, start / 1000 - 299))).toMatchObject({ type: 'changed' });
  });

  const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
  it(
    `are refused, and never throw, whatever somebody posts, ${numRuns} times`,
    { timeout: 60_000 + numRuns * 10 },
    async () => {
      const signature = fc.oneof(
        fc.string(),
        fc.base64String().map((text) => `t=${start / 1000},v1=${text}`),
      );
      await fc.assert(
        fc.asyncProperty(signature, fc.string({ maxLength: 300 }), async (text, body) => {
          expect(await read(body, text.replace(/[^\x20-\x7e]/g, ''))).toEqual(refused);
        }),
        { numRuns },
      );
    },
  );

  it.each([{ appId: '' }, { secret: ' ' }, { toleranceMs: 0 }, { toleranceMs: NaN }])(
    'name the option that is wrong: %j',
    (wrong) => {
      expect(() => createJaasWebhookReader({ appId, secret, ...wrong })).toThrow(ConfigurationError);
    },
  );
});
