import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { ClinicArrivalsError } from '@clinicarrivals/core';
import type { VideoRole, VideoSession, VideoTicket } from '@clinicarrivals/core';
import { testVideoProvider } from '@clinicarrivals/core/testing';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider, createLiveKitWebhookReader } from '@clinicarrivals/video/livekit';
import { createVideoWebhookHandler } from '@clinicarrivals/video/webhooks';
import { serve } from '@hono/node-server';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLiveKitBrowser } from './livekit-browser.ts';
import type { LiveKitBrowser, LiveKitVisitor } from './livekit-browser.ts';
import { startLiveKitServer } from './livekit-server.ts';
import type { LiveKitServer } from './livekit-server.ts';

let livekit: LiveKitServer;
let browser: LiveKitBrowser;
let webhooks: ReturnType<typeof serve>;
const noticed: string[] = [];
const statuses: number[] = [];

beforeAll(async () => {
  const reader = createLiveKitWebhookReader({ apiKey: 'devkey', apiSecret: 'secret' });
  const handle = createVideoWebhookHandler({
    reader,
    noticed: async ({ sessionIds }) => void noticed.push(...sessionIds),
  });
  const fetch = async (request: Request): Promise<Response> => {
    const response = await handle(request);
    statuses.push(response.status);
    return response;
  };
  webhooks = serve({ fetch, hostname: '127.0.0.1', port: 0 });
  if (!webhooks.listening) await new Promise((resolve) => webhooks.once('listening', resolve));
  // A TCP server's address is an object, never a path.
  const { port } = webhooks.address() as AddressInfo;
  livekit = await startLiveKitServer({ webhookUrl: `http://127.0.0.1:${port}/webhooks/livekit` });
  browser = await startLiveKitBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await livekit.stop();
  webhooks.close();
});

const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'only-for-this-test-'.repeat(3) });
const createProvider = (): ReturnType<typeof createLiveKitProvider> => createLiveKitProvider({ ...livekit, links });

function newSession(): VideoSession {
  const startAt = Date.now();
  return { sessionId: `peer-${crypto.randomUUID()}`, practitionerId: 'sharma', startAt, endAt: startAt + 900_000 };
}

async function admit(session: VideoSession, role: VideoRole): Promise<VideoTicket> {
  return createProvider().admit({ ...session, role, validUntil: Date.now() + 60_000 });
}

describe('the provider, at a real LiveKit server', () => {
  testVideoProvider(
    { describe, it, expect },
    {
      switches: { telephone: false },
      create: async () => {
        const provider = createProvider();
        const visitors: LiveKitVisitor[] = [];
        return {
          provider,
          practitioners: { video: 'sharma', telephone: null },
          join: async ({ sessionId, role }) => {
            const ticket = await admit({ ...newSession(), sessionId }, role);
            visitors.push(await browser.join(ticket));
          },
          close: async () => void (await Promise.all(visitors.map((visitor) => visitor.leave()))),
        };
      },
    },
  );

  it('keeps the room until an hour after the end, whether nobody comes or everybody leaves', async () => {
    const session = newSession();
    await createProvider().open(session);
    const client = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);
    const [room] = await client.listRooms([session.sessionId]);
    for (const seconds of [room?.emptyTimeout, room?.departureTimeout]) {
      expect(Math.abs(Number(seconds) - 4_500)).toBeLessThan(5);
    }
  });

  it('finds who has just joined among many rooms too, although the count in the list of rooms is seconds old', async () => {
    const provider = createProvider();
    const sessions = Array.from({ length: 20 }, newSession);
    await Promise.all(sessions.map((session) => provider.open(session)));
    const [session = newSession()] = sessions;
    const visitor = await browser.join(await admit(session, 'patient'));
    const isIn = [expect.objectContaining({ sessionId: session.sessionId, role: 'patient' })];
    expect(await provider.participants({ sessionIds: [session.sessionId] })).toEqual(isIn);
    expect(await provider.participants({ sessionIds: sessions.map(({ sessionId }) => sessionId) })).toEqual(isIn);
    await visitor.leave();
    await vi.waitFor(async () => expect(await provider.participants({ sessionIds: [session.sessionId] })).toEqual([]));
  });

  it('puts out who is in when the session is closed, and a ticket from before opens it to nobody', async () => {
    const provider = createProvider();
    const session = newSession();
    await provider.open(session);
    const unused = await admit(session, 'patient');
    const visitor = await browser.join(await admit(session, 'practitioner'));
    await provider.close(session);
    await vi.waitFor(async () => expect(await visitor.state()).toBe('ROOM_DELETED'));
    await expect(browser.join(unused)).rejects.toThrow();
    const client = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);
    expect(await client.listRooms([session.sessionId])).toEqual([]);
  });

  it('gives tickets that open no other room than theirs', async () => {
    const [mine, other] = [newSession(), newSession()];
    await createProvider().open(mine);
    await createProvider().open(other);
    const ticket = await admit(mine, 'patient');
    if (ticket.type !== 'livekit') throw new Error('not a ticket for LiveKit');
    const [head, payload = '', signature] = ticket.token.split('.');
    const claims = Buffer.from(payload, 'base64url').toString().replace(mine.sessionId, other.sessionId);
    const token = [head, Buffer.from(claims).toString('base64url'), signature].join('.');
    await expect(browser.join({ ...ticket, token })).rejects.toThrow();
    expect(await createProvider().participants({ sessionIds: [other.sessionId, mine.sessionId] })).toEqual([]);
  });

  it('says so when the server does not take the key, and repeats nothing secret', async () => {
    const provider = createLiveKitProvider({ ...livekit, links, apiSecret: 'another-secret' });
    const error: unknown = await provider.open(newSession()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'video', isRetryable: false });
    expect(String(error)).toContain('check apiKey and apiSecret');
    // The server's own words repeat the token that it refuses.
    expect(inspect(error, { depth: 9 })).not.toMatch(/eyJ|another-secret/);
  });
});

describe('its webhooks', () => {
  it('hint at the session when somebody joins, and again when they leave', async () => {
    const session = newSession();
    await createProvider().open(session);
    const count = (): number => noticed.filter((sessionId) => sessionId === session.sessionId).length;
    expect(count()).toBe(0);
    const visitor = await browser.join(await admit(session, 'patient'));
    await vi.waitFor(() => expect(count()).toBe(1), { timeout: 10_000 });
    await visitor.leave();
    await vi.waitFor(() => expect(count()).toBe(2), { timeout: 10_000 });
    await createProvider().close(session);
    await vi.waitFor(() => expect(count()).toBe(3), { timeout: 10_000 });
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe('the server, killed and started again', () => {
  it('is reported as retryable while it is away, has nobody in afterwards, and takes the session again', async () => {
    const provider = createProvider();
    const session = newSession();
    await provider.open(session);
    await browser.join(await admit(session, 'patient'));
    await livekit.stop();
    const error: unknown = await provider
      .participants({ sessionIds: [session.sessionId] })
      .catch((reason: unknown) => reason);
    expect(ClinicArrivalsError.isInstance(error) && error.isRetryable).toBe(true);
    await livekit.restart();
    expect(await provider.participants({ sessionIds: [session.sessionId] })).toEqual([]);
    await expect(admit(session, 'patient')).rejects.toMatchObject({ isRetryable: true });
    await provider.open(session);
    const visitor = await browser.join(await admit(session, 'patient'));
    expect(await provider.participants({ sessionIds: [session.sessionId] })).toHaveLength(1);
    await visitor.leave();
  });
});
