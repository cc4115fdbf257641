import type { HumanName, Patient } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';

import { aPatient } from '../../test/clinic-day.ts';
import { toPatient, toPractitioner } from './person.ts';

const context = { id: 'p1', display: null, country: 'AU', now: Date.parse('2026-04-02T00:00:00Z') };

describe('the name of a patient', () => {
  it.each<[string, HumanName[], string, string]>([
    [
      'is the official one',
      [
        { use: 'usual', given: ['Mel'], family: 'Wong' },
        { use: 'official', given: ['Amelia', 'Jane'], family: 'Wong' },
      ],
      'Amelia Jane Wong',
      'Amelia',
    ],
    [
      'is the usual one where there is no official',
      [
        { use: 'maiden', family: 'Li' },
        { use: 'usual', given: ['Mel'], family: 'Wong' },
      ],
      'Mel Wong',
      'Mel',
    ],
    [
      'is one that is in use now',
      [{ use: 'official', family: 'Li', period: { end: '2020-01-01' } }, { family: 'Wong' }],
      'Wong',
      'Wong',
    ],
    ['is the text where there are no parts', [{ text: 'Amelia Wong' }], 'Amelia Wong', 'Amelia Wong'],
    ['may have no family name', [{ given: [' Prince '] }], 'Prince', 'Prince'],
    ['is never empty', [{ given: [''] }], 'Patient p1', 'Patient p1'],
  ])('%s', async (_, name, full, first) => {
    expect(await toPatient(aPatient('p1', { name }), context)).toMatchObject({ name: full, firstName: first });
  });

  it("is the appointment's display where the record has none", async () => {
    expect(await toPatient(aPatient('p1', { name: [] }), { ...context, display: 'A. Wong' })).toMatchObject({
      name: 'A. Wong',
    });
  });
});

describe('a patient who is not texted', () => {
  it.each<[Partial<Patient>, string]>([
    [{ deceasedBoolean: true }, 'the record says deceased'],
    [{ deceasedDateTime: '2026-01-01' }, 'the record says deceased'],
    [{ active: false }, 'the record is inactive'],
    [{ link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] }, 'the record was merged into another'],
  ])('is one with %j', async (changes, reason) => {
    expect(await toPatient(aPatient('p1', changes), context)).toMatchObject({
      mayBeTexted: false,
      notTextedReason: reason,
    });
  });

  it('is not one who replaces another, is alive and active', async () => {
    const patient = aPatient('p1', { active: true, deceasedBoolean: false, link: [{ type: 'replaces', other: {} }] });
    expect(await toPatient(patient, context)).toMatchObject({ mayBeTexted: true, notTextedReason: null });
  });
});

describe('the language of a patient', () => {
  it('is the preferred one, as a BCP 47 tag', async () => {
    const communication = [
      { language: { coding: [{ code: 'en' }] } },
      { preferred: true, language: { coding: [{ code: 'zh-Hant' }] } },
    ];
    expect((await toPatient(aPatient('p1', { communication }), context)).language).toBe('zh-Hant');
  });

  it('is unknown where none is preferred or the code is no tag', async () => {
    const spoken = [{ language: { coding: [{ code: 'it' }] } }];
    const odd = [{ preferred: true, language: { coding: [{ code: 'Chinese, Mandarin' }] } }];
    expect((await toPatient(aPatient('p1', { communication: spoken }), context)).language).toBe(null);
    expect((await toPatient(aPatient('p1', { communication: odd }), context)).language).toBe(null);
  });
});

describe('the name of a practitioner', () => {
  it('has its title, and its family name apart', () => {
    const name = [{ prefix: ['Dr'], given: ['Priya'], family: 'Sharma' }];
    const practitioner = toPractitioner({ resourceType: 'Practitioner', name }, context);
    expect(practitioner).toEqual({ id: 'p1', name: 'Dr Priya Sharma', lastName: 'Sharma' });
  });

  it("is the appointment's display where there is no record, and null where there is nothing", () => {
    expect(toPractitioner(null, { ...context, display: 'Dr Sharma' })).toEqual({
      id: 'p1',
      name: 'Dr Sharma',
      lastName: 'Sharma',
    });
    expect(toPractitioner(null, context)).toBe(null);
  });
});
