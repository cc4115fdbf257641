import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import { aRecord, anAppointmentWith, at } from '../testing/one-visit.ts';
import { participationOf } from './participation.ts';
import { partsOfVisit, visitPartsFor } from './visit.ts';

type Options = Partial<Parameters<typeof aRecord>[0]>;
const part = (id: string, time: string, more: Options = {}) =>
  aRecord({ id, name: 'Sam', at: at(time), visit: 'expected', ...more });
const takesVideo = () => true;
const ids = (records: readonly { appointmentId: string }[]) => records.map(({ appointmentId }) => appointmentId);

describe('the parts of a visit', () => {
  const first = part('one', '10:00');
  const second = part('two', '10:40');
  const third = part('three', '11:50');

  it('follow each other with gaps of at most an hour, whichever of them is asked for', () => {
    for (const one of [first, second, third])
      expect(ids(partsOfVisit(one, [third, first, second], defaultSettings))).toEqual(['one', 'two', 'three']);
    const later = part('three', '11:51');
    expect(ids(partsOfVisit(second, [first, later], defaultSettings))).toEqual(['one', 'two']);
    expect(ids(partsOfVisit(later, [first, second], defaultSettings))).toEqual(['three']);
  });

  it('are of one patient and one day', () => {
    const sibling = part('mia', '10:10', { name: 'Mia' });
    const night = aRecord({ id: 'night', name: 'Sam', at: at('02:55', '2026-03-03'), visit: 'expected' });
    const morning = aRecord({ id: 'morning', name: 'Sam', at: at('03:00', '2026-03-03'), visit: 'expected' });
    expect(ids(partsOfVisit(first, [sibling], defaultSettings))).toEqual(['one']);
    expect(ids(partsOfVisit(night, [morning], defaultSettings))).toEqual(['night']);
  });
});

describe('another part in person', () => {
  const own = part('own', '10:00', { visit: 'upcoming' });
  const has = (other: Options, video = takesVideo as (practitioner: { id: string }) => boolean) =>
    visitPartsFor(own, [own, part('other', '10:20', other)], defaultSettings, video).hasPartInPerson;

  it('is one that was chosen, marked or booked so', () => {
    expect(has({ context: { chosen: 'in-person' } })).toBe(true);
    expect(has({ appointment: { modality: 'in-person' } })).toBe(true);
    expect(has({ visit: 'arrived' })).toBe(true);
    expect(has({ visit: 'expected' })).toBe(false);
    expect(has({ visit: 'remote-ready' })).toBe(false);
    expect(has({ visit: 'closed', context: { chosen: 'in-person' } })).toBe(false);
  });

  it('is never the appointment itself', () => {
    const alone = part('own', '10:00', { context: { chosen: 'in-person' } });
    expect(visitPartsFor(alone, [alone], defaultSettings, takesVideo).hasPartInPerson).toBe(false);
  });

  it('is one whose practitioner takes no video', () => {
    const onlySharma = ({ id }: { id: string }) => id === 'sharma';
    expect(has({ practitioner: 'ng', visit: 'upcoming' }, onlySharma)).toBe(true);
    expect(has({ practitioner: 'sharma', visit: 'upcoming' }, onlySharma)).toBe(false);
  });
});

describe('one call-in for contiguous parts', () => {
  const own = part('own', '10:10', { visit: 'arrived' });
  const isCalledIn = (time: string, more: Options) =>
    visitPartsFor(own, [part('other', time, more)], defaultSettings, takesVideo).isCalledIn;
  const called = { visit: 'called', context: { calls: 1 } } as const;

  it('holds for the same practitioner, directly before or after', () => {
    expect(isCalledIn('10:00', called)).toBe(true);
    expect(isCalledIn('09:59', called)).toBe(true);
    expect(isCalledIn('09:58', called)).toBe(false);
    expect(isCalledIn('10:20', called)).toBe(true);
    expect(isCalledIn('10:21', called)).toBe(true);
    expect(isCalledIn('10:22', called)).toBe(false);
    expect(isCalledIn('10:00', { ...called, practitioner: 'ng' })).toBe(false);
  });

  it('holds while the patient is being seen', () => {
    expect(isCalledIn('10:00', { visit: 'closed', context: { calls: 1 } })).toBe(true);
    expect(isCalledIn('10:00', { visit: 'arrived', context: { calls: 1 } })).toBe(false);
    expect(isCalledIn('10:00', { visit: 'closed', context: { calls: 0 } })).toBe(false);
  });
});

describe('who takes part', () => {
  const patient = anAppointmentWith().patient;
  const of = (change: Parameters<typeof anAppointmentWith>[0], takesPart = true) =>
    participationOf(
      anAppointmentWith(change),
      { takesPart },
      { ...defaultSettings, pmsProfile: 'fhir', appointmentTypes: { A: 'everything', N: 'notices', X: 'nothing' } },
    );

  it.each([{}, { status: 'arrived' as const }, { typeCode: 'A' }, { typeCode: 'N' }, { typeCode: 'other' }])(
    '%o does',
    (change) => {
      expect(of(change)).toEqual({ takesPart: true });
    },
  );

  it.each([
    [{ status: 'pending' as const }, 'not booked yet'],
    [{ status: 'fulfilled' as const }, 'over'],
    [{ status: 'cancelled' as const }, 'cancelled'],
    [{ status: 'noshow' as const }, 'noshow'],
    [{ status: 'entered-in-error' as const }, 'entered-in-error'],
    [{ patient: { ...patient, mayBeTexted: false } }, 'the patient may not be texted'],
    [{ patient: { ...patient, mayBeTexted: false, notTextedReason: 'deceased' } }, 'deceased'],
    [{ patient: { ...patient, mobile: null } }, 'no mobile number'],
    [{ patient: { ...patient, mobile: null, notTextedReason: 'a landline' } }, 'a landline'],
  ])('%o does not: %s', (change, reason) => {
    expect(of(change)).toEqual({ takesPart: false, reason, isByChoice: false });
  });

  it('a type that the clinic leaves out does not', () => {
    const reason = 'the appointment type does not take part';
    expect(of({ typeCode: 'X' })).toEqual({ takesPart: false, reason, isByChoice: true });
  });

  it('a practitioner who does not take part', () => {
    const reason = 'the practitioner does not take part';
    expect(of({}, false)).toEqual({ takesPart: false, reason, isByChoice: true });
  });
});
