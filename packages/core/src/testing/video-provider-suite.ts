import type { VideoProvider, VideoRole, VideoSession } from '../ports/video-provider.ts';
import type { TestRunner } from './test-runner.ts';

/** A provider and what a test needs around it; a fresh one is asked for by every test. */
export interface VideoProviderFixture {
  readonly provider: VideoProvider;
  /** The id of a practitioner who sees patients by video, and of one who rings instead; null where there is none. */
  readonly practitioners: { readonly video: string; readonly telephone: string | null };
  /** Lets somebody join an open session; needed unless `participants` is switched off. */
  readonly join?: (query: { readonly sessionId: string; readonly role: VideoRole }) => Promise<void>;
  /** Called when the test is over, also when it failed. */
  close?(): Promise<void>;
}

/** How {@link testVideoProvider} gets its provider, and what this provider cannot do. All switches are on unless set to false. */
export interface VideoProviderSuiteOptions {
  create(): Promise<VideoProviderFixture>;
  readonly switches?: {
    /** `participants` works. Off for providers that cannot know who is in. */
    readonly participants?: boolean;
    /** `admit` works. Off where the link leads straight into the room. */
    readonly admit?: boolean;
    /** Sessions have links of their own. Off where all patients of a practitioner share one address. */
    readonly linkPerSession?: boolean;
    /** A practitioner may ring instead, and then there is no link. Off where every practitioner has a room. */
    readonly telephone?: boolean;
  };
}

type Test = (title: string, body: (fixture: VideoProviderFixture) => Promise<void>) => void;

/**
 * Checks the contract of {@link VideoProvider}.
 *
 * @example testVideoProvider({ describe, it, expect }, { create: async () => ({ provider, practitioners }) });
 */
export function testVideoProvider(runner: TestRunner, options: VideoProviderSuiteOptions): void {
  const test: Test = (title, body) => {
    runner.it(title, async () => {
      const fixture = await options.create();
      try {
        await body(fixture);
      } finally {
        await fixture.close?.();
      }
    });
  };
  runner.describe('abilities', () => testAbilities(runner, options, test));
  runner.describe('open and close', () => testOpenAndClose(runner, test));
  runner.describe('link', () => testLink(runner, options, test));
  if (options.switches?.participants !== false) {
    runner.describe('participants', () => testParticipants(runner, test));
  }
  if (options.switches?.admit !== false) runner.describe('admit', () => testAdmit(runner, test));
}

function testAbilities({ expect }: TestRunner, { switches }: VideoProviderSuiteOptions, test: Test): void {
  test('says whether it knows who joined, and offers participants if it does', async ({ provider }) => {
    const isKnown = switches?.participants !== false;
    expect(provider.abilities.knowsWhoJoined).toBe(isKnown);
    if (isKnown) expect(typeof provider.participants).toBe('function');
  });
}

function testOpenAndClose({ expect }: TestRunner, test: Test): void {
  test('opens a session twice as if it were once', async ({ provider, practitioners }) => {
    const session = newSession(practitioners.video);
    expect(await provider.open(session)).toBe(undefined);
    expect(await provider.open(session)).toBe(undefined);
  });

  test('closes a session twice, and one that was never opened', async ({ provider, practitioners }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    expect(await provider.close({ sessionId: session.sessionId })).toBe(undefined);
    expect(await provider.close({ sessionId: session.sessionId })).toBe(undefined);
    expect(await provider.close({ sessionId: newSession(practitioners.video).sessionId })).toBe(undefined);
  });

  test('opens a session again after it was closed', async ({ provider, practitioners }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    await provider.close({ sessionId: session.sessionId });
    expect(await provider.open(session)).toBe(undefined);
  });
}

