import { describe, expect, it } from 'vitest';
import type { AppointmentStatus, SnapshotRecord } from '@clinicarrivals/core';
import type { FeedAppointment, FeedEvent } from './feed-event.ts';
import { mergeEvent } from './merge-event.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 5, 15, 9);
const options = { now, durationMs: 30 * minute };
const startAt = now + 5 * hour;

const patient = {
  id: 'patient-1',
  name: '王小明',
  firstName: '小明',
  mobile: '+61491570156',
  language: 'zh-Hant',
} as const;
const practitioner = { id: 'practitioner-1', name: 'Dr Test Doctor', lastName: 'Doctor' };
const whole = { id: 'a', startAt, patient, practitioner } as const satisfies FeedAppointment;

function anEvent(appointment: Partial<FeedAppointment> = {}, changes: Partial<FeedEvent> = {}): FeedEvent {
  return { messageId: null, madeAt: null, ...changes, appointment: { id: 'a', ...appointment } };
}

/** What is known after some events, each of which must have changed something. */
function after(...events: readonly FeedEvent[]): SnapshotRecord {
  let known: SnapshotRecord | null = null;
  for (const event of events) {
    const merged = mergeEvent(known, event, options);
    if (merged.type !== 'merged') throw new Error(`not merged: ${merged.type}`);
    known = { ...merged.record, version: merged.record.version + 1 };
  }
  if (known === null) throw new Error('no event');
  return known;
}

/** At most a hundred orders of some names, in both directions. */
function ordersOf(names: readonly string[]): readonly (readonly string[])[] {
  const [first, ...others] = names;
  if (first === undefined) return [[]];
  const orders = ordersOf(others).flatMap((rest) =>
    Array.from({ length: rest.length + 1 }, (_, at) => [...rest.slice(0, at), first, ...rest.slice(at)]),
  );
  return orders.slice(0, 50).concat(orders.slice(-50));
}

function statusOf(...events: readonly FeedEvent[]): AppointmentStatus | undefined {
  return after(...events).appointment?.status;
}

describe('an event about an appointment that is not known', () => {
  it('makes a whole appointment of what it tells', () => {
    expect(after(anEvent(whole, { madeAt: now - minute, messageId: 'm-1' }))).toEqual({
      appointmentId: 'a',
      version: 1,
      appointment: {
        id: 'a',
        version: '1',
        status: 'booked',
        startAt,
        endAt: startAt + 30 * minute,
        typeCode: null,
        modality: 'unknown',
        videoLink: null,
        isConfirmed: false,
        location: null,
        encounter: 'none',
        patient: { ...patient, mayBeTexted: true, notTextedReason: null },
        practitioner,
        changedAt: now - minute,
        readAt: now,
      },
      madeAt: now - minute,
      messageIds: ['m-1'],
      doubt: null,
      answered: null,
      storedAt: now,
    });
  });

  for (const field of ['startAt', 'patient', 'practitioner'] as const) {
    it(`is refused without ${field}, with the field and what to do`, () => {
      const { [field]: _, ...rest } = whole;
      expect(mergeEvent(null, anEvent(rest), options)).toMatchObject({
        type: 'refused',
        field,
        message: expect.stringContaining('send it whole'),
      });
    });
  }

  it('is remembered when it is over, so that what was made before and comes late does not bring it to life', () => {
    const known = after(anEvent({ status: 'cancelled' }, { madeAt: now }));
    expect(known.appointment).toBe(null);
    expect(mergeEvent(known, anEvent(whole, { madeAt: now - minute }), options)).toEqual({ type: 'outdated' });
    expect(mergeEvent(known, anEvent({ status: 'cancelled' }, { madeAt: now }), options)).toEqual({
      type: 'unchanged',
    });
    const booked = mergeEvent(known, anEvent(whole, { madeAt: now + minute }), options);
    expect(booked).toMatchObject({ type: 'merged', tells: 'news', record: { appointment: { status: 'booked' } } });
  });

  const wrong: readonly (readonly [string, FeedEvent, string])[] = [
    ['no id', anEvent({ ...whole, id: '' }), 'id'],
    ['an id of a whole page', anEvent({ ...whole, id: 'x'.repeat(300) }), 'id'],
    ['a message id of a whole page', anEvent(whole, { messageId: 'x'.repeat(300) }), 'messageId'],
    ['a start in seconds', anEvent({ ...whole, startAt: startAt / 1000 }), 'startAt'],
    ['a start that is no number', anEvent({ ...whole, startAt: Number.NaN }), 'startAt'],
    ['an end before the start', anEvent({ ...whole, endAt: startAt - 1 }), 'endAt'],
    ['a time of making of the year 9999', anEvent(whole, { madeAt: Date.UTC(9999, 0) }), 'madeAt'],
  ];
  for (const [what, event, field] of wrong) {
    it(`is refused with ${what}`, () => {
      expect(mergeEvent(null, event, options)).toMatchObject({ type: 'refused', field });
    });
  }
});

