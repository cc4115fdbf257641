import type { Appointment, FhirResource } from 'fhir/r4.js';
import { afterEach, describe, expect, it } from 'vitest';

import { anAppointment, anEncounter, openClinic } from '../test/clinic-day.ts';

type Clinic = Awaited<ReturnType<typeof openClinic>>;
let clinic: Clinic;

afterEach(() => clinic.server.close());

async function open(options: Parameters<typeof openClinic>[0]): Promise<Clinic> {
  clinic = await openClinic(options);
  return clinic;
}

const toPuts = ({ server }: Clinic) => server.requests.filter(({ method }) => method === 'PUT');
const toStored = ({ server }: Clinic): Appointment => {
  const stored: FhirResource | undefined = server.resources.get('Appointment/a1');
  if (stored?.resourceType !== 'Appointment') throw new Error('the test has no Appointment a1');
  return stored;
};

describe('an update', () => {
  it('reads, then puts what it read with one change, on condition of the version', async () => {
    const rich = anAppointment('a1', { comment: 'prefers tea', description: 'check-up', identifier: [{ value: '7' }] });
    const opened = await open({ profile: 'fhir', resources: [rich] });
    const before = toStored(opened);
    await opened.store.markArrived({ id: 'a1' });
    expect(opened.server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /Appointment/a1',
      'POST /',
      'PUT /Appointment/a1',
    ]);
    const put = toPuts(opened)[0];
    expect(put?.headers['if-match']).toBe(`W/"${before.meta?.versionId}"`);
    expect(put?.headers['content-type']).toBe('application/fhir+json');
    expect(JSON.parse(put?.body ?? '')).toEqual({ ...before, status: 'arrived' });
  });

  it('is made again on what somebody else has written in between', async () => {
    const opened = await open({ resources: [anAppointment('a1')] });
    let isFirst = true;
    opened.server.intercept = ({ method }) => {
      if (method === 'PUT' && isFirst) opened.server.put(anAppointment('a1', { comment: 'moved rooms' }));
      if (method === 'PUT') isFirst = false;
      return null;
    };
    expect((await opened.store.markArrived({ id: 'a1' })).status).toBe('arrived');
    expect(toStored(opened)).toMatchObject({ status: 'arrived', comment: 'moved rooms' });
    expect(opened.clock.waits).toEqual([100]);
  });

  it('does not go through when it was cancelled in between', async () => {
    const opened = await open({ resources: [anAppointment('a1')], traits: { conflict: 409 } });
    opened.server.intercept = ({ method }) => {
      if (method === 'PUT') opened.server.put(anAppointment('a1', { status: 'cancelled' }));
      return null;
    };
    await expect(opened.store.markArrived({ id: 'a1' })).rejects.toMatchObject({ failure: 'refused' });
    expect(toStored(opened).status).toBe('cancelled');
  });

  it.each([409, 412])('gives up as a conflict after four answers of %i', async (status) => {
    const opened = await open({ resources: [anAppointment('a1')] });
    opened.server.intercept = ({ method }) => (method === 'PUT' ? { status } : null);
    await expect(opened.store.cancel({ id: 'a1' })).rejects.toMatchObject({ code: 'conflict', isRetryable: true });
    expect(toPuts(opened)).toHaveLength(4);
    expect(opened.clock.waits).toEqual([100, 200, 400]);
  });

  it('takes the version from the ETag where the resource has none', async () => {
    const opened = await open({ resources: [anAppointment('a1')], traits: { versions: false } });
    opened.server.put(anAppointment('a1'));
    opened.server.intercept = ({ method, url }) =>
      method === 'GET' && url === '/Appointment/a1'
        ? { status: 200, headers: { etag: 'W/"23"' }, body: JSON.stringify(anAppointment('a1')) }
        : method === 'PUT'
          ? { status: 200, body: JSON.stringify(anAppointment('a1', { status: 'arrived' })) }
          : null;
    await opened.store.markArrived({ id: 'a1' });
    expect(toPuts(opened)[0]?.headers['if-match']).toBe('W/"23"');
  });

  it('is refused, not a conflict, when the server wants a condition and we have no version', async () => {
    const opened = await open({ resources: [anAppointment('a1')], traits: { versions: false } });
    opened.server.put(anAppointment('a1'));
    opened.server.intercept = ({ method }) => (method === 'PUT' ? { status: 412 } : null);
    await expect(opened.store.cancel({ id: 'a1' })).rejects.toMatchObject({ failure: 'refused' });
    expect(toPuts(opened)[0]?.headers['if-match']).toBe(undefined);
  });

  it.each([400, 422])('is refused with the codes of the server and without its words at %i', async (status) => {
    const opened = await open({ resources: [anAppointment('a1')] });
    const issue = [{ severity: 'error', code: 'business-rule', diagnostics: 'Amelia Wong may not arrive' }];
    opened.server.intercept = ({ method }) =>
      method === 'PUT' ? { status, body: JSON.stringify({ resourceType: 'OperationOutcome', issue }) } : null;
    await expect(opened.store.markArrived({ id: 'a1' })).rejects.toMatchObject({
      failure: 'refused',
      isRetryable: false,
      message: `[fhir] mark arrived Appointment/a1 failed: ${status} (business-rule), a rule of the server said no: do it in the PMS`,
    });
  });

  it('is refused when the server answers 200 with an outcome that failed', async () => {
    const opened = await open({ resources: [anAppointment('a1')] });
    const body = JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] });
    opened.server.intercept = ({ method }) => (method === 'PUT' ? { status: 200, body } : null);
    await expect(opened.store.markArrived({ id: 'a1' })).rejects.toMatchObject({ failure: 'refused' });
  });

  it('is refused when the server took it but does not show it, so that nobody is told "done" (P5)', async () => {
    const opened = await open({ resources: [anAppointment('a1')] });
    opened.server.intercept = ({ method }) =>
      method === 'PUT' ? { status: 200, body: JSON.stringify(anAppointment('a1')) } : null;
    await expect(opened.store.markArrived({ id: 'a1' })).rejects.toMatchObject({ failure: 'refused' });
  });

  it.each<[string, number | 'hang', string]>([
    ['a server that hangs', 'hang', 'unavailable'],
    ['429', 429, 'unavailable'],
    ['403', 403, 'unauthorised'],
    ['a redirect', 307, 'unusable'],
  ])('fails by %s', async (_, status, failure) => {
    const opened = await open({ resources: [anAppointment('a1')], ...(status === 'hang' && { timeoutMs: 200 }) });
    opened.server.intercept = ({ method }) =>
      method !== 'PUT'
        ? null
        : status === 'hang'
          ? 'hang'
          : { status, headers: { 'retry-after': '3', location: '/elsewhere' } };
    await expect(opened.store.markArrived({ id: 'a1' })).rejects.toMatchObject({ failure });
  });

  it('tells how long the server asks to wait', async () => {
    const opened = await open({ resources: [anAppointment('a1')] });
    opened.server.intercept = ({ method }) =>
      method === 'PUT' ? { status: 429, headers: { 'retry-after': '3' }, body: '{}' } : null;
    await expect(opened.store.markArrived({ id: 'a1' })).rejects.toMatchObject({ retryAfterMs: 3_000 });
  });

  it('fails without a cause that could carry the record or the credentials (P10)', async () => {
    const opened = await open({ resources: [anAppointment('a1')], auth: { type: 'bearer', token: 'secret-token' } });
    opened.server.intercept = ({ method }) =>
      method === 'PUT' ? { status: 500, body: '{"note":"Amelia Wong"}' } : null;
    const error: unknown = await opened.store.markArrived({ id: 'a1' }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ failure: 'unavailable' });
    expect(error instanceof Error && error.cause).toBe(undefined);
    expect(JSON.stringify(error) + String(error)).not.toMatch(/Amelia|secret-token/);
  });
});

