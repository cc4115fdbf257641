import { afterEach, describe, expect, it } from 'vitest';

import {
  aLocation,
  aPatient,
  aPractitioner,
  anAppointment,
  anEncounter,
  day,
  nine,
  openClinic,
} from '../test/clinic-day.ts';
import type { Answer } from '../test/fhir-server.ts';

type Clinic = Awaited<ReturnType<typeof openClinic>>;
let clinic: Clinic;

async function open(options: Parameters<typeof openClinic>[0]): Promise<Clinic> {
  clinic = await openClinic(options);
  return clinic;
}

afterEach(() => clinic.server.close());

const many = (count: number) => Array.from({ length: count }, (_, index) => anAppointment(`a${index}`));
const toIds = (listing: Awaited<ReturnType<Clinic['store']['list']>>) =>
  listing.type === 'listed' ? listing.appointments.map(({ id }) => id).toSorted() : listing.type;

describe('the request of a listing', () => {
  it('bounds the day by moments and includes people, place and, if the profile looks at them, Encounters', async () => {
    const { server, store } = await open({ profile: 'fhir', resources: [anAppointment('a1')] });
    await store.list({ ...day, token: null });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.method).toBe('GET');
    expect(server.requests[0]?.query.getAll('date')).toEqual(['ge2026-04-01T13:00:00Z', 'lt2026-04-02T13:00:00Z']);
    expect(server.requests[0]?.query.getAll('_include')).toEqual([
      'Appointment:patient',
      'Appointment:practitioner',
      'Appointment:location',
    ]);
    expect(server.requests[0]?.query.get('_revinclude')).toBe('Encounter:appointment');
    expect(server.requests[0]?.headers.accept).toBe('application/fhir+json');
  });

  it('asks for no Encounters where the profile does not look at them', async () => {
    const { server, store } = await open({ profile: 'starts-on-fulfilled' });
    await store.list({ ...day, token: null });
    expect(server.requests[0]?.query.has('_revinclude')).toBe(false);
  });

  it.each([
    [{ type: 'bearer', token: 'secret-token' } as const, 'Bearer secret-token'],
    [
      { type: 'basic', user: 'clinic', password: 'pa:ss' } as const,
      `Basic ${Buffer.from('clinic:pa:ss').toString('base64')}`,
    ],
    [{ type: 'none' } as const, undefined],
  ])('carries the credentials of %j', async (auth, header) => {
    const { server, store } = await open({ auth, resources: [anAppointment('a1')] });
    await store.list({ ...day, token: null });
    await store.markArrived({ id: 'a1' });
    expect(new Set(server.requests.map(({ headers }) => headers.authorization))).toEqual(new Set([header]));
  });

  it('keeps out what a careless server gives besides the range', async () => {
    const { server, store } = await open({
      resources: [anAppointment('a1'), anAppointment('late', { start: '2026-04-03T09:00:00+11:00' })],
    });
    server.intercept = ({ query }) => {
      query.delete('date');
      return null;
    };
    expect(toIds(await store.list({ ...day, token: null }))).toEqual(['a1']);
  });
});

describe('an unchanged day', () => {
  it('is recognised by its ETag, in one request and without a body', async () => {
    const { server, store } = await open({ resources: many(3) });
    const first = await store.list({ ...day, token: null });
    const token = first.type === 'listed' ? first.token : null;
    expect(await store.list({ ...day, token })).toEqual({ type: 'unchanged', readAt: nine });
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.headers['if-none-match']).toMatch(/^W\/"/);
  });

  it('is recognised without ETag although the head of the Bundle differs each time', async () => {
    const { server, store } = await open({ resources: many(3), traits: { etag: false } });
    const first = await store.list({ ...day, token: null });
    const token = first.type === 'listed' ? first.token : null;
    expect((await store.list({ ...day, token })).type).toBe('unchanged');
    expect(server.requests).toHaveLength(2);
  });

  it('is recognised page by page', async () => {
    const { server, store } = await open({ resources: many(5), traits: { pageSize: 2, etag: false } });
    const first = await store.list({ ...day, token: null });
    const token = first.type === 'listed' ? first.token : null;
    expect((await store.list({ ...day, token })).type).toBe('unchanged');
    expect(server.requests).toHaveLength(6);
  });

  it('is no longer unchanged when a full last page gets a page after it', async () => {
    const { server, store } = await open({ resources: many(2), traits: { pageSize: 2, etag: false } });
    const first = await store.list({ ...day, token: null });
    server.put(anAppointment('a9'));
    const token = first.type === 'listed' ? first.token : null;
    expect(toIds(await store.list({ ...day, token }))).toEqual(['a0', 'a1', 'a9']);
  });

  it('is recognised after parsing, too, when only what we do not read has changed', async () => {
    const { server, store } = await open({ resources: [anAppointment('a1')], traits: { versions: false } });
    const first = await store.list({ ...day, token: null });
    server.put(anAppointment('a1', { comment: 'prefers tea' }));
    const token = first.type === 'listed' ? first.token : null;
    expect((await store.list({ ...day, token })).type).toBe('unchanged');
  });

  it('shows a changed telephone number and a begun Encounter', async () => {
    const { server, store } = await open({ profile: 'fhir', resources: [anAppointment('a1')] });
    const first = await store.list({ ...day, token: null });
    server.put(aPatient('p1', { telecom: [{ system: 'sms', value: '+61491570157' }] }));
    server.put(anEncounter('e1', 'a1', 'in-progress'));
    const second = await store.list({ ...day, token: first.type === 'listed' ? first.token : null });
    expect(second).toMatchObject({
      type: 'listed',
      appointments: [{ encounter: 'in-progress', patient: { mobile: '+61491570157' } }],
    });
  });

  it('keeps its token through a failed listing', async () => {
    const { server, store } = await open({ resources: many(3) });
    const first = await store.list({ ...day, token: null });
    const token = first.type === 'listed' ? first.token : null;
    server.intercept = () => ({ status: 500 });
    await expect(store.list({ ...day, token })).rejects.toMatchObject({ failure: 'unavailable' });
    server.intercept = () => null;
    expect((await store.list({ ...day, token })).type).toBe('unchanged');
  });
});

