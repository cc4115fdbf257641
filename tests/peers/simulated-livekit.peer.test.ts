import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk';
import type { VideoGrant } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScaledClock, createSimulatedVideoServer } from '@clinicarrivals/simulator';
import type { ScaledClock, SimulatedVideoServer } from '@clinicarrivals/simulator';
import { startLiveKitBrowser } from './livekit-browser.ts';
import type { LiveKitBrowser } from './livekit-browser.ts';
import { startLiveKitServer } from './livekit-server.ts';
import type { LiveKitServer } from './livekit-server.ts';

const key = { apiKey: 'devkey', apiSecret: 'secret' };
let clock: ScaledClock;
let browser: LiveKitBrowser;
const receivers: ReturnType<typeof serve>[] = [];
const posted: Record<'simulated' | 'real', Posted[]> = { simulated: [], real: [] };
let simulated: SimulatedVideoServer;
let real: LiveKitServer;

beforeAll(async () => {
  clock = createScaledClock({ startAt: Date.now(), speed: 1 });
  simulated = createSimulatedVideoServer({
    kind: 'livekit',
    clock,
    ...key,
    webhookUrl: await receive(posted.simulated),
  });
  await simulated.listen();
  real = await startLiveKitServer({ webhookUrl: await receive(posted.real) });
  browser = await startLiveKitBrowser();
});
afterAll(async () => {
  await browser.close();
  await real.stop();
  await simulated.close();
  clock.stop();
  for (const receiver of receivers) receiver.close();
});

/** A webhook, as far as it is the same every day. */
interface Posted {
  readonly event: string;
  readonly contentType: string | null;
  readonly body: unknown;
}

const told = (webhooks: readonly Posted[]): readonly string[] => webhooks.map(({ event }) => event);

