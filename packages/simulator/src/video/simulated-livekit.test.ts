import { AccessToken, RoomServiceClient, ServerError, WebhookReceiver } from 'livekit-server-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { startReceiver } from '../../test/webhook-receiver.ts';
import type { WebhookReceiverServer } from '../../test/webhook-receiver.ts';
import { createSimulatedVideoServer } from './simulated-video-server.ts';
import type { SimulatedVideoServer } from './simulated-video-server.ts';

const key = { apiKey: 'devkey', apiSecret: 'secret' };
const room = 'consultation-1';
const start = Math.floor(Date.now() / 1000) * 1000;
let clock = createMovableClock(start);
let receiver: WebhookReceiverServer;
let server: SimulatedVideoServer;
let client: RoomServiceClient;

async function begin(): Promise<void> {
  clock = createMovableClock(start);
  receiver = await startReceiver();
  server = createSimulatedVideoServer({ kind: 'livekit', clock, ...key, webhookUrl: receiver.url });
  client = new RoomServiceClient(await server.listen(), key.apiKey, key.apiSecret, { requestTimeout: 1 });
}

function tokenOf(identity: string, options: { readonly secret?: string; readonly ttl?: number } = {}): Promise<string> {
  const token = new AccessToken(key.apiKey, options.secret ?? key.apiSecret, { identity, ttl: options.ttl ?? 600 });
  token.addGrant({ roomJoin: true, room });
  return token.toJwt();
}

const events = (): string[] => receiver.received.map(({ body }) => String(body['event']));
const refusals = (): string[] =>
  server.log.entries().flatMap((entry) => (entry.type === 'refused' ? [entry.reason] : []));

beforeEach(() => begin());
afterEach(async () => {
  await server.close();
  await receiver.close();
});

describe('createSimulatedVideoServer', () => {
  it('refuses options that make no sense', () => {
    const wrong = [
      { kind: 'livekit', clock, apiKey: '', apiSecret: 'secret' },
      { kind: 'livekit', clock, ...key, webhookUrl: 'webhooks' },
      { kind: 'openvidu', clock, secret: '' },
    ] as const;
    for (const options of wrong) expect(() => createSimulatedVideoServer(options)).toThrow(ConfigurationError);
    for (const share of [-0.1, 1.1, Number.NaN]) {
      expect(() => server.controls.setFailureShare(share)).toThrow(ConfigurationError);
    }
  });
});

