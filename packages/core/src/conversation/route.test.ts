import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import type { ConversationRecord, OpenChoice, ThreadRecord } from '../ports/conversation-store/records.ts';
import { aThread } from '../testing/conversation-store/records.ts';
import { aRecord, at, calendar } from '../testing/one-visit.ts';
import type { Intent } from './intent.ts';
import type { ReplyToRoute } from './route.ts';
import { routeReply } from './route.ts';
import type { TemplateName } from './template-name.ts';
import { templateExpects } from './templates/template-expects.ts';

const now = at('10:00');
const ask = (template: TemplateName, askedAt = at('07:10')) => ({
  question: { template, intents: templateExpects[template], askedAt, expiresAt: at('23:00') },
});
const sam = aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'expected', context: ask('ScreeningNoToVideo') });
const mia = aRecord({
  id: 'mia',
  name: 'Mia',
  at: at('10:20'),
  visit: 'expected',
  context: ask('CantConsiderTeleHealth'),
});

function route(body: string, conversations: readonly ConversationRecord[], more: Partial<ReplyToRoute> = {}) {
  const full: ReplyToRoute = {
    body,
    carrierKeyword: null,
    receivedAt: more.now ?? now,
    isAfterGap: false,
    now,
    conversations,
    changedTexts: new Map(),
    thread: aThread(),
    settings: defaultSettings,
    calendar,
    ...more,
  };
  const found = routeReply(full);
  const ids = (records: readonly ConversationRecord[]) => records.map(({ appointmentId }) => appointmentId);
  switch (found.type) {
    case 'deliver':
      return {
        type: found.type,
        to: ids(found.targets),
        intent: found.intent,
        parts: ids(found.parts),
        isLate: found.isLate,
      };
    case 'ask-which':
      return { type: found.type, options: ids(found.options), intent: found.intent };
    case 'too-many':
      return { type: found.type, options: ids(found.options) };
    case 'not-open':
      return { type: found.type, appointment: found.appointment.appointmentId };
    case 'consent':
      return { type: found.type, word: found.word, live: ids(found.live) };
    case 'wrong-number':
      return { type: found.type, live: ids(found.live) };
    default:
      return found;
  }
}

const delivered = (to: readonly string[], intent: Intent, parts: readonly string[] = []) => ({
  type: 'deliver',
  to,
  intent,
  parts,
  isLate: false,
});
const choosing = (choice: Partial<OpenChoice> = {}): { thread: ThreadRecord } => ({
  thread: aThread({
    choice: {
      intent: 'arrived',
      askedAt: at('09:55'),
      expiresAt: at('10:25'),
      options: [
        { appointmentId: 'sam', name: 'Sam' },
        { appointmentId: 'mia', name: 'Mia' },
      ],
      ...choice,
    },
  }),
});

describe('one appointment on a phone', () => {
  it.each([
    ["I'm here", 'arrived'],
    ['y', 'yes'],
    ['no', 'no'],
    ['thanks 👍', 'thanks'],
    ['what?', 'unknown'],
    ['please cancel my appointment', 'cancel'],
  ] as const)('gets "%s" whatever it is', (body, intent) => {
    expect(route(body, [sam])).toEqual(delivered(['sam'], intent));
  });

  it('is not asked which, though it accepts nothing', () => {
    const plain = aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'held' });
    expect(route('no', [plain])).toEqual(delivered(['sam'], 'no'));
  });

  it('gets lateness beside what else is said', () => {
    expect(
      route('yes but running 10 minutes late', [
        aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'screening', context: ask('ConsiderTeleHealth') }),
      ]),
    ).toMatchObject({ isLate: true, intent: 'yes' });
    expect(route('running late', [sam])).toMatchObject({ isLate: false, intent: 'late' });
  });

  it('gets a bare ok to an invite as a yes, whose meaning depends on the time', () => {
    const invited = aRecord({
      id: 'sam',
      name: 'Sam',
      at: at('10:10'),
      visit: 'remote-invited',
      context: ask('VideoInvite'),
    });
    expect(route('ok', [invited])).toEqual(delivered(['sam'], 'yes'));
    expect(route('ready', [invited])).toEqual(delivered(['sam'], 'ready'));
  });

  it('is read in the language of the patient, of the clinic and in English', () => {
    const french = aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'expected', language: 'fr' });
    expect(route('here', [french])).toEqual(delivered(['sam'], 'arrived'));
  });
});

