import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { queryObjects } from 'node:v8';
import { OpenVidu, Session } from 'openvidu-node-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VideoError } from '@clinicarrivals/core';
import type { VideoProvider, VideoRole } from '@clinicarrivals/core';
import { createMovableClock, testVideoProvider } from '@clinicarrivals/core/testing';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createOpenViduProvider } from '@clinicarrivals/video/openvidu';
import { createOwnCertificate } from '../../sms/test/own-certificate.ts';
import { createSimulatedVideoServer } from '../src/index.ts';
import type { SimulatedVideoServer } from '../src/index.ts';

const secret = 'MY_SECRET';
const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'only for tests, and not for a clinic' });
const start = Date.parse('2026-04-02T08:00:00+11:00');
const minute = 60_000;
const sessionId = 'q7w8e9r0';
const session = { sessionId, practitionerId: 'sharma', startAt: start + 10 * minute, endAt: start + 25 * minute };
let clock = createMovableClock(start);
let server: SimulatedVideoServer;
let provider: Required<VideoProvider>;
const closing: Pick<Server, 'close' | 'closeAllConnections'>[] = [];

beforeEach(async () => {
  clock = createMovableClock(start);
  server = createSimulatedVideoServer({ kind: 'openvidu', clock, secret });
  provider = createOpenViduProvider({ url: await server.listen(), secret, links, clock, timeoutMs: 400 });
});
afterEach(async () => {
  await server.close();
  for (const other of closing.splice(0)) {
    other.closeAllConnections();
    other.close();
  }
});

async function ticketFor(role: VideoRole, id = sessionId): Promise<string> {
  const ticket = await provider.admit({ ...session, sessionId: id, role, validUntil: session.endAt });
  return ticket.type === 'openvidu' ? ticket.token : '';
}

const whoIsIn = (sessionIds = [sessionId]): Promise<readonly unknown[]> => provider.participants({ sessionIds });
const rooms = (): string[] => server.controls.rooms().map((room) => room.sessionId);
const calls = (): string[] =>
  server.log.entries().flatMap((entry) => (entry.type === 'called' ? [`${entry.method} ${entry.url}`] : []));
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A server that is no OpenVidu. */
async function otherServer(listener: RequestListener): Promise<string> {
  const other = createServer(listener);
  closing.push(other);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  // It listens on a port, so its address is no pipe.
  return `http://127.0.0.1:${String((other.address() as AddressInfo).port)}`;
}

describe('the contract', () => {
  testVideoProvider(
    { describe, it, expect },
    {
      create: async () => ({
        provider: createOpenViduProvider({ url: server.url, secret, links }),
        practitioners: { video: 'sharma', telephone: null },
        join: async ({ sessionId: id, role }) => {
          clock.jumpTo(start);
          expect(server.controls.connect(await ticketFor(role, id))).not.toBe(null);
        },
      }),
      switches: { telephone: false },
    },
  );
});