describe('rooms', () => {
  it('are made once, found by their names, and gone when they are deleted', async () => {
    const made = await client.createRoom({ name: room, emptyTimeout: 3600, departureTimeout: 1800 });
    expect(made).toMatchObject({ name: room, emptyTimeout: 3600, departureTimeout: 1800, numParticipants: 0 });
    expect(Number(made.creationTime) * 1000).toBe(start);
    expect((await client.createRoom({ name: room, emptyTimeout: 60 })).sid).toBe(made.sid);
    await client.createRoom({ name: 'another' });
    expect((await client.listRooms([room, 'unknown'])).map(({ name }) => name)).toEqual([room]);
    expect(await client.listRooms()).toHaveLength(2);
    await client.deleteRoom(room);
    expect(await client.listRooms([room])).toEqual([]);
    await expect(client.deleteRoom(room)).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  it('close when nobody comes within the empty timeout, which is five minutes unless it is given', async () => {
    await client.createRoom({ name: room });
    await client.createRoom({ name: 'longer', emptyTimeout: 3600 });
    clock.advance(299_000);
    expect(server.controls.rooms()).toHaveLength(2);
    clock.advance(1000);
    expect(server.controls.rooms().map(({ sessionId }) => sessionId)).toEqual(['longer']);
    expect(server.log.entries().at(-1)).toEqual({
      at: start + 300_000,
      type: 'closed',
      sessionId: room,
      reason: 'unused',
    });
  });

  it('close twenty seconds after the last one has left, unless somebody comes back', async () => {
    const token = await tokenOf('patient-1', { ttl: 7200 });
    const patient = server.controls.connect(token);
    clock.advance(3_600_000);
    expect(server.controls.rooms()).toHaveLength(1);
    patient?.disconnect();
    clock.advance(19_000);
    const again = server.controls.connect(token);
    clock.advance(60_000);
    expect(again?.isConnected()).toBe(true);
    again?.disconnect();
    clock.advance(20_000);
    expect(server.controls.rooms()).toEqual([]);
  });

  it('cannot be made beyond the limit of the server', async () => {
    await client.createRoom({ name: room });
    server.controls.setRoomLimit(1);
    await expect(client.createRoom({ name: 'one too many' })).rejects.toMatchObject({ status: 500, code: 'internal' });
    await client.createRoom({ name: room });
    server.controls.clearFaults();
    await client.createRoom({ name: 'one too many' });
  });

  it('are forgotten in a restart, and everybody is out', async () => {
    const patient = server.controls.connect(await tokenOf('patient-1'));
    server.controls.restart();
    expect([server.controls.rooms(), patient?.isConnected()]).toEqual([[], false]);
    expect(server.log.entries().slice(-2)).toMatchObject([
      { type: 'left', label: 'patient-1', reason: 'restarted' },
      { type: 'closed', reason: 'restarted' },
    ]);
    expect(server.controls.connect(await tokenOf('patient-1'))?.isConnected()).toBe(true);
  });
});

describe('people', () => {
  it('are let in by a token, seen while they are in, and put out by the API', async () => {
    const patient = server.controls.connect({ token: await tokenOf('patient-1') });
    expect(patient).toMatchObject({ sessionId: room, label: 'patient-1' });
    const [seen] = await client.listParticipants(room);
    expect(seen).toMatchObject({ identity: 'patient-1', sid: patient?.participantId });
    expect(Number(seen?.joinedAtMs)).toBe(start);
    await client.removeParticipant(room, 'patient-1');
    expect([patient?.isConnected(), await client.listParticipants(room)]).toEqual([false, []]);
    await expect(client.removeParticipant(room, 'patient-1')).rejects.toMatchObject({ status: 404 });
  });

  it('cannot make a room by a ticket alone where the server is told so', async () => {
    const other = createSimulatedVideoServer({ kind: 'livekit', clock, ...key, autoCreate: false });
    expect(other.controls.connect(await tokenOf('patient-1'))).toBe(null);
    expect(other.log.entries()).toMatchObject([{ type: 'refused', reason: 'no-room' }]);
    await new RoomServiceClient(await other.listen(), key.apiKey, key.apiSecret).createRoom({ name: room });
    expect(other.controls.connect(await tokenOf('patient-1'))?.isConnected()).toBe(true);
    await other.close();
  });

  it('are counted in the list of rooms five seconds later, as the real server does', async () => {
    server.controls.connect(await tokenOf('patient-1'));
    clock.advance(4999);
    expect(await client.listRooms()).toMatchObject([{ numParticipants: 0 }]);
    clock.advance(1);
    expect(await client.listRooms()).toMatchObject([{ numParticipants: 1 }]);
  });

  it('are nobody in a room that does not exist', async () => {
    expect(await client.listParticipants('unknown')).toEqual([]);
  });

  it('are put out when the same identity joins again', async () => {
    const out: string[] = [];
    const first = server.controls.connect(await tokenOf('patient-1'), () => out.push('first'));
    const second = server.controls.connect(await tokenOf('patient-1'), () => out.push('second'));
    expect([first?.isConnected(), second?.isConnected()]).toEqual([false, true]);
    second?.disconnect();
    expect(out).toEqual(['first']);
  });

  it('are not let in by a token of another key, an old one, one that permits nothing, or by nonsense', async () => {
    const useless = new AccessToken(key.apiKey, key.apiSecret, { identity: 'patient-1' });
    const old = await tokenOf('patient-1', { ttl: -61 });
    for (const token of [
      await tokenOf('patient-1', { secret: 'another' }),
      old,
      await useless.toJwt(),
      'nonsense',
      '',
    ]) {
      expect(server.controls.connect(token)).toBe(null);
    }
    expect(refusals()).toEqual(['invalid', 'expired', 'not-permitted', 'invalid', 'invalid']);
    expect(server.controls.rooms()).toEqual([]);
  });

  it('are not let in before and after the token is valid by the clock', async () => {
    const token = await tokenOf('patient-1');
    clock.jumpTo(start - 120_000);
    expect(server.controls.connect(token)).toBe(null);
    clock.jumpTo(start + 720_000);
    expect(server.controls.connect(token)).toBe(null);
    expect(refusals()).toEqual(['not-yet', 'expired']);
  });
});

describe('calls', () => {
  it('are refused without the key, and with the key of another room', async () => {
    const stranger = new RoomServiceClient(server.url, key.apiKey, 'another');
    await expect(stranger.listRooms()).rejects.toMatchObject({ status: 401 });
    const token = new AccessToken(key.apiKey, key.apiSecret);
    token.addGrant({ roomAdmin: true, room: 'another' });
    const body = JSON.stringify({ room });
    const headers = { authorization: `Bearer ${await token.toJwt()}` };
    const path = '/twirp/livekit.RoomService/ListParticipants';
    expect((await fetch(`${server.url}${path}`, { method: 'POST', headers, body })).status).toBe(401);
    expect((await fetch(`${server.url}${path}`, { method: 'POST', body })).status).toBe(401);
    expect((await fetch(`${server.url}${path}`, { method: 'POST', headers, body: 'nonsense' })).status).toBe(400);
    expect((await fetch(`${server.url}/twirp/livekit.RoomService/Nothing`, { method: 'POST', headers })).status).toBe(
      404,
    );
  });

  it('are all in the log, with what was asked and answered', async () => {
    await client.createRoom({ name: room });
    await client.deleteRoom(room);
    const calls = server.log.entries().filter(({ type }) => type === 'called');
    expect(calls).toMatchObject([
      {
        method: 'POST',
        url: '/twirp/livekit.RoomService/CreateRoom',
        body: expect.stringContaining(room),
        status: 200,
      },
      { method: 'POST', url: '/twirp/livekit.RoomService/DeleteRoom', status: 200 },
    ]);
  });

  it.each(['401', '500', '503', 'html', 'nonsense', 'hang', 'reset', 'accept-then-500', 'accept-then-hang'] as const)(
    'fail once with %s, and do the work before only if it says so',
    async (kind) => {
      server.controls.fail({ kind, match: 'CreateRoom' });
      expect(await client.listRooms()).toEqual([]);
      const answer = await client.createRoom({ name: room }).then(
        (made) => made.name,
        (error: unknown) => (error instanceof ServerError ? error.status : 'no answer'),
      );
      const isRefusal = /\d+$/.exec(kind);
      const wanted = isRefusal === null ? (kind === 'nonsense' ? '' : 'no answer') : Number(isRefusal[0]);
      expect(answer).toBe(wanted);
      expect(server.controls.rooms()).toHaveLength(kind.startsWith('accept') ? 1 : 0);
      await client.createRoom({ name: room });
      expect(server.controls.rooms()).toHaveLength(1);
    },
  );

  it('all fail while the server is down, and nobody gets in; who is in stays in', async () => {
    const patient = server.controls.connect(await tokenOf('patient-1'));
    server.controls.setDown(true);
    await expect(client.listRooms()).rejects.toThrow();
    expect(server.controls.connect(await tokenOf('practitioner-1'))).toBe(null);
    server.controls.clearFaults();
    expect(patient?.isConnected()).toBe(true);
    expect(refusals()).toEqual(['down']);
  });

  it('take as long as they are told, and fail as often as they are told', async () => {
    server.controls.setDelay(60);
    const before = Date.now();
    await client.listRooms();
    expect(Date.now() - before).toBeGreaterThanOrEqual(58);
    server.controls.clearFaults();
    server.controls.setFailureShare(0.5);
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => client.listRooms()));
    const failed = results.filter(({ status }) => status === 'rejected').length;
    expect([failed > 15, failed < 45]).toEqual([true, true]);
  });
});

