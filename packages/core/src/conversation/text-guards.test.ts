import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import { aThread } from '../testing/conversation-store/records.ts';
import { aRecord, anAppointmentWith, at, calendar, mobile, monday } from '../testing/one-visit.ts';
import type { SendMessageEffect } from './effect.ts';
import { noRoom } from './state.ts';
import type { RoomState, VisitState } from './state.ts';
import { checkText, mattersToPerson } from './text-guards.ts';
import type { TextToCheck } from './text-guards.ts';
import { forWantOfRoom, latestTimeOf, textRules } from './text-rules.ts';
import type { TemplateName } from './template-name.ts';
import { templateNames } from './template-name.ts';

const profile = { ...defaultSettings, pmsProfile: 'starts-on-fulfilled' } as const;
const now = at('09:00');

function anEffect(template: TemplateName, more: Partial<SendMessageEffect> = {}): SendMessageEffect {
  return {
    type: 'send-message',
    id: 'e1',
    after: null,
    dueAt: now,
    latestAt: at('10:10'),
    template,
    to: mobile,
    language: null,
    revision: 1,
    startAt: at('10:10'),
    urgency: textRules[template].urgency,
    variables: {},
    ...more,
  };
}

const record = (visit: VisitState = 'expected', more: Partial<Parameters<typeof aRecord>[0]> = {}) =>
  aRecord({ id: 'a1', name: 'Amelia', at: at('10:10'), visit, ...more });

function check(template: TemplateName, more: Partial<TextToCheck> & { text?: Partial<SendMessageEffect> } = {}) {
  const { text, ...rest } = more;
  return checkText({
    effect: anEffect(template, text),
    record: record(),
    thread: aThread(),
    practitioner: { id: 'sharma', name: 'Dr', takesPart: true, takesVideo: true, room: '' },
    settings: profile,
    calendar,
    now,
    isPaused: false,
    isPatientOptedOut: false,
    ...rest,
  });
}

const send = { type: 'send', isLastToday: false };
const drop = (reason: string, needsPerson = false) => ({ type: 'drop', reason, needsPerson });
const ready = record('called', { appointment: { status: 'fulfilled' } });
const called = { record: ready } as const;

describe('consent', () => {
  it('comes first: nobody who opted out is texted, and a call-in is then for a person (P7)', () => {
    const thread = aThread({ consent: 'opted-out' });
    const settings = { ...profile, allowList: [] };
    expect(check('Modified', { thread, settings })).toEqual(drop('the number has opted out'));
    expect(check('DoctorReady', { ...called, thread })).toEqual(drop('the number has opted out', true));
  });
});

describe('the allow-list', () => {
  it('lets nothing leave for other numbers while it is set (P7)', () => {
    const others = { ...profile, allowList: ['+61491570199' as const] };
    const reason = 'the number is not on the allow-list';
    expect(check('Modified', { settings: others, text: { latestAt: 0 } })).toEqual(drop(reason));
    expect(check('DoctorReady', { ...called, settings: others })).toEqual(drop(reason));
    expect(check('Modified', { settings: { ...profile, allowList: [mobile] } })).toEqual(send);
  });
});

describe('the country', () => {
  it('lets nothing leave for numbers of others while some are named, and a call-in is then for a person', () => {
    const reason = 'the number is of a country that is not texted';
    const abroad = { ...profile, countryCodes: ['+64', '+1'] };
    expect(check('Modified', { settings: abroad })).toEqual(drop(reason));
    expect(check('UnknownPhone', { settings: abroad, record: null })).toEqual(drop(reason));
    expect(check('DoctorReady', { ...called, settings: abroad })).toEqual(drop(reason, true));
    expect(check('Modified', { settings: { ...profile, countryCodes: ['+64', '+61'] } })).toEqual(send);
  });
});

describe('the number', () => {
  const patient = anAppointmentWith().patient;

  it.each([
    ['landline', 'the number is a landline'],
    ['unassigned', 'nobody has the number'],
  ])(
    'known as %s gets no text, also not about no appointment, and a call-in is for a person (P6)',
    (failure, reason) => {
      const thread = aThread({ failure });
      expect(check('Modified', { thread })).toEqual(drop(reason));
      expect(check('UnknownPhone', { thread, record: null })).toEqual(drop(reason));
      expect(check('DoctorReady', { ...called, thread })).toEqual(drop(reason, true));
    },
  );

  it.each(['unreachable', '30006'])('that was once %s is texted: it may work now', (failure) => {
    expect(check('DoctorReady', { ...called, thread: aThread({ failure }) })).toEqual(send);
  });

  it.each([
    ['the number is not the patient’s', { thread: aThread({ wrongFor: ['amelia'] }) }, {}],
    ['the patient has another number now', {}, { patient: { ...patient, mobile: '+61491570110' } }],
    ['the patient may not be texted', {}, { patient: { ...patient, mayBeTexted: false } }],
  ] as const)('%s: dropped, and a call-in is for a person (P6)', (reason, more, appointment) => {
    const thread = 'thread' in more ? aThread({ wrongFor: ['amelia', patient.id] }) : aThread();
    expect(check('Modified', { thread, record: record('expected', { appointment }) })).toEqual(drop(reason));
    const late = record('called', { appointment: { status: 'fulfilled', ...appointment } });
    expect(check('DoctorReady', { thread, record: late })).toEqual(drop(reason, true));
  });
});

