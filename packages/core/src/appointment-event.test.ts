import { describe, expect, it } from 'vitest';
import type { Appointment } from './appointment.ts';
import { appointmentEvents } from './appointment-event.ts';

const booked: Appointment = {
  id: 'a',
  version: '1',
  status: 'booked',
  startAt: 1_000_000,
  endAt: 1_600_000,
  typeCode: null,
  modality: 'unknown',
  videoLink: null,
  isConfirmed: false,
  location: 'Room 7',
  encounter: 'none',
  patient: {
    id: 'p',
    name: 'Amelia Wong',
    firstName: 'Amelia',
    mobile: null,
    mayBeTexted: true,
    notTextedReason: null,
    language: null,
  },
  practitioner: { id: 'd', name: 'Dr Priya Sharma', lastName: 'Sharma' },
  changedAt: null,
  readAt: 0,
};
const kinds = (before: Appointment | null, change: Partial<Appointment>): readonly string[] =>
  appointmentEvents(before, { ...booked, ...change }, 'fhir').map(({ kind }) => kind);

describe('what has happened to an appointment', () => {
  it.each([
    ['booked', null, {}],
    ['booked,confirmed', null, { isConfirmed: true }],
    ['', null, { status: 'cancelled' }],
    ['', null, { status: 'proposed' }],
    ['', booked, {}],
    ['rescheduled', booked, { startAt: 2_000_000 }],
    ['rescheduled', booked, { startAt: 2_000_000, location: 'Room 8' }],
    ['modified', booked, { location: null }],
    ['modified', booked, { practitioner: { id: 'e', name: 'Dr Lee', lastName: 'Lee' } }],
    ['modified', booked, { modality: 'video' }],
    ['confirmed', booked, { isConfirmed: true }],
    ['', { ...booked, isConfirmed: true }, { isConfirmed: false }],
    ['cancelled', booked, { status: 'cancelled' }],
    ['cancelled', booked, { status: 'entered-in-error' }],
    ['noshow', booked, { status: 'noshow' }],
    ['', booked, { status: 'arrived' }],
    ['', booked, { status: 'fulfilled' }],
    ['booked', { ...booked, status: 'cancelled' }, {}],
    ['', { ...booked, status: 'cancelled' }, { status: 'noshow' }],
  ] as const)('is told as "%s"', (expected, before, change) => {
    expect(kinds(before, change).join()).toBe(expected);
  });

  it('says what differs from the snapshot before', () => {
    const [event] = appointmentEvents(booked, { ...booked, startAt: 2_000_000, location: null }, 'fhir');
    expect(event).toMatchObject({ kind: 'rescheduled', previous: booked, changed: ['start', 'place'] });
  });
});
