import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from 'fhir-kit-client';
import type { Bundle } from 'fhir/r4.js';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedPms } from './simulated-pms.ts';
import type { SimulatedPms, SimulatedPmsOptions } from './simulated-pms.ts';

const day = Date.parse('2026-04-02T00:00:00+11:00');
const minute = 60_000;
const clock = createMovableClock(day);
let pms: SimulatedPms;
let base: string;

async function start(options: Partial<SimulatedPmsOptions> = {}): Promise<void> {
  await pms?.close();
  pms = createSimulatedPms({ clock, ...options });
  base = await pms.listen();
  pms.controls.addPractitioner({ id: 'd1', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
  pms.controls.addPractitioner({ id: 'd2', prefix: 'Dr', given: 'Tom', family: 'Baker' });
  pms.controls.addLocation({ id: 'l1', name: 'Main Street' });
}

function book(count: number, minutesApart = 10): string[] {
  return Array.from({ length: count }, (_, index) => {
    const n = String(index + 1);
    const patientId = pms.controls.addPatient({
      id: `p${n}`,
      given: 'Amelia',
      family: `Wong${n}`,
      phone: '+61491570006',
    });
    return pms.controls.book({
      id: `a${n}`,
      patientId,
      practitionerId: index % 2 === 0 ? 'd1' : 'd2',
      locationId: 'l1',
      startAt: day + 9 * 60 * minute + index * minutesApart * minute,
    });
  });
}

async function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Bundle }> {
  const response = await fetch(`${base}/${path}`, { headers });
  const text = await response.text();
  // Every JSON answer that the tests look into as a bundle is one; the others look at the status or match loosely.
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Bundle };
}

