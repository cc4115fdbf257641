import { describe, expect, it } from 'vitest';
import { aVisit, anAppointmentWith, at, mobile, textsOf } from '../testing/one-visit.ts';
import type { VisitOptions } from '../testing/one-visit.ts';
import { beginConversation } from './decide.ts';

const remote = { modality: 'video' } as const;
const ready = { status: 'fulfilled' } as const;
const otherPhone = '+61491570110';

describe('a decision that changes nothing', () => {
  it('gives the very same state back, so that nothing needs to be written', () => {
    const visit = aVisit({ visit: 'expected' });
    const before = visit.state;
    expect(visit.waitsUntil(at('09:05')).decision.state).toBe(before);
    expect(visit.replies('thanks').decision.state).toBe(before);
  });

  it('is none when it is the first, or when a state, a notice, a flag or a task came of it', () => {
    const fresh = aVisit({ appointment: { startAt: at('18:00') }, now: at('03:00') });
    expect(fresh.sees({}).decision.state.context.occurrence).toBe(1);
    const makes = (options: VisitOptions, happens: (visit: ReturnType<typeof aVisit>) => unknown) => {
      const visit = aVisit(options);
      const before = visit.state.context.occurrence;
      happens(visit);
      return visit.state.context.occurrence - before;
    };
    expect(makes({ visit: 'remote-ready' }, (visit) => visit.sees(ready, { isSessionJoined: true }))).toBe(1);
    expect(makes({ visit: 'closed' }, (visit) => visit.sees({ location: 'Level 9' }))).toBe(1);
    expect(makes({ visit: 'expected' }, (visit) => visit.replies('late'))).toBe(1);
    expect(makes({ visit: 'called' }, (visit) => visit.replies('no'))).toBe(1);
  });
});

describe('tasks', () => {
  it('are one for each reply that a person must read', () => {
    const visit = aVisit({ visit: 'called' });
    const [first] = visit.replies('no').decision.tasks;
    const [second] = visit.replies('no').decision.tasks;
    expect(first?.id).toMatch(/^a1\|reply-not-understood\|/u);
    expect(second?.id).not.toBe(first?.id);
  });

  it('are one for each call-in that is missed, however many signs of it come in', () => {
    const visit = aVisit({ visit: 'arrived', now: at('10:15') });
    visit.sees(ready);
    visit.now = at('10:17');
    const both = visit.meets({ type: 'message-undelivered', template: 'DoctorReady', decidedAt: at('10:15') });
    expect(both.tasks).toEqual(['call-in-not-delivered']);
    const again = visit.meets({ type: 'message-undelivered', template: 'DoctorReady', decidedAt: at('10:15') });
    expect(again.decision.tasks[0]?.id).toBe(both.decision.tasks[0]?.id);
    visit.sees({ status: 'arrived' });
    visit.sees(ready);
    const next = visit.waitsUntil(at('10:19'));
    expect(next.tasks).toEqual(['call-in-not-delivered']);
    expect(next.decision.tasks[0]?.id).not.toBe(both.decision.tasks[0]?.id);
  });

  it('are all raised: who has no number and came by another phone is a missed call-in and elsewhere', () => {
    const patient = { ...anAppointmentWith().patient, mobile: null };
    const visit = aVisit({ visit: 'arrived', appointment: { patient }, context: { arrivedFrom: otherPhone } });
    expect(visit.sees(ready).tasks).toEqual(['call-in-not-delivered', 'arrived-elsewhere']);
  });
});