describe('what an update writes', () => {
  it('is the configured status of arriving', async () => {
    const opened = await open({ resources: [anAppointment('a1')], arrivedStatus: 'checked-in' });
    expect((await opened.store.markArrived({ id: 'a1' })).status).toBe('checked-in');
  });

  it('is no cancelation reason for a no-show who comes late after all (app-4)', async () => {
    const opened = await open({
      resources: [anAppointment('a1', { status: 'noshow', cancelationReason: { text: 'no show' } })],
    });
    await opened.store.markArrived({ id: 'a1' });
    expect(toStored(opened).cancelationReason).toBe(undefined);
  });

  it('is the reason "via automated reminder system" for a cancellation', async () => {
    const opened = await open({ resources: [anAppointment('a1')] });
    await opened.store.cancel({ id: 'a1' });
    expect(toStored(opened)).toMatchObject({
      status: 'cancelled',
      cancelationReason: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason', code: 'pat-crs' }],
      },
    });
  });

  it("is the patient's acceptance and nobody else's", async () => {
    const opened = await open({ resources: [anAppointment('a1')] });
    await opened.store.confirm({ id: 'a1' });
    expect(toStored(opened).participant.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    opened.server.put(anAppointment('a1', { status: 'cancelled' }));
    await expect(opened.store.confirm({ id: 'a1' })).rejects.toMatchObject({ failure: 'refused' });
    opened.server.put(anAppointment('a1', { participant: [] }));
    await expect(opened.store.confirm({ id: 'a1' })).rejects.toMatchObject({ failure: 'unusable' });
  });

  it('is in person again also where the place was virtual', async () => {
    const virtual = { coding: [{ system: 'http://terminology.hl7.org.au/CodeSystem/location-type', code: 'VI' }] };
    const opened = await open({
      resources: [anAppointment('a1'), { resourceType: 'Location', id: 'l1', type: [virtual] }],
    });
    expect((await opened.store.read({ id: 'a1' }))?.modality).toBe('video');
    expect((await opened.store.clearTelehealth({ id: 'a1' })).modality).toBe('unknown');
    expect(toStored(opened).participant).toHaveLength(2);
  });

  it('is no telehealth on a cancelled appointment', async () => {
    const opened = await open({ resources: [anAppointment('a1', { status: 'cancelled' })] });
    await expect(opened.store.setTelehealth({ id: 'a1', modality: 'video', link: null })).rejects.toMatchObject({
      failure: 'refused',
    });
  });
});

