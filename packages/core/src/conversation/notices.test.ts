import { describe, expect, it } from 'vitest';
import { aVisit, anAppointmentWith, at, mobile, textsOf } from '../testing/one-visit.ts';
import type { VisitOptions } from '../testing/one-visit.ts';
import { beginConversation, decide } from './decide.ts';
import { inheritFrom, withdrawNotice } from './replace.ts';
import type { ConversationState } from './state.ts';

const moved = (time: string, day?: string) => ({ startAt: at(time, day), endAt: at(time, day) + 15 * 60_000 });
const otherDoctor = { practitioner: { id: 'ng', name: 'Dr Ng', lastName: 'Ng' } } as const;
const otherPhone = '+61491570110';

describe('changes in the PMS are told', () => {
  const expected = (options: VisitOptions = {}) =>
    aVisit({ visit: 'expected', ...options, context: { chosen: 'in-person', ...options.context } });

  it('two minutes after the last of them, as the net change', () => {
    const visit = expected();
    expect(visit.sees(moved('11:00')).texts).toEqual([]);
    expect(visit.waitsUntil(at('09:01')).texts).toEqual([]);
    visit.sees(moved('12:00'));
    expect(visit.waitsUntil(at('09:03') - 1).texts).toEqual([]);
    const told = visit.waitsUntil(at('09:03'));
    expect(told.texts).toEqual(['Rescheduled']);
    expect(textsOf(told.decision)[0]).toMatchObject({
      variables: { previousStartAt: String(at('10:10')) },
      startAt: at('12:00'),
      latestAt: at('12:00'),
      urgency: 'outreach',
    });
    expect(visit.state.notices).toBe('quiet');
  });

  it('not at all when the change was taken back', () => {
    const visit = expected();
    visit.sees(moved('11:00'));
    visit.sees(moved('10:10'));
    expect(visit.waitsUntil(at('09:02'))).toMatchObject({ texts: [], reason: 'nothing to tell' });
    expect(visit.state.notices).toBe('quiet');
  });

  it('as Cancellation, of use until the start that the patient knew', () => {
    const visit = expected();
    expect(visit.sees({ status: 'cancelled' })).toMatchObject({ state: 'closed', texts: [] });
    const told = visit.waitsUntil(at('09:02'));
    expect(told.texts).toEqual(['Cancellation']);
    expect(textsOf(told.decision)[0]?.latestAt).toBe(at('10:10'));
    expect(told.decision.dueAt).toBeNull();
    expect(visit.state.notices).toBe('quiet');
  });

  it('as Modified when practitioner or place changed', () => {
    for (const change of [otherDoctor, { location: 'Level 2' }]) {
      const visit = expected();
      visit.sees(change);
      expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Modified']);
      expect(visit.state).toMatchObject({ notices: 'quiet', context: { revision: 2 } });
    }
  });

  it('as Rescheduled when a told cancellation was taken back', () => {
    const visit = aVisit({
      visit: 'closed',
      appointment: { status: 'cancelled' },
      context: {
        screenedFor: 1,
        known: { startAt: at('10:10'), practitionerId: 'sharma', location: 'Level 1', isLive: false },
      },
    });
    visit.sees({ status: 'booked' });
    expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Rescheduled']);
  });

  it('never for the past', () => {
    for (const change of [{ status: 'cancelled' } as const, moved('10:20'), otherDoctor]) {
      const visit = expected({ now: at('10:30') });
      visit.sees(change);
      expect(visit.waitsUntil(at('10:32')).texts).toEqual([]);
    }
  });

  it('not at the very start either', () => {
    for (const change of [{ status: 'cancelled' } as const, otherDoctor]) {
      const visit = expected({ now: at('10:08') });
      visit.sees(change);
      expect(visit.waitsUntil(at('10:10')).texts).toEqual([]);
    }
    const visit = expected({ now: at('10:08') });
    visit.sees(moved('10:10'));
    visit.now = at('10:09');
    visit.sees(moved('10:11'));
    expect(visit.waitsUntil(at('10:11')).texts).toEqual([]);
  });

  it('as Cancellation when what was told to be moved is cancelled', () => {
    const visit = expected();
    visit.sees(moved('15:00'));
    expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Rescheduled']);
    visit.sees({ status: 'cancelled' });
    expect(visit.waitsUntil(at('09:04')).texts).toEqual(['Cancellation']);
  });

  it('not to a patient who was called in before the visit was cancelled', () => {
    const visit = aVisit({ visit: 'called', appointment: { status: 'fulfilled' }, now: at('10:00') });
    visit.sees({ status: 'cancelled' });
    expect(visit.waitsUntil(at('10:02'))).toMatchObject({ state: 'closed', texts: [] });
  });

  it('only where the clinic sends such texts', () => {
    const settings = { sendsCancellation: false, sendsRescheduled: false, sendsModified: false };
    for (const change of [{ status: 'cancelled' } as const, moved('12:00'), otherDoctor]) {
      const visit = expected({ settings });
      visit.sees(change);
      expect(visit.waitsUntil(at('09:02')).texts).toEqual([]);
    }
  });

  it('not while the patient is here', () => {
    for (const change of [moved('12:00'), otherDoctor]) {
      const visit = aVisit({ visit: 'arrived' });
      visit.sees(change);
      expect(visit.state.notices).toBe('quiet');
    }
    const arrives = expected();
    arrives.sees(moved('12:00'));
    arrives.replies('arrived');
    expect(arrives.waitsUntil(at('09:02'))).toMatchObject({
      texts: [],
      reason: 'the patient is here: nothing is told',
    });
    expect(arrives.state.notices).toBe('quiet');
  });

  it('before anything is asked about the new time', () => {
    const visit = aVisit({ visit: 'screening' });
    visit.sees(moved('11:00'));
    expect(visit.state.visit).toBe('upcoming');
    expect(visit.waitsUntil(at('09:02')).texts).toEqual(['Rescheduled', 'ConsiderTeleHealth']);
  });
});