describe('the truth of a text (P3)', () => {
  it('nothing is said about an appointment that has ended in the PMS', () => {
    for (const status of ['cancelled', 'noshow', 'entered-in-error'] as const) {
      const ended = record('expected', { appointment: { status } });
      expect(check('ConsiderTeleHealth', { record: ended })).toEqual(drop(`the appointment is ${status} in the PMS`));
      expect(check('Unexpected', { record: ended })).toEqual(send);
      expect(check('Received', { record: ended })).toEqual(send);
    }
  });

  it('nothing but how things stand is said about a visit that is over', () => {
    expect(check('Rescheduled', { record: record('closed') })).toEqual(drop('the visit is over'));
    expect(check('ScreeningNoToVideo', { record: record('closed') })).toEqual(drop('the visit is over'));
    expect(check('Unexpected', { record: record('closed') })).toEqual(send);
  });

  it('a cancellation is said only while it is so, or when the patient asked for it and it was acknowledged', () => {
    const gone = record('closed', { appointment: { status: 'cancelled' } });
    expect(check('Cancellation', { record: gone })).toEqual(send);
    expect(check('Cancellation')).toEqual(drop('the appointment is not cancelled any more'));
    expect(check('Cancellation', { text: { after: 'u1' } })).toEqual(send);
    const before = check('Cancellation', { record: gone, text: { revision: 0 } });
    expect(before).toEqual(drop('the appointment is not cancelled any more'));
  });

  it('an old start or an old revision is not told', () => {
    expect(check('ArrivedThanks', { text: { startAt: at('11:00') } })).toEqual(drop('the appointment was moved'));
    const callIn = check('DoctorReady', { ...called, text: { startAt: at('11:00') } });
    expect(callIn).toEqual(drop('the appointment was moved', true));
    expect(check('ArrivedThanks', { text: { startAt: null, revision: 7 } })).toEqual(send);
    expect(check('Modified', { text: { revision: 2 } })).toEqual(drop('the appointment has changed since'));
  });

  it('nobody who was called in is told to wait', () => {
    expect(check('ArrivedThanks', called)).toEqual(drop('the patient has been called in already'));
    expect(check('ArrivedThanks', { record: record('arrived') })).toEqual(send);
    expect(check('ScreeningNoToVideo', called)).toEqual(send);
  });

  it('a call-in needs the practitioner to be ready now, whoever takes part', () => {
    const practitioner = { id: 'sharma', name: 'Dr', takesPart: false, takesVideo: true, room: '' };
    expect(check('DoctorReady', { ...called, practitioner, text: { revision: 9 } })).toEqual(send);
    expect(check('DoctorReady', { record: record('called') })).toEqual(drop('the practitioner is not ready any more'));
  });

  it('nobody is asked who is here, or invited who comes in', () => {
    expect(check('ConsiderTeleHealth', { record: record('arrived') })).toEqual(drop('the patient is here already'));
    expect(check('Modified', { record: record('arrived') })).toEqual(send);
    expect(check('VideoInvite', { record: record('expected') })).toEqual(drop('the visit is not by video any more'));
    expect(check('VideoInvite', { record: record('remote-invited') })).toEqual(send);
  });

  it('an invite that says that the doctor will ring is of no use once there is a room', () => {
    const text = { variables: forWantOfRoom };
    const withRoom = (phase: RoomState['phase']) =>
      record('remote-invited', {
        context: { sessionId: 'key-1', room: { ...noRoom, phase, startAt: at('10:10') } },
      });
    expect(check('VideoInvite', { text, record: withRoom('failed') })).toEqual(send);
    expect(check('VideoInvite', { text, record: withRoom('open') })).toEqual(drop('there is a room after all'));
    expect(check('VideoInvite', { record: withRoom('open') })).toEqual(send);
  });

  it('a practitioner who stops taking part starts nothing new, and still answers', () => {
    const practitioner = { id: 'sharma', name: 'Dr', takesPart: false, takesVideo: true, room: '' };
    expect(check('Modified', { practitioner })).toEqual(drop('the practitioner does not take part any more'));
    expect(check('ArrivedThanks', { practitioner })).toEqual(send);
    expect(check('Modified', { practitioner: null })).toEqual(send);
  });

  it('a text about no appointment is always true', () => {
    expect(check('UnknownPhone', { record: null, text: { startAt: null, revision: null } })).toEqual(send);
  });
});