/** Starts a receiver of webhooks, which believes only what is signed as LiveKit's SDK wants it. */
async function receive(into: Posted[]): Promise<string> {
  const verifier = new WebhookReceiver(key.apiKey, key.apiSecret);
  const receiver = serve({
    fetch: async (request) => {
      const text = await request.text();
      const { event } = await verifier.receive(text, request.headers.get('authorization') ?? '');
      into.push({ event, contentType: request.headers.get('content-type'), body: toShape(JSON.parse(text)) });
      return new Response();
    },
    hostname: '127.0.0.1',
    port: 0,
  });
  receivers.push(receiver);
  if (!receiver.listening) await new Promise((resolve) => receiver.once('listening', resolve));
  // A TCP server's address is an object, never a path.
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`;
}

interface Asked {
  readonly method: string;
  readonly body: string;
  readonly grant?: VideoGrant;
  readonly authorization?: string;
}

async function ask(url: string, { method, body, grant, authorization }: Asked): Promise<unknown> {
  const token = new AccessToken(key.apiKey, key.apiSecret);
  if (grant !== undefined) token.addGrant(grant);
  const given = authorization ?? (grant === undefined ? null : `Bearer ${await token.toJwt()}`);
  const headers = { 'content-type': 'application/json', ...(given === null ? {} : { authorization: given }) };
  const response = await fetch(`${url}/twirp/livekit.RoomService/${method}`, { method: 'POST', headers, body });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, body: isJson ? toShape(JSON.parse(text)) : text };
}

/** What differs from day to day is known by its type alone. */
const lasting = new Set([
  'name',
  'identity',
  'state',
  'kind',
  'event',
  'empty_timeout',
  'departure_timeout',
  'num_participants',
  'code',
  'msg',
]);

function toShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toShape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // What the simulated one has no use for: codecs, and hints for those who write programs.
      .filter(([name]) => name !== 'enabled_codecs' && name !== 'meta')
      .map(([name, entry]: [string, unknown]) => [
        name,
        lasting.has(name) || isNested(entry) ? toShape(entry) : typeof entry,
      ])
      .sort(([one], [other]) => String(one).localeCompare(String(other))),
  );
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const room = 'consultation-1';
const admin = { roomAdmin: true, room };
const steps: readonly Asked[] = [
  {
    method: 'CreateRoom',
    body: `{"name":"${room}","emptyTimeout":3600,"departureTimeout":1800}`,
    grant: { roomCreate: true },
  },
  { method: 'CreateRoom', body: `{"name":"${room}","emptyTimeout":60}`, grant: { roomCreate: true } },
  { method: 'CreateRoom', body: '{"name":"consultation-2"}', grant: { roomCreate: true } },
  { method: 'CreateRoom', body: '{"name":"consultation-3"}', grant: { roomList: true } },
  { method: 'CreateRoom', body: '{"name":"consultation-3"}' },
  { method: 'CreateRoom', body: 'nonsense', grant: { roomCreate: true } },
  { method: 'CreateRoom', body: '{}', authorization: 'Bearer nonsense' },
  { method: 'CreateRoom', body: '{}', authorization: 'Basic nonsense' },
  { method: 'ListRooms', body: `{"names":["${room}","unknown"]}`, grant: { roomList: true } },
  { method: 'ListRooms', body: '{}', grant: { roomCreate: true } },
  { method: 'ListParticipants', body: `{"room":"${room}"}`, grant: admin },
  { method: 'ListParticipants', body: '{"room":"unknown"}', grant: { ...admin, room: 'unknown' } },
  { method: 'ListParticipants', body: '{"room":"consultation-2"}', grant: admin },
  { method: 'RemoveParticipant', body: `{"room":"${room}","identity":"patient-1"}`, grant: admin },
  { method: 'DeleteRoom', body: `{"room":"${room}"}`, grant: admin },
  { method: 'DeleteRoom', body: `{"room":"${room}"}`, grant: { roomCreate: true } },
  { method: 'DeleteRoom', body: `{"room":"${room}"}`, grant: { roomCreate: true } },
  { method: 'ListRooms', body: `{"names":["${room}"]}`, grant: { roomList: true } },
  { method: 'Nothing', body: '{}', grant: { roomCreate: true } },
];

describe('the simulated LiveKit server and the real one', () => {
  it('answer the same questions alike, one after another', async () => {
    for (const step of steps) {
      const [one, other] = [await ask(simulated.url, step), await ask(real.url, step)];
      expect({ ...step, answer: one }).toEqual({ ...step, answer: other });
    }
  });

  it('tell a browser alike why it is refused, or that it is welcome', async () => {
    const token = new AccessToken(key.apiKey, key.apiSecret, { identity: 'patient-1' });
    token.addGrant({ roomJoin: true, room: 'consultation-2' });
    for (const given of [await token.toJwt(), 'nonsense']) {
      const [one, other] = await Promise.all(
        [simulated.url, real.url].map(async (url) => {
          const response = await fetch(`${url}/rtc/validate?access_token=${given}`);
          return [response.status, response.headers.get('access-control-allow-origin'), await response.text()];
        }),
      );
      expect(one).toEqual(other);
    }
  });

  it('tell alike of somebody who is in, by the API and by webhooks', async () => {
    const grant = { roomJoin: true, room: 'consultation-2' };
    const token = new AccessToken(key.apiKey, key.apiSecret, { identity: 'patient-1', ttl: 60 });
    token.addGrant(grant);
    const ticket = { type: 'livekit', serverUrl: real.url.replace('http', 'ws'), token: await token.toJwt() } as const;
    const visitor = await browser.join(ticket);
    const connection = simulated.controls.connect(ticket);
    const list: Asked = {
      method: 'ListParticipants',
      body: '{"room":"consultation-2"}',
      grant: { roomAdmin: true, room: 'consultation-2' },
    };
    await expect.poll(async () => JSON.stringify(await ask(real.url, list)), { timeout: 20_000 }).toContain('ACTIVE');
    const [one, other] = [await ask(simulated.url, list), await ask(real.url, list)];
    // What the simulated one leaves out is of no use to it.
    expect(other).toMatchObject(one as object);
    await visitor.leave();
    connection?.disconnect();
    await expect.poll(() => told(posted.real), { timeout: 20_000 }).toContain('participant_left');
    await simulated.idle();
    for (const event of ['room_started', 'room_finished', 'participant_joined', 'participant_left']) {
      const [ours, theirs] = [posted.simulated, posted.real].map((all) =>
        all.find((webhook) => webhook.event === event),
      );
      expect(theirs).toMatchObject(ours as object);
    }
  });
});
