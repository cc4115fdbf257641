import { createKeyPair } from '@clinicarrivals/proxy-client';
import type { KeyPair } from '@clinicarrivals/proxy-client';
import { createLinkPublisher } from '@clinicarrivals/proxy-client/links';
import type { LinkPublisher, LinkPublisherOptions } from '@clinicarrivals/proxy-client/links';
import { createRelayAccount } from '@clinicarrivals/relay';
import type { NewRelayAccount } from '@clinicarrivals/relay';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer, RelayServerOptions } from '../../relay/test/relay-server.ts';
import { createMemoryDesk } from './memory-desk.ts';

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
});