function testLink({ expect }: TestRunner, { switches }: VideoProviderSuiteOptions, test: Test): void {
  const roles: readonly VideoRole[] = ['patient', 'practitioner', 'guest'];

  test('gives an https link for every role, and no room needs to be open', async ({ provider, practitioners }) => {
    const { sessionId } = newSession(practitioners.video);
    for (const role of roles) {
      const link = provider.link({ sessionId, practitionerId: practitioners.video, role });
      expect(new URL(String(link)).protocol).toBe('https:');
    }
  });

  test('gives the same link whenever it is asked, before, while and after the room is open', async (fixture) => {
    const { provider, practitioners } = fixture;
    const session = newSession(practitioners.video);
    const query = { sessionId: session.sessionId, practitionerId: practitioners.video, role: 'patient' } as const;
    const before = provider.link(query);
    await provider.open(session);
    expect(provider.link(query)).toBe(before);
    await provider.close({ sessionId: session.sessionId });
    expect(provider.link(query)).toBe(before);
  });

  if (switches?.linkPerSession !== false) {
    test('gives other links for other sessions', async ({ provider, practitioners }) => {
      const practitionerId = practitioners.video;
      const first = provider.link({ sessionId: newSession('').sessionId, practitionerId, role: 'patient' });
      const second = provider.link({ sessionId: newSession('').sessionId, practitionerId, role: 'patient' });
      expect(first).not.toBe(second);
    });
  }

  if (switches?.telephone !== false) {
    test('gives no link where the practitioner rings instead', async ({ provider, practitioners }) => {
      const practitionerId = String(practitioners.telephone);
      for (const role of roles) {
        expect(provider.link({ sessionId: newSession(practitionerId).sessionId, practitionerId, role })).toBe(null);
      }
    });
  }
}

function testParticipants({ expect }: TestRunner, test: Test): void {
  test('finds nobody in a session that does not exist', async ({ provider, practitioners }) => {
    expect(await provider.participants?.({ sessionIds: [newSession(practitioners.video).sessionId] })).toEqual([]);
  });

  test('tells the patient from the practitioner', async ({ provider, practitioners, join }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    await join?.({ sessionId: session.sessionId, role: 'patient' });
    await join?.({ sessionId: session.sessionId, role: 'practitioner' });
    const people = (await provider.participants?.({ sessionIds: [session.sessionId] })) ?? [];
    expect(people.map((person) => person.role).sort()).toEqual(['patient', 'practitioner']);
  });

  test('finds everybody of several sessions, each in theirs, and nobody of others', async (fixture) => {
    const { provider, practitioners, join } = fixture;
    const [first, second, third] = [1, 2, 3].map(() => newSession(practitioners.video));
    const sessionIds = [first, second, third].flatMap((session) => (session === undefined ? [] : [session.sessionId]));
    for (const sessionId of sessionIds) {
      await provider.open({ ...newSession(practitioners.video), sessionId });
      await join?.({ sessionId, role: 'patient' });
    }
    const asked = [...sessionIds.slice(0, 2), newSession('').sessionId];
    const people = (await provider.participants?.({ sessionIds: asked })) ?? [];
    expect(people.map(({ sessionId }) => sessionId).sort()).toEqual(sessionIds.slice(0, 2).sort());
  });

  test('finds nobody where it is asked about no session', async ({ provider }) => {
    expect(await provider.participants?.({ sessionIds: [] })).toEqual([]);
  });

  test('does not put out who is in when the session is opened again', async ({ provider, practitioners, join }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    await join?.({ sessionId: session.sessionId, role: 'patient' });
    await provider.open(session);
    expect(await provider.participants?.({ sessionIds: [session.sessionId] })).toHaveLength(1);
  });

  test('finds nobody after the session was closed', async ({ provider, practitioners, join }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    await join?.({ sessionId: session.sessionId, role: 'patient' });
    await provider.close({ sessionId: session.sessionId });
    expect(await provider.participants?.({ sessionIds: [session.sessionId] })).toEqual([]);
  });
}

function testAdmit({ expect }: TestRunner, test: Test): void {
  test('gives a ticket for every role to a session that is open', async ({ provider, practitioners }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    for (const role of ['patient', 'practitioner', 'guest'] as const) {
      const ticket = await provider.admit?.({ ...session, role, validUntil: Date.now() + 60_000 });
      expect(JSON.stringify(ticket).includes('://')).toBe(true);
    }
  });

  test('admits nobody by giving out tickets', async ({ provider, practitioners }) => {
    const session = newSession(practitioners.video);
    await provider.open(session);
    await provider.admit?.({ ...session, role: 'patient', validUntil: Date.now() + 60_000 });
    const people = await provider.participants?.({ sessionIds: [session.sessionId] });
    expect(people ?? []).toEqual([]);
  });
}

function newSession(practitionerId: string): VideoSession {
  const startAt = Date.UTC(2026, 4, 4, 0, 0);
  return { sessionId: `suite-${crypto.randomUUID()}`, practitionerId, startAt, endAt: startAt + 15 * 60_000 };
}