describe('an event about an appointment that is known', () => {
  const booked = anEvent({ ...whole, location: 'North St, Room 3', typeCode: 'checkup', modality: 'video' });

  it('leaves what it does not tell', () => {
    const before = after(booked).appointment;
    const next = after(booked, anEvent({ isConfirmed: true })).appointment;
    expect(next).toEqual({ ...before, isConfirmed: true, version: '2', changedAt: now });
  });

  it('takes away what it tells to be nothing', () => {
    expect(after(booked, anEvent({ location: null, typeCode: null })).appointment).toMatchObject({
      location: null,
      typeCode: null,
    });
  });

  it('moves the end with the start, and asks anew whoever had confirmed the old time', () => {
    const moved = after(booked, anEvent({ isConfirmed: true }), anEvent({ startAt: startAt + hour })).appointment;
    expect(moved).toMatchObject({ endAt: startAt + hour + 30 * minute, isConfirmed: false });
    const kept = after(booked, anEvent({ startAt: startAt + hour, isConfirmed: true })).appointment;
    expect(kept?.isConfirmed).toBe(true);
  });

  it('keeps number and language of the same patient where it tells neither, and nothing of another', () => {
    const renamed = { id: 'patient-1', name: '王大明', firstName: '大明' };
    expect(after(booked, anEvent({ patient: renamed })).appointment?.patient).toMatchObject({
      ...renamed,
      mobile: '+61491570156',
      language: 'zh-Hant',
    });
    expect(after(booked, anEvent({ patient: { ...renamed, id: 'patient-2' } })).appointment?.patient).toEqual({
      ...renamed,
      id: 'patient-2',
      mobile: null,
      mayBeTexted: true,
      notTextedReason: 'no mobile number',
      language: null,
    });
  });

  it('says why a patient is not texted, until that is over', () => {
    const dead = after(booked, anEvent({ patient: { ...patient, mayBeTexted: false } })).appointment?.patient;
    expect(dead).toMatchObject({ mayBeTexted: false, notTextedReason: 'not to be texted' });
    const back = after(
      booked,
      anEvent({ patient: { ...patient, mayBeTexted: false, notTextedReason: 'inactive record' } }),
      anEvent({ patient: { ...patient, mayBeTexted: true } }),
    ).appointment?.patient;
    expect(back).toMatchObject({ mayBeTexted: true, notTextedReason: null });
  });

  it('texts nobody who wants no texts because their record says that they live, and whose death was a mistake again', () => {
    const silent = {
      ...patient,
      mayBeTexted: false,
      notTextedReason: 'the EHR says that the patient may not be texted',
    };
    const lives = anEvent({ patient: { ...patient, isDeceased: false } });
    expect(after(booked, anEvent({ patient: silent })).appointment?.patient.mayBeTexted).toBe(false);
    expect(
      after(booked, anEvent({ patient: silent }), { ...lives, messageId: 'm-1' }).appointment?.patient,
    ).toMatchObject({
      mayBeTexted: false,
      notTextedReason: silent.notTextedReason,
    });
    const dead = anEvent({ patient: { ...patient, isDeceased: true } });
    expect(after(booked, dead).appointment?.patient).toMatchObject({
      mayBeTexted: false,
      notTextedReason: 'the record says deceased',
    });
    expect(
      after(booked, anEvent({ patient: silent }), { ...dead, messageId: 'm-1' }, { ...lives, messageId: 'm-2' })
        .appointment?.patient.mayBeTexted,
    ).toBe(false);
    expect(after(booked, dead, lives).appointment?.patient).toMatchObject({ mayBeTexted: true, notTextedReason: null });
  });

  it('is unchanged when it says the same again, whatever the message', () => {
    const known = after(booked);
    expect(mergeEvent(known, booked, options)).toEqual({ type: 'unchanged' });
    expect(mergeEvent(known, { ...booked, messageId: 'another' }, options)).toMatchObject({ tells: 'same' });
  });
});

