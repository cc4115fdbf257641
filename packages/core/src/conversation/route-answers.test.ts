import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import type { ConversationRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import { aThread } from '../testing/conversation-store/records.ts';
import { aRecord, at, calendar } from '../testing/one-visit.ts';
import { routeReply } from './route.ts';
import type { ReplyToRoute } from './route.ts';
import type { VisitContext, VisitState } from './state.ts';
import type { TemplateName } from './template-name.ts';
import { templateExpects } from './templates/template-expects.ts';

const now = at('10:00');

function patient(
  name: string,
  template: TemplateName | null,
  more: {
    readonly askedAt?: number;
    readonly visit?: VisitState;
    readonly context?: Partial<VisitContext>;
    readonly patient?: string;
  } = {},
): ConversationRecord {
  const startAt = at(name === 'Mia' ? '16:20' : name === 'Leo' ? '16:40' : '16:00');
  const question =
    template === null
      ? null
      : {
          template,
          intents: templateExpects[template],
          askedAt: more.askedAt ?? at('08:00'),
          expiresAt: startAt,
          startAt,
        };
  return aRecord({
    id: name.toLowerCase(),
    name,
    at: startAt,
    visit: more.visit ?? 'upcoming',
    ...(more.patient === undefined ? {} : { patient: more.patient }),
    context: { question, ...more.context },
  });
}

function route(body: string, conversations: readonly ConversationRecord[], more: Partial<ReplyToRoute> = {}) {
  const found = routeReply({
    body,
    carrierKeyword: null,
    receivedAt: now,
    isAfterGap: false,
    now,
    conversations,
    changedTexts: new Map(),
    thread: aThread(),
    settings: defaultSettings,
    calendar,
    ...more,
  });
  const ids = (records: readonly ConversationRecord[]) => records.map(({ appointmentId }) => appointmentId);
  if (found.type === 'deliver') {
    const { intent, isSure, outdated } = found;
    return { to: ids(found.targets), intent, isSure, outdated: ids(outdated) };
  }
  if (found.type === 'ask-which') return { ask: ids(found.options), intent: found.intent };
  return found;
}

const whichOpen = (intent: 'cancel' | 'undo' | 'yes', askedAt = at('09:50')): { readonly thread: ThreadRecord } => ({
  thread: aThread({
    choice: {
      intent,
      askedAt,
      expiresAt: at('10:20'),
      options: ['sam', 'mia'].map((id) => ({ appointmentId: id, name: id === 'sam' ? 'Sam' : 'Mia' })),
    },
  }),
});

describe('a digit after "1 to confirm, 2 if you cannot come"', () => {
  const sam = patient('Sam', 'Reminder');
  const mia = patient('Mia', 'Booked', { askedAt: at('09:00') });

  it('confirms with 1 and cancels with 2, which is echoed', () => {
    expect(route('1', [sam])).toMatchObject({ to: ['sam'], intent: 'confirm' });
    expect(route('2', [sam])).toMatchObject({ to: ['sam'], intent: 'cancel', isSure: false });
  });

  it('answers the latest text alone', () => {
    expect(route('1', [sam, mia])).toMatchObject({ to: ['mia'], intent: 'confirm' });
    const screened = patient('Mia', 'ConsiderTeleHealth', { askedAt: at('09:00'), visit: 'screening' });
    expect(route('1', [sam, screened])).not.toMatchObject({ intent: 'confirm' });
  });

  it('that is another, or two, says nothing', () => {
    expect(route('3', [sam])).not.toMatchObject({ intent: 'confirm' });
    expect(route('1 2', [sam])).not.toMatchObject({ intent: 'confirm' });
    expect(route('both', [sam])).not.toMatchObject({ intent: 'confirm' });
  });

  it('chooses where "which appointment?" was asked since', () => {
    expect(route('2', [sam, mia], whichOpen('cancel'))).toMatchObject({ to: ['mia'], intent: 'cancel', isSure: false });
    expect(route('1', [sam, mia], whichOpen('cancel', at('08:30')))).toMatchObject({ to: ['mia'], intent: 'confirm' });
  });
});

describe('yes and no to two questions of which one takes them for another', () => {
  it('is asked which', () => {
    const sam = patient('Sam', 'Reminder');
    const mia = patient('Mia', 'ConsiderTeleHealth', { visit: 'screening' });
    expect(route('yes', [sam, mia])).toEqual({ ask: ['sam', 'mia'], intent: 'yes' });
    expect(route('ok', [sam, mia])).toEqual({ ask: ['sam', 'mia'], intent: 'yes' });
    expect(route('no', [sam, mia])).toEqual({ ask: ['sam', 'mia'], intent: 'no' });
  });

  it('is not asked about who has confirmed already', () => {
    const confirmation = { at: at('08:05'), startAt: at('16:00') };
    const sam = patient('Sam', 'Reminder', { context: { confirmation } });
    const mia = patient('Mia', 'Reminder', { askedAt: at('08:30') });
    expect(route('yes', [sam, mia])).toMatchObject({ to: ['mia'], intent: 'confirm' });
    const both = patient('Mia', 'Reminder', { context: { confirmation } });
    expect(route('yes', [sam, both])).toEqual({ ask: ['sam', 'mia'], intent: 'confirm' });
  });
});

describe('one text about a family', () => {
  const sam = patient('Sam', 'FamilyReminder');
  const mia = patient('Mia', 'FamilyReminder');

  it.each(['1', 'yes', 'confirm', 'ok'])('is confirmed for all by "%s"', (body) => {
    expect(route(body, [sam, mia])).toMatchObject({ to: ['sam', 'mia'], intent: 'confirm', outdated: [] });
  });

  it('is confirmed for those that stand as told', () => {
    const moved = patient('Mia', 'FamilyReminder', {
      context: {
        settlingSince: at('09:59'),
        known: { startAt: at('15:00'), practitionerId: 'sharma', location: 'Level 1', isLive: true },
      },
    });
    expect(route('1', [sam, moved])).toMatchObject({ to: ['sam'], intent: 'confirm', outdated: [] });
    expect(route('1', [moved])).toMatchObject({ to: ['mia'], intent: 'confirm', outdated: ['mia'] });
  });

  it('is not confirmed for all by a yes where another text asked too', () => {
    const leo = patient('Leo', 'Reminder', { askedAt: at('09:00') });
    expect(route('yes', [sam, mia, leo])).toEqual({ ask: ['sam', 'mia', 'leo'], intent: 'confirm' });
  });

  it('asks who cannot come, two appointments of one patient too', () => {
    expect(route('2', [sam, mia])).toEqual({ ask: ['sam', 'mia'], intent: 'cancel' });
    const second = patient('Mia', 'FamilyReminder', { patient: 'sam' });
    expect(route('2', [sam, second])).toEqual({ ask: ['sam', 'mia'], intent: 'cancel' });
  });

  it('takes a name beside what is to be done', () => {
    expect(route("Sam can't come", [sam, mia])).toMatchObject({ to: ['sam'], intent: 'cancel', isSure: false });
    expect(route('cancel Mia', [sam, mia])).toMatchObject({ to: ['mia'], intent: 'cancel', isSure: true });
  });
});

describe('an answer to "do you want to cancel?"', () => {
  it('is for the one that was echoed last, whatever else is open', () => {
    const sam = patient('Sam', 'ConfirmCancel', { askedAt: at('09:30') });
    const mia = patient('Mia', 'FamilyReminder');
    for (const body of ['yes', 'yes cancel', 'no']) expect(route(body, [sam, mia])).toMatchObject({ to: ['sam'] });
    const both = patient('Mia', 'ConfirmCancel', { askedAt: at('09:30') });
    expect(route('yes', [sam, both])).toEqual({ ask: ['sam', 'mia'], intent: 'yes' });
  });

  it('is no "ok", nor a *yes* whose appointment was chosen only then: the clear word is asked for', () => {
    const sam = patient('Sam', 'ConfirmCancel', { askedAt: at('09:30') });
    const mia = patient('Mia', 'Reminder');
    for (const body of ['ok', '👍', 'fine'])
      for (const live of [[sam], [sam, mia]])
        expect(route(body, live)).toMatchObject({ to: ['sam'], intent: 'unknown' });
    expect(route('1', [sam, mia], whichOpen('yes'))).toMatchObject({ to: ['sam'], intent: 'unknown' });
    expect(route('both', [sam, mia], whichOpen('yes'))).toMatchObject({ to: ['sam', 'mia'], intent: 'unknown' });
    const both = patient('Mia', 'ConfirmCancel', { askedAt: at('09:30') });
    expect(route('ok', [sam, both])).toMatchObject({ to: ['sam'], intent: 'unknown' });
    expect(route('both', [sam, both], whichOpen('yes'))).toMatchObject({ to: ['sam', 'mia'], intent: 'yes' });
  });

  it('that came before the change was asked about anew is over', () => {
    const sam = patient('Sam', 'Booked', { askedAt: at('10:00') + 5_000 });
    const changedTexts = new Map([['sam', { decidedAt: at('09:59'), leftAt: at('09:59') }]]);
    expect(route('yes', [sam], { changedTexts, now: at('10:01') })).toEqual({ type: 'courtesy', appointmentId: 'sam' });
  });
});

describe('undo', () => {
  const cancelledByTextAt = at('09:55');
  const closed = (name: string, context: Partial<VisitContext> = { cancelledByTextAt }) =>
    patient(name, null, { visit: 'closed', context });

  it('is about what was cancelled by text, also when it is closed', () => {
    expect(route('undo', [closed('Sam'), patient('Mia', 'Reminder')])).toMatchObject({ to: ['sam'], intent: 'undo' });
  });

  it('of two is asked about, and the answer is taken', () => {
    const both = [closed('Sam'), closed('Mia')];
    expect(route('undo', both)).toEqual({ ask: ['sam', 'mia'], intent: 'undo' });
    expect(route('2', both, whichOpen('undo'))).toMatchObject({ to: ['mia'], intent: 'undo' });
    expect(route('hello', both, whichOpen('undo'))).toMatchObject({ type: 'not-open' });
  });

  it('is about what the clinic has cancelled where the patient has cancelled nothing', () => {
    const told = patient('Sam', 'Cancellation', { visit: 'closed' });
    expect(route('undo', [told])).toMatchObject({ to: ['sam'], intent: 'undo' });
    expect(route('undo', [patient('Sam', 'Reminder')])).toMatchObject({ to: ['sam'], intent: 'undo' });
    expect(route('undo', [closed('Sam', {})])).toMatchObject({ type: 'not-open' });
  });
});

describe('an appointment far ahead', () => {
  it('takes an answer to what it was asked, and is not what a stray reply is about', () => {
    const far = aRecord({
      id: 'far',
      name: 'Sam',
      at: at('16:00', '2026-05-04'),
      visit: 'upcoming',
      context: {
        question: {
          template: 'Booked',
          intents: ['confirm'],
          askedAt: at('08:00'),
          expiresAt: at('16:00', '2026-05-04'),
        },
      },
    });
    expect(route('yes', [far])).toMatchObject({ to: ['far'], intent: 'confirm' });
    const unasked = aRecord({ id: 'far', name: 'Sam', at: at('16:00', '2026-05-04'), visit: 'upcoming' });
    expect(route('hello', [unasked])).toEqual({ type: 'unknown' });
  });
});