describe('a single reading', () => {
  it('brings people, place and Encounters in one batch', async () => {
    const opened = await open({
      profile: 'fhir',
      resources: [anAppointment('a1'), anEncounter('e1', 'a1', 'finished')],
    });
    expect(await opened.store.read({ id: 'a1' })).toMatchObject({
      encounter: 'finished',
      location: 'Collins Street',
      patient: { name: 'Amelia Jane Wong' },
      practitioner: { name: 'Dr Priya Sharma' },
    });
    expect(opened.server.requests).toHaveLength(2);
  });

  it('is null for what the server says is gone, and an error for what is not an Appointment', async () => {
    const opened = await open({});
    opened.server.intercept = () => ({ status: 410 });
    expect(await opened.store.read({ id: 'a1' })).toBe(null);
    opened.server.intercept = () => ({ status: 200, body: '{"resourceType":"Patient","id":"a1"}' });
    await expect(opened.store.read({ id: 'a1' })).rejects.toMatchObject({ failure: 'unusable' });
    opened.server.intercept = () => ({ status: 200, body: '<html>' });
    await expect(opened.store.read({ id: 'a1' })).rejects.toMatchObject({ failure: 'unusable' });
  });

  it('asks for exactly the id it was given, whatever that looks like', async () => {
    const opened = await open({});
    expect(await opened.store.read({ id: '../Patient/p1?x=1' })).toBe(null);
    expect(opened.server.requests[0]?.url).toBe('/Appointment/..%2FPatient%2Fp1%3Fx%3D1');
  });
});