describe('webhooks', () => {
  const verifier = new WebhookReceiver(key.apiKey, key.apiSecret);

  it('tell of rooms and people, signed over the body', async () => {
    const patient = server.controls.connect(await tokenOf('patient-1'));
    await server.idle();
    patient?.disconnect();
    await server.idle();
    clock.advance(20_000);
    await server.idle();
    expect(events().sort()).toEqual(['participant_joined', 'participant_left', 'room_finished', 'room_started']);
    for (const { headers, text } of receiver.received) {
      expect(headers['content-type']).toBe('application/webhook+json');
      // The clock of this test runs ahead.
      const event = await verifier.receive(text, headers.authorization, false, 60);
      expect([event.room?.name, Number(event.createdAt) * 1000 >= start]).toEqual([room, true]);
      await expect(verifier.receive(`${text} `, headers.authorization, false, 60)).rejects.toThrow('sha256');
    }
  });

  it('are lost, doubled, swapped with the next one and late when they are told to be', async () => {
    server.controls.failWebhook({ kind: 'lost', match: 'room_started' });
    server.controls.failWebhook({ kind: 'doubled', match: 'participant_joined' });
    const patient = server.controls.connect(await tokenOf('patient-1'));
    await server.idle();
    expect(events()).toEqual(['participant_joined', 'participant_joined']);
    server.controls.failWebhook({ kind: 'late', match: 'participant_left' });
    server.controls.failWebhook({ kind: 'swapped', match: 'participant_joined' });
    patient?.disconnect();
    const again = server.controls.connect(await tokenOf('patient-1'));
    await server.idle();
    expect(events()).toHaveLength(2);
    again?.disconnect();
    await server.idle();
    expect(events().slice(2).sort()).toEqual(['participant_joined', 'participant_left']);
    clock.advance(30_000);
    await server.idle();
    expect(events().filter((event) => event === 'participant_left')).toHaveLength(2);
  });

  it('are tried again when they are answered with 5xx', async () => {
    receiver.answer(503);
    await client.createRoom({ name: room });
    await server.idle();
    receiver.answer(200);
    clock.advance(1000);
    await server.idle();
    expect(server.webhooks.entries().map(({ event, status }) => [event, status])).toEqual([
      ['room_started', 503],
      ['room_started', 200],
    ]);
  });

  it('tell nothing of what a crash has ended', async () => {
    server.controls.connect(await tokenOf('patient-1'));
    await server.idle();
    server.controls.restart();
    await server.idle();
    expect(events().sort()).toEqual(['participant_joined', 'room_started']);
  });
});

