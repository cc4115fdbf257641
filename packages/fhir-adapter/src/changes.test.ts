import { afterEach, describe, expect, it } from 'vitest';

import { aPatient, anAppointment, anEncounter, day, openClinic } from '../test/clinic-day.ts';

type Clinic = Awaited<ReturnType<typeof openClinic>>;
let clinic: Clinic;

afterEach(() => clinic.server.close());

async function openListed(
  options: Parameters<typeof openClinic>[0],
): Promise<Clinic & { readonly list: () => ReturnType<Clinic['store']['list']> }> {
  clinic = await openClinic({
    profile: 'starts-on-fulfilled',
    incremental: { sweepMs: 60_000, overlapMs: 2_000 },
    ...options,
  });
  let token: string | null = null;
  const list = async () => {
    const listing = await clinic.store.list({ ...day, token });
    if (listing.type !== 'unchanged') token = listing.token;
    return listing;
  };
  await list();
  return { ...clinic, list };
}

describe('a listing of changes', () => {
  it('asks for what changed since the newest change seen, without the range, and gives only that', async () => {
    const { server, list } = await openListed({ resources: [anAppointment('a1'), anAppointment('a2')] });
    server.put(anAppointment('a2', { status: 'arrived' }));
    const listing = await list();
    expect(server.requests[1]?.query.get('_lastUpdated')).toBe('ge2026-04-01T12:00:03Z');
    expect(server.requests[1]?.query.has('date')).toBe(false);
    expect(listing).toMatchObject({
      type: 'changed',
      changed: [{ id: 'a2', status: 'arrived' }],
      gone: [],
      unusable: [],
    });
    expect(await list()).toMatchObject({ type: 'unchanged' });
    expect(server.requests).toHaveLength(3);
  });

  it('names what left the range and what became unusable', async () => {
    const { server, list } = await openListed({
      resources: [anAppointment('a1'), anAppointment('a2'), anAppointment('a3')],
    });
    server.put(anAppointment('a1', { start: '2026-05-02T09:00:00+11:00' }));
    server.put(anAppointment('a2', { participant: [] }));
    server.put(anAppointment('other-day', { start: '2026-05-02T09:00:00+11:00' }));
    const listing = await list();
    expect(listing).toMatchObject({
      type: 'changed',
      changed: [],
      gone: ['a1'],
      unusable: [{ id: 'a2', reason: 'no patient' }],
    });
    server.put(anAppointment('a2'));
    expect(await list()).toMatchObject({ type: 'changed', changed: [{ id: 'a2' }], gone: [], unusable: [] });
  });

  it('sees an Encounter begin although the appointment has not changed', async () => {
    const { server, list } = await openListed({ profile: 'fhir', resources: [anAppointment('a1')] });
    server.put(anEncounter('e1', 'a1', 'in-progress'));
    expect(await list()).toMatchObject({ type: 'changed', changed: [{ id: 'a1', encounter: 'in-progress' }] });
    server.put(anEncounter('e2', 'unknown', 'in-progress'));
    expect(await list()).toMatchObject({ type: 'unchanged' });
  });

  it('sees deletions and changed people when it is time for the sweep', async () => {
    const { server, clock, list } = await openListed({ resources: [anAppointment('a1'), anAppointment('a2')] });
    server.remove('Appointment/a1');
    server.put(aPatient('p1', { active: false }));
    expect(await list()).toMatchObject({ type: 'unchanged' });
    clock.time += 60_000;
    const listing = await list();
    expect(listing).toMatchObject({ type: 'listed', appointments: [{ id: 'a2', patient: { mayBeTexted: false } }] });
  });

  it('sweeps in full, and says unchanged, after changes that it has given already', async () => {
    const { server, clock, list } = await openListed({ resources: [anAppointment('a1')] });
    server.put(anAppointment('a1', { status: 'arrived' }));
    expect((await list()).type).toBe('changed');
    clock.time += 60_000;
    expect((await list()).type).toBe('unchanged');
    expect(server.requests.at(-1)?.query.has('date')).toBe(true);
  });

  it('reads everything for a token that is not the last one, so that a lost answer loses nothing', async () => {
    const { server, store } = await openListed({ resources: [anAppointment('a1')] });
    const first = await store.list({ ...day, token: null });
    const token = first.type === 'listed' ? first.token : null;
    server.put(anAppointment('a1', { status: 'arrived' }));
    expect((await store.list({ ...day, token })).type).toBe('changed');
    expect(await store.list({ ...day, token })).toMatchObject({
      type: 'listed',
      appointments: [{ status: 'arrived' }],
    });
  });

  it('gives everything to the slower of two that ask at once', async () => {
    const { server, store } = await openListed({ resources: [anAppointment('a1')] });
    const first = await store.list({ ...day, token: null });
    const token = first.type === 'listed' ? first.token : null;
    server.put(anAppointment('a1', { status: 'arrived' }));
    const both = await Promise.all([store.list({ ...day, token }), store.list({ ...day, token })]);
    expect(both.map(({ type }) => type).toSorted()).toEqual(['changed', 'listed']);
  });

  it.each([true, false])(
    'gives way to full listings where the server ignores _lastUpdated (self link: %s)',
    async (selfLink) => {
      const { server, list, lines } = await openListed({
        resources: ['a1', 'a2', 'a3', 'a4'].map((id) => anAppointment(id)),
        incremental: { overlapMs: 0 },
      });
      Object.assign(server.traits, { lastUpdated: false, selfLink });
      server.put(anAppointment('a4', { status: 'arrived' }));
      expect(await list()).toMatchObject({ type: 'listed' });
      await list();
      expect(server.requests.filter(({ query }) => query.has('_lastUpdated'))).toHaveLength(1);
      expect(lines).toEqual(['[fhir] the server ignores _lastUpdated, listings read everything instead']);
    },
  );
});

describe('the cost of a poll', () => {
  it('is one request with changes only, however many appointments there are', async () => {
    const { server, list } = await openListed({
      resources: Array.from({ length: 500 }, (_, index) => anAppointment(`a${index}`)),
    });
    for (let index = 0; index < 10; index += 1) server.put(anAppointment(`a${index}`, { status: 'arrived' }));
    const before = server.requests.length;
    const listing = await list();
    expect(listing.type === 'changed' && listing.changed).toHaveLength(10);
    expect(server.requests.length - before).toBe(1);
  });
});
