import { describe, expect, it } from 'vitest';
import { aVisit, at } from '../testing/one-visit.ts';
import { acceptedIntents, isPremature, openQuestion } from './accepts.ts';
import type { Intent } from './intent.ts';
import { visitStates } from './state.ts';
import type { VisitState } from './state.ts';

const now = at('09:00');

describe('without a question', () => {
  const statesThatTake = (intent: Intent): readonly VisitState[] =>
    visitStates.filter((visit) => acceptedIntents(aVisit({ visit }).state, { now, receivedAt: now }).has(intent));

  it('*arrived* is taken until the patient is called in, or ready for the call', () => {
    expect(statesThatTake('arrived')).toEqual([
      'upcoming',
      'notices-only',
      'screening',
      'expected',
      'arrived',
      'awaited',
      'remote-scheduled',
      'remote-invited',
    ]);
  });

  it('*ready* is taken in a video visit, where the practitioner waits, and where a person must read it', () => {
    expect(statesThatTake('ready')).toEqual([
      'notices-only',
      'awaited',
      'remote-scheduled',
      'remote-invited',
      'remote-ready',
    ]);
  });

  it.each(['late', 'reschedule', 'cancel'] as const)('*%s* is taken until the visit is over', (intent) => {
    expect(statesThatTake(intent)).toEqual(visitStates.filter((visit) => visit !== 'closed'));
  });

  it.each(['yes', 'no', 'confirm', 'choice', 'unknown'] as const)('*%s* is taken nowhere', (intent) => {
    expect(statesThatTake(intent)).toEqual([]);
  });

  it('a visit that is over takes nothing', () => {
    expect(acceptedIntents(aVisit({ visit: 'closed' }).state, { now, receivedAt: now })).toEqual(new Set());
  });
});

describe('a question', () => {
  const question = { template: 'Booked', intents: ['confirm'], askedAt: now, expiresAt: at('09:30') } as const;
  const { state } = aVisit({ visit: 'expected', context: { question } });

  it('is open until it expires, and not a moment longer', () => {
    expect(openQuestion(state, at('09:30'))).toEqual(question);
    expect(openQuestion(state, at('09:30') + 1)).toBeNull();
  });

  it('that was asked after a bare word had come is not answered by it', () => {
    for (const word of ['yes', 'no', 'confirm'] as const) {
      expect(isPremature(state, word, now - 1001)).toBe(true);
      expect(isPremature(state, word, now)).toBe(false);
    }
    expect(isPremature(state, 'late', now - 1001)).toBe(false);
  });

  it('that followed upon a *yes* to video makes no riddle of it when it is said again, or read again', () => {
    for (const template of ['ScreeningYesToVideo', 'VideoWelcome'] as const) {
      const agreed = aVisit({ visit: 'remote-scheduled', context: { question: { ...question, template } } });
      expect(isPremature(agreed.state, 'yes', now - 60_000)).toBe(false);
      expect(isPremature(agreed.state, 'no', now - 60_000)).toBe(true);
      expect(agreed.replies('yes')).toMatchObject({ state: 'remote-scheduled', texts: [], updates: [], tasks: [] });
    }
    const cancelling = { ...question, template: 'ConfirmCancel', intents: ['yes', 'no', 'cancel'] } as const;
    const doubting = aVisit({ visit: 'remote-scheduled', context: { question: cancelling } });
    expect(isPremature(doubting.state, 'yes', now - 60_000)).toBe(true);
    const invited = aVisit({
      visit: 'remote-invited',
      context: { question: { ...question, template: 'VideoInvite' } },
    });
    expect(isPremature(invited.state, 'yes', now - 60_000)).toBe(true);
  });

  it('whether to cancel is not answered by a *yes* that comes after the start', () => {
    const visit = aVisit({ visit: 'expected', settings: { cancelByText: true }, now: at('07:00') });
    expect(visit.replies('cancel').texts).toEqual(['ConfirmCancel']);
    visit.now = at('10:10') + 1;
    expect(visit.replies('yes')).toMatchObject({ updates: [], tasks: ['video-impossible'] });
  });

  it('whether to cancel is not answered any more once the patient has arrived', () => {
    const visit = aVisit({ visit: 'expected', settings: { cancelByText: true }, now: at('07:00') });
    visit.replies('cancel');
    visit.sees({ status: 'arrived' });
    expect(visit.state.context.question).toBeNull();
    visit.sees({ status: 'booked' });
    expect(visit.replies('yes').updates).not.toContain('cancel');
  });

  it('"at the clinic, or at your phone?" is open for half an hour', () => {
    const visit = aVisit({ visit: 'remote-scheduled', now: at('09:00') });
    visit.replies('arrived');
    expect(visit.state.context.question).toMatchObject({ template: 'AtClinicOrPhone', expiresAt: at('09:30') });
    visit.waitsUntil(at('09:30') + 1);
    expect(visit.replies('arrived')).toMatchObject({ state: 'remote-scheduled', texts: ['AtClinicOrPhone'] });
  });

  it('that was not understood in a video visit stays open until its end', () => {
    const visit = aVisit({ visit: 'remote-invited' });
    expect(visit.replies('unknown').texts).toEqual(['VideoDontUnderstand']);
    expect(visit.state.context.question?.expiresAt).toBe(at('10:25'));
  });
});