describe('the latest time', () => {
  it('drops what is of no use, and tells a person what mattered', () => {
    expect(check('Modified', { text: { latestAt: now } })).toEqual(send);
    expect(check('Modified', { text: { latestAt: now - 1 } })).toEqual(drop('too late to be of use', true));
    expect(check('Registration', { text: { latestAt: now - 1 } })).toEqual(drop('too late to be of use'));
    expect(check('DoctorReady', { ...called, text: { latestAt: now - 1 } })).toEqual(
      drop('too late to be of use', true),
    );
  });

  it.each([
    ['Registration', at('03:00')],
    ['ConsiderTeleHealth', at('10:10')],
    ['CantConsiderTeleHealth', at('10:10')],
    ['VideoWelcome', at('10:10')],
    ['Reminder', at('10:10')],
    ['Rescheduled', at('10:10')],
    ['Cancellation', at('10:05')],
    ['VideoInvite', at('10:20')],
    ['DoctorReady', at('09:04')],
    ['ArrivedThanks', at('09:15')],
    ['NoShow', at('10:10', '2026-03-03')],
  ] as const)('of %s is %d', (template, latest) => {
    const { context } = record('expected', {
      context: {
        readyAt: at('08:59'),
        known: { startAt: at('10:05'), practitionerId: 'x', location: null, isLive: true },
      },
    }).state;
    expect(latestTimeOf(template, context, { now, settings: profile, calendar })).toBe(latest);
    if (template === 'DoctorReady')
      expect(latestTimeOf(template, { ...context, readyAt: null }, { now, settings: profile, calendar })).toBe(
        at('09:05'),
      );
  });
});

describe('a patient who wants no texts', () => {
  it('gets none at any number, and somebody must fetch them', () => {
    const reason = 'the patient wants no texts';
    const isPatientOptedOut = true;
    expect(check('ArrivedThanks', { isPatientOptedOut })).toEqual({ type: 'drop', reason, needsPerson: false });
    expect(check('DoctorReady', { ...called, isPatientOptedOut })).toEqual({ type: 'drop', reason, needsPerson: true });
  });
});

describe('a pause', () => {
  it('holds every text, the call-in too, until reception goes on or its time is over', () => {
    const held = { type: 'hold', until: now + 30_000, reason: 'paused' };
    expect(check('ArrivedThanks', { isPaused: true })).toEqual(held);
    expect(check('DoctorReady', { ...called, isPaused: true })).toEqual(held);
    expect(check('DoctorReady', { ...called, isPaused: true, text: { latestAt: now - 1 } })).toMatchObject({
      type: 'drop',
      needsPerson: true,
    });
  });
});

describe('the outreach hours', () => {
  const text = { latestAt: at('23:00', '2026-03-03'), startAt: at('10:10') };
  const held = (until: number) => ({ type: 'hold', until, reason: 'waits for the outreach hours' });

  it.each([
    [at('07:59'), held(at('08:00'))],
    [at('08:00'), send],
    [at('20:00') - 1, send],
    [at('20:00'), held(at('08:00', '2026-03-03'))],
    [at('01:00', '2026-03-03'), held(at('08:00', '2026-03-03'))],
  ])('hold what we start (%d)', (moment, verdict) => {
    expect(check('Modified', { now: moment, text })).toEqual(verdict);
  });

  it('drop what would be of no use when they begin', () => {
    const tooLate = { now: at('07:00'), text: { latestAt: at('08:00') - 1 } };
    expect(check('Modified', tooLate)).toEqual(drop('the outreach hours begin too late', true));
    expect(check('Registration', tooLate)).toEqual(drop('the outreach hours begin too late'));
    expect(check('Registration', { now: at('07:00'), text: { latestAt: at('08:00') } }).type).toBe('hold');
  });

  it.each(['ConsiderTeleHealth', 'ArrivedThanks', 'DoctorReady', 'VideoInvite'] as const)(
    'do not hold %s',
    (template) => {
      const visit =
        template === 'DoctorReady' ? ready : template === 'VideoInvite' ? record('remote-invited') : record();
      expect(check(template, { now: at('07:00'), record: visit })).toEqual(send);
    },
  );
});

