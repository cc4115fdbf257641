import { OpenVidu, OpenViduRole } from 'openvidu-node-client';
import type { Session } from 'openvidu-node-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VideoProvider } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createOpenViduProvider } from '@clinicarrivals/video/openvidu';
import { createSimulatedVideoServer } from '../src/index.ts';
import type { SimulatedVideoServer } from '../src/index.ts';

const secret = 'MY_SECRET';
const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'only for tests, and not for a clinic' });
const start = Date.parse('2026-04-02T08:00:00+11:00');
const [first, second] = ['consultation-1', 'consultation-2'];
let clock = createMovableClock(start);

/** What a program does that uses openvidu-node-client as its documentation says, and what ours does in its place. */
interface Program {
  readonly open: (id: string) => Promise<unknown>;
  readonly close: (id: string) => Promise<unknown>;
  readonly whoIsIn: (ids: readonly string[]) => Promise<unknown>;
  readonly admit: (id: string) => Promise<unknown>;
}

interface Side {
  readonly server: SimulatedVideoServer;
  readonly program: Program;
}

let sides: readonly Side[] = [];

async function createSide(toProgram: (url: string, key: string) => Program, key: string): Promise<Side> {
  const server = createSimulatedVideoServer({ kind: 'openvidu', clock, secret });
  return { server, program: toProgram(await server.listen(), key) };
}

/** By the SDK alone, which needs the session object that it has made. */
function bySdk(url: string, key: string): Program {
  const client = new OpenVidu(url, key);
  client.enableProdMode();
  const made = new Map<string, Session>();
  const known = (id: string): Session => {
    const session = made.get(id);
    if (session === undefined) throw new Error('make it first');
    return session;
  };
  const people = ({ sessionId, activeConnections }: Session): readonly unknown[] =>
    activeConnections.map(({ serverData: role, activeAt: joinedAt }) => ({ sessionId, role, joinedAt }));
  return {
    open: async (id) => void made.set(id, await client.createSession({ customSessionId: id })),
    close: async (id) => known(id).close(),
    whoIsIn: async (ids) => {
      const [only = ''] = ids;
      if (ids.length > 1) {
        await client.fetch();
        // Its list has a session again for each time when it was made.
        return [...new Map(client.activeSessions.map((session) => [session.sessionId, session])).values()].flatMap(
          people,
        );
      }
      await known(only).fetch();
      return people(known(only));
    },
    admit: async (id) => {
      const { token } = await known(id).createConnection({
        role: OpenViduRole.PUBLISHER,
        data: 'patient',
        record: false,
      });
      return token;
    },
  };
}

function byProvider(url: string, key: string): Program {
  const provider: Required<VideoProvider> = createOpenViduProvider({ url, secret: key, links, clock });
  const session = { practitionerId: 'sharma', startAt: start, endAt: start + 900_000 };
  return {
    open: (sessionId) => provider.open({ ...session, sessionId }),
    close: (sessionId) => provider.close({ sessionId }),
    whoIsIn: (sessionIds) => provider.participants({ sessionIds }),
    admit: async (sessionId) => {
      const ticket = await provider.admit({ ...session, sessionId, role: 'patient', validUntil: Infinity });
      return ticket.type === 'openvidu' ? ticket.token : ticket;
    },
  };
}

beforeEach(async () => {
  clock = createMovableClock(start);
  sides = await Promise.all([createSide(bySdk, secret), createSide(byProvider, secret)]);
});
afterEach(() => Promise.all(sides.map(({ server }) => server.close())));

/** Does the same on both sides, one after the other, so that both draw the same at random. Gives what each returned. */
async function onBoth(act: (side: Side) => Promise<unknown>): Promise<readonly unknown[]> {
  const results: unknown[] = [];
  for (const side of sides) {
    const result: unknown = await act(side).catch((error: unknown) => String(error).match(/\b\d{3}\b/)?.[0] ?? error);
    results.push(
      typeof result === 'string' ? result.replace(side.server.url.replace('http', 'ws'), 'ws://server') : result,
    );
  }
  return results;
}

