import type { Appointment, Encounter } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';

import { aLocation, aPatient, aPractitioner, anAppointment, anEncounter, nine } from '../../test/clinic-day.ts';
import { createResources } from '../resources.ts';
import { toAppointment } from './appointment.ts';
import { toEncounterStage, toStages } from './encounter.ts';
import { defaultTelehealthCoding } from './telehealth.ts';

const base = new URL('https://pms.example/fhir/');

async function map(changes: Partial<Appointment>) {
  const resources = createResources(base);
  for (const resource of [aPatient('p1'), aPractitioner, aLocation]) resources.add(resource);
  const context = { resources, stage: 'none' as const, country: 'AU', coding: defaultTelehealthCoding, readAt: nine };
  const mapped = await toAppointment(anAppointment('a1', changes), context);
  return mapped.type === 'usable' ? mapped.appointment : mapped.reason;
}

describe('a snapshot', () => {
  it('says everything that the port asks for', async () => {
    const meta = { versionId: '7', lastUpdated: '2026-04-01T20:00:00Z' };
    expect(await map({ meta, appointmentType: { coding: [{ code: 'CHECKUP' }] } })).toEqual({
      id: 'a1',
      version: '7',
      status: 'booked',
      startAt: nine,
      endAt: nine + 900_000,
      typeCode: 'CHECKUP',
      modality: 'unknown',
      videoLink: null,
      isConfirmed: false,
      location: 'Collins Street',
      encounter: 'none',
      patient: {
        id: 'p1',
        name: 'Amelia Jane Wong',
        firstName: 'Amelia',
        mobile: '+61491570156',
        mayBeTexted: true,
        notTextedReason: null,
        language: null,
      },
      practitioner: { id: 'd1', name: 'Dr Priya Sharma', lastName: 'Sharma' },
      changedAt: Date.parse('2026-04-01T20:00:00Z'),
      readAt: nine,
    });
  });

  it.each<[string, Partial<Appointment>, number]>([
    ['its duration where no end is given', { end: undefined, minutesDuration: 40 }, 40],
    ['a quarter of an hour where nothing is given', { end: undefined }, 15],
    ['a quarter of an hour where the end is before the start', { end: '2026-04-01T09:15:00+11:00' }, 15],
  ])('ends after %s', async (_, changes, minutes) => {
    expect(await map(changes)).toMatchObject({ endAt: nine + minutes * 60_000 });
  });

  it('takes names of people and places from the appointment where their records are not to be had', async () => {
    const participant: Appointment['participant'] = [
      { actor: { reference: 'Patient/p1' }, status: 'accepted' },
      { actor: { reference: 'Practitioner/d9', display: 'Dr Omar Aziz' }, status: 'accepted' },
      { actor: { reference: 'Location/l9', display: 'Room 4' }, status: 'accepted' },
    ];
    expect(await map({ participant })).toMatchObject({
      isConfirmed: true,
      location: 'Room 4',
      practitioner: { id: 'd9', name: 'Dr Omar Aziz', lastName: 'Aziz' },
    });
  });

  it('does not follow a reference to another server', async () => {
    const participant: Appointment['participant'] = [
      { actor: { reference: 'https://elsewhere.example/fhir/Patient/p1' }, status: 'accepted' },
      { actor: { reference: 'Practitioner/d1' }, status: 'accepted' },
    ];
    expect(await map({ participant })).toBe('the patient cannot be found');
  });

  it('is impossible without the name of the practitioner', async () => {
    const participant: Appointment['participant'] = [
      { actor: { reference: 'Patient/p1' }, status: 'accepted' },
      { actor: { reference: 'Practitioner/d9' }, status: 'accepted' },
    ];
    expect(await map({ participant })).toBe('the practitioner cannot be found');
  });
});

describe('the stage of an Encounter', () => {
  it.each<[Encounter['status'], string]>([
    ['planned', 'none'],
    ['arrived', 'none'],
    ['triaged', 'none'],
    ['in-progress', 'in-progress'],
    ['onleave', 'in-progress'],
    ['finished', 'finished'],
    ['cancelled', 'none'],
  ])('%s is %s', (status, stage) => {
    expect(toEncounterStage(anEncounter('e1', 'a1', status))).toBe(stage);
  });

  it('of several is the one being held, then a finished one', () => {
    const { toKey } = createResources(base);
    const of = (...statuses: Encounter['status'][]) =>
      toStages(
        statuses.map((status, index) => anEncounter(`e${index}`, 'a1', status)),
        toKey,
      ).get('a1');
    expect(of('finished', 'in-progress', 'planned')).toBe('in-progress');
    expect(of('in-progress', 'finished')).toBe('in-progress');
    expect(of('planned', 'finished', 'cancelled')).toBe('finished');
    expect(of('planned')).toBe('none');
  });
});
