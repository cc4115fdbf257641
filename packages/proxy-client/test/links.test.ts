import { createKeyPair } from '@clinicarrivals/proxy-client';
import type { KeyPair } from '@clinicarrivals/proxy-client';
import { createLinkPublisher } from '@clinicarrivals/proxy-client/links';
import type { LinkPublisher, LinkPublisherOptions } from '@clinicarrivals/proxy-client/links';
import { createRelayAccount } from '@clinicarrivals/relay';
import type { NewRelayAccount } from '@clinicarrivals/relay';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { VideoError } from '@clinicarrivals/core';
import type { Logger, VideoPass } from '@clinicarrivals/core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer, RelayServerOptions } from '../../relay/test/relay-server.ts';
import { createMovableClock } from '../../relay/test/relay-server.ts';
import { createMemoryDesk, openVisit } from './memory-desk.ts';

const links = createJoinLinks({ url: 'https://relay.example/v', secret: 's'.repeat(32) });
const session = 'q8w3e5r7t9y1a2s4d6f8';
const patient = { sessionId: session, role: 'patient' } as const;
const practitioner = { sessionId: session, role: 'practitioner' } as const;
const codeOf = (pass: Parameters<typeof links.link>[0]): string => links.link(pass).slice(links.url.length + 1);

let keys: KeyPair;
let made: NewRelayAccount;
let server: RelayServer | null = null;
let publishers: LinkPublisher[] = [];

beforeAll(async () => {
  keys = await createKeyPair();
});
afterEach(async () => {
  await Promise.all(publishers.map((publisher) => publisher.stop()));
  publishers = [];
  await server?.remove();
  server = null;
});

async function open(options: Partial<RelayServerOptions> = {}): Promise<RelayServer> {
  made = createRelayAccount({ id: 'main-street', publicKey: keys.publicKey, limits: { requestsPerSecond: 10_000 } });
  server = await startRelay({ accounts: [made.account], ...options });
  return server;
}

function publish(
  relay: RelayServer,
  options: Pick<LinkPublisherOptions, 'desk'> & Partial<LinkPublisherOptions>,
): LinkPublisher {
  const publisher = createLinkPublisher({
    url: relay.url,
    account: made.account.id,
    token: made.token,
    privateKey: keys.privateKey,
    links,
    ...options,
  });
  publishers.push(publisher);
  publisher.start();
  return publisher;
}

const wait = { timeout: 10_000, interval: 50 };

/** A pass that the relay gives for a link, once the clinic has told it. */
async function known({ relay }: RelayServer, pass: VideoPass): Promise<VideoPass> {
  const read = (): Promise<VideoPass | null> => relay.video.read(codeOf(pass)).catch(() => null);
  await expect.poll(read, wait).not.toBeNull();
  return (await read()) ?? pass;
}

async function metric({ url }: RelayServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^clinicarrivals_relay_${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

/** Whether a request for questions acknowledges none. */
function isFirst({ body }: RequestInit): boolean {
  return typeof body === 'string' && body.includes('"after":null');
}

/** A logger that keeps its lines. */
function createLines(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, log: (level, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })) };
}