describe('several appointments on a phone', () => {
  it('the one whose question accepts the answer gets it', () => {
    const asked = aRecord({
      id: 'sam',
      name: 'Sam',
      at: at('14:00'),
      visit: 'screening',
      context: ask('ConsiderTeleHealth'),
    });
    expect(route('no', [mia, asked])).toEqual(delivered(['sam'], 'no'));
    expect(route('yes', [mia, asked])).toEqual(delivered(['sam'], 'yes'));
  });

  it('an older question accepts explicit words only', () => {
    const plain = aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'expected' });
    expect(route('here', [plain, mia])).toMatchObject({ type: 'ask-which', options: ['sam', 'mia'] });
    expect(route('no', [plain, mia])).toMatchObject({ type: 'deliver', to: ['mia'] });
  });

  it('several could be meant: which one is asked, and the intent kept', () => {
    expect(route("I'm here", [sam, mia])).toEqual({ type: 'ask-which', options: ['sam', 'mia'], intent: 'arrived' });
  });

  it('a name says which', () => {
    expect(route('Mia is here', [sam, mia])).toEqual(delivered(['mia'], 'arrived'));
    expect(
      route('Sam is ready', [
        aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'remote-invited', context: ask('AtClinicOrPhone') }),
        mia,
      ]),
    ).toEqual(delivered(['sam'], 'ready'));
  });

  it('a name alone says nothing', () => {
    expect(route('Mia', [sam, mia])).toMatchObject({ type: 'deliver', intent: 'unknown' });
    expect(route('Sam', [sam])).toEqual(delivered(['sam'], 'unknown'));
  });

  it('a bare word that none of them waits for is a guess, and so asked back', () => {
    const remote = [
      aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'arrived' }),
      aRecord({ id: 'mia', name: 'Mia', at: at('10:20'), visit: 'arrived' }),
    ];
    expect(route('no', remote)).toMatchObject({ type: 'deliver', intent: 'unknown' });
  });

  it('what nobody accepts goes to the one who was asked last', () => {
    const later = aRecord({
      id: 'mia',
      name: 'Mia',
      at: at('10:20'),
      visit: 'expected',
      context: ask('CantConsiderTeleHealth', at('07:30')),
    });
    expect(route('blah', [sam, later])).toEqual(delivered(['mia'], 'unknown'));
    expect(route('blah', [later, sam])).toEqual(delivered(['mia'], 'unknown'));
    const plain = aRecord({ id: 'zoe', name: 'Zoe', at: at('10:20'), visit: 'expected' });
    expect(route('blah', [plain, sam])).toEqual(delivered(['sam'], 'unknown'));
    expect(route('blah', [plain, { ...plain, appointmentId: 'ann' }])).toEqual(delivered(['zoe'], 'unknown'));
  });

  it('thanks is courtesy', () => {
    expect(route('thanks', [sam, mia])).toEqual({ type: 'courtesy', appointmentId: 'sam' });
  });

  it('more than four are too many to choose from', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) =>
      aRecord({ id, name: id.toUpperCase() + 'nn', at: at('10:10'), visit: 'expected' }),
    );
    expect(route('here', many)).toEqual({ type: 'too-many', options: ['a', 'b', 'c', 'd', 'e'] });
    expect(route('here', many.slice(0, 4))).toMatchObject({ type: 'ask-which' });
  });
});