describe('taking a cancellation back', () => {
  const cancelled = (changes: Partial<Appointment> = {}): Appointment =>
    anAppointment('a1', { status: 'cancelled', cancelationReason: { text: 'by text' }, ...changes });
  const aSlot = (status: 'free' | 'busy'): FhirResource => ({
    resourceType: 'Slot',
    id: 's1',
    schedule: { reference: 'Schedule/x' },
    status,
    start: '2026-04-02T09:00:00+11:00',
    end: '2026-04-02T09:15:00+11:00',
  });

  it('takes the reason away with it (app-4), on condition of the version', async () => {
    const opened = await open({ resources: [cancelled()] });
    const before = toStored(opened);
    expect((await opened.store.undoCancel({ id: 'a1' })).status).toBe('booked');
    expect(toStored(opened).cancelationReason).toBe(undefined);
    expect(toPuts(opened)[0]?.headers['if-match']).toBe(`W/"${before.meta?.versionId}"`);
  });

  const slot = [{ reference: 'Slot/s1' }];
  it('looks at the slot of the appointment, where it has one', async () => {
    const opened = await open({ resources: [cancelled({ slot }), aSlot('free')] });
    expect((await opened.store.undoCancel({ id: 'a1' })).status).toBe('booked');
  });

  it.each([
    ['is busy', [cancelled({ slot }), aSlot('busy')]],
    ['is not there', [cancelled({ slot })]],
    ['is on another server', [cancelled({ slot: [{ reference: 'https://other.example/Slot/s1' }] })]],
  ])('does not go through where the slot %s', async (_, resources) => {
    const opened = await open({ resources });
    const taken = { failure: 'slot-taken', isRetryable: false };
    await expect(opened.store.undoCancel({ id: 'a1' })).rejects.toMatchObject(taken);
    expect(toPuts(opened)).toEqual([]);
  });

  it.each([
    [
      'that began before and is not over',
      { start: '2026-04-02T08:00:00+11:00', end: '2026-04-02T10:00:00+11:00' },
      true,
    ],
    [
      'whose length is given in minutes',
      { start: '2026-04-02T08:30:00+11:00', end: undefined, minutesDuration: 45 },
      true,
    ],
    ['that is over by then', { start: '2026-04-02T08:30:00+11:00', end: undefined }, false],
    [
      'with another practitioner',
      { participant: [{ actor: { reference: 'Practitioner/d2' }, status: 'accepted' }] },
      false,
    ],
    ['that has no start', { start: undefined }, false],
  ] as const)('meets another appointment %s', async (_, changes, isTaken) => {
    // The fields of a test are those of an Appointment.
    const other = { ...anAppointment('a2'), ...changes } as Appointment;
    const opened = await open({ resources: [cancelled(), other] });
    const undone = opened.store.undoCancel({ id: 'a1' });
    if (isTaken) await expect(undone).rejects.toMatchObject({ failure: 'slot-taken' });
    else expect((await undone).status).toBe('booked');
  });

  it('leaves the time to whom it was given between looking and writing', async () => {
    const opened = await open({ resources: [cancelled()] });
    opened.server.intercept = ({ method }) => {
      if (method === 'PUT') opened.server.put(anAppointment('a2'));
      return null;
    };
    await expect(opened.store.undoCancel({ id: 'a1' })).rejects.toMatchObject({ failure: 'slot-taken' });
    expect(toStored(opened).status).toBe('cancelled');
    expect(toPuts(opened)).toHaveLength(2);
  });

  it('says that it cannot be found out while the system is down', async () => {
    const opened = await open({ resources: [cancelled()] });
    let puts = 0;
    opened.server.intercept = ({ method, url }) => {
      if (method === 'PUT') puts += 1;
      return puts > 0 && method === 'GET' && url.startsWith('/Appointment?') ? { status: 503, body: '{}' } : null;
    };
    await expect(opened.store.undoCancel({ id: 'a1' })).rejects.toMatchObject({ failure: 'unavailable' });
    // It is tried again, and is so already.
    opened.server.intercept = () => null;
    expect((await opened.store.undoCancel({ id: 'a1' })).status).toBe('booked');
  });

  it('of an appointment without a start is not possible', async () => {
    const { start: _, ...timeless } = cancelled();
    const opened = await open({ resources: [timeless] });
    await expect(opened.store.undoCancel({ id: 'a1' })).rejects.toMatchObject({ failure: 'unusable' });
  });
});