describe('events out of order and doubled', () => {
  const booked = anEvent(whole, { madeAt: now - 30 * minute, messageId: 'm-1' });
  const cancelled = anEvent({ status: 'cancelled' }, { madeAt: now - 20 * minute, messageId: 'm-2' });

  it('are outdated when all that they tell was told by what the EHR made later', () => {
    const known = after(booked, cancelled);
    expect(mergeEvent(known, anEvent({ status: 'booked' }, { madeAt: now - 25 * minute }), options)).toEqual({
      type: 'outdated',
    });
    const again = anEvent({ ...whole, location: 'Room 9' }, { madeAt: now - 5 * minute });
    expect(mergeEvent(after(booked, again), cancelled, options)).toMatchObject({
      record: { madeAt: now - 5 * minute },
    });
    expect(mergeEvent(after(again), anEvent(whole, { madeAt: now - 6 * minute }), options).type).toBe('outdated');
  });

  const told: Readonly<Record<string, FeedEvent>> = {
    moved: anEvent({ startAt: startAt + hour }, { madeAt: now - 18 * minute }),
    confirmed: anEvent({ isConfirmed: true }, { madeAt: now - 16 * minute }),
    placed: anEvent({ location: 'Room 9' }, { madeAt: now - 14 * minute }),
    arrived: anEvent({ status: 'arrived' }, { madeAt: now - 12 * minute }),
    given: anEvent({ patient: { ...patient, id: 'patient-2' }, takesPlace: true }, { madeAt: now - 10 * minute }),
    movedBack: anEvent({ startAt: startAt - hour }, { madeAt: now - 8 * minute }),
    cancelled: anEvent({ status: 'cancelled' }, { madeAt: now - 6 * minute }),
  };
  const inOrder = ['moved', 'confirmed', 'placed', 'arrived', 'given', 'movedBack', 'cancelled'];

  it('come to the same in whichever order they come, each with a part of what has changed', () => {
    const play = (names: readonly string[]): object | null => {
      let known = after(booked);
      for (const name of names) {
        const merged = mergeEvent(known, told[name]!, options);
        if (merged.type === 'merged') known = { ...merged.record, version: known.version + 1 };
      }
      return { ...known.appointment!, version: null, changedAt: null };
    };
    for (let from = 0; from < inOrder.length; from += 1) {
      for (let to = from + 1; to <= inOrder.length; to += 1) {
        const some = inOrder.slice(from, to);
        for (const order of ordersOf(some)) expect([order, play(order)]).toEqual([order, play(some)]);
      }
    }
  });

  it('do not lose a new time that comes after a newer place, nor confirm it by what was for the old time', () => {
    const { moved, placed, confirmed } = told;
    expect(after(booked, placed!, moved!).appointment).toMatchObject({ startAt: startAt + hour, location: 'Room 9' });
    const old = { ...confirmed!, madeAt: now - 19 * minute };
    expect(mergeEvent(after(booked, moved!), old, options)).toEqual({ type: 'outdated' });
  });

  it('change nothing when the same message comes again, though others came between', () => {
    const unmarked = { ...booked, madeAt: null };
    const known = after(unmarked, { ...cancelled, madeAt: null });
    expect(mergeEvent(known, unmarked, options)).toEqual({ type: 'unchanged' });
  });

  it('remember the last messages only, so that what is kept of an appointment stays small', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      anEvent({ location: `Room ${index}` }, { messageId: `n-${index}` }),
    );
    const { messageIds } = after(booked, ...many);
    expect(messageIds).toHaveLength(16);
    expect(messageIds.at(-1)).toBe('n-39');
  });

  it('go by the order of arrival without a time', () => {
    expect(statusOf({ ...booked, madeAt: null }, { ...cancelled, madeAt: null }, anEvent({ status: 'booked' }))).toBe(
      'booked',
    );
  });

  it('take a status back only when they are newer', () => {
    const arrived = anEvent({ status: 'arrived' }, { madeAt: now - 10 * minute });
    const known = after(booked, arrived);
    expect(mergeEvent(known, anEvent({ status: 'booked' }, { madeAt: now - 10 * minute }), options)).toEqual({
      type: 'outdated',
    });
    expect(statusOf(booked, arrived, anEvent({ status: 'booked' }, { madeAt: now - 9 * minute }))).toBe('booked');
  });

  it('take the later of two that were made in the same second', () => {
    const at = { madeAt: now - 10 * minute };
    expect(after(booked, anEvent({ location: 'A' }, at), anEvent({ location: 'B' }, at)).appointment?.location).toBe(
      'B',
    );
  });

  it('are not kept out for a year by one whose clock is a year ahead', () => {
    const ahead = after(anEvent(whole, { madeAt: now + 365 * 24 * hour }));
    const later = mergeEvent(ahead, anEvent({ status: 'cancelled' }, { madeAt: now + hour }), {
      ...options,
      now: now + hour,
    });
    expect(later).toMatchObject({ type: 'merged', tells: 'news' });
  });

  it('never have a change look older than the one before, as what is older is not believed', () => {
    const known = after(booked, anEvent({ location: 'A' }), anEvent({ location: 'B' }, { madeAt: now - minute }));
    expect(known.appointment?.changedAt).toBe(now);
  });
});