describe('a browser', () => {
  const connect = (token: string): Promise<{ readonly socket: WebSocket; readonly isOpen: boolean }> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/rtc/v1?access_token=${token}`);
      socket.addEventListener('open', () => resolve({ socket, isOpen: true }));
      socket.addEventListener('error', () => resolve({ socket, isOpen: false }));
    });
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 200 && !isSo(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isSo()).toBe(true);
  };

  it('is in the room from its first connection until it closes it', async () => {
    const { socket, isOpen } = await connect(await tokenOf('patient-1'));
    expect([isOpen, server.controls.rooms()[0]?.participants.map(({ label }) => label)]).toEqual([true, ['patient-1']]);
    socket.close();
    await until(() => server.controls.rooms()[0]?.participants.length === 0);
  });

  it('is cut off when the room is deleted', async () => {
    const { socket } = await connect(await tokenOf('patient-1'));
    await client.deleteRoom(room);
    await until(() => socket.readyState === WebSocket.CLOSED);
  });

  it('is refused with a bad token, and told so when it asks why', async () => {
    expect((await connect('nonsense')).isOpen).toBe(false);
    // Node's client tries twice.
    expect(new Set(refusals())).toEqual(new Set(['invalid']));
    const asked = await fetch(`${server.url}/rtc/validate?access_token=nonsense`);
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
    const good = await fetch(`${server.url}/rtc/v1/validate?access_token=${await tokenOf('patient-1')}`);
    expect([good.status, await good.text()]).toEqual([200, 'success']);
    expect(JSON.stringify(server.log.entries()).includes('access_token=ey')).toBe(false);
  });
});
