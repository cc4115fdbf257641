import { OpenVidu, OpenViduRole } from 'openvidu-node-client';
import type { Session } from 'openvidu-node-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { startReceiver } from '../../test/webhook-receiver.ts';
import type { WebhookReceiverServer } from '../../test/webhook-receiver.ts';
import { createSimulatedVideoServer } from './simulated-video-server.ts';
import type { SimulatedVideoServer } from './simulated-video-server.ts';

const secret = 'MY_SECRET';
const webhookHeaders = { authorization: 'Basic clinic' };
const start = Date.parse('2026-04-02T08:00:00+11:00');
const hour = 3_600_000;
let clock = createMovableClock(start);
let receiver: WebhookReceiverServer;
let server: SimulatedVideoServer;
let client: OpenVidu;

beforeEach(async () => {
  clock = createMovableClock(start);
  receiver = await startReceiver();
  server = createSimulatedVideoServer({ kind: 'openvidu', clock, secret, webhookUrl: receiver.url, webhookHeaders });
  client = new OpenVidu(await server.listen(), secret);
  client.enableProdMode();
});
afterEach(async () => {
  await server.close();
  await receiver.close();
});

const open = (customSessionId = 'consultation-1'): Promise<Session> => client.createSession({ customSessionId });
const events = (): unknown[] => receiver.received.map(({ body }) => body['event']);
const authorization = `Basic ${Buffer.from(`OPENVIDUAPP:${secret}`).toString('base64')}`;
const ask = (method: string, path: string, body: string | null = null): Promise<Response> =>
  fetch(`${server.url}/openvidu/api${path}`, { method, body, headers: { authorization } });

async function ticket(session: Session, data = 'patient'): Promise<string> {
  const { token } = await session.createConnection({ data, role: OpenViduRole.PUBLISHER });
  return token;
}

describe('sessions', () => {
  it('are made once by their own name, found, and gone when they are closed', async () => {
    const session = await open();
    expect([session.sessionId, session.createdAt]).toEqual(['consultation-1', start]);
    const body = JSON.stringify({ customSessionId: 'consultation-1' });
    expect((await ask('POST', '/sessions', body)).status).toBe(409);
    expect((await open()).createdAt).toBe(start);
    await open('consultation-2');
    await client.fetch();
    // The SDK lists a session again each time when it is made.
    const listed = new Set(client.activeSessions.map(({ sessionId }) => sessionId));
    expect([...listed]).toEqual(['consultation-1', 'consultation-2']);
    await session.close();
    await expect(session.fetch()).rejects.toThrow('404');
    await expect(session.close()).rejects.toThrow('404');
    expect((await ask('GET', '/sessions/consultation-1')).status).toBe(404);
  });

  it('get a name when they bring none, and are refused with one that cannot be', async () => {
    expect((await open('')).sessionId).toMatch(/^ses_/);
    expect((await ask('POST', '/sessions', '{"customSessionId":"a b"}')).status).toBe(400);
    expect((await ask('POST', '/sessions', 'nonsense')).status).toBe(400);
  });

  it('are collected when nobody has joined for an hour, at the round after', async () => {
    clock.advance(60_000);
    await open();
    clock.moveTo(start + hour);
    expect(server.controls.rooms()).toHaveLength(1);
    clock.moveTo(start + hour + 900_000);
    expect(server.controls.rooms()).toEqual([]);
    expect(server.log.entries().at(-1)).toMatchObject({ at: start + hour + 900_000, type: 'closed', reason: 'unused' });
  });

  it('end when the last one leaves, and not before', async () => {
    const session = await open();
    const patient = server.controls.connect(await ticket(session));
    const practitioner = server.controls.connect(await ticket(session, 'practitioner'));
    clock.advance(3 * hour);
    patient?.disconnect();
    expect(server.controls.rooms()).toHaveLength(1);
    practitioner?.disconnect();
    expect(server.controls.rooms()).toEqual([]);
  });

  it('cannot be made beyond the limit of the server', async () => {
    await open();
    server.controls.setRoomLimit(1);
    await expect(open('one too many')).rejects.toThrow('400');
    await expect(open('one-too-many')).rejects.toThrow('503');
    await open();
  });

  it('do not end at the server when the SDK closes another one than it thinks', async () => {
    const [first, second] = [await open(), await open('consultation-2')];
    client.activeSessions.splice(0, 1);
    await first.close();
    // The SDK has dropped the wrong one from its list; the server knows better.
    expect(client.activeSessions).toEqual([]);
    expect(server.controls.rooms().map(({ sessionId }) => sessionId)).toEqual([second.sessionId]);
  });
});