describe('the links of a clinic', () => {
  it('are read at the relay, show the visit, let people in and have them rung, all as the clinic says', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session);
    publish(relay, { desk });
    const { video } = relay.relay;
    await expect.poll(() => video.read(codeOf(patient)).catch(() => null)).toMatchObject({ role: 'patient' });
    const pass = await video.read(codeOf(patient));
    if (pass === null) throw new Error('there is a pass');
    expect(await video.visit(pass)).toEqual(await desk.visit(patient));
    expect(await video.admit(pass)).toEqual({
      type: 'admitted',
      ticket: { type: 'livekit', serverUrl: 'wss://video.example', token: `patient of ${session}` },
    });
    expect(await video.callInstead(pass)).toBe(true);
    expect((await video.visit(pass))?.status).toBe('telephone');
    expect(desk.asked).toEqual([
      { what: 'admit', pass: patient },
      { what: 'callInstead', pass: patient },
    ]);
    const doctor = await video.read(codeOf(practitioner));
    expect(doctor).toMatchObject({ role: 'practitioner' });
    if (doctor !== null) expect((await video.visit(doctor))?.meeting?.patientName).toBe('Amelia Wong');
  });

  it('are told to the relay again when something changes, and taken back when they are no more', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session, 'another-session');
    publish(relay, { desk });
    const pass = await known(relay, patient);
    desk.visits.set(session, { ...openVisit, status: 'ended', meeting: null });
    await expect.poll(async () => (await relay.relay.video.visit(pass))?.status, wait).toBe('ended');
    desk.visits.delete(session);
    await expect.poll(() => metric(relay, 'links'), wait).toBe(3);
  });

  it('stay what they are while the clinic lists a visit no more and still knows it', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session);
    publish(relay, { desk });
    const pass = await known(relay, patient);
    desk.sessions = async () => [];
    desk.visits.set(session, { ...openVisit, status: 'ended', meeting: null });
    await expect.poll(async () => (await relay.relay.video.visit(pass))?.status, wait).toBe('ended');
  });

  it('replace those that a former process of the clinic has left', async () => {
    const relay = await open();
    const former = publish(relay, { desk: createMemoryDesk('a-session-of-before', 'another-of-before') });
    await expect.poll(() => metric(relay, 'links'), wait).toBe(6);
    await former.stop();
    publish(relay, { desk: createMemoryDesk(session) });
    await known(relay, patient);
    await expect.poll(() => metric(relay, 'links'), wait).toBe(3);
  });

  it('are told but for one of which there is more to say than a relay takes', async () => {
    const relay = await open();
    const desk = createMemoryDesk('an-ordinary-session', session);
    const { meeting } = openVisit;
    if (meeting === null) throw new Error('no meeting');
    desk.visits.set(session, { ...openVisit, meeting: { ...meeting, practitionerName: 'x'.repeat(5_000) } });
    const logger = createLines();
    publish(relay, { desk, logger });
    await known(relay, { sessionId: 'an-ordinary-session', role: 'patient' });
    // Once for each role.
    expect(logger.lines.filter((line) => line.includes('too long'))).toHaveLength(3);
  });

  it('may be many', async () => {
    const relay = await open();
    const sessions = Array.from({ length: 150 }, (_, number) => `a-session-of-the-day-${number}`);
    const at = performance.now();
    publish(relay, { desk: createMemoryDesk(...sessions) });
    await expect.poll(() => metric(relay, 'links'), wait).toBe(450);
    expect(performance.now() - at).toBeLessThan(10_000);
    expect(await relay.relay.video.read(codeOf({ sessionId: sessions[149] ?? '', role: 'guest' }))).not.toBeNull();
  });
});