describe('the mistakes of others', () => {
  it('sessions are never closed: closing really ends it at the server, puts out who is in, and voids every ticket', async () => {
    await provider.open(session);
    const patient = server.controls.connect(await ticketFor('patient'));
    const unused = await ticketFor('practitioner');
    await provider.close({ sessionId });
    expect([rooms(), patient?.isConnected()]).toEqual([[], false]);
    await provider.open(session);
    expect(server.controls.connect(unused)).toBe(null);
    expect(await whoIsIn()).toEqual([]);
  });

  it('pending connections are not participants: a ticket that was given out is nobody in the room', async () => {
    await provider.open(session);
    await provider.open({ ...session, sessionId: 'another' });
    const token = await ticketFor('patient');
    expect(await whoIsIn()).toEqual([]);
    expect(await whoIsIn([sessionId, 'another'])).toEqual([]);
    clock.advance(minute);
    server.controls.connect(token);
    const patient = { sessionId, role: 'patient', joinedAt: start + minute };
    expect(await whoIsIn()).toEqual([patient]);
    expect(await whoIsIn([sessionId, 'another'])).toEqual([patient]);
  });

  it('closing a session that the client does not know closes no other one', async () => {
    await provider.open(session);
    await provider.close({ sessionId: 'unknown' });
    await provider.open({ ...session, sessionId: 'another' });
    await createOpenViduProvider({ url: server.url, secret, links }).close({ sessionId: 'another' });
    expect(rooms()).toEqual([sessionId]);
  });

  it('the doctor opening the room counts as the patient: everybody is in with the role of their own ticket', async () => {
    await provider.open(session);
    for (const role of ['practitioner', 'guest'] as const) server.controls.connect(await ticketFor(role));
    expect(await whoIsIn()).toMatchObject([{ role: 'practitioner' }, { role: 'guest' }]);
  });

  it('who has joined by other means has no role, and is not counted', async () => {
    await provider.open(session);
    const client = new OpenVidu(server.url, secret);
    client.enableProdMode();
    const others = await client.createSession({ customSessionId: sessionId });
    for (const data of ['', 'Patient', '{"role":"patient"}']) {
      server.controls.connect((await others.createConnection({ data })).token);
    }
    expect([server.controls.rooms()[0]?.participants.length, await whoIsIn()]).toEqual([3, []]);
  });
});

describe('a session', () => {
  it('is made once, however often and at the same moment it is opened', async () => {
    await Promise.all(Array.from({ length: 5 }, () => provider.open(session)));
    await provider.open(session);
    expect(server.log.entries().filter(({ type }) => type === 'opened')).toHaveLength(1);
  });

  it('is made again after the server has collected it, has restarted, or the last one has left', async () => {
    const ends: readonly (() => Promise<void> | void)[] = [
      () => clock.advance(3 * 60 * minute),
      () => server.controls.restart(),
      async () => server.controls.connect(await ticketFor('patient'))?.disconnect(),
    ];
    for (const end of ends) {
      clock.jumpTo(start);
      await provider.open(session);
      await end();
      clock.jumpTo(start);
      expect(rooms()).toEqual([]);
      expect(await whoIsIn()).toEqual([]);
      await expect(ticketFor('patient')).rejects.toMatchObject({ code: 'video', isRetryable: true });
      await provider.open(session);
      expect(server.controls.connect(await ticketFor('patient'))).not.toBe(null);
      await provider.close({ sessionId });
    }
  });

  it('is made again when it ends between the two requests by which the SDK opens what exists', async () => {
    const asked: string[] = [];
    const url = await otherServer((request, response) => {
      asked.push(`${String(request.method)} ${String(request.url)}`);
      request.resume().on('end', () => {
        if (request.method === 'GET') response.writeHead(404).end();
        else if (asked.length === 1) response.writeHead(409).end();
        else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: sessionId }));
      });
    });
    await createOpenViduProvider({ url, secret, links }).open(session);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['POST', 'GET', 'POST']);
  });

  it('is asked about alone, and many in one request; about none nobody is asked', async () => {
    await provider.open(session);
    const before = calls().length;
    await whoIsIn([]);
    await whoIsIn([sessionId, sessionId]);
    await whoIsIn(['another', sessionId, 'third']);
    expect(calls().slice(before)).toEqual([
      `GET /openvidu/api/sessions/${sessionId}?pendingConnections=true`,
      'GET /openvidu/api/sessions?pendingConnections=true',
    ]);
  });
});

