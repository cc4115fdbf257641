import { describe, expect, it } from 'vitest';

import { type FhirAppointmentStoreOptions, createFhirAppointmentStore } from './index.ts';
import { toSettings } from './options.ts';

const good: FhirAppointmentStoreOptions = { baseUrl: 'https://pms.example/fhir/R4', country: 'AU' };

describe('wrong options', () => {
  it.each<[string, object]>([
    ['baseUrl', { baseUrl: 'pms.example/fhir' }],
    ['baseUrl', { baseUrl: undefined }],
    ['baseUrl', { baseUrl: 'ftp://pms.example/fhir' }],
    ['baseUrl', { baseUrl: 'https://user:secret@pms.example/fhir' }],
    ['baseUrl', { baseUrl: 'https://pms.example/fhir?x=1' }],
    ['country', { country: 'Australia' }],
    ['country', { country: undefined }],
    ['profile', { profile: 'best-practice' }],
    ['arrivedStatus', { arrivedStatus: 'booked' }],
    ['auth.token', { auth: { type: 'bearer', token: '' } }],
    ['auth.token', { auth: { type: 'bearer', token: 'secret\nX-Other: 1' } }],
    ['auth.user', { auth: { type: 'basic', user: 'a:b', password: 'x' } }],
    ['auth.password', { auth: { type: 'basic', user: 'a' } }],
    ['auth.type', { auth: { type: 'digest' } }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['pageSize', { pageSize: 1.5 }],
    ['incremental.sweepMs', { incremental: { sweepMs: -1 } }],
    ['incremental.overlapMs', { incremental: { overlapMs: Number.NaN } }],
  ])('are refused at construction: %s of %j', (field, options) => {
    // A caller without types may give anything.
    const wrong: FhirAppointmentStoreOptions = { ...good, ...options };
    let caught: unknown = null;
    try {
      createFhirAppointmentStore(wrong);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code: 'configuration', field });
    expect(String(caught)).not.toContain('secret');
  });
});

describe('right options', () => {
  it('need no more than an address and a country, and ask the server nothing yet', () => {
    const store = createFhirAppointmentStore(good);
    expect(store.abilities).toEqual({
      canMarkArrived: true,
      canSetTelehealth: true,
      canConfirm: true,
      canCancel: true,
      canUndoCancel: true,
    });
  });

  it('have every default in place', () => {
    const settings = toSettings(good);
    expect(settings).toMatchObject({
      arrivedStatus: 'arrived',
      authorization: null,
      timeoutMs: 10_000,
      readsEncounters: true,
      incremental: null,
    });
    expect(settings.base.href).toBe('https://pms.example/fhir/R4/');
  });

  it('come with a clock that runs and a wait that can be cancelled', async () => {
    const { clock } = toSettings(good);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
    const called: string[] = [];
    const cancel = clock.schedule(-1, () => called.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => void clock.schedule(0, () => resolve()));
    expect(called).toEqual([]);
  });
});
