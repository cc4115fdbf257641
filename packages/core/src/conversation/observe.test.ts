import { describe, expect, it } from 'vitest';
import type { Appointment } from '../appointment.ts';
import { aVisit, at, calendar } from '../testing/one-visit.ts';
import type { VisitOptions } from '../testing/one-visit.ts';
import { isRemote, observe } from './observe.ts';

/** What a snapshot says beside the one before. */
function seen(before: Partial<Appointment>, change: Partial<Appointment>, options: VisitOptions = {}) {
  const { context } = aVisit({ ...options, appointment: before }).state;
  const profile = options.settings?.pmsProfile ?? 'starts-on-fulfilled';
  return observe(
    context,
    { ...context.appointment, ...change },
    { calendar, profile, hasVideoLink: options.hasVideoLink ?? true },
  );
}

describe('a snapshot', () => {
  it('that shows what is known says nothing', () => {
    expect(seen({}, { version: '2' })).toEqual({ changes: [], isNewRevision: false });
  });

  it('that ends the visit says only that, whatever else it shows', () => {
    const elsewhere = { startAt: at('11:00'), location: 'Level 9', modality: 'video' } as const;
    expect(seen({}, { status: 'cancelled', ...elsewhere })).toEqual({ changes: ['cancelled'], isNewRevision: true });
  });

  it('of a visit that has ended is no new revision, and news only when it ends otherwise', () => {
    const ended = { status: 'cancelled' } as const;
    expect(seen(ended, { location: 'Level 9' })).toEqual({ changes: [], isNewRevision: false });
    expect(seen(ended, { status: 'noshow' })).toEqual({ changes: ['noshow'], isNewRevision: false });
  });

  it('that brings a visit back is a new revision', () => {
    expect(seen({ status: 'cancelled' }, { status: 'booked' })).toEqual({ changes: ['booked'], isNewRevision: true });
  });

  it.each([
    ['the time', { startAt: at('11:00') }, 'moved-within-day'],
    ['the day', { startAt: at('10:10', '2026-03-03') }, 'moved-to-another-day'],
    ['the place', { location: 'Level 9' }, 'modified'],
    ['to video', { modality: 'video' }, 'telehealth'],
    ['to the telephone', { modality: 'phone' }, 'telehealth'],
  ] as const)('that changes %s is a new revision and says it', (_, change, name) => {
    expect(seen({}, change)).toEqual({ changes: [name], isNewRevision: true });
  });

  it('that changes the practitioner is a new revision and says both that it is changed and what', () => {
    const change = { practitioner: { id: 'ng', name: 'Dr Ng', lastName: 'Ng' } };
    expect(seen({}, change)).toEqual({ changes: ['modified', 'other-practitioner'], isNewRevision: true });
  });

  it('that takes telehealth back is a new revision and says it', () => {
    expect(seen({ modality: 'phone' }, { modality: 'in-person' })).toEqual({
      changes: ['in-person'],
      isNewRevision: true,
    });
  });

  it('that shows our own writes says nothing', () => {
    const nothing = { changes: [], isNewRevision: false };
    expect(seen({}, { modality: 'video' }, { context: { sessionId: 'key-1' } })).toEqual(nothing);
    expect(seen({ modality: 'video' }, { modality: 'unknown' }, { context: { chosen: 'in-person' } })).toEqual(nothing);
  });

  it('that moves the status on is no new revision, and ready is told each time', () => {
    expect(seen({}, { status: 'arrived' })).toEqual({ changes: ['arrived'], isNewRevision: false });
    expect(seen({ status: 'fulfilled' }, {})).toEqual({ changes: ['ready'], isNewRevision: false });
  });

  it('that may mean ready is none that ends the visit', () => {
    const unset = { settings: { pmsProfile: 'unset' } } as const;
    expect(seen({}, { status: 'fulfilled' }, unset)).toEqual({ changes: ['maybe-ready'], isNewRevision: false });
    expect(seen({ status: 'fulfilled' }, { location: 'Level 9' }, unset)).toEqual({
      changes: ['modified'],
      isNewRevision: true,
    });
  });
});

describe('isRemote', () => {
  it.each([
    ['video', true],
    ['phone', true],
    ['in-person', false],
    ['unknown', false],
  ] as const)('tells of %s that it is %s that the patient does not come in', (modality, expected) => {
    expect(isRemote({ modality })).toBe(expected);
  });
});