describe('Encounters that the server does not bring along', () => {
  it.each([true, false])(
    'are searched by appointment and seen although the appointments are unchanged (self link: %s)',
    async (selfLink) => {
      const { server, store } = await open({
        profile: 'fhir',
        resources: [anAppointment('a1')],
        traits: { revinclude: false, selfLink },
      });
      const first = await store.list({ ...day, token: null });
      const token = first.type === 'listed' ? first.token : null;
      expect((await store.list({ ...day, token })).type).toBe('unchanged');
      server.put(anEncounter('e1', 'a1', 'in-progress'));
      const second = await store.list({ ...day, token });
      expect(second).toMatchObject({ type: 'listed', appointments: [{ id: 'a1', encounter: 'in-progress' }] });
    },
  );
});

describe('people whom the server does not bring along', () => {
  const resources = Array.from({ length: 20 }, (_, index) => [
    aPatient(`q${index}`),
    anAppointment(`a${index}`, {
      participant: [
        { actor: { reference: `Patient/q${index}` }, status: 'accepted' },
        { actor: { reference: 'Practitioner/d1' }, status: 'accepted' },
      ],
    }),
  ]).flat();

  it('are read in one batch', async () => {
    const { server, store } = await open({ resources, traits: { include: false } });
    expect(toIds(await store.list({ ...day, token: null }))).toHaveLength(20);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(server.requests[1]?.url).toBe('/');
  });

  it('are searched by type where the server takes no batch, which is asked once only', async () => {
    const { server, store, lines } = await open({ resources, traits: { include: false, batch: false } });
    await store.list({ ...day, token: null });
    await store.list({ ...day, token: null });
    expect(server.requests.map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual([
      'GET /Appointment',
      'POST /',
      'GET /Patient',
      'GET /Practitioner',
      'GET /Appointment',
      'GET /Patient',
      'GET /Practitioner',
    ]);
    expect(lines).toHaveLength(1);
  });

  it('leave their appointment unusable when they are gone, and the others served', async () => {
    const { server, store, lines } = await open({ resources, traits: { include: false } });
    server.remove('Patient/q3');
    const listing = await store.list({ ...day, token: null });
    expect(listing).toMatchObject({ type: 'listed', unusable: [{ id: 'a3', reason: 'the patient cannot be found' }] });
    expect(toIds(listing)).toHaveLength(19);
    await store.list({ ...day, token: null });
    expect(lines).toEqual(['[fhir] Appointment/a3 cannot be used and is left out: the patient cannot be found']);
  });

  it('fail the listing when the batch has an entry that failed', async () => {
    const { server, store } = await open({ resources, traits: { include: false } });
    const entry = [{ response: { status: '503 Service Unavailable' } }];
    server.intercept = ({ method }) =>
      method === 'POST'
        ? { status: 200, body: JSON.stringify({ resourceType: 'Bundle', type: 'batch-response', entry }) }
        : null;
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({ failure: 'unavailable' });
  });
});

describe('a server that does not answer as it should', () => {
  const bundle = (changes: object): Answer => ({
    status: 200,
    body: JSON.stringify({ resourceType: 'Bundle', type: 'searchset', ...changes }),
  });
  const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'fatal', code: 'timeout' }] };

  it.each<[string, Answer | 'break-off' | 'hang', object]>([
    ['HTML', { status: 200, body: '<html>Please log in</html>' }, { failure: 'unusable', isRetryable: true }],
    ['half a bundle', { status: 200, body: '{"resourceType":"Bundle","entry":[{"resource"' }, { failure: 'unusable' }],
    ['another resource', { status: 200, body: '{"resourceType":"Patient"}' }, { failure: 'unusable' }],
    ['entries that are no list', bundle({ entry: 7 }), { failure: 'unusable' }],
    ['a failed outcome among the entries', bundle({ entry: [{ resource: failed }] }), { failure: 'unusable' }],
    ['a broken-off body', 'break-off', { failure: 'unavailable' }],
    [
      'nothing at all',
      'hang',
      { failure: 'unavailable', message: '[fhir] list appointments failed: no answer in time, can be tried again' },
    ],
    ['401', { status: 401 }, { failure: 'unauthorised', isRetryable: true }],
    ['429', { status: 429, headers: { 'retry-after': '7' } }, { failure: 'unavailable', retryAfterMs: 7_000 }],
    [
      '429 with a date',
      { status: 429, headers: { 'retry-after': new Date(nine + 60_000).toUTCString() } },
      { retryAfterMs: 60_000 },
    ],
    ['429 with nonsense', { status: 429, headers: { 'retry-after': 'soon' } }, { retryAfterMs: null }],
    ['500', { status: 500 }, { failure: 'unavailable', isRetryable: true }],
    ['404', { status: 404 }, { failure: 'not-found' }],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, { failure: 'unusable' }],
    ['304 although nothing was held', { status: 304 }, { failure: 'unusable' }],
  ])('fails the listing: %s', async (_, answer, error) => {
    const { server, store } = await open({ resources: many(1), ...(answer === 'hang' && { timeoutMs: 300 }) });
    server.intercept = () => answer;
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({ code: 'appointment-store', ...error });
  });

  it('fails with the codes of its outcome and without its words (P10)', async () => {
    const { server, store } = await open({});
    const issue = [
      {
        severity: 'error',
        code: 'processing',
        diagnostics: 'Amelia Wong',
        details: { text: 'Amelia', coding: [{ code: 'MSG_X' }, { code: '0491 570 156' }] },
      },
    ];
    server.intercept = () => ({ status: 400, body: JSON.stringify({ resourceType: 'OperationOutcome', issue }) });
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({
      failure: 'refused',
      isRetryable: false,
      message:
        '[fhir] list appointments failed: 400 (processing, MSG_X), a rule of the server said no: do it in the PMS',
    });
  });

  it('fails when nobody listens', async () => {
    const { server, store } = await open({});
    await server.close();
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({
      failure: 'unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('fails when a later page fails, rather than give half a day', async () => {
    const { server, store } = await open({ resources: many(5), traits: { pageSize: 2 } });
    server.intercept = ({ query }) => (query.get('_offset') === '4' ? { status: 500 } : null);
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('fails when the answer is too large', async () => {
    const { store } = await open({ resources: many(5), maximumBytes: 1_000 });
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({ failure: 'unusable' });
  });
});

describe('the pages of an answer', () => {
  const withNext = (next: string) => (): Answer => ({
    status: 200,
    body: JSON.stringify({ resourceType: 'Bundle', link: [{ relation: 'next', url: next }], entry: [] }),
  });

  it('are followed to the last', async () => {
    const { server, store } = await open({ resources: many(5), traits: { pageSize: 2 } });
    expect(toIds(await store.list({ ...day, token: null }))).toHaveLength(5);
    expect(server.requests).toHaveLength(3);
  });

  const counted = (total: number, ids: readonly string[]) => (): Answer => {
    const entry = ids.map((id) => ({ resource: anAppointment(id), search: { mode: 'match' } }));
    return { status: 200, body: JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total, entry }) };
  };
  const withPeople = (answer: () => Answer) => (request: { readonly url: string }) =>
    request.url.startsWith('/Appointment') ? answer() : null;

  it('are enough where the server counts what it does not show to us', async () => {
    const { server, store } = await open({ pageSize: 10 });
    server.intercept = withPeople(counted(5, ['a1', 'a2']));
    expect(toIds(await store.list({ ...day, token: null }))).toEqual(['a1', 'a2']);
  });

  it('are not taken for all when the one is full, more are counted, and no link leads to the rest', async () => {
    const { server, store } = await open({ pageSize: 2 });
    server.intercept = withPeople(counted(2, ['a1', 'a2']));
    const first = await store.list({ ...day, token: null });
    server.intercept = withPeople(counted(3, ['a1', 'a2']));
    await expect(store.list({ ...day, token: first.type === 'listed' ? first.token : null })).rejects.toMatchObject({
      failure: 'unusable',
      message: expect.stringContaining('set a larger pageSize'),
    });
  });

  it('are not followed to another server, nor out of the base path, so that the token stays here', async () => {
    for (const path of ['http://127.0.0.2:9/fhir/R4/Appointment', '/admin', '/fhir/R4evil/Appointment', 'http://']) {
      const { server, store } = await open({ auth: { type: 'bearer', token: 'secret' } });
      server.intercept = withNext(path);
      await expect(store.list({ ...day, token: null })).rejects.toMatchObject({ failure: 'unusable' });
      expect(server.requests).toHaveLength(1);
      await server.close();
    }
  });

  it('are followed to the base itself, where HAPI keeps them', async () => {
    const { server, store } = await open({});
    let asked = 0;
    server.intercept = () =>
      asked++ === 0 ? withNext('/fhir/R4?pages=1')() : { status: 200, body: '{"resourceType":"Bundle"}' };
    expect(toIds(await store.list({ ...day, token: null }))).toEqual([]);
    expect(server.requests).toHaveLength(2);
  });

  it('end with an error when they run in a circle or are too many', async () => {
    const circle = await open({});
    circle.server.intercept = withNext('/fhir/R4/Appointment?page=2');
    await expect(circle.store.list({ ...day, token: null })).rejects.toMatchObject({
      message: expect.stringContaining('circle'),
    });
    await circle.server.close();
    const { server, store } = await open({ maximumPages: 3 });
    server.intercept = () => withNext(`/fhir/R4/Appointment?page=${server.requests.length}`)();
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({
      message: expect.stringContaining('more than 3 pages'),
    });
  });
});