describe('the parts of one visit', () => {
  const first = aRecord({ id: 'one', name: 'Sam', patient: 'sam', at: at('10:10'), visit: 'expected' });
  const second = aRecord({ id: 'two', name: 'Sam', patient: 'sam', at: at('10:40'), visit: 'expected' });

  it('go together: the earliest is meant, and one *arrived* marks all', () => {
    expect(route('here', [first, second])).toEqual(delivered(['one'], 'arrived', ['two']));
    expect(route('running late', [first, second])).toEqual(delivered(['one'], 'late'));
  });

  it('are one choice beside a sibling, by one name', () => {
    expect(route('here', [first, mia, second])).toMatchObject({ type: 'ask-which', options: ['one', 'mia'] });
    expect(route('Sam is here', [first, mia, second])).toEqual(delivered(['one'], 'arrived', ['two']));
  });

  it('more than an hour apart are two visits', () => {
    const evening = aRecord({ id: 'two', name: 'Sam', patient: 'sam', at: at('18:00'), visit: 'expected' });
    expect(route('here', [first, evening])).toMatchObject({ type: 'ask-which', options: ['one', 'two'] });
  });

  it('wait while it is not known whether a video patient is at the clinic', () => {
    const video = aRecord({ id: 'one', name: 'Sam', patient: 'sam', at: at('10:10'), visit: 'remote-scheduled' });
    expect(route('here', [video, second])).toEqual(delivered(['one'], 'arrived'));
    expect(route('here', [{ ...video, state: { ...video.state, visit: 'remote-invited' } }, second])).toEqual(
      delivered(['one'], 'arrived'),
    );
    const asked = aRecord({
      id: 'one',
      name: 'Sam',
      patient: 'sam',
      at: at('10:10'),
      visit: 'remote-invited',
      context: ask('AtClinicOrPhone'),
    });
    expect(route('at the clinic', [asked, second])).toEqual(delivered(['one'], 'arrived', ['two']));
  });
});

describe('"Which appointment?" is open', () => {
  it.each([
    ['1', ['sam']],
    ['2', ['mia']],
    ['Mia', ['mia']],
    ['both', ['sam', 'mia']],
  ])('"%s" answers it with the intent that was kept', (body, to) => {
    expect(route(body, [sam, mia], choosing())).toEqual(delivered(to, 'arrived'));
  });

  it('another intent beside the name is what is meant now', () => {
    expect(route('Mia running late', [sam, mia], choosing())).toMatchObject({ to: ['mia'], intent: 'late' });
    expect(route('please cancel Mia', [sam, mia], choosing())).toMatchObject({ to: ['mia'], intent: 'cancel' });
  });

  it('a number that was not offered, or an appointment that has ended, is asked again', () => {
    expect(route('3', [sam, mia], choosing())).toEqual({
      type: 'ask-which',
      options: ['sam', 'mia'],
      intent: 'arrived',
    });
    const third = aRecord({ id: 'zoe', name: 'Zoe', at: at('10:30'), visit: 'expected' });
    expect(route('2', [sam, third], choosing())).toEqual({ type: 'ask-which', options: ['sam'], intent: 'arrived' });
  });

  it('digits count for half an hour, for the latest text, and not before it was asked', () => {
    const notAsked = delivered(['sam'], 'unknown');
    expect(route('2', [sam, mia], choosing({ expiresAt: now - 1 }))).toEqual(notAsked);
    expect(route('2', [sam, mia], choosing({ expiresAt: now }))).toMatchObject({ to: ['mia'] });
    expect(route('2', [sam, mia], { ...choosing(), receivedAt: at('09:55') - 1001 })).toEqual(notAsked);
    expect(route('2', [sam, mia], { ...choosing(), receivedAt: at('09:55') - 1000 })).toMatchObject({ to: ['mia'] });
    expect(route('2', [sam, mia], { ...choosing(), receivedAt: null })).toMatchObject({ to: ['mia'] });
    const newer = aRecord({
      id: 'mia',
      name: 'Mia',
      at: at('10:20'),
      visit: 'remote-invited',
      context: ask('VideoInvite', at('09:58')),
    });
    expect(route('2', [sam, newer], choosing())).toMatchObject({ type: 'deliver', intent: 'unknown' });
    expect(route('Mia', [sam, newer], choosing())).toEqual(delivered(['mia'], 'arrived'));
  });

  it('digits count beside a question that was asked in the same moment', () => {
    const asked = ask('CantConsiderTeleHealth', at('09:55'));
    const same = aRecord({ id: 'mia', name: 'Mia', at: at('10:20'), visit: 'expected', context: asked });
    expect(route('2', [sam, same], choosing())).toEqual(delivered(['mia'], 'arrived'));
  });

  it('names and numbers are those of the question, whoever else has an appointment by then', () => {
    const ann = aRecord({ id: 'ann', name: 'Ann', at: at('10:05'), visit: 'expected' });
    expect(route('2', [ann, sam, mia], choosing())).toEqual(delivered(['mia'], 'arrived'));
    expect(route('Mia', [ann, sam, mia], choosing())).toEqual(delivered(['mia'], 'arrived'));
  });

  it('nothing is acted on when one of those chosen was asked something else after the reply had come', () => {
    const context = ask('ConfirmCancel', at('09:58'));
    const asked = aRecord({ id: 'mia', name: 'Mia', at: at('14:00'), visit: 'expected', context });
    expect(route('Sam and Mia', [sam, asked], { ...choosing({ intent: 'yes' }), receivedAt: at('09:56') })).toEqual(
      delivered(['sam', 'mia'], 'unknown'),
    );
  });

  it('words that choose nothing are routed as always', () => {
    expect(route('here', [sam, mia], choosing())).toMatchObject({ type: 'ask-which' });
  });
});

