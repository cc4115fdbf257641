import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createFhirSubscription } from '@clinicarrivals/fhir-adapter/subscriptions';
import type {
  FhirSubscription,
  FhirSubscriptionOptions,
  SubscriptionKind,
} from '@clinicarrivals/fhir-adapter/subscriptions';
import { createSimulatedPms } from '@clinicarrivals/simulator';
import type { SimulatedPms } from '@clinicarrivals/simulator';
import { afterEach, describe, expect, it } from 'vitest';

const secret = 'a-secret-for-this-subscription-alone';
const startAt = Date.parse('2026-04-02T00:00:00Z');
const hour = 60 * 60_000;
const opened: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Waits until it is so, for real servers answer when they do. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it has not come to be so within five seconds');
    await sleep(5);
  }
}

interface Opened {
  readonly pms: SimulatedPms;
  readonly clock: ReturnType<typeof createMovableClock>;
  readonly subscription: FhirSubscription;
  readonly endpoint: string;
  /** The hints in their order. */
  readonly hints: (readonly string[])[];
  /** While true the endpoint answers 503 to everything. */
  outage: { isOn: boolean };
  readonly appointmentId: string;
}

async function open(kind: SubscriptionKind, options: Partial<FhirSubscriptionOptions> = {}): Promise<Opened> {
  const clock = createMovableClock(startAt);
  const pms = createSimulatedPms({ clock });
  const baseUrl = await pms.listen();
  const patientId = pms.controls.addPatient({ family: 'Wong', given: 'Amelia', phone: '+61491570156' });
  const practitionerId = pms.controls.addPractitioner({ family: 'Sharma', given: 'Priya', prefix: 'Dr' });
  const appointmentId = pms.controls.book({ patientId, practitionerId, startAt: startAt + 4 * hour });
  const outage = { isOn: false };
  const hints: (readonly string[])[] = [];
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => (outage.isOn ? new Response(null, { status: 503 }) : subscription.handle(request)),
  });
  await new Promise((resolve) => server.once('listening', resolve));
  // A TCP server that listens has such an address.
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/fhir`;
  const subscription = createFhirSubscription({
    server: { baseUrl, country: 'AU', clock },
    kind,
    endpoint,
    secret,
    ...(kind === 'backport' ? { topic: 'https://pms.example/SubscriptionTopic/appointments' } : {}),
    noticed: ({ appointmentIds }) => {
      hints.push(appointmentIds);
      return Promise.resolve();
    },
    ...options,
  });
  opened.push(
    () => pms.close(),
    () => new Promise((resolve) => server.close(resolve)),
    () => subscription.stop(),
  );
  return { pms, clock, subscription, endpoint, hints, outage, appointmentId };
}

const stored = ({ pms }: Opened) =>
  pms.changes.entries().flatMap(({ type, after }) => (type === 'Subscription' && after !== null ? [after] : []));
const isActive = (clinic: Opened): boolean =>
  stored(clinic).some((resource) => resource.resourceType === 'Subscription' && resource.status === 'active');

describe.each(['rest-hook', 'backport'] as const)('a subscription of kind %s', (kind) => {
  it('tells of a changed appointment at once', async () => {
    const clinic = await open(kind);
    await clinic.subscription.start();
    await until(() => isActive(clinic));
    clinic.hints.length = 0;
    clinic.pms.controls.move(clinic.appointmentId, startAt + 5 * hour);
    await until(() => clinic.hints.length > 0);
    expect(clinic.hints).toEqual([kind === 'backport' ? [clinic.appointmentId] : []]);
    expect(clinic.subscription.state().lastNotificationAt).toBe(startAt);
  });

  it('is found again after a restart, and not asked for twice', async () => {
    const clinic = await open(kind);
    await clinic.subscription.start();
    await until(() => isActive(clinic));
    await clinic.subscription.stop();
    await clinic.subscription.start();
    expect(clinic.subscription.state().status).toBe('active');
    expect(new Set(stored(clinic).map(({ id }) => id)).size).toBe(1);
  });

  it('is renewed before it ends', async () => {
    const clinic = await open(kind, { validMs: 2 * hour, checkMs: 10 * 60_000 });
    await clinic.subscription.start();
    await until(() => isActive(clinic));
    const ends = () => new Set(stored(clinic).flatMap((resource) => ('end' in resource ? [resource.end] : [])));
    const first = ends().size;
    for (let checks = 0; checks < 5; checks += 1) {
      clinic.clock.advance(10 * 60_000);
      await sleep(50);
    }
    expect(ends().size).toBe(first);
    clinic.clock.advance(10 * 60_000);
    await until(() => ends().size > first);
    expect([...ends()].at(-1)).toBe(new Date(startAt + 3 * hour).toISOString());
  });

  it('that the server has lost is asked for anew, and everything is looked at', async () => {
    const clinic = await open(kind, { checkMs: 60_000 });
    await clinic.subscription.start();
    await until(() => isActive(clinic));
    clinic.hints.length = 0;
    const id = stored(clinic).at(-1)?.id ?? '';
    await clinic.pms.fetch(new Request(`${clinic.pms.url}/Subscription/${id}`, { method: 'DELETE' }));
    clinic.clock.advance(60_000);
    await until(() => clinic.hints.length > 0);
    expect(clinic.hints[0]).toEqual([]);
    await until(() => new Set(stored(clinic).map((resource) => resource.id)).size === 2);
  });

  it('is removed from the server when asked to', async () => {
    const clinic = await open(kind);
    await clinic.subscription.start();
    await clinic.subscription.stop({ remove: true });
    expect(
      clinic.pms.changes.entries().filter(({ type, after }) => type === 'Subscription' && after === null),
    ).toHaveLength(1);
    expect(clinic.subscription.state().status).toBe('none');
  });

  it('that the server refuses is tried again, and made up for by a look at everything', async () => {
    const clinic = await open(kind, { checkMs: 1_000 });
    clinic.pms.controls.fail({ kind: '500', times: 2 });
    await clinic.subscription.start();
    expect(clinic.subscription.state().status).toBe('failing');
    clinic.clock.advance(1_000);
    await sleep(50);
    clinic.clock.advance(1_000);
    await until(() => clinic.hints.length > 0);
    expect(clinic.hints[0]).toEqual([]);
    expect(clinic.subscription.state().status).not.toBe('failing');
  });
});

describe('a notification that is lost', () => {
  it('is noticed by the number of the next one: everything is looked at, and what that one names wherever it lies', async () => {
    const clinic = await open('backport');
    await clinic.subscription.start();
    await until(() => isActive(clinic));
    clinic.hints.length = 0;
    clinic.outage.isOn = true;
    clinic.pms.controls.move(clinic.appointmentId, startAt + 5 * hour);
    await sleep(50);
    clinic.outage.isOn = false;
    clinic.pms.controls.move(clinic.appointmentId, startAt + 6 * hour);
    await until(() => clinic.hints.some((hint) => hint.length === 0));
    expect(clinic.hints).toEqual([[clinic.appointmentId], []]);
  });
});

describe('the endpoint', () => {
  const post = (endpoint: string, init: RequestInit = {}): Promise<Response> =>
    fetch(endpoint, { method: 'POST', ...init });
  const authorization = `Bearer ${secret}`;

  it.each([undefined, 'Bearer wrong', `bearer ${secret}`, `Bearer ${secret}x`])(
    'takes nothing from who does not know the secret (%s)',
    async (given) => {
      const { endpoint, hints } = await open('rest-hook');
      const headers: Record<string, string> = given === undefined ? {} : { authorization: given };
      expect((await post(endpoint, { headers })).status).toBe(401);
      expect(hints).toEqual([]);
    },
  );

  it('refuses another method, a body that makes no sense, and one that is too large', async () => {
    const { endpoint, hints } = await open('rest-hook');
    const headers = { authorization };
    expect((await fetch(endpoint, { headers })).status).toBe(405);
    expect((await post(endpoint, { headers, body: '<html>' })).status).toBe(400);
    expect((await post(endpoint, { headers, body: 'x'.repeat(1_000_001) })).status).toBe(413);
    expect(hints).toEqual([]);
  });

  it('takes a resource that is put below it', async () => {
    const { endpoint, hints, appointmentId } = await open('rest-hook');
    const body = JSON.stringify({ resourceType: 'Appointment', id: appointmentId });
    const answer = await fetch(`${endpoint}/Appointment/${appointmentId}`, {
      method: 'PUT',
      headers: { authorization },
      body,
    });
    expect(answer.status).toBe(200);
    expect(hints).toEqual([[appointmentId]]);
  });

  it('has the server send it again when the hint could not be taken', async () => {
    const { endpoint } = await open('rest-hook', { noticed: () => Promise.reject(new Error('the disk is full')) });
    const answer = await post(endpoint, { headers: { authorization } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(await answer.text()).not.toContain('disk');
  });

  it.each([
    [{ kind: 'websocket' }, 'subscription.kind'],
    [{ secret: 'short' }, 'subscription.secret'],
    [{ kind: 'backport' }, 'subscription.topic'],
    [{ endpoint: 'ftp://clinic.example' }, 'subscription.endpoint'],
    [{ endpoint: 'https://user:pass@clinic.example' }, 'subscription.endpoint'],
    [{ validMs: 10 }, 'subscription.validMs'],
  ])('is refused with the name of what is wrong: %j', (wrong, field) => {
    const right = {
      server: { baseUrl: 'https://pms.example/fhir', country: 'AU' },
      kind: 'rest-hook',
      endpoint: 'https://clinic.example/fhir',
      secret,
      noticed: () => Promise.resolve(),
    };
    // Options as a program without types gives them.
    const options = { ...right, ...wrong } as FhirSubscriptionOptions;
    expect(() => createFhirSubscription(options)).toThrow(expect.objectContaining({ field }));
  });
});