describe('resources that cannot be used', () => {
  it('are set apart with their reason, while includes count once and the others are served', async () => {
    const odd = (id: string, changes: object) => ({ ...anAppointment(id), ...changes });
    const { store } = await open({
      resources: [
        anAppointment('good'),
        odd('no-start', { start: undefined }),
        odd('bare-day', { start: '2026-04-02' }),
        odd('no-patient', { participant: [{ actor: { reference: 'Practitioner/d1' }, status: 'accepted' }] }),
        odd('no-practitioner', { participant: [{ actor: { reference: 'Patient/p1' }, status: 'accepted' }] }),
        odd('no-status', { status: 'gone-fishing' }),
        odd('odd-shape', { participant: { actor: 'Patient/p1' } }),
      ],
    });
    const listing = await store.list({ ...day, token: null });
    expect(toIds(listing)).toEqual(['good']);
    expect(
      listing.type === 'listed' && Object.fromEntries(listing.unusable.map(({ id, reason }) => [id, reason])),
    ).toEqual({
      'no-start': 'no start',
      'bare-day': 'start is no moment with a zone',
      'no-patient': 'no patient',
      'no-practitioner': 'no practitioner',
      'no-status': 'no status that R4 knows',
      'odd-shape': 'does not have the shape of an R4 Appointment',
    });
  });

  it('find their people by absolute, versioned, contained and bundle-wide references', async () => {
    const { server, store } = await open({});
    const refer = (patient: string, practitioner: string) => [
      { actor: { reference: patient }, status: 'accepted' as const },
      { actor: { reference: practitioner }, status: 'accepted' as const },
    ];
    const urn = 'urn:uuid:11111111-1111-4111-8111-111111111111';
    const entry = [
      {
        resource: anAppointment('a1', {
          participant: refer(`${server.baseUrl}/Patient/p1`, 'Practitioner/d1/_history/4'),
        }),
      },
      { resource: anAppointment('a2', { contained: [aPatient('inside')], participant: refer('#inside', urn) }) },
      { resource: aPatient('p1') },
      { resource: aPractitioner, fullUrl: urn },
      { resource: aLocation },
    ];
    server.intercept = () => ({ status: 200, body: JSON.stringify({ resourceType: 'Bundle', entry }) });
    expect(await store.list({ ...day, token: null })).toMatchObject({
      appointments: [
        { patient: { id: 'p1' }, practitioner: { id: 'd1' } },
        { patient: { id: 'a2#inside' }, practitioner: { id: 'd1' } },
      ],
      unusable: [],
    });
  });
});

describe('earlier mistake: bundles not paged', () => {
  it('a day of five appointments is listed whole where a page holds two', async () => {
    const { server, store } = await open({ resources: many(5), traits: { pageSize: 2 } });
    const listing = await store.list({ ...day, token: null });
    expect(listing.type === 'listed' && new Set(listing.appointments.map(({ id }) => id)).size).toBe(5);
    expect(server.requests).toHaveLength(3);
  });
});