describe('replies that came before their question', () => {
  const late = { receivedAt: at('09:59') };
  const visit = (template: TemplateName) =>
    aRecord({ id: 'sam', name: 'Sam', at: at('14:00'), visit: 'remote-invited', context: ask(template, now) });

  it.each([
    ['ConsiderTeleHealth', 'yes'],
    ['ConsiderTeleHealth', 'no'],
    ['ConfirmCancel', 'please cancel my appointment'],
    ['AtClinicOrPhone', 'here'],
  ] as const)('do not answer it: %s, "%s"', (template, body) => {
    expect(route(body, [visit(template)], late)).toEqual(delivered(['sam'], 'unknown'));
  });

  it('keep explicit words', () => {
    expect(route('here', [visit('VideoInvite')], late)).toMatchObject({ intent: 'arrived' });
    expect(route('running late', [visit('ConfirmCancel')], late)).toMatchObject({ intent: 'late' });
  });

  it('allow a second, as gateways count whole seconds', () => {
    expect(route('yes', [visit('ConfirmCancel')], { receivedAt: now - 1000 })).toMatchObject({ intent: 'yes' });
    expect(route('yes', [visit('ConfirmCancel')], { receivedAt: now - 1001 })).toMatchObject({ intent: 'unknown' });
  });
});

describe('destructive words', () => {
  it('that are only hinted at are not acted on', () => {
    const asked = aRecord({
      id: 'sam',
      name: 'Sam',
      at: at('14:00'),
      visit: 'expected',
      context: ask('ConfirmCancel'),
    });
    expect(route("can't come", [asked])).toMatchObject({ intent: 'unknown' });
    expect(route('yes cancel', [asked])).toMatchObject({ intent: 'cancel' });
    expect(route("can't come", [sam])).toMatchObject({ intent: 'cancel' });
    const unasked = aRecord({ id: 'sam', name: 'Sam', at: at('10:10'), visit: 'expected' });
    expect(route("can't come", [unasked])).toMatchObject({ intent: 'cancel' });
    expect(route("I don't know who this is", [sam])).toEqual(delivered(['sam'], 'unknown'));
  });

  // cspell:ignore unsubscibe nubmer txet
  it('that are misspelt are not acted on either', () => {
    expect(route('please unsubscibe me', [sam])).toMatchObject({ type: 'deliver', intent: 'unknown' });
    expect(route('sorry wrong nubmer', [sam])).toMatchObject({ type: 'deliver', intent: 'unknown' });
    expect(route('do not txet me', [sam])).toMatchObject({ type: 'deliver', intent: 'unknown' });
  });

  it('wrong number ends texts for this patient, and is unknown from a stranger', () => {
    expect(route('wrong number', [sam, mia])).toEqual({ type: 'wrong-number', live: ['sam', 'mia'] });
    expect(route('wrong number', [])).toEqual({ type: 'unknown' });
  });

  it('stop in words opts out', () => {
    expect(route('please stop texting me', [sam])).toEqual({
      type: 'consent',
      word: 'stop',
      live: ['sam'],
    });
  });
});