describe('a ticket', () => {
  it('holds the address of the server, lets in once, and says the role and nothing else', async () => {
    await provider.open(session);
    const token = await ticketFor('patient');
    expect(new URL(token).host).toBe(new URL(server.url).host);
    expect(server.controls.connect(token)).toMatchObject({ sessionId, label: 'patient' });
    expect(server.controls.connect(token)).toBe(null);
  });

  it('is not given out when the time for joining is over, nor for a moment that is none', async () => {
    await provider.open(session);
    for (const validUntil of [start, Number.NaN]) {
      const admitting = provider.admit({ ...session, role: 'patient', validUntil });
      await expect(admitting).rejects.toMatchObject({ code: 'video', isRetryable: false });
    }
  });

  it.each([{}, { token: null }, { token: 'tok_1' }, { token: 'https://openvidu.clinic.example' }, 'tok_1'])(
    'is not made of an answer that holds none: %j',
    async (answer) => {
      const url = await otherServer((request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
      const admitting = createOpenViduProvider({ url, secret, links, clock }).admit({
        ...session,
        role: 'patient',
        validUntil: Infinity,
      });
      await expect(admitting).rejects.toMatchObject({ message: expect.stringContaining('makes no sense') });
    },
  );
});

describe('a server that is not well', () => {
  const operations: Readonly<Record<string, () => Promise<unknown>>> = {
    open: () => provider.open(session),
    close: () => provider.close({ sessionId }),
    participants: () => whoIsIn(),
    'participants of many': () => whoIsIn([sessionId, 'another']),
    admit: () => ticketFor('patient'),
  };
  const faults = [
    { kind: '401', isRetryable: false, says: 'OPENVIDU_SECRET' },
    { kind: '500', isRetryable: true, says: 'will be retried' },
    { kind: '503', isRetryable: true, says: 'no room left' },
    { kind: 'html', isRetryable: true, says: 'makes no sense' },
    { kind: 'nonsense', isRetryable: true, says: 'makes no sense' },
    { kind: 'hang', isRetryable: true, says: 'in time' },
    { kind: 'reset', isRetryable: true, says: 'not reached' },
    { kind: 'accept-then-hang', isRetryable: true, says: 'in time' },
  ] as const;

  it.each(faults)('with $kind: every call fails with a clear VideoError, within the time limit', async (fault) => {
    await provider.open(session);
    for (const [name, operation] of Object.entries(operations)) {
      server.controls.fail({ kind: fault.kind });
      const before = performance.now();
      const error: unknown = await operation().catch((thrown: unknown) => thrown);
      expect(performance.now() - before).toBeLessThan(2000);
      expect(error).toBeInstanceOf(VideoError);
      expect(error).toMatchObject({ isRetryable: fault.isRetryable, message: expect.stringContaining(fault.says) });
      expect(String(error)).toContain(`[openvidu] ${name.split(' ')[0] ?? ''} failed: `);
      expect(`${String(error)}${String((error as Error).cause)}`).not.toMatch(/MY_SECRET|q7w8e9r0|tok_/);
      server.controls.clearFaults();
      await provider.open(session);
    }
  });

  it('that has no room left: a new session is refused, and made once there is room again', async () => {
    server.controls.setRoomLimit(0);
    await expect(provider.open(session)).rejects.toMatchObject({ code: 'video', isRetryable: true });
    server.controls.clearFaults();
    await provider.open(session);
  });

  it('that is down: nothing listens, and the error names it', async () => {
    await server.close();
    const error: unknown = await provider.open(session).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ isRetryable: true, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('whose certificate nobody has signed: it is told nothing, and the error says why', async () => {
    const told: unknown[] = [];
    const { pem, privateKey } = createOwnCertificate();
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const impostor = createSecureServer({ cert: pem, key }, (request) => void told.push(request.headers));
    closing.push(impostor);
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const { port } = impostor.address() as AddressInfo;
    const opening = createOpenViduProvider({ url: `https://127.0.0.1:${String(port)}`, secret, links }).open(session);
    await expect(opening).rejects.toMatchObject({ message: expect.stringMatching(/certificate.*SELF_SIGNED/) });
    expect(told).toEqual([]);
  });

  it('that is slow: what comes within the limit counts, and what does not is broken off', async () => {
    server.controls.setDelay(100);
    await provider.open(session);
    server.controls.setDelay(600);
    await expect(whoIsIn()).rejects.toMatchObject({ message: expect.stringContaining('in time') });
    server.controls.clearFaults();
    await after(300);
    expect(await whoIsIn()).toEqual([]);
  });

  it('has others that ask by the same client: they are left alone', async () => {
    await provider.open(session);
    const others = new OpenVidu(server.url, secret);
    others.enableProdMode();
    server.controls.setDelay(600);
    const [ours, theirs] = await Promise.allSettled([whoIsIn(), others.fetch()]);
    expect([ours.status, theirs.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('that hangs: a hundred calls that nobody answers hold up nothing that comes later', async () => {
    server.controls.fail({ kind: 'hang', times: Infinity });
    const before = performance.now();
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => provider.open(session)));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(performance.now() - before).toBeLessThan(3000);
    // Who waited for a turn until it was too late was never sent.
    expect(calls().length).toBeLessThan(100);
    server.controls.clearFaults();
    await provider.open(session);
  });

  it.each([
    { status: 204, isRetryable: true, says: 'makes no sense' },
    { status: 400, isRetryable: false, says: 'refuses the request' },
    { status: 403, isRetryable: false, says: 'OPENVIDU_SECRET' },
    { status: 404, isRetryable: true, says: 'no OpenVidu 2 server at this address' },
    { status: 429, isRetryable: true, says: 'will be retried' },
  ])('that answers $status to whoever makes a session: the error says what to do', async (answer) => {
    const url = await otherServer((request, response) => {
      request.resume();
      response.writeHead(answer.status).end();
    });
    await expect(createOpenViduProvider({ url, secret, links }).open(session)).rejects.toMatchObject({
      isRetryable: answer.isRetryable,
      message: expect.stringContaining(answer.says),
    });
  });

  it('that sends us elsewhere: the secret does not follow', async () => {
    const told: unknown[] = [];
    const elsewhere = await otherServer((request, response) => {
      told.push(request.headers.authorization);
      response.end();
    });
    const url = await otherServer((_, response) => {
      response.writeHead(307, { location: elsewhere }).end();
    });
    await expect(createOpenViduProvider({ url, secret, links }).open(session)).rejects.toMatchObject({
      message: expect.stringContaining('307'),
    });
    expect(told).toEqual([]);
  });

  it.each([
    { content: [{ connections: { content: [] } }] },
    { content: [null] },
    {
      content: [{ sessionId, connections: { content: [{ status: 'active', serverData: 'patient', activeAt: null }] } }],
    },
    { sessionId: 'another', connections: { content: [] } },
    { sessionId },
    [],
  ])('that answers %j: nobody is taken to be out who may be in', async (answer) => {
    const url = await otherServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    const asking = createOpenViduProvider({ url, secret, links });
    const several = asking.participants({ sessionIds: [sessionId, 'another'] });
    await expect(several).rejects.toMatchObject({ message: expect.stringContaining('makes no sense') });
    await expect(asking.participants({ sessionIds: [sessionId] })).rejects.toBeInstanceOf(VideoError);
  });
});

describe('a day in a large clinic', () => {
  it('opens a thousand sessions within ten seconds while the server takes 100 ms for each, and keeps none of them', async () => {
    const patient = createOpenViduProvider({ url: server.url, secret, links });
    const ids = Array.from({ length: 1000 }, (_, index) => `session-${String(index)}`);
    server.controls.setDelay(100);
    const before = performance.now();
    await Promise.all(ids.map((id) => patient.open({ ...session, sessionId: id })));
    expect(performance.now() - before).toBeLessThan(10_000);
    server.controls.clearFaults();
    expect(await patient.participants({ sessionIds: ids })).toEqual([]);
    await Promise.all(ids.map((id) => patient.close({ sessionId: id })));
    expect(rooms()).toEqual([]);
    // Nothing that a call has made with the SDK outlives it.
    expect(queryObjects(OpenVidu, { format: 'count' })).toBe(0);
    expect(queryObjects(Session, { format: 'count' })).toBe(0);
  });

  it('writes nothing to the console', async () => {
    const written = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
    await provider.open(session);
    server.controls.connect(await ticketFor('patient'));
    await whoIsIn([sessionId, 'another']);
    await provider.close({ sessionId });
    const lines = written.map((spy) => spy.mock.calls.length);
    vi.restoreAllMocks();
    expect(lines).toEqual([0, 0, 0, 0, 0]);
  });
});