describe('cancelled and booked anew within two minutes', () => {
  function bookedAnew(options: VisitOptions, change = moved('15:00')) {
    const old = aVisit({
      context: { told: { Registration: { revision: 1, count: 1 } }, ...options.context },
      ...options,
    });
    old.sees({ status: 'cancelled' });
    const appointment = anAppointmentWith({ id: 'a2', ...change });
    const fresh = beginConversation({ appointment, sessionKey: 'key-2' });
    const begun = inheritFrom(fresh, old.state, at('09:00'));
    const first = decide(
      begun,
      { type: 'appointment-changed', appointment, changedAt: at('09:00') },
      old.circumstances(),
    );
    const later = (now: number) => decide(first.state, { type: 'timer-fired' }, { ...old.circumstances(), now });
    return { old, first, later };
  }
  const texts = (decision: ReturnType<typeof decide>) => textsOf(decision).map(({ template }) => template);

  it('is one move: one text, and the old notice is withdrawn', () => {
    const { old, later } = bookedAnew({ visit: 'expected', context: { chosen: 'in-person' } });
    const told = later(at('09:02'));
    expect(texts(told)).toEqual(['Rescheduled']);
    expect(textsOf(told)[0]?.variables).toEqual({ previousStartAt: String(at('10:10')) });
    const withdrawn = withdrawNotice(old.state);
    expect(withdrawn).toMatchObject({
      visit: 'closed',
      notices: 'quiet',
      context: { settlingSince: null, sessionId: null, known: { isLive: false } },
    });
  });

  it('keeps the answer to come in', () => {
    const { later } = bookedAnew({ visit: 'expected', context: { chosen: 'in-person' } }, moved('11:00'));
    const told = later(at('09:02'));
    expect(told.state.visit).toBe('expected');
    expect(texts(told)).toEqual(['Rescheduled']);
  });

  it('keeps the answer to meet by video, and the link', () => {
    const { later } = bookedAnew({ visit: 'remote-scheduled' }, moved('11:00'));
    const told = later(at('09:02'));
    expect(told.state).toMatchObject({
      visit: 'remote-scheduled',
      context: { sessionKey: 'key-1', sessionId: 'key-1' },
    });
    expect(texts(told)).toEqual(['Rescheduled']);
    expect(told.effects.map(({ type }) => type)).toContain('update-appointment');
  });

  it('asks anew on another day, and registers nobody twice', () => {
    const { first, later } = bookedAnew(
      { visit: 'expected', context: { chosen: 'in-person', told: { Registration: { revision: 1, count: 1 } } } },
      moved('11:00', '2026-03-03'),
    );
    expect(first.state.context.chosen).toBeNull();
    expect(texts(later(at('09:02')))).toEqual(['Rescheduled']);
  });

  it('registers who had not been registered', () => {
    const { later } = bookedAnew({ visit: 'expected', context: { told: {} } }, moved('11:00', '2026-03-03'));
    expect(texts(later(at('09:02')))).toEqual(['Rescheduled', 'Registration']);
  });

  it('keeps the arrival, and marks the new row', () => {
    const { first, later } = bookedAnew({ visit: 'arrived', context: { arrivedFrom: mobile } }, moved('10:30'));
    expect(first.state).toMatchObject({ visit: 'arrived', context: { arrivedFrom: mobile } });
    expect(first.effects).toMatchObject([{ type: 'update-appointment', change: { type: 'mark-arrived' } }]);
    expect(texts(later(at('09:02')))).toEqual([]);
  });

  it('an arrival does not count on another day: it is told, and a person talks to the patient', () => {
    const { first } = bookedAnew({ visit: 'arrived' }, moved('10:30', '2026-03-03'));
    expect(first.state.visit).toBe('upcoming');
    expect(texts(first)[0]).toBe('Rescheduled');
    expect(first.tasks.map(({ kind }) => kind)).toEqual(['patient-is-here']);
  });
});