describe('what people with a link ask', () => {
  const unavailable = expect.objectContaining({ code: 'video', isRetryable: true });

  it('is answered at once also when the clinic cannot do it, and a wish to be rung is kept until it can', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session);
    const logger = createLines();
    const publisher = publish(relay, { desk, logger });
    const pass = await known(relay, patient);
    const { video } = relay.relay;
    const at = performance.now();
    desk.failNext(new VideoError({ message: '[video] down', isRetryable: true }));
    await expect(video.admit(pass)).rejects.toEqual(unavailable);
    desk.failNext(new Error('the disk of Amelia Wong'));
    await expect(video.callInstead(pass)).rejects.toEqual(unavailable);
    expect(performance.now() - at).toBeLessThan(3_000);
    await expect.poll(async () => (await video.visit(pass))?.status, wait).toBe('telephone');
    expect(desk.asked.map(({ what }) => what)).toEqual(['admit', 'callInstead', 'callInstead']);
    await expect.poll(() => publisher.problem, wait).toBeNull();
    expect(logger.lines.join()).toContain('unexpected error');
    expect(logger.lines.join()).not.toContain('Amelia');
  });

  it('by one waits for nobody else: a room that opens slowly holds up no call', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session, 'another-session');
    publish(relay, { desk });
    const slow = Promise.withResolvers<void>();
    desk.delay = slow.promise;
    const joining = relay.relay.video.admit(await known(relay, patient));
    await expect.poll(() => desk.asked.length, wait).toBe(1);
    const other = await known(relay, { sessionId: 'another-session', role: 'patient' });
    expect(await relay.relay.video.callInstead(other)).toBe(true);
    slow.resolve();
    expect(await joining).toMatchObject({ type: 'admitted' });
  });

  it('is dealt with also while the wish of another to be rung cannot be kept', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session, 'another-session');
    const stuck: typeof desk = {
      ...desk,
      callInstead: (pass) =>
        pass.sessionId === session ? Promise.reject(new Error('not now')) : desk.callInstead(pass),
    };
    publish(relay, { desk: stuck });
    const { video } = relay.relay;
    await expect(video.callInstead(await known(relay, patient))).rejects.toEqual(unavailable);
    const other = await known(relay, { sessionId: 'another-session', role: 'patient' });
    expect(await video.admit(other)).toMatchObject({ type: 'admitted' });
  });

  it('comes again to a process that takes over before it was acknowledged', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session);
    const dying = publish(relay, {
      desk,
      // It dies before it asks for more.
      fetch: (url, init) => (url.endsWith('/lease') && !isFirst(init) ? Promise.reject(new Error()) : fetch(url, init)),
    });
    expect(await relay.relay.video.callInstead(await known(relay, patient))).toBe(true);
    await dying.stop();
    publish(relay, { desk });
    await expect.poll(() => desk.asked.length, wait).toBe(2);
    expect(desk.visits.get(session)?.status).toBe('telephone');
  });

  it('is answered also where two processes of the clinic ask, which do not drive each other on', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session);
    let asked = 0;
    const counting: LinkPublisherOptions['fetch'] = (url, init) => (
      (asked += url.endsWith('/lease') ? 1 : 0),
      fetch(url, init)
    );
    publish(relay, { desk, fetch: counting });
    publish(relay, { desk, fetch: counting });
    const pass = await known(relay, patient);
    expect(await relay.relay.video.admit(pass)).toMatchObject({ type: 'admitted' });
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(asked - before).toBeLessThan(8);
    expect(await relay.relay.video.callInstead(pass)).toBe(true);
  });

  it('is not acted on late when it was to join: only a wish to be rung still holds', async () => {
    const clock = createMovableClock();
    const relay = await open({ clock });
    const desk = createMemoryDesk(session);
    const former = publish(relay, { desk });
    const pass = await known(relay, patient);
    await former.stop();
    const { video } = relay.relay;
    const asked = Promise.allSettled([video.admit(pass), video.callInstead(pass)]);
    await expect.poll(() => metric(relay, 'questions_total'), wait).toBe(2);
    // The relay waits no longer: who is let in now counts as here and is not.
    clock.move(10_001);
    publish(relay, { desk });
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(desk.asked.map(({ what }) => what)).toEqual(['callInstead']);
  });

  it('is not believed when no link of ours has asked, or the key does not fit', async () => {
    const relay = await open();
    const desk = createMemoryDesk(session);
    const logger = createLines();
    const { privateKey } = await createKeyPair();
    const publisher = publish(relay, { desk, logger, privateKey });
    const pass = await known(relay, patient);
    const joining = expect(relay.relay.video.admit(pass)).rejects.toEqual(unavailable);
    await expect.poll(() => logger.lines.join(), wait).toContain('check privateKey');
    await publisher.stop();
    publish(relay, { desk, logger, links: { ...links, read: () => null } });
    const calling = expect(relay.relay.video.callInstead(pass)).rejects.toEqual(unavailable);
    await expect.poll(() => logger.lines.length, wait).toBeGreaterThan(1);
    expect(desk.asked).toEqual([]);
    await relay.stop();
    await Promise.all([joining, calling]);
  });
});