describe('texts', () => {
  it('that answer are given again when they are asked for again', () => {
    const visit = aVisit({ visit: 'expected', appointment: { startAt: at('15:00') } });
    const [first] = textsOf(visit.replies('reschedule').decision);
    const [second] = textsOf(visit.replies('reschedule').decision);
    expect([first?.template, second?.template]).toEqual(['Received', 'Received']);
    expect(second?.id).not.toBe(first?.id);
  });

  it('that are told are remembered with their revision and how often', () => {
    const visit = aVisit({ visit: 'upcoming', now: at('07:10') });
    visit.waitsUntil(at('07:10'));
    expect(visit.state.context.told.ConsiderTeleHealth).toEqual({ revision: 1, count: 1 });
  });

  it('that confirm what the patient asked for are answers, also at night: they are of use for a quarter of an hour', () => {
    const visit = aVisit({ visit: 'expected', settings: { cancelByText: true }, now: at('06:00') });
    visit.replies('cancel');
    const [confirmed] = textsOf(visit.replies('yes').decision);
    expect(confirmed).toMatchObject({ template: 'Cancellation', urgency: 'answer', latestAt: at('06:15') });
  });

  it('wait for the PMS only where they assert what was written to it', () => {
    const [welcome] = textsOf(aVisit({ visit: 'upcoming', appointment: remote }).waitsUntil(at('07:10')).decision);
    expect(welcome).toMatchObject({ template: 'VideoWelcome', after: null, variables: {} });
  });

  it('speak of the appointment that the patient knew, when it is cancelled after a move', () => {
    const visit = aVisit({ visit: 'expected' });
    visit.sees({ startAt: at('15:00') });
    visit.sees({ status: 'cancelled' });
    const [cancelled] = textsOf(visit.waitsUntil(at('09:02')).decision);
    expect(cancelled).toMatchObject({ template: 'Cancellation', variables: { startAt: String(at('10:10')) } });
  });

  it('call in for five minutes from the change in the PMS, not from when it was noticed', () => {
    const visit = aVisit({ visit: 'arrived', now: at('10:15') });
    const [callIn] = textsOf(visit.sees(ready, { changedAt: at('10:13') }).decision);
    expect(visit.state.context.readyAt).toBe(at('10:13'));
    expect(callIn?.latestAt).toBe(at('10:18'));
  });

  it('are asked again at a new number under the count that they had', () => {
    const question = {
      template: 'VideoInvite',
      intents: ['ready'],
      askedAt: at('10:00'),
      expiresAt: at('10:25'),
    } as const;
    const visit = aVisit({
      visit: 'remote-invited',
      now: at('10:05'),
      context: { question, told: { VideoInvite: { revision: 1, count: 2 } } },
    });
    const asked = visit.sees({ patient: { ...anAppointmentWith().patient, mobile: otherPhone } });
    expect(textsOf(asked.decision)[0]?.id).toMatch(/\|2$/u);
    expect(asked.reason).toBe('another number; VideoInvite is asked again at the new number');
  });
});

describe('writes to the PMS', () => {
  it('name their change and no more, and are of use until a day after the visit', () => {
    const [early] = aVisit({ visit: 'expected', now: at('10:00') }).replies('arrived').decision.effects;
    expect(early).toMatchObject({ latestAt: at('10:25', '2026-03-03') });
    expect(early?.type === 'update-appointment' && early.change).toEqual({ type: 'mark-arrived' });
    const [late] = aVisit({ visit: 'expected', now: at('11:00') }).replies('arrived').decision.effects;
    expect(late).toMatchObject({ latestAt: at('11:00', '2026-03-03') });
  });
});

describe('what was due', () => {
  it('is dealt with before a reply: after the end of the day a reply meets a visit that is over', () => {
    const visit = aVisit({ visit: 'expected', now: at('03:30', '2026-03-03') });
    expect(visit.replies('arrived')).toMatchObject({ texts: ['Unexpected'], tasks: ['reply-without-question'] });
  });

  it('beside a reply does not colour its outcome, whatever it wrote', () => {
    const visit = aVisit({
      visit: 'remote-scheduled',
      now: at('10:01'),
      context: { readyEarlyAt: at('09:30'), arrivedFrom: mobile },
    });
    expect(visit.replies('thanks')).toMatchObject({ updates: ['open-session', 'mark-arrived'], outcome: 'courtesy' });
  });

  it('at the first scan within the invite window is not asked, only noted', () => {
    const visit = aVisit({ appointment: remote, now: at('10:00') });
    const seen = visit.sees({}, { isBaseline: true });
    expect(seen).toMatchObject({ state: 'remote-invited', texts: [] });
    expect(seen.reason).toContain('not invited: baseline');
    expect(visit.state.context).toMatchObject({ question: null, told: {} });
  });
});

describe('the reason of a decision', () => {
  it('names all that was done', () => {
    const visit = aVisit({ visit: 'screening', now: at('10:11') });
    expect(visit.replies('thanks').reason).toBe('the question stayed unanswered; nothing to do');
  });

  it('says why a text was not sent', () => {
    const told = { ConsiderTeleHealth: { revision: 1, count: 1 } } as const;
    const again = aVisit({ visit: 'upcoming', now: at('07:10'), context: { told } });
    expect(again.waitsUntil(at('07:10')).reason).toContain('ConsiderTeleHealth was told already');
    const restored = aVisit({ visit: 'upcoming', now: at('07:10') }).meets({ type: 'timer-fired', isRestored: true });
    expect(restored.reason).toContain('ConsiderTeleHealth not sent: restored from a backup');
    const patient = { ...anAppointmentWith().patient, mobile: null };
    const unreachable = aVisit({ visit: 'screening', appointment: { patient } }).replies('no');
    expect(unreachable.reason).toContain('ScreeningNoToVideo has no number to go to');
  });
});

describe('a conversation', () => {
  it('begins with nothing but its snapshot', () => {
    const appointment = anAppointmentWith();
    const { context } = beginConversation({ appointment, sessionKey: 'key-1' });
    expect(context).toMatchObject({ appointment, isLate: false, calls: 0, question: null, told: {}, chosen: null });
  });
});