describe('the cap of a number a day', () => {
  const sent = (texts: number, callIns = 0, day = monday) => ({ thread: aThread({ sent: { day, texts, callIns } }) });

  it('lets twenty texts leave, and the last one says so', () => {
    expect(check('Modified', sent(18))).toEqual(send);
    expect(check('Modified', sent(19))).toEqual({ type: 'send', isLastToday: true });
    expect(check('Modified', sent(20))).toEqual(drop('daily limit reached', true));
    expect(check('Modified', sent(20, 0, '2026-03-01'))).toEqual(send);
  });

  it('keeps a reserve of its own for call-ins', () => {
    expect(check('DoctorReady', { ...called, ...sent(20, 4) })).toEqual(send);
    expect(check('DoctorReady', { ...called, ...sent(0, 5) })).toEqual(drop('daily limit reached', true));
  });
});

describe('mattersToPerson', () => {
  it('names call-ins and corrections', () => {
    const matters = templateNames.filter((template) =>
      mattersToPerson({ template, urgency: textRules[template].urgency }),
    );
    expect(matters).toEqual([
      'Cancellation',
      'ScreeningYesToVideo',
      'ScreeningNoToVideo',
      'VideoInvite',
      'DoctorReady',
      'Rescheduled',
      'Modified',
    ]);
  });
});

describe('a reminder', () => {
  const upcoming = record('upcoming');
  const day = monday;
  const sent = (reminders: number) => aThread({ sent: { day, texts: reminders, callIns: 0, reminders } });

  it('leaves as long as the number has not had those of the day', () => {
    expect(check('Reminder', { record: upcoming })).toEqual(send);
    expect(check('Reminder', { record: upcoming, thread: sent(1) })).toEqual(send);
    const reason = 'the number has had its reminders for today';
    expect(check('Reminder', { record: upcoming, thread: sent(2) })).toEqual(drop(reason));
    expect(check('FamilyReminder', { record: upcoming, thread: sent(2) })).toEqual(drop(reason));
    expect(check('Modified', { record: upcoming, thread: sent(2) })).toEqual(send);
    const yesterday = aThread({ sent: { day: '2026-03-01', texts: 2, callIns: 0, reminders: 2 } });
    expect(check('Reminder', { record: upcoming, thread: yesterday })).toEqual(send);
  });

  it('waits after another text, and is dropped when that is too long', () => {
    const after = (lastTextAt: number) => check('Reminder', { record: upcoming, thread: aThread({ lastTextAt }) });
    const held = { type: 'hold', until: at('09:30'), reason: 'another text has just left' };
    expect(after(at('08:30'))).toEqual(held);
    expect(after(at('08:00'))).toEqual(send);
    expect(after(now + 1)).toEqual(send);
    const thread = aThread({ lastTextAt: at('08:30') });
    expect(check('Reminder', { record: upcoming, thread, text: { latestAt: at('09:29') } })).toEqual(
      drop('another text left too shortly before'),
    );
    expect(check('Reminder', { record: upcoming, thread, text: { urgency: 'answer' } })).toEqual(send);
  });

  it('is not for who is here, was screened, or has confirmed, unless somebody asks for it', () => {
    const confirmed = record('upcoming', { appointment: { isConfirmed: true } });
    expect(check('Reminder', { record: record('arrived') })).toEqual(drop('the patient is here'));
    expect(check('Reminder', { record: record('expected') })).toEqual(
      drop('the patient was told already how the visit will be'),
    );
    expect(check('Reminder', { record: confirmed })).toEqual(drop('it is confirmed'));
    expect(check('Reminder', { record: confirmed, text: { variables: { isAsked: 'yes' } } })).toEqual(send);
  });

  it('waits in quiet hours, as all that we start', () => {
    const settings = { ...profile, quietHours: [{ from: '08:30', to: '09:30' }] };
    const held = { type: 'hold', until: at('09:30'), reason: 'waits for the outreach hours' };
    for (const template of ['Reminder', 'Modified', 'Booked', 'Registration'] as const)
      expect(check(template, { record: upcoming, settings })).toEqual(held);
  });
});

describe('"we missed you"', () => {
  const missed = (context: { readonly hereFor?: number } = {}) =>
    record('closed', { appointment: { status: 'noshow' }, context });

  it('leaves only while the PMS says so, and never to who was here', () => {
    const text = { latestAt: at('10:10', '2026-03-03') };
    expect(check('NoShow', { record: missed(), text })).toEqual(send);
    expect(check('NoShow', { record: missed({ hereFor: at('10:10') }), text })).toEqual(drop('the patient was here'));
    expect(check('NoShow', { record: record('upcoming'), text })).toEqual(
      drop('the patient is not marked as missed any more'),
    );
  });
});