function write(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${base}/${path}`, {
    method,
    headers: { 'content-type': 'application/fhir+json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function idsOf(bundle: Bundle, mode: 'match' | 'include' = 'match'): string[] {
  return (bundle.entry ?? []).filter((entry) => entry.search?.mode === mode).map((entry) => entry.resource?.id ?? '');
}

beforeEach(() => start());
afterEach(() => pms.close());

describe('search', () => {
  it('finds a day by ge and lt bounds in any zone, sorted by start', async () => {
    book(4);
    pms.controls.book({ id: 'next-day', patientId: 'p1', practitionerId: 'd1', startAt: day + 30 * 60 * minute });
    const query = new URLSearchParams([
      ['date', 'ge2026-04-02T00:00:00+11:00'],
      ['date', 'lt2026-04-03T00:00:00+11:00'],
    ]);
    const { body } = await get(`Appointment?${query.toString()}`);
    expect(body.total).toBe(4);
    expect(idsOf(body)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('takes a date without zone as the UTC day', async () => {
    pms.controls.addPatient({ id: 'p1', given: 'A', family: 'B' });
    pms.controls.book({
      id: 'early',
      patientId: 'p1',
      practitionerId: 'd1',
      startAt: Date.parse('2026-04-02T08:00:00+11:00'),
    });
    pms.controls.book({
      id: 'noon',
      patientId: 'p1',
      practitionerId: 'd1',
      startAt: Date.parse('2026-04-02T12:00:00+11:00'),
    });
    expect(idsOf((await get('Appointment?date=2026-04-02')).body)).toEqual(['noon']);
    expect(idsOf((await get('Appointment?date=2026-04')).body)).toEqual(['early', 'noon']);
    expect(idsOf((await get('Appointment?date=lt2026-04-02')).body)).toEqual(['early']);
    expect(idsOf((await get('Appointment?date=gt2026-04-01T21:00:00Z&date=le2026')).body)).toEqual(['noon']);
    expect((await get('Appointment?date=ne2026-04-02')).body.total).toBe(1);
  });

  it('finds by status, patient, practitioner, actor, location and id, with commas as alternatives', async () => {
    book(4);
    pms.controls.setStatus('a2', 'arrived');
    expect(idsOf((await get('Appointment?status=arrived,fulfilled')).body)).toEqual(['a2']);
    expect(idsOf((await get('Appointment?status:not=arrived')).body)).toEqual(['a1', 'a3', 'a4']);
    expect(idsOf((await get('Appointment?patient=p3')).body)).toEqual(['a3']);
    expect(idsOf((await get('Appointment?patient=Patient/p3,Patient/p4')).body)).toEqual(['a3', 'a4']);
    expect(idsOf((await get('Appointment?practitioner=Practitioner/d2')).body)).toEqual(['a2', 'a4']);
    expect(idsOf((await get('Appointment?actor:Patient=p1')).body)).toEqual(['a1']);
    expect((await get('Appointment?location=l1&_summary=count')).body).toMatchObject({ total: 4 });
    expect(idsOf((await get('Appointment?_id=a1,a4&_sort=-date')).body)).toEqual(['a4', 'a1']);
    expect(idsOf((await get('Patient?family=wong2')).body)).toEqual(['p2']);
    expect(idsOf((await get('Patient?phone=%2B61491570006&_sort=_id')).body)).toHaveLength(4);
  });

  it('finds people and places by the beginning of any name, by a whole name part, and by whether they are active', async () => {
    book(2);
    pms.controls.put({
      resourceType: 'Patient',
      id: 'gone',
      active: false,
      name: [{ text: 'Wong of old' }, { given: ['Wo'] }],
    });
    pms.controls.put({ resourceType: 'Patient', id: 'nameless' });
    expect(idsOf((await get('Patient?name=wong')).body).sort()).toEqual(['gone', 'p1', 'p2']);
    expect(idsOf((await get('Patient?given=wo')).body)).toEqual(['gone']);
    expect(idsOf((await get('Patient?active=true&_sort=_id')).body)).toEqual(['nameless', 'p1', 'p2']);
    expect(idsOf((await get('Patient?active=false')).body)).toEqual(['gone']);
    expect(idsOf((await get('Practitioner?name=tom')).body)).toEqual(['d2']);
    expect(idsOf((await get('Location?name=main')).body)).toEqual(['l1']);
    expect(idsOf((await get('Location?name=side')).body)).toEqual([]);
  });

  it('finds by identifier and by appointment type, with and without the system', async () => {
    book(2);
    const token = (system: string, code: string): string => encodeURIComponent(`${system}|${code}`);
    const identifier = [{ system: 'urn:cards', value: '42' }, { value: '7' }];
    pms.controls.put({ resourceType: 'Patient', id: 'carded', identifier });
    pms.controls.book({ id: 'checkup', patientId: 'p1', practitionerId: 'd1', startAt: day, typeCode: 'CHECKUP' });
    const system = pms.controls.appointment('checkup')?.appointmentType?.coding?.[0]?.system ?? '';
    expect(idsOf((await get(`Patient?identifier=${token('urn:cards', '42')}`)).body)).toEqual(['carded']);
    expect(idsOf((await get('Patient?identifier=42,nothing')).body)).toEqual(['carded']);
    expect(idsOf((await get(`Patient?identifier=${token('urn:other', '42')}`)).body)).toEqual([]);
    expect(idsOf((await get(`Patient?identifier=${token('', '7')}`)).body)).toEqual(['carded']);
    expect(idsOf((await get('Appointment?appointment-type=CHECKUP')).body)).toEqual(['checkup']);
    expect(idsOf((await get(`Appointment?appointment-type=${token(system, 'CHECKUP')}`)).body)).toEqual(['checkup']);
    expect(idsOf((await get(`Appointment?appointment-type=${token('urn:other', 'CHECKUP')}`)).body)).toEqual([]);
  });

  it('brings everything along for _include=*, the subject of an encounter too, and sorts by time of change', async () => {
    book(2);
    pms.controls.setEncounter('a1', 'in-progress');
    expect(idsOf((await get('Appointment?_include=*')).body, 'include').sort()).toEqual(['d1', 'd2', 'l1', 'p1', 'p2']);
    const encounters = await get('Encounter?subject=Patient/p1&_include=*');
    expect(idsOf(encounters.body)).toEqual(['encounter-of-a1']);
    expect(idsOf(encounters.body, 'include').sort()).toEqual(['a1', 'p1']);
    expect((await get('Appointment?_include=Appointment')).status).toBe(400);
    clock.advance(1000);
    pms.controls.setStatus('a1', 'arrived');
    expect(idsOf((await get('Appointment?_sort=_lastUpdated')).body)).toEqual(['a2', 'a1']);
    expect(idsOf((await get('Appointment?_sort=-_id')).body)).toEqual(['a2', 'a1']);
  });

  it('follows opaque next links through every page once, as things stood at the first page', async () => {
    book(7);
    let page = (await get('Appointment?_count=3&_include=Appointment:patient')).body;
    const seen = idsOf(page);
    expect(idsOf(page, 'include')).toEqual(['p1', 'p2', 'p3']);
    pms.controls.remove('a5');
    for (;;) {
      const next = page.link?.find(({ relation }) => relation === 'next')?.url;
      if (next === undefined) break;
      expect(next.startsWith(`${base}?`)).toBe(true);
      page = (await get(next.slice(base.length + 1).replace(/^/, '?'))).body;
      seen.push(...idsOf(page));
    }
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']);
    expect((await get('?_page=unknown.3')).status).toBe(410);
  });

  it('brings what _include and _revinclude name along once, and nothing else', async () => {
    book(2);
    pms.controls.setEncounter('a1', 'in-progress');
    const all = await get('Appointment?_include=Appointment:actor&_revinclude=Encounter:appointment');
    expect(idsOf(all.body, 'include').sort()).toEqual(['d1', 'd2', 'encounter-of-a1', 'l1', 'p1', 'p2']);
    const practitioners = await get('Appointment?_include=Appointment:practitioner');
    expect(idsOf(practitioners.body, 'include')).toEqual(['d1', 'd2']);
    const encounters = await get('Encounter?appointment=Appointment/a1&_include=Encounter:patient');
    expect(idsOf(encounters.body)).toEqual(['encounter-of-a1']);
    expect(idsOf(encounters.body, 'include')).toEqual(['p1']);
  });

  it('tells by _lastUpdated what changed since a moment', async () => {
    book(3);
    const before = new Date(clock.now()).toISOString();
    clock.advance(5000);
    pms.controls.setStatus('a3', 'arrived');
    expect(idsOf((await get(`Appointment?_lastUpdated=gt${before}`)).body)).toEqual(['a3']);
    await start({ supports: { lastUpdated: false } });
    book(3);
    expect(idsOf((await get(`Appointment?_lastUpdated=gt2030`)).body)).toHaveLength(3);
  });

  it('answers 304 to the tag of an unchanged search and a new tag when anything on it or along with it changes', async () => {
    book(3);
    const url = 'Appointment?_include=Appointment:patient';
    const etag = (await get(url)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    expect((await get(url, { 'if-none-match': etag })).status).toBe(304);
    pms.controls.addPatient({ id: 'elsewhere', given: 'No', family: 'Visit' });
    expect((await get(url, { 'if-none-match': etag })).status).toBe(304);
    pms.controls.changePhone('p2', '+61491570156');
    const changed = await get(url, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('leaves unknown parameters out, or refuses them when asked to be strict', async () => {
    book(1);
    expect((await get('Appointment?colour=red')).body.total).toBe(1);
    expect((await get('Appointment?colour=red', { prefer: 'handling=strict' })).status).toBe(400);
    expect((await get('Appointment?date=yesterday')).status).toBe(400);
    expect((await get('Appointment?_count=-1')).status).toBe(400);
    expect((await get('Appointment?_include=patient')).status).toBe(400);
  });

  it('takes a search by POST', async () => {
    book(2);
    const response = await fetch(`${base}/Appointment/_search`, {
      method: 'POST',
      body: new URLSearchParams({ patient: 'p2' }),
    });
    expect(await response.json()).toMatchObject({ resourceType: 'Bundle', total: 1 });
  });

  it('answers an unchanged day of 300 appointments in less than half a millisecond', async () => {
    book(300, 1);
    const url = `Appointment?date=ge2026-04-02T00:00:00%2B11:00&_count=1000&_include=Appointment:patient`;
    const etag = (await get(url)).headers.get('etag') ?? '';
    const request = (): Request => new Request(`${base}/${url}`, { headers: { 'if-none-match': etag } });
    for (let warm = 0; warm < 50; warm += 1) await pms.fetch(request());
    const rounds = 200;
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) expect((await pms.fetch(request())).status).toBe(304);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / rounds).toBeLessThan(0.5);
  });
});

describe('reading and writing', () => {
  it('reads with ETag, and says 404 for what never was and 410 for what was deleted', async () => {
    book(1);
    const read = await get('Appointment/a1');
    expect(read.headers.get('etag')).toBe('W/"1"');
    expect((await get('Appointment/a1', { 'if-none-match': 'W/"1"' })).status).toBe(304);
    expect((await get('Appointment/none')).status).toBe(404);
    expect((await fetch(`${base}/Appointment/a1`, { method: 'DELETE' })).status).toBe(204);
    expect(await get('Appointment/a1')).toMatchObject({ status: 410, body: { resourceType: 'OperationOutcome' } });
    expect((await get('Observation/o1')).status).toBe(404);
  });

  it('updates only the version that was read', async () => {
    book(1);
    const appointment = (await get('Appointment/a1')).body;
    pms.controls.setStatus('a1', 'checked-in');
    const arrived = { ...appointment, status: 'arrived' };
    expect((await write('PUT', 'Appointment/a1', arrived, { 'if-match': 'W/"1"' })).status).toBe(412);
    const response = await write('PUT', 'Appointment/a1', arrived, { 'if-match': 'W/"2"' });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe('W/"3"');
    expect(pms.log.entries().slice(-2)).toEqual([
      { at: clock.now(), appointment: 'a1', from: 'booked', to: 'checked-in', by: 'pms' },
      { at: clock.now(), appointment: 'a1', from: 'checked-in', to: 'arrived', by: 'engine' },
    ]);
  });

  it('answers a lost race with 409 where it is set up so, and ignores If-Match where it does not support it', async () => {
    await start({ conflictStatus: 409 });
    book(1);
    const { body } = await get('Appointment/a1');
    expect((await write('PUT', 'Appointment/a1', body, { 'if-match': 'W/"9"' })).status).toBe(409);
    await start({ supports: { ifMatch: false } });
    book(1);
    expect((await write('PUT', 'Appointment/a1', body, { 'if-match': 'W/"9"' })).status).toBe(200);
  });

  it('creates, also conditionally, and keeps the rules of an Appointment', async () => {
    book(1);
    const patient = { resourceType: 'Patient', identifier: [{ system: 'urn:x', value: '7' }] };
    expect((await write('POST', 'Patient', patient, { 'if-none-exist': 'identifier=urn:x|7' })).status).toBe(201);
    expect((await write('POST', 'Patient', patient, { 'if-none-exist': 'identifier=urn:x|7' })).status).toBe(200);
    expect((await write('POST', 'Patient', patient)).headers.get('location')).toMatch(/\/Patient\/[^/]+\/_history\/1$/);
    expect((await write('POST', 'Patient', patient, { 'if-none-exist': 'identifier=urn:x|7' })).status).toBe(412);
    const { body } = await get('Appointment/a1');
    const broken: object[] = [
      { ...body, status: 'here' },
      { ...body, participant: [] },
      { ...body, end: undefined },
      { ...body, start: undefined, end: undefined },
      { ...body, start: '2026-04-02T09:00:00', end: '2026-04-02T09:15:00' },
      { ...body, cancelationReason: { text: 'x' } },
    ];
    for (const appointment of broken) expect((await write('PUT', 'Appointment/a1', appointment)).status).toBe(422);
    expect((await write('PUT', 'Appointment/other', body)).status).toBe(400);
    expect((await write('PUT', 'Appointment/a1', '{"resourceType"')).status).toBe(400);
    expect((await write('PUT', 'Appointment/a1', patient)).status).toBe(400);
    expect((await write('PATCH', 'Appointment/a1', [])).status).toBe(405);
    expect((await write('PUT', 'Appointment/a1', '<a/>', { 'content-type': 'application/xml' })).status).toBe(415);
    expect((await get('Appointment/a1', { accept: 'application/fhir+xml' })).status).toBe(406);
  });

  it('refuses to write where it is read-only', async () => {
    await start({ supports: { write: false } });
    book(1);
    expect((await write('PUT', 'Appointment/a1', (await get('Appointment/a1')).body)).status).toBe(405);
  });

  it('asks for credentials when it is set up to', async () => {
    await start({ authentication: { type: 'bearer', token: 'secret' } });
    expect((await get('Appointment')).status).toBe(401);
    expect((await get('Appointment', { authorization: 'Bearer secret' })).status).toBe(200);
    await start({ authentication: { type: 'basic', user: 'u', password: 'p' } });
    expect((await get('Appointment', { authorization: `Basic ${Buffer.from('u:p').toString('base64')}` })).status).toBe(
      200,
    );
  });
});

describe('bundles', () => {
  const put = (body: object, ifMatch: string): object => ({
    resource: body,
    request: { method: 'PUT', url: 'Appointment/a1', ifMatch },
  });
  const newPatient = {
    fullUrl: 'urn:uuid:0d0c6c0e-1c1d-4a3f-8a0e-000000000001',
    resource: { resourceType: 'Patient' },
    request: { method: 'POST', url: 'Patient' },
  };

  it('reads many resources in one batch, each for itself', async () => {
    book(2);
    const entry = ['Patient/p1', 'Patient/none', 'Appointment?patient=p2'].map((url) => ({
      request: { method: 'GET', url },
    }));
    const response = await write('POST', '', { resourceType: 'Bundle', type: 'batch', entry });
    expect(await response.json()).toMatchObject({
      type: 'batch-response',
      entry: [
        { response: { status: '200' }, resource: { id: 'p1' } },
        { response: { status: '404', outcome: { resourceType: 'OperationOutcome' } } },
        { response: { status: '200' }, resource: { resourceType: 'Bundle', total: 1 } },
      ],
    });
  });

  it('does all of a transaction or nothing, and fills in references to what it creates', async () => {
    book(1);
    const { body } = await get('Appointment/a1');
    const reference = { actor: { reference: newPatient.fullUrl }, status: 'accepted' };
    const appointment = { ...body, status: 'arrived', participant: [reference] };
    const failed = await write('POST', '', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [newPatient, put(appointment, 'W/"7"')],
    });
    expect(failed.status).toBe(412);
    expect((await get('Patient')).body.total).toBe(1);
    expect(pms.log.entries()).toHaveLength(1);
    const done = await write('POST', '', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [put(appointment, 'W/"1"'), newPatient],
    });
    expect(await done.json()).toMatchObject({
      entry: [{ response: { status: '200' } }, { response: { status: '201' } }],
    });
    const participant = pms.controls.appointment('a1')?.participant[0]?.actor?.reference ?? '';
    expect((await get(participant)).status).toBe(200);
  });

  it('refuses other bundles', async () => {
    expect((await write('POST', '', { resourceType: 'Bundle', type: 'message' })).status).toBe(400);
    expect((await write('POST', '', { resourceType: 'Bundle', type: 'batch', entry: [{}] })).status).toBe(400);
  });
});

describe('the fhir-kit-client', () => {
  it('reads, searches, pages, updates and runs batches against it', async () => {
    book(3);
    const client = new Client({ baseUrl: base });
    expect(await client.capabilityStatement()).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
    });
    const appointment = await client.read({ resourceType: 'Appointment', id: 'a1' });
    expect(appointment).toMatchObject({ id: 'a1', status: 'booked' });
    const first = await client.search({
      resourceType: 'Appointment',
      searchParams: { date: ['ge2026-04-02T00:00:00+11:00', 'lt2026-04-03T00:00:00+11:00'], _count: 2 },
    });
    expect(first).toMatchObject({ total: 3 });
    // The client's own type of a bundle has no room for what a search gives.
    expect(await client.nextPage({ bundle: first as never })).toMatchObject({ entry: [{ resource: { id: 'a3' } }] });
    const update = { resourceType: 'Appointment', id: 'a1', body: { ...appointment, status: 'arrived' } as never };
    await client.update({ ...update, options: { headers: { 'If-Match': 'W/"1"' } } });
    expect(pms.controls.appointment('a1')?.status).toBe('arrived');
    await expect(client.update({ ...update, options: { headers: { 'If-Match': 'W/"1"' } } })).rejects.toMatchObject({
      response: { status: 412 },
    });
    const batch = { resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: 'Patient/p2' } }] };
    expect(await client.batch({ body: batch })).toMatchObject({ entry: [{ resource: { id: 'p2' } }] });
  });
});