describe('the number changes', () => {
  const change = (phone: typeof otherPhone | null) => ({ patient: { ...anAppointmentWith().patient, mobile: phone } });

  it('an open question is asked once more at the new number', () => {
    const visit = aVisit({ visit: 'upcoming', now: at('07:00') });
    visit.waitsUntil(at('07:10'));
    const asked = visit.sees(change(otherPhone));
    expect(asked.texts).toEqual(['ConsiderTeleHealth']);
    expect(textsOf(asked.decision)[0]).toMatchObject({ to: otherPhone, latestAt: at('10:10'), urgency: 'screening' });
    expect(visit.sees({ version: '2' }).texts).toEqual([]);
  });

  it('nothing is asked when no question is open, or the patient is here', () => {
    expect(aVisit({ visit: 'expected' }).sees(change(otherPhone)).texts).toEqual([]);
    const here = aVisit({ visit: 'arrived' });
    expect(here.sees(change(otherPhone))).toMatchObject({ texts: [], state: 'arrived' });
  });

  it('a patient without a number is a task instead of a text', () => {
    const visit = aVisit({ visit: 'screening', appointment: change(null) });
    expect(visit.replies('no')).toMatchObject({ texts: [], tasks: ['text-not-delivered'] });
    const called = aVisit({ visit: 'arrived', appointment: change(null) });
    expect(called.sees({ status: 'fulfilled' })).toMatchObject({ texts: [], tasks: ['call-in-not-delivered'] });
  });
});

describe('a restored database', () => {
  it('sends nothing that falls due, a person finds out (P9)', () => {
    const visit = aVisit({ visit: 'upcoming', now: at('07:10') });
    const consequence = visit.meets({ type: 'timer-fired', isRestored: true });
    expect(consequence).toMatchObject({ state: 'screening', texts: [], tasks: ['restored'] });
  });
});

describe('decisions', () => {
  it('give one text for each revision, kind and number', () => {
    const told: ConversationState['context']['told'] = { ConsiderTeleHealth: { revision: 1, count: 1 } };
    const visit = aVisit({ visit: 'upcoming', now: at('07:10'), context: { told } });
    expect(visit.waitsUntil(at('07:10'))).toMatchObject({ texts: [], state: 'screening' });
  });
});