describe('an event about what the EHR has taken from us', () => {
  const base = after(anEvent(whole, { madeAt: now - hour }));
  const arrived: SnapshotRecord = {
    ...base,
    appointment: { ...base.appointment!, status: 'arrived', isConfirmed: true },
    answered: { at: now - 10 * minute, fields: { status: 'arrived', isConfirmed: true } },
  };

  it('does not take an arrival back that the EHR did not know of when it made the event', () => {
    const event = anEvent({ status: 'booked', isConfirmed: false, location: 'Room 9' }, { madeAt: now - 11 * minute });
    const merged = mergeEvent(arrived, event, options);
    expect(merged).toMatchObject({
      record: {
        appointment: { status: 'arrived', isConfirmed: true, location: 'Room 9' },
        answered: { at: now - 10 * minute },
      },
    });
  });

  it('takes it back when it was made afterwards', () => {
    const merged = mergeEvent(arrived, anEvent({ status: 'booked' }, { madeAt: now - 9 * minute }), options);
    expect(merged).toMatchObject({ record: { appointment: { status: 'booked' }, answered: null } });
  });

  it('does not keep the confirmation of a time for another time', () => {
    const event = anEvent({ startAt: startAt + hour }, { madeAt: now - 11 * minute });
    expect(mergeEvent(arrived, event, options)).toMatchObject({ record: { appointment: { isConfirmed: false } } });
  });
});

