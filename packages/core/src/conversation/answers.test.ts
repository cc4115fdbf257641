import { describe, expect, it } from 'vitest';
import { aVisit, asRow, at } from '../testing/one-visit.ts';
import type { Consequence, Row, VisitOptions } from '../testing/one-visit.ts';
import type { TemplateName } from './template-name.ts';
import { templateExpects } from './templates/template-expects.ts';

function expectRow(consequence: Consequence, row: Row): void {
  const [actual, expected] = asRow(consequence, row);
  expect(actual).toEqual(expected);
}

const asked = (template: TemplateName, askedAt = at('07:00')) => ({
  question: { template, intents: templateExpects[template], askedAt, expiresAt: at('10:10'), startAt: at('10:10') },
  told: { [template]: { revision: 1, count: 1 } },
});

const confirmQuestions = ['Booked', 'Reminder', 'FamilyReminder'] as const;
const states = ['upcoming', 'expected', 'remote-scheduled', 'notices-only'] as const;
const early = { now: at('07:05'), settings: { cancelByText: true, waitingRoom: true, inviteMinutes: 0 } } as const;

function visitIn(visit: (typeof states)[number], options: VisitOptions) {
  const settings = { ...early.settings, waitingRoom: visit !== 'notices-only', ...options.settings };
  return aVisit({ now: early.now, visit, ...options, settings });
}

describe.each(states)('"confirm or cancel?" in %s', (visit) => {
  it.each(confirmQuestions)('is answered with yes to %s: the PMS first, then the patient', (template) => {
    for (const intent of ['yes', 'confirm'] as const) {
      const own = visitIn(visit, { context: { ...asked(template), screenedFor: 1 } });
      const consequence = own.replies(intent);
      expectRow(consequence, { state: visit, texts: ['Confirmed'], updates: ['confirm'], outcome: 'acted' });
      const [update, text] = consequence.decision.effects;
      expect(text?.after).toBe(update?.id);
      expect(own.state.context.confirmation).toEqual({ at: own.now, startAt: at('10:10') });
      expectRow(own.replies(intent), { state: visit, outcome: 'courtesy' });
    }
  });

  it.each(confirmQuestions)('is answered with no to %s: the cancellation is echoed', (template) => {
    const own = visitIn(visit, { context: { ...asked(template), screenedFor: 1 } });
    expectRow(own.replies('no'), { state: visit, texts: ['ConfirmCancel'], outcome: 'asked-back' });
  });
});

describe('a confirmation', () => {
  it('of what the clinic has confirmed is answered all the same', () => {
    const own = aVisit({ ...early, visit: 'upcoming', appointment: { isConfirmed: true }, context: asked('Reminder') });
    expectRow(own.replies('yes'), { state: 'upcoming', texts: ['Confirmed'], updates: ['confirm'] });
  });

  it('that nobody asked for is not understood, and is courtesy where it is confirmed', () => {
    const own = aVisit({ ...early, visit: 'upcoming' });
    expectRow(own.replies('confirm'), { state: 'upcoming', texts: ['Unexpected'], outcome: 'asked-back' });
    const confirmed = aVisit({ ...early, visit: 'upcoming', appointment: { isConfirmed: true } });
    for (const intent of ['confirm', 'yes'] as const)
      expectRow(confirmed.replies(intent), { state: 'upcoming', outcome: 'courtesy' });
  });

  it('in so many words counts also when something else was asked since, but for a cancellation', () => {
    const told = { Booked: { revision: 1, count: 1 } };
    const screened = { ...asked('ConsiderTeleHealth'), told, screenedFor: 1 };
    const own = aVisit({ ...early, visit: 'screening', context: screened });
    expectRow(own.replies('confirm'), { state: 'screening', texts: ['Confirmed'], updates: ['confirm'] });
    const echoed = aVisit({ ...early, visit: 'upcoming', context: { ...asked('ConfirmCancel'), told } });
    expectRow(echoed.replies('confirm'), { state: 'upcoming', texts: ['ConfirmCancel'], outcome: 'asked-back' });
    expectRow(echoed.replies('confirm'), { state: 'upcoming', tasks: ['reply-not-understood'] });
  });

  it('is not taken once the appointment has begun', () => {
    const own = aVisit({ visit: 'expected', now: at('10:10'), context: { ...asked('Reminder'), screenedFor: 1 } });
    expectRow(own.replies('confirm'), { state: 'expected', texts: ['ArrivingDontUnderstand'] });
  });

  it('is answered anew when it is asked again', () => {
    const confirmation = { at: at('06:00'), startAt: at('10:10') };
    const own = aVisit({ ...early, visit: 'upcoming', context: { ...asked('Reminder'), confirmation } });
    expectRow(own.replies('yes'), { state: 'upcoming', texts: ['Confirmed'], updates: ['confirm'] });
  });
});

