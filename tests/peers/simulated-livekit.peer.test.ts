import { AccessToken } from 'livekit-server-sdk';
import type { VideoGrant } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScaledClock, createSimulatedVideoServer } from '@clinicarrivals/simulator';
import type { ScaledClock, SimulatedVideoServer } from '@clinicarrivals/simulator';
import { startLiveKitServer } from './livekit-server.ts';
import type { LiveKitServer } from './livekit-server.ts';

const key = { apiKey: 'devkey', apiSecret: 'secret' };
let clock: ScaledClock;
let simulated: SimulatedVideoServer;
let real: LiveKitServer;

beforeAll(async () => {
  clock = createScaledClock({ startAt: Date.now(), speed: 1 });
  simulated = createSimulatedVideoServer({ kind: 'livekit', clock, ...key });
  await simulated.listen();
  real = await startLiveKitServer();
});
afterAll(async () => {
  await real.stop();
  await simulated.close();
  clock.stop();
});

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
const lasting = new Set(['name', 'empty_timeout', 'departure_timeout', 'num_participants', 'code', 'msg']);

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
});