describe('connections', () => {
  it('are pending until somebody joins with their token, once', async () => {
    const session = await open();
    const token = await ticket(session);
    expect(token).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\?sessionId=consultation-1&token=tok_\w+$/);
    await session.fetch();
    expect([session.connections.length, session.activeConnections.length]).toEqual([1, 0]);
    clock.advance(1000);
    expect(server.controls.connect(token)).toMatchObject({ sessionId: 'consultation-1', label: 'patient' });
    expect(server.controls.connect(token)).toBe(null);
    await client.fetch();
    const [active] = client.activeSessions[0]?.activeConnections ?? [];
    expect(active).toMatchObject({ serverData: 'patient', activeAt: start + 1000, createdAt: start, status: 'active' });
  });

  it('are told of only when they are active, unless pending ones are asked for', async () => {
    const session = await open();
    await ticket(session);
    server.controls.connect(await ticket(session));
    const countOf = async (path: string): Promise<unknown> => (await ask('GET', path)).json();
    expect(await countOf('/sessions/consultation-1')).toMatchObject({ connections: { numberOfElements: 1 } });
    expect(await countOf('/sessions/consultation-1?pendingConnections=true')).toMatchObject({
      connections: { numberOfElements: 2 },
    });
  });

  it('do not survive their session, even when another of the same name follows', async () => {
    const session = await open();
    const token = await ticket(session);
    await session.close();
    expect(server.controls.connect(token)).toBe(null);
    await open();
    expect(server.controls.connect(token)).toBe(null);
    expect(server.controls.connect('nonsense')).toBe(null);
  });

  it('are put out by the API, pending or active', async () => {
    const session = await open();
    const unused = await session.createConnection({ data: 'patient' });
    await session.forceDisconnect(unused);
    expect(server.controls.connect(unused.token)).toBe(null);
    server.controls.connect(await ticket(session, 'practitioner'));
    const patient = server.controls.connect(await ticket(session));
    await session.forceDisconnect(patient?.participantId ?? '');
    expect(patient?.isConnected()).toBe(false);
    await expect(session.forceDisconnect('unknown')).rejects.toThrow('404');
    expect((await ask('DELETE', '/sessions/unknown/connection/unknown')).status).toBe(400);
  });

  it('cannot be made where there is no session', async () => {
    expect((await ask('POST', '/sessions/unknown/connection', '{}')).status).toBe(404);
  });
});

describe('calls', () => {
  it('are refused without the secret and where there is nothing', async () => {
    await expect(new OpenVidu(server.url, 'another').createSession()).rejects.toThrow('401');
    expect((await ask('GET', '/nothing')).status).toBe(404);
    expect((await ask('PATCH', '/sessions/consultation-1')).status).toBe(404);
    expect((await ask('GET', '/sessions/consultation-1/connection/one/two')).status).toBe(404);
  });
});

describe('webhooks', () => {
  it('tell of people and of sessions that were used, with the headers of the configuration, one after another', async () => {
    const session = await open();
    const patient = server.controls.connect(await ticket(session));
    clock.advance(90_000);
    patient?.disconnect();
    await server.idle();
    expect(events()).toEqual(['sessionCreated', 'participantJoined', 'participantLeft', 'sessionDestroyed']);
    expect(receiver.received[1]).toMatchObject({
      headers: { ...webhookHeaders, 'content-type': 'application/json' },
      body: {
        sessionId: 'consultation-1',
        connectionId: patient?.participantId,
        serverData: 'patient',
        timestamp: start,
      },
    });
    expect(receiver.received[2]?.body).toMatchObject({ startTime: start, duration: 90, reason: 'disconnect' });
    expect(receiver.received[3]?.body).toMatchObject({ reason: 'lastParticipantLeft' });
  });

  it('tell nothing of a session that nobody used', async () => {
    const session = await open();
    await session.close();
    await server.idle();
    expect(events()).toEqual([]);
  });

  it('are not tried again for any answer, not even 503', async () => {
    receiver.answer(503);
    const session = await open();
    server.controls.connect(await ticket(session));
    await server.idle();
    clock.advance(60_000);
    await server.idle();
    expect(server.webhooks.entries().map(({ status }) => status)).toEqual([503, 503]);
  });

  it('are tried again at once when nobody answers, four times', async () => {
    await receiver.close();
    const session = await open();
    server.controls.connect(await ticket(session));
    for (let turn = 0; turn < 6; turn += 1) {
      await server.idle();
      clock.advance(0);
    }
    const attempts = server.webhooks.entries().filter(({ event }) => event === 'participantJoined');
    expect(attempts.map(({ status }) => status)).toEqual([null, null, null, null, null]);
  });
});