describe('a cancellation in answer to "confirm or cancel?"', () => {
  const sure = { type: 'reply-received', intent: 'cancel', from: '+61491570006', isSure: true } as const;

  it('in so many words is done at once where patients may cancel by text, and is left to a person elsewhere', () => {
    const own = aVisit({ ...early, visit: 'upcoming', context: asked('Reminder') });
    const consequence = own.meets(sure);
    expectRow(consequence, { state: 'upcoming', texts: ['Cancellation'], updates: ['cancel'], outcome: 'acted' });
    expect(consequence.decision.effects.at(-1)).toMatchObject({ variables: { undoMinutes: '10' } });
    expectRow(own.replies('cancel'), { state: 'upcoming', outcome: 'courtesy' });
    const other = aVisit({
      ...early,
      visit: 'upcoming',
      context: asked('Reminder'),
      settings: { cancelByText: false },
    });
    expectRow(other.meets(sure), { state: 'upcoming', texts: ['Received'], tasks: ['wants-to-cancel'] });
  });

  it('is echoed when it was only hinted at, chosen by a digit, or nothing of the kind was asked', () => {
    const own = aVisit({ ...early, visit: 'upcoming', context: asked('Reminder') });
    expectRow(own.replies('cancel'), { state: 'upcoming', texts: ['ConfirmCancel'] });
    const unasked = aVisit({ ...early, visit: 'upcoming' });
    expectRow(unasked.meets(sure), { state: 'upcoming', texts: ['ConfirmCancel'] });
    const over = aVisit({
      ...early,
      visit: 'upcoming',
      context: { question: { ...asked('Reminder').question, expiresAt: 0 } },
    });
    expectRow(over.meets(sure), { state: 'upcoming', texts: ['ConfirmCancel'] });
  });

  it('offers no undo where the PMS takes none back, or the clinic gives no time for it', () => {
    for (const options of [{ canUndoCancel: false }, { settings: { cancelByText: true, undoMinutes: 0 } }]) {
      const own = aVisit({ ...early, visit: 'upcoming', context: asked('Reminder'), ...options });
      const [, text] = own.meets(sure).decision.effects;
      expect(text).toMatchObject({ template: 'Cancellation' });
      expect(text).not.toMatchObject({ variables: { undoMinutes: expect.anything() } });
    }
  });
});

describe('an answer that is about what the appointment was before', () => {
  const outdated = (intent: 'confirm' | 'cancel' | 'yes' | 'no') =>
    ({ type: 'reply-received', intent, from: '+61491570006', isOutdated: true }) as const;

  it('says the new time and asks anew', () => {
    for (const intent of ['confirm', 'yes'] as const) {
      const own = aVisit({ ...early, visit: 'upcoming', context: asked('Reminder') });
      expectRow(own.meets(outdated(intent)), { state: 'upcoming', texts: ['Booked'], outcome: 'asked-back' });
      expect(own.state.context.question).toMatchObject({ template: 'Booked', startAt: at('10:10') });
    }
    const own = aVisit({ ...early, visit: 'upcoming', context: asked('Reminder') });
    expectRow(own.meets(outdated('cancel')), { state: 'upcoming', texts: ['ConfirmCancel'] });
    const echoed = aVisit({ ...early, visit: 'upcoming', context: asked('ConfirmCancel') });
    expectRow(echoed.meets(outdated('yes')), { state: 'upcoming', texts: ['ConfirmCancel'] });
    expectRow(echoed.meets(outdated('no')), { state: 'upcoming', outcome: 'courtesy' });
  });

  it('is a task when it cancels close to the start', () => {
    const own = aVisit({ visit: 'expected', now: at('09:00'), context: { ...asked('Reminder'), screenedFor: 1 } });
    expectRow(own.meets(outdated('cancel')), { state: 'expected', texts: ['Received'], tasks: ['wants-to-cancel'] });
  });

  it('leaves nothing more to tell of the new time, but of a new place', () => {
    for (const [change, texts] of [
      [{ startAt: at('17:00'), endAt: at('17:15') }, []],
      [{ location: 'Level 9' }, ['Modified']],
    ] as const) {
      for (const intent of ['confirm', 'cancel'] as const) {
        const own = aVisit({
          visit: 'upcoming',
          now: at('08:30'),
          appointment: { startAt: at('16:00') },
          context: asked('Reminder'),
        });
        own.sees(change);
        own.meets(outdated(intent));
        expect(own.waitsUntil(at('08:35')).texts).toEqual(texts);
      }
    }
    const close = aVisit({ visit: 'expected', now: at('09:00'), context: { ...asked('Reminder'), screenedFor: 1 } });
    close.sees({ startAt: at('10:00'), endAt: at('10:15') });
    close.meets(outdated('cancel'));
    expect(close.waitsUntil(at('09:05')).texts).toContain('Rescheduled');
  });
});