describe('consent words of the carrier', () => {
  it.each([
    ['STOP', 'stop'],
    [' cancel ', 'stop'],
    ['End', 'stop'],
    ['QUIT', 'stop'],
    ['start', 'start'],
    ['HELP', 'help'],
  ] as const)('"%s" comes before everything', (body, word) => {
    expect(route(body, [sam])).toEqual({ type: 'consent', word, live: ['sam'] });
  });

  it.each(['help me find you', 'help I am lost'])('"%s" has more words than the carrier answers', (body) => {
    expect(route(body, [sam]).type).not.toBe('consent');
  });

  it('YES opts in only who was opted out', () => {
    expect(route('YES', [sam]).type).toBe('deliver');
    expect(route(' yes ', [sam]).type).toBe('deliver');
    expect(route('yes', [sam], { thread: aThread({ consent: 'opted-out' }) })).toMatchObject({
      type: 'consent',
      word: 'start',
    });
    expect(route('start', [sam], { thread: aThread({ consent: 'unknown' }) })).toMatchObject({
      type: 'consent',
      word: 'start',
    });
  });

  it('the carrier’s own word for it counts', () => {
    expect(route('arrête', [sam], { carrierKeyword: 'stop' })).toMatchObject({ type: 'consent', word: 'stop' });
    expect(route('yes', [sam], { carrierKeyword: 'stop' })).toMatchObject({ type: 'consent', word: 'stop' });
  });

  it('HELP with more words is no carrier word', () => {
    expect(route('help I am lost', [sam]).type).toBe('deliver');
  });
});

describe('urgent words', () => {
  it('are never parsed further', () => {
    expect(route('here but chest pain', [sam])).toEqual({ type: 'urgent', appointmentId: 'sam' });
    expect(route('chest pain', [])).toEqual({ type: 'urgent', appointmentId: null });
  });
});

describe('replies that come too late', () => {
  it.each([
    ['here', at('09:30') - 1, false, 'too-old'],
    ['here', at('09:30'), false, 'deliver'],
    ['ready', at('09:30') - 1, false, 'too-old'],
    ['running late', at('09:00'), false, 'deliver'],
    ['thanks', at('02:59'), false, 'too-old'],
    ['running late', null, true, 'too-old'],
    ['running late', null, false, 'deliver'],
    ['here', at('09:59'), true, 'deliver'],
  ] as const)('"%s" received at %s, after a gap: %s, is %s', (body, receivedAt, isAfterGap, type) => {
    expect(route(body, [sam], { receivedAt, isAfterGap }).type).toBe(type);
  });

  it('are for a person, with the first appointment if there is one', () => {
    expect(route('here', [sam], { receivedAt: at('09:00') })).toEqual({
      type: 'too-old',
      intent: 'arrived',
      appointmentId: 'sam',
    });
    expect(route('here', [], { receivedAt: at('09:00') })).toMatchObject({ type: 'too-old', appointmentId: null });
  });
});

describe('with nothing open', () => {
  const over = aRecord({ id: 'over', name: 'Sam', at: at('09:00'), visit: 'closed' });
  const next = aRecord({ id: 'next', name: 'Sam', at: at('10:00', '2026-03-04'), visit: 'upcoming' });

  it('the next appointment is what it may be about, else the last', () => {
    expect(route('here', [over, next])).toEqual({ type: 'not-open', appointment: 'next' });
    expect(route('here', [over])).toEqual({ type: 'not-open', appointment: 'over' });
    expect(route('here', [aRecord({ id: 'x', name: 'Sam', at: now, visit: 'closed' }), over])).toEqual({
      type: 'not-open',
      appointment: 'x',
    });
  });

  it('thanks is courtesy', () => {
    expect(route('thanks', [over])).toEqual({ type: 'courtesy', appointmentId: 'over' });
  });

  it('a number without appointments is unknown', () => {
    expect(route('here', [])).toEqual({ type: 'unknown' });
    expect(route('thanks', [])).toEqual({ type: 'unknown' });
  });

  it('an appointment of another day is open once it was asked about', () => {
    const asked = aRecord({
      id: 'next',
      name: 'Sam',
      at: at('10:00', '2026-03-04'),
      visit: 'upcoming',
      context: ask('ConfirmCancel'),
    });
    expect(route('yes', [asked])).toEqual(delivered(['next'], 'yes'));
    const evening = aRecord({ id: 'next', name: 'Sam', at: at('07:30', '2026-03-03'), visit: 'screening' });
    expect(route('yes', [evening])).toEqual(delivered(['next'], 'yes'));
    expect(route('here', [aRecord({ id: 'x', name: 'Sam', at: at('18:00'), visit: 'upcoming' })]).type).toBe('deliver');
  });
});