describe('an event that gives an appointment to another patient', () => {
  const other = { ...patient, id: 'patient-2' };
  const base = after(anEvent({ ...whole, modality: 'video' }));
  const arrived: SnapshotRecord = {
    ...base,
    appointment: { ...base.appointment!, status: 'arrived', isConfirmed: true, videoLink: 'https://video.example/1' },
    answered: { at: now, fields: { status: 'arrived', isConfirmed: true } },
  };

  it('carries over nothing that the patient before had done or was given', () => {
    expect(mergeEvent(arrived, anEvent({ patient: other }, { madeAt: now - 1 }), options)).toMatchObject({
      record: {
        answered: null,
        appointment: { status: 'booked', isConfirmed: false, videoLink: null, patient: { id: 'patient-2' } },
      },
    });
  });

  it('leaves a cancelled appointment cancelled', () => {
    const cancelled = after(anEvent(whole), anEvent({ status: 'cancelled' }), anEvent({ patient: other }));
    expect(cancelled.appointment?.status).toBe('cancelled');
  });
});

describe('an event about an appointment in doubt', () => {
  const known: SnapshotRecord = { ...after(anEvent(whole)), doubt: 'something could not be read' };

  it('ends the doubt when it tells time and status, though nothing else is new', () => {
    expect(mergeEvent(known, anEvent({ startAt, status: 'booked' }), options)).toMatchObject({
      tells: 'news',
      record: { doubt: null },
    });
    expect(mergeEvent(known, anEvent({ status: 'cancelled' }), options)).toMatchObject({ record: { doubt: null } });
  });

  it('leaves the doubt when the time may still be another', () => {
    expect(mergeEvent(known, anEvent({ isConfirmed: true }), options)).toMatchObject({
      record: { doubt: 'something could not be read' },
    });
  });
});

describe('an event about the past', () => {
  const past = { startAt: now - 48 * hour, endAt: now - 47 * hour };

  it('is stored and tells nobody anything', () => {
    expect(mergeEvent(null, anEvent({ ...whole, ...past }), options)).toMatchObject({ type: 'merged', tells: 'past' });
  });

  it('tells of an appointment that was to come and is moved there by mistake', () => {
    expect(mergeEvent(after(anEvent(whole)), anEvent(past), options)).toMatchObject({ tells: 'news' });
  });

  it('tells of one that the practitioner is late for', () => {
    const late = anEvent({ ...whole, startAt: now - 3 * hour });
    expect(mergeEvent(after(late), anEvent({ status: 'fulfilled' }), options)).toMatchObject({ tells: 'news' });
  });
});

describe('an event that says that the appointment takes place, and no status', () => {
  it.each([
    ['proposed', 'booked'],
    ['waitlist', 'booked'],
    ['cancelled', 'booked'],
    ['noshow', 'booked'],
    ['entered-in-error', 'booked'],
    ['arrived', 'arrived'],
    ['checked-in', 'checked-in'],
    ['fulfilled', 'fulfilled'],
  ] as const)('makes %s %s', (status, next) => {
    const moved = anEvent({ takesPlace: true, startAt: startAt + hour });
    expect(statusOf(anEvent({ ...whole, status }), moved)).toBe(next);
  });

  it('brings nothing back that was cancelled at the same moment, and is heard of who has arrived then', () => {
    const madeAt = now - minute;
    const again = anEvent({ ...whole, takesPlace: true, location: 'Ward 7' }, { madeAt });
    const cancelled = after(anEvent({ ...whole, status: 'cancelled' }, { madeAt }));
    expect(mergeEvent(cancelled, again, options).type).toBe('outdated');
    expect(after(anEvent({ ...whole, status: 'arrived' }, { madeAt }), again).appointment).toMatchObject({
      status: 'arrived',
      location: 'Ward 7',
    });
  });

  it('finds another patient neither seen nor in the room where the earlier one was', () => {
    const other = { ...patient, id: 'patient-2' };
    const held = [anEvent(whole), anEvent({ status: 'fulfilled', encounter: 'finished' })];
    for (const rebooked of [
      anEvent({ ...whole, patient: other, takesPlace: true }),
      anEvent({ ...whole, patient: other, status: 'booked' }),
    ])
      expect(after(...held, rebooked).appointment).toMatchObject({ status: 'booked', encounter: 'none' });
  });
});