describe('undo', () => {
  const cancelledByTextAt = at('07:00');

  it('asks the PMS at once while it has not taken the cancellation', () => {
    const own = aVisit({ ...early, visit: 'upcoming', context: { cancelledByTextAt } });
    expectRow(own.replies('undo'), { state: 'upcoming', texts: ['Booked'], updates: ['undo-cancel'] });
    expect(own.state.context).toMatchObject({ undoAskedAt: own.now, known: { isLive: true } });
    expectRow(own.replies('undo'), { state: 'upcoming', texts: ['Unexpected'] });
  });

  it('asks the PMS, and tells when it has it', () => {
    const own = aVisit({ ...early, visit: 'upcoming', context: asked('Reminder') });
    own.meets({ type: 'reply-received', intent: 'cancel', from: '+61491570006', isSure: true });
    own.now = at('07:06');
    expect(own.sees({ status: 'cancelled' }).state).toBe('closed');
    expect(own.state.context.cancelledByTextAt).toBe(at('07:06'));
    own.now = at('07:16');
    expectRow(own.replies('undo'), { state: 'closed', updates: ['undo-cancel'], outcome: 'acted' });
    const back = own.sees({ status: 'booked' });
    expect(back.texts).toEqual(['Booked']);
    expect(own.state.context).toMatchObject({ cancelledByTextAt: null, undoAskedAt: null, known: { isLive: true } });
    expect(own.state.context.question).toMatchObject({ template: 'Booked' });
    expect(own.waitsUntil(at('07:30')).texts).not.toContain('Rescheduled');
  });

  it.each([
    ['too late', { now: at('07:11') }],
    ['once the appointment has begun', { now: at('10:10'), context: { cancelledByTextAt: at('10:05') } }],
    ['where the PMS takes no cancellation back', { canUndoCancel: false }],
  ] as const)('%s is a task, and told as received', (_, options) => {
    for (const visit of ['expected', 'closed'] as const) {
      const context = { cancelledByTextAt, screenedFor: 1 };
      const appointment = visit === 'closed' ? ({ status: 'cancelled' } as const) : {};
      const own = aVisit({
        ...early,
        visit,
        appointment,
        ...options,
        context: { ...context, ...('context' in options ? options.context : {}) },
      });
      expectRow(own.replies('undo'), { state: visit, texts: ['Received'], tasks: ['undo-impossible'] });
    }
  });

  it('of a visit that is over is a reply without a question', () => {
    const own = aVisit({ visit: 'closed', appointment: { status: 'noshow' } });
    expectRow(own.replies('undo'), { state: 'closed', texts: ['Unexpected'], tasks: ['reply-without-question'] });
  });

  it('is over with another cancellation', () => {
    const own = aVisit({ ...early, visit: 'upcoming', context: { cancelledByTextAt, undoAskedAt: at('07:01') } });
    own.replies('cancel');
    own.replies('yes');
    expect(own.state.context).toMatchObject({ cancelledByTextAt: own.now, undoAskedAt: null });
  });
});
