import { inspect } from 'node:util';
import { ConfigurationError, VideoError } from '@clinicarrivals/core';
import type { VideoProvider, VideoRole } from '@clinicarrivals/core';
import { createMovableClock, testVideoProvider } from '@clinicarrivals/core/testing';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider, createLiveKitWebhookReader } from '@clinicarrivals/video/livekit';
import type { LiveKitProviderOptions } from '@clinicarrivals/video/livekit';
import { createVideoWebhookHandler } from '@clinicarrivals/video/webhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedVideoServer } from '../src/index.ts';
import type { SimulatedVideoServer } from '../src/index.ts';
import { serveFetch } from './serve-fetch.ts';

const key = { apiKey: 'devkey', apiSecret: 'only for tests, and not for a clinic' };
const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'only for tests, and not for a clinic' });
const start = Date.parse('2026-04-02T08:00:00+11:00');
const minute = 60_000;
const sessionId = 'q7w8e9r0';
const session = { sessionId, practitionerId: 'sharma', startAt: start + 10 * minute, endAt: start + 25 * minute };
let clock = createMovableClock(start);
let server: SimulatedVideoServer;
let provider: Required<VideoProvider>;

beforeEach(async () => {
  clock = createMovableClock(start);
  server = createSimulatedVideoServer({ kind: 'livekit', clock, ...key });
  provider = createLiveKitProvider({ url: await server.listen(), ...key, links, clock, timeoutMs: 400 });
});
afterEach(() => server.close());

async function tokenFor(role: VideoRole, id = sessionId): Promise<string> {
  const ticket = await provider.admit({ ...session, sessionId: id, role, validUntil: session.endAt });
  return ticket.type === 'livekit' ? ticket.token : '';
}