/** What both servers have logged must be the same, to the letter. */
function expectSameLog(): void {
  const [one, other] = sides.map(({ server }) => server.log.entries());
  expect(other).toEqual(one);
  expect(one?.some(({ type }) => type === 'called')).toBe(true);
}

describe('openvidu-node-client and our wrapper agree against the simulator on every call', () => {
  const open = (id: string) => onBoth(({ program }) => program.open(id));
  const admit = (id: string) => onBoth(({ program }) => program.admit(id));
  const join = (id: string) =>
    onBoth(async ({ server, program }) => {
      expect(server.controls.connect(String(await program.admit(id)))?.isConnected()).toBe(true);
    });

  it('on making a session', async () => {
    expect(await open(first)).toEqual([undefined, undefined]);
    expectSameLog();
  });

  it('on making one that is there already', async () => {
    await open(first);
    await join(first);
    expect(await open(first)).toEqual([undefined, undefined]);
    expectSameLog();
    expect(sides.map(({ server }) => server.controls.rooms()[0]?.participants.length)).toEqual([1, 1]);
  });

  it('on making a ticket', async () => {
    await open(first);
    const [one, other] = await admit(first);
    expect(one).toMatch(/^ws:\/\/server\?sessionId=consultation-1&token=tok_/);
    expect(other).toBe(one);
    expectSameLog();
  });

  it('on who is in one session: nobody, somebody, and who only has a ticket', async () => {
    await open(first);
    const ask = () => onBoth(({ program }) => program.whoIsIn([first]));
    expect(await ask()).toEqual([[], []]);
    await admit(first);
    expect(await ask()).toEqual([[], []]);
    clock.advance(60_000);
    await join(first);
    const patient = { sessionId: first, role: 'patient', joinedAt: start + 60_000 };
    expect(await ask()).toEqual([[patient], [patient]]);
    expectSameLog();
  });

  it('on who is in all sessions', async () => {
    await open(first);
    await open(second);
    await join(first);
    await join(second);
    await admit(second);
    const people = [first, second].map((sessionId) => ({ sessionId, role: 'patient', joinedAt: start }));
    expect(await onBoth(({ program }) => program.whoIsIn([first, second]))).toEqual([people, people]);
    expectSameLog();
  });

  it('on closing a session with somebody in it', async () => {
    await open(first);
    await open(second);
    await join(first);
    expect(await onBoth(({ program }) => program.close(first))).toEqual([undefined, undefined]);
    expectSameLog();
    expect(sides.map(({ server }) => server.controls.rooms().map(({ sessionId }) => sessionId))).toEqual([
      [second],
      [second],
    ]);
  });

  it('on what is gone: the SDK throws 404, ours says that nobody is in, that it is closed, and 404 for a ticket', async () => {
    await open(first);
    for (const { server } of sides) server.controls.restart();
    expect(await admit(first)).toEqual(['404', '404']);
    expect(await onBoth(({ program }) => program.whoIsIn([first]))).toEqual(['404', []]);
    expect(await onBoth(({ program }) => program.close(first))).toEqual(['404', undefined]);
    expectSameLog();
  });

  it.each(['401', '500', '503'] as const)('on a refusal with %s, which both name', async (kind) => {
    await open(first);
    const acts: readonly ((program: Program) => Promise<unknown>)[] = [
      (program) => program.open(second),
      (program) => program.admit(first),
      (program) => program.whoIsIn([first]),
      (program) => program.whoIsIn([first, second]),
      (program) => program.close(first),
    ];
    for (const act of acts) {
      for (const { server } of sides) server.controls.fail({ kind });
      expect(await onBoth(({ program }) => act(program))).toEqual([kind, kind]);
    }
    expectSameLog();
  });

  it('on a wrong secret', async () => {
    const others = await Promise.all([createSide(bySdk, 'another'), createSide(byProvider, 'another')]);
    await Promise.all(sides.map(({ server }) => server.close()));
    sides = others;
    expect(await open(first)).toEqual(['401', '401']);
    expectSameLog();
  });
});