const errorOf = async (call: Promise<unknown>): Promise<unknown> => {
  const outcome: unknown = await call.catch((error: unknown) => error);
  return outcome;
};
/** What stands in a token. */
const claimsOf = (token: string): Readonly<Record<string, unknown>> =>
  // The provider has just written it.
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const calls = (): string[] =>
  server.log.entries().flatMap((entry) => (entry.type === 'called' ? [entry.url.replace(/^.*RoomService\//, '')] : []));

describe('the contract', () => {
  testVideoProvider(
    { describe, it, expect },
    {
      switches: { telephone: false },
      create: async () => {
        const own = createSimulatedVideoServer({ kind: 'livekit', clock: createMovableClock(Date.now()), ...key });
        const ours = createLiveKitProvider({ url: await own.listen(), ...key, links });
        return {
          provider: ours,
          practitioners: { video: 'sharma', telephone: null },
          join: async ({ sessionId: id, role }) => {
            const ticket = await ours.admit({ ...session, sessionId: id, role, validUntil: Date.now() + minute });
            if (ticket.type === 'livekit') own.controls.connect(ticket);
          },
          close: () => own.close(),
        };
      },
    },
  );
});

describe('a room', () => {
  it('waits for who is late, until an hour after the end', async () => {
    await provider.open(session);
    clock.moveTo(session.endAt + 59 * minute);
    expect(server.controls.rooms()).toHaveLength(1);
    clock.advance(2 * minute);
    expect(server.controls.rooms()).toEqual([]);
  });

  it('waits for who has left and may come back', async () => {
    await provider.open(session);
    server.controls.connect(await tokenFor('patient'))?.disconnect();
    clock.moveTo(session.endAt);
    expect(server.controls.rooms()).toHaveLength(1);
  });

  it('is kept for an hour where the end is past', async () => {
    clock.moveTo(session.endAt + 20 * minute);
    await provider.open(session);
    clock.advance(59 * minute);
    expect(server.controls.rooms()).toHaveLength(1);
    clock.advance(2 * minute);
    expect(server.controls.rooms()).toEqual([]);
  });

  it('sessions are never closed: closing ends the room at the server and puts out who is in', async () => {
    await provider.open(session);
    const visitor = server.controls.connect(await tokenFor('patient'));
    await provider.close({ sessionId });
    expect(server.controls.rooms()).toEqual([]);
    expect(visitor?.isConnected()).toBe(false);
  });
});

describe('who is in', () => {
  it('the doctor opening the room counts as the patient: each is told by their role', async () => {
    await provider.open(session);
    server.controls.connect(await tokenFor('practitioner'));
    clock.advance(minute);
    server.controls.connect(await tokenFor('guest'));
    expect(await provider.participants({ sessionIds: [sessionId] })).toEqual([
      { sessionId, role: 'practitioner', joinedAt: start },
      { sessionId, role: 'guest', joinedAt: start + minute },
    ]);
  });

  it('is asked about a thousand sessions in a few requests, only for rooms that somebody is in', async () => {
    const ids = Array.from({ length: 1000 }, (_, number) => `session-${number}`);
    for (const id of ids.slice(0, 40)) await provider.open({ ...session, sessionId: id });
    for (const id of ids.slice(10, 13)) server.controls.connect(await tokenFor('patient', id));
    // The server counts them every five seconds.
    clock.advance(5000);
    const before = calls().length;
    const people = await provider.participants({ sessionIds: ids });
    expect(people.map((person) => person.sessionId).sort()).toEqual(ids.slice(10, 13));
    expect(calls().slice(before).sort()).toEqual([...Array<string>(3).fill('ListParticipants'), 'ListRooms']);
  });

  it('is not forgotten among many rooms while the count of the server still lags behind what a webhook hinted at', async () => {
    const ids = Array.from({ length: 40 }, (_, number) => `session-${number}`);
    for (const id of ids) await provider.open({ ...session, sessionId: id });
    const visitor = server.controls.connect(await tokenFor('patient', 'session-7'));
    expect(await provider.participants({ sessionIds: ['session-7'] })).toHaveLength(1);
    expect(await provider.participants({ sessionIds: ids })).toHaveLength(1);
    visitor?.disconnect();
    expect(await provider.participants({ sessionIds: ids })).toEqual([]);
  });

  it('counts who sees and hears by one of our tickets: not who still connects, nor recorders, agents and the hidden', async () => {
    const person = {
      state: 'ACTIVE',
      kind: 'STANDARD',
      joinedAtMs: String(start + 5),
      permission: { canPublish: true },
    };
    const participants = [
      { ...person, identity: 'patient-1' },
      // As servers write it that tell seconds only.
      { ...person, identity: 'practitioner-2', joinedAtMs: '0', joinedAt: String(start / 1000) },
      { ...person, identity: 'patient-3', state: 'JOINED' },
      { ...person, identity: 'patient-4', state: 'JOINING' },
      { ...person, identity: 'patient-5', state: 'DISCONNECTED' },
      { ...person, identity: 'patient-6', permission: { hidden: true } },
      { ...person, identity: 'patient-7', permission: { recorder: true } },
      { ...person, identity: 'patient-8', kind: 'AGENT' },
      { ...person, identity: 'patient-9', kind: 'SIP' },
      { ...person, identity: 'EG_recorder', kind: 'EGRESS' },
      { ...person, identity: 'mary' },
      { ...person, identity: 'impatient-1' },
    ];
    const crowded = await serveFetch(() => Response.json({ participants, somethingNew: 7 }));
    const asking = createLiveKitProvider({ url: crowded.url, ...key, links, clock });
    expect(await asking.participants({ sessionIds: [sessionId] })).toEqual([
      { sessionId, role: 'patient', joinedAt: start + 5 },
      { sessionId, role: 'practitioner', joinedAt: start },
    ]);
    await crowded.close();
  });

  it('is asked once about a session that is named twice', async () => {
    await provider.open(session);
    server.controls.connect(await tokenFor('patient'));
    expect(await provider.participants({ sessionIds: [sessionId, sessionId] })).toHaveLength(1);
  });
});

describe('a ticket', () => {
  it('lets one device into one room, with no right over others, from now until it ends, and names nobody', async () => {
    await provider.open(session);
    const claims = claimsOf(await tokenFor('patient'));
    expect(claims).toMatchObject({ iss: 'devkey', nbf: start / 1000, exp: session.endAt / 1000 });
    expect(claims['sub']).toMatch(/^patient-[\da-f-]{36}$/);
    expect(claims['video']).toEqual({
      room: sessionId,
      roomJoin: true,
      canPublish: true,
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
    });
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iss', 'nbf', 'sub', 'video']);
    expect(claimsOf(await tokenFor('patient'))['sub']).not.toBe(claims['sub']);
  });

  it('lets nobody in once its time is over', async () => {
    await provider.open(session);
    const token = await tokenFor('patient');
    clock.moveTo(session.endAt + 2 * minute);
    expect(server.controls.connect(token)).toBe(null);
  });

  it('is not given after that time, nor for a room that the server has forgotten, which it would make anew and soon end', async () => {
    await provider.open(session);
    const late = provider.admit({ ...session, role: 'patient', validUntil: start - 1 });
    expect(await errorOf(late)).toMatchObject({ code: 'video', isRetryable: false });
    server.controls.restart();
    expect(await errorOf(tokenFor('patient'))).toMatchObject({
      isRetryable: true,
      message: '[livekit] admit failed: there is no such room; open it first',
    });
    await provider.open(session);
    expect(server.controls.connect(await tokenFor('patient'))?.sessionId).toBe(sessionId);
  });

  it('leads to the address that browsers use', async () => {
    await provider.open(session);
    const ticket = { ...session, role: 'patient', validUntil: session.endAt } as const;
    expect(await provider.admit(ticket)).toMatchObject({ serverUrl: server.url.replace('http', 'ws') });
    const publicUrl = 'https://video.clinic.example';
    const behindProxy = createLiveKitProvider({ url: server.url, publicUrl, ...key, links, clock });
    expect(await behindProxy.admit(ticket)).toMatchObject({ serverUrl: 'wss://video.clinic.example' });
  });
});

describe('a server that is not well', () => {
  const operations: Record<string, () => Promise<unknown>> = {
    open: () => provider.open(session),
    close: () => provider.close({ sessionId }),
    participants: () => provider.participants({ sessionIds: [sessionId] }),
    admit: () => tokenFor('patient'),
  };
  const faults = {
    '401': { isRetryable: false, says: '401, the server does not take our key; check apiKey and apiSecret' },
    '500': { isRetryable: true, says: '500' },
    '503': { isRetryable: true, says: '503' },
    hang: { isRetryable: true, says: 'the server did not answer in time' },
    html: { isRetryable: true, says: 'the answer makes no sense; check that url' },
    reset: { isRetryable: true, says: 'the server is not reached' },
  } as const;

  it.each(Object.keys(faults) as (keyof typeof faults)[])(
    'is told within the time limit, whatever is asked, without a word of the answer: %s',
    async (kind) => {
      await provider.open(session);
      for (const [operation, call] of Object.entries(operations)) {
        server.controls.fail({ kind });
        const begun = performance.now();
        const error = await errorOf(call());
        expect(performance.now() - begun).toBeLessThan(1_500);
        expect(error).toBeInstanceOf(VideoError);
        expect(error).toMatchObject({ isRetryable: faults[kind].isRetryable });
        expect(String(error)).toContain(`[livekit] ${operation} failed: ${faults[kind].says}`);
        expect(inspect(error, { depth: 9 }).replace(/\n\s+at .*/g, '')).not.toMatch(
          /eyJ|only for tests|127\.0\.0\.1|q7w8/,
        );
        server.controls.clearFaults();
      }
    },
  );

  it('does not take nonsense for a room', async () => {
    server.controls.fail({ kind: 'nonsense' });
    expect(await errorOf(provider.open(session))).toMatchObject({ isRetryable: true });
  });

  it('is told when it is out of rooms, and asked again when one is free', async () => {
    server.controls.setRoomLimit(0);
    expect(await errorOf(provider.open(session))).toMatchObject({ code: 'video', isRetryable: true });
    server.controls.clearFaults();
    await provider.open(session);
    expect(server.controls.rooms()).toHaveLength(1);
  });

  it('keeps a room that was made although the answer was lost, and is content with it', async () => {
    server.controls.fail({ kind: 'accept-then-500' });
    expect(await errorOf(provider.open(session))).toMatchObject({ isRetryable: true });
    await provider.open(session);
    expect(server.controls.rooms()).toHaveLength(1);
  });

  it('is told apart from no server at all', async () => {
    await server.close();
    const error = await errorOf(provider.open(session));
    expect(String(error)).toContain('the server is not reached (ECONNREFUSED), will be retried; check url');
    const elsewhere = await serveFetch(() => new Response('no such page', { status: 404 }));
    const wrongPlace = createLiveKitProvider({ url: elsewhere.url, ...key, links });
    expect(await errorOf(wrongPlace.open(session))).toMatchObject({
      isRetryable: false,
      message: '[livekit] open failed: 404, there is no LiveKit server at this address; check url',
    });
    await elsewhere.close();
  });

  it('is not asked for many rooms in one moment, and makes them all', async () => {
    server.controls.setDelay(5);
    const inFlight = { now: 0, most: 0 };
    const counting = await serveFetch(async (request) => {
      inFlight.now += 1;
      inFlight.most = Math.max(inFlight.most, inFlight.now);
      const response = await server.fetch(request);
      inFlight.now -= 1;
      return response;
    });
    const counted = createLiveKitProvider({ url: counting.url, ...key, links, clock });
    const ids = Array.from({ length: 300 }, (_, number) => `session-${number}`);
    await Promise.all(ids.map((id) => counted.open({ ...session, sessionId: id })));
    expect(server.controls.rooms()).toHaveLength(300);
    expect(inFlight.most).toBeGreaterThan(8);
    expect(inFlight.most).toBeLessThanOrEqual(32);
    await counting.close();
  });
});

describe('options', () => {
  const right = { url: 'https://livekit.clinic.example', ...key, links };
  it.each<[string, Partial<LiveKitProviderOptions>]>([
    ['livekit.url', { url: 'livekit.clinic.example' }],
    ['livekit.url', { url: 'ftp://livekit.clinic.example' }],
    ['livekit.url', { url: 'https://livekit.clinic.example/twirp' }],
    ['livekit.url', { url: 'https://user:pass@livekit.clinic.example' }],
    ['livekit.url', { url: 'http://livekit:7880' }],
    ['livekit.publicUrl', { publicUrl: 'ws://livekit.clinic.example' }],
    ['livekit.apiKey', { apiKey: ' ' }],
    ['livekit.apiSecret', { apiSecret: '' }],
    ['livekit.timeoutMs', { timeoutMs: 0 }],
    ['livekit.timeoutMs', { timeoutMs: 1.5 }],
  ])('names the one that is wrong: %s in %j', (field, wrong) => {
    expect(() => createLiveKitProvider({ ...right, ...wrong })).toThrow(ConfigurationError);
    expect(() => createLiveKitProvider({ ...right, ...wrong })).toThrow(expect.objectContaining({ field }));
  });

  it.each([
    { url: 'wss://clinic.livekit.cloud' },
    { url: 'http://localhost:7880' },
    { url: 'http://livekit:7880', publicUrl: 'wss://video.clinic.example' },
  ])('takes %j', (urls) => {
    expect(createLiveKitProvider({ ...right, ...urls }).abilities.knowsWhoJoined).toBe(true);
  });
});

describe('webhooks of a simulated server', () => {
  it('hint at the session each time that who is in changes, and are answered with 200', async () => {
    const noticed: string[] = [];
    const reader = createLiveKitWebhookReader({ ...key, clock });
    const handle = createVideoWebhookHandler({
      reader,
      noticed: async ({ sessionIds }) => void noticed.push(...sessionIds),
    });
    const receiver = await serveFetch(handle);
    const posting = createSimulatedVideoServer({ kind: 'livekit', clock, ...key, webhookUrl: receiver.url });
    provider = createLiveKitProvider({ url: await posting.listen(), ...key, links, clock });
    await provider.open(session);
    const visitor = posting.controls.connect(await tokenFor('patient'));
    visitor?.disconnect();
    await provider.close({ sessionId });
    await posting.idle();
    expect(noticed).toEqual([sessionId, sessionId, sessionId]);
    expect(new Set(posting.webhooks.entries().map(({ status }) => status))).toEqual(new Set([200]));
    await posting.close();
    await receiver.close();
  });
});
