import { describe, expect, it } from 'vitest';
import type { Appointment } from '../appointment.ts';
import { aVisit, asRow, at, mobile } from '../testing/one-visit.ts';
import type { Consequence, Row, VisitOptions } from '../testing/one-visit.ts';

function expectRow(consequence: Consequence, row: Row): void {
  const [actual, expected] = asRow(consequence, row);
  expect(actual).toEqual(expected);
}

const tomorrow = at('10:10', '2026-03-03');
const noVideo = { practitioner: { takesVideo: false } } as const;
const remote: Partial<Appointment> = { modality: 'video' };
const ready = { status: 'fulfilled' } as const;
const otherPhone = '+61491570110';
const invited = { VideoInvite: { revision: 1, count: 1 } } as const;

describe('before the screening window', () => {
  it('Registration goes out two days ahead', () => {
    const visit = aVisit({ appointment: { startAt: at('10:10', '2026-03-04') }, now: at('09:00') });
    expectRow(visit.sees({}), { state: 'upcoming', texts: ['Registration'] });
  });

  it('Registration waits for the outreach hours of the second day before', () => {
    const visit = aVisit({ appointment: { startAt: at('10:10', '2026-03-05') }, now: at('09:00') });
    expect(visit.sees({}).decision.dueAt).toBe(at('08:00', '2026-03-03'));
  });

  it('Registration is never told twice, and never on the day', () => {
    const told = aVisit({
      visit: 'upcoming',
      appointment: { startAt: tomorrow },
      context: { told: { Registration: { revision: 1, count: 1 } } },
    });
    expectRow(told.sees({}), { state: 'upcoming' });
    const today = aVisit({ appointment: { startAt: at('18:00') }, now: at('03:00') });
    expectRow(today.sees({}), { state: 'upcoming' });
    const justBefore = aVisit({ appointment: { startAt: at('18:00') }, now: at('03:00') - 1 });
    expectRow(justBefore.sees({}), { state: 'upcoming', texts: ['Registration'] });
  });

  it('the patient is asked "video or come in?" when the window opens', () => {
    const visit = aVisit({ visit: 'upcoming', now: at('07:00') });
    expectRow(visit.waitsUntil(at('07:10') - 1), { state: 'upcoming' });
    expectRow(visit.waitsUntil(at('07:10')), { state: 'screening', texts: ['ConsiderTeleHealth'] });
    expect(visit.state.context.question).toMatchObject({ template: 'ConsiderTeleHealth', expiresAt: at('10:10') });
  });

  it.each([
    ['the practitioner takes no video', noVideo],
    ['the clinic takes no video', { settings: { offersVideo: false } }],
    ['another part of the visit is in person', { parts: { hasPartInPerson: true } }],
    ['the PMS says in person', { appointment: { modality: 'in-person' } }],
  ] as const)('the patient is told to come in when %s', (_, options: VisitOptions) => {
    const visit = aVisit({ visit: 'upcoming', now: at('07:00'), ...options });
    const told = visit.waitsUntil(at('07:10'));
    expectRow(told, { state: 'expected', texts: ['CantConsiderTeleHealth'] });
    expect(told.decision.effects[0]).toMatchObject({ urgency: 'screening', latestAt: at('10:10') });
  });

  it('a telehealth appointment is welcomed to video', () => {
    const visit = aVisit({ visit: 'upcoming', appointment: remote });
    expectRow(visit.waitsUntil(at('07:10')), {
      state: 'remote-scheduled',
      texts: ['VideoWelcome'],
      updates: ['set-telehealth'],
    });
    expect(visit.state.context.sessionId).toBe('key-1');
  });

  it('a telehealth appointment where no video is done is left to reception', () => {
    const visit = aVisit({ visit: 'upcoming', appointment: remote, ...noVideo });
    expectRow(visit.waitsUntil(at('07:10')), { state: 'upcoming' });
    expect(visit.waitsUntil(at('07:11')).reason).toBe('');
  });

  it('nothing is asked once the start is past', () => {
    expectRow(aVisit({ now: at('10:10') }).sees({}), { state: 'upcoming' });
    expectRow(aVisit({ now: at('10:10') - 1 }).sees({}), { state: 'screening', texts: ['ConsiderTeleHealth'] });
  });

  it('a telehealth patient whom reception marks is never called to a room', () => {
    const visit = aVisit({ visit: 'upcoming', now: at('06:00'), appointment: remote });
    expectRow(visit.sees({ status: 'arrived' }), {
      state: 'remote-ready',
      updates: ['set-telehealth'],
    });
  });
});

describe('arrival', () => {
  it.each(['upcoming', 'screening', 'expected'] as const)(
    '*arrived* in %s marks the PMS and thanks once it has it',
    (state) => {
      const visit = aVisit({ visit: state, now: at('10:00'), context: { screenedFor: 1 } });
      const consequence = visit.replies('arrived');
      expectRow(consequence, {
        state: 'arrived',
        texts: ['ArrivedThanks'],
        updates: ['mark-arrived'],
        outcome: 'acted',
      });
      const [update, thanks] = consequence.decision.effects;
      expect(thanks?.after).toBe(update?.id);
      expect(visit.state.context).toMatchObject({ arrivedFrom: mobile, question: null });
    },
  );

  it.each(['upcoming', 'screening', 'expected'] as const)('*arrived* on the day before does nothing in %s', (state) => {
    const visit = aVisit({
      visit: state,
      appointment: { startAt: tomorrow },
      context: { told: { Registration: { revision: 1, count: 1 } } },
    });
    expect(visit.replies('arrived')).toMatchObject({ state, updates: [], outcome: 'asked-back' });
  });

  it.each(['upcoming', 'screening', 'expected'] as const)(
    'reception marks a patient in %s and nothing is sent',
    (state) => {
      const visit = aVisit({ visit: state, context: { screenedFor: 1 } });
      expectRow(visit.sees({ status: 'arrived' }), { state: 'arrived' });
    },
  );

  it.each(['remote-scheduled', 'remote-invited'] as const)(
    'reception marks a patient in %s and nothing is sent',
    (state) => {
      const visit = aVisit({ visit: state });
      expectRow(visit.sees({ status: 'arrived' }), { state: 'remote-ready' });
    },
  );

  it.each(['upcoming', 'screening', 'expected'] as const)(
    'one *arrived* marks the other part in %s without thanks of its own',
    (state) => {
      const visit = aVisit({ visit: state, context: { screenedFor: 1 } });
      const consequence = visit.meets({ type: 'visit-arrived', from: mobile });
      expectRow(consequence, { state: 'arrived', updates: ['mark-arrived'] });
      expect(visit.state.context.arrivedFrom).toBe(mobile);
    },
  );

  it('*arrived* in a video part’s sibling brings the patient to the clinic for both', () => {
    const visit = aVisit({ visit: 'remote-invited' });
    expectRow(visit.meets({ type: 'visit-arrived', from: mobile }), {
      state: 'arrived',
      updates: ['close-session', 'clear-telehealth', 'mark-arrived'],
    });
    expect(visit.state.context).toMatchObject({ sessionId: null, chosen: 'in-person' });
  });

  it('*arrived* again is thanked once more, then only noted', () => {
    const visit = aVisit({ visit: 'arrived', appointment: { status: 'arrived' } });
    expectRow(visit.replies('arrived'), { state: 'arrived', texts: ['ArrivedThanks'], outcome: 'acted' });
    expect(visit.state.context.arrivedRepeats).toBe(1);
    expectRow(visit.replies('arrived'), { state: 'arrived', outcome: 'courtesy' });
  });

  it('*arrived* again is not confirmed before the PMS has the first (P5)', () => {
    expectRow(aVisit({ visit: 'arrived' }).replies('arrived'), { state: 'arrived', outcome: 'courtesy' });
  });

  it('reception takes an arrival back', () => {
    const visit = aVisit({
      visit: 'arrived',
      appointment: { status: 'arrived' },
      context: { arrivedFrom: mobile, arrivedRepeats: 1 },
    });
    expectRow(visit.sees({ status: 'booked' }), { state: 'expected' });
    expect(visit.state.context).toMatchObject({ arrivedFrom: null, arrivedRepeats: 0 });
    const back = { status: 'arrived', ...remote } as const;
    const ready = aVisit({ visit: 'remote-ready', appointment: back, context: { told: invited } });
    expectRow(ready.sees({ status: 'booked' }), { state: 'remote-invited' });
  });
});

describe('screening', () => {
  it('*yes* makes it a video visit and tells so once the PMS has it', () => {
    const visit = aVisit({ visit: 'screening' });
    const consequence = visit.replies('yes');
    expectRow(consequence, {
      state: 'remote-scheduled',
      texts: ['ScreeningYesToVideo'],
      updates: ['set-telehealth'],
    });
    const [update, text] = consequence.decision.effects;
    expect(text?.after).toBe(update?.id);
    expect(visit.state.context.sessionId).toBe('key-1');
  });

  it('*yes* to an appointment by telephone keeps the telephone', () => {
    const { decision } = aVisit({ visit: 'screening', appointment: { modality: 'phone' } }).replies('yes');
    expect(decision.effects[0]).toMatchObject({
      change: { type: 'set-telehealth', modality: 'phone', sessionId: 'key-1' },
    });
  });

  it('*no* lets the patient come in', () => {
    const visit = aVisit({ visit: 'screening' });
    expectRow(visit.replies('no'), { state: 'expected', texts: ['ScreeningNoToVideo'] });
    expect(visit.state.context.chosen).toBe('in-person');
  });

  it('an unanswered question becomes a task at the start', () => {
    const visit = aVisit({ visit: 'screening' });
    expectRow(visit.waitsUntil(at('10:10') - 1), { state: 'screening' });
    expectRow(visit.waitsUntil(at('10:10')), { state: 'expected', tasks: ['no-answer'] });
  });

  it.each(['screening', 'expected'] as const)('the PMS says telehealth in %s and the patient is welcomed', (state) => {
    const visit = aVisit({ visit: state });
    expectRow(visit.sees(remote), {
      state: 'remote-scheduled',
      texts: ['VideoWelcome'],
      updates: ['set-telehealth'],
    });
    expectRow(aVisit({ visit: state, ...noVideo }).sees(remote), { state });
  });

  it('*yes* in expected before the start changes to video', () => {
    const visit = aVisit({ visit: 'expected', context: { chosen: 'in-person' } });
    expect(visit.replies('yes')).toMatchObject({ state: 'remote-scheduled', texts: ['ScreeningYesToVideo'] });
  });

  it.each([
    ['expected', 'after the start', { now: at('10:10') }],
    ['expected', 'when the practitioner takes no video', noVideo],
    ['expected', 'when another part is in person', { parts: { hasPartInPerson: true } }],
    ['screening', 'when the practitioner takes no video', noVideo],
  ] as const)('*yes* in %s %s is a task and a text with the number', (state, _, options: VisitOptions) => {
    const visit = aVisit({ visit: state, ...options });
    expectRow(visit.replies('yes'), { state, texts: ['Received'], tasks: ['video-impossible'], outcome: 'task' });
  });

  it.each(['no', 'thanks'] as const)('*%s* again in expected is only noted', (intent) => {
    const visit = aVisit({ visit: 'expected', context: { chosen: 'in-person' } });
    expectRow(visit.replies(intent), { state: 'expected', outcome: 'courtesy' });
  });

  it('*yes* is no video where the PMS says in person', () => {
    const visit = aVisit({ visit: 'expected', appointment: { modality: 'in-person' } });
    expectRow(visit.replies('yes'), {
      state: 'expected',
      texts: ['Received'],
      tasks: ['video-impossible'],
      outcome: 'task',
    });
  });

  it('*no* of somebody who was only told to come in is asked back, since it may mean that they do not', () => {
    expectRow(aVisit({ visit: 'expected' }).replies('no'), {
      state: 'expected',
      texts: ['ArrivingDontUnderstand'],
      outcome: 'asked-back',
    });
  });
});

describe('the doctor is ready', () => {
  it('an arrived patient is called in with the room', () => {
    const visit = aVisit({ visit: 'arrived', now: at('10:15') });
    const consequence = visit.sees(ready);
    expectRow(consequence, { state: 'called', texts: ['DoctorReady'] });
    expect(consequence.decision.effects[0]).toMatchObject({
      variables: { room: 'Room 7' },
      after: null,
      latestAt: at('10:20'),
      urgency: 'call-in',
    });
    expect(visit.state.context).toMatchObject({ calls: 1, receiptAwaitedSince: at('10:15'), readyAt: at('10:15') });
  });

  it('a patient who arrived from another number is called in and is a task', () => {
    const visit = aVisit({ visit: 'arrived', context: { arrivedFrom: otherPhone } });
    expectRow(visit.sees(ready), { state: 'called', texts: ['DoctorReady'], tasks: ['arrived-elsewhere'] });
    expectRow(aVisit({ visit: 'arrived', context: { arrivedFrom: mobile } }).sees(ready), {
      state: 'called',
      texts: ['DoctorReady'],
    });
  });

  it('a part that follows on the one before is not called in again', () => {
    const visit = aVisit({ visit: 'arrived', parts: { isCalledIn: true } });
    expectRow(visit.sees(ready), { state: 'called' });
    expect(visit.state.context.calls).toBe(1);
  });

  it('ready for more than five minutes, or of unknown age, is a task', () => {
    for (const changedAt of [at('09:00') - 300_001, null]) {
      const visit = aVisit({ visit: 'arrived' });
      expectRow(visit.sees(ready, { changedAt }), { state: 'called', tasks: ['call-in-not-delivered'] });
    }
    expectRow(aVisit({ visit: 'arrived' }).sees(ready, { changedAt: at('09:00') - 300_000 }), {
      state: 'called',
      texts: ['DoctorReady'],
    });
  });

  it.each(['upcoming', 'screening', 'expected', 'remote-scheduled', 'remote-invited'] as const)(
    'no arrival was seen in %s',
    (state) => {
      const visit = aVisit({ visit: state, context: { screenedFor: 1 } });
      expectRow(visit.sees(ready), { state: 'awaited', tasks: ['doctor-ready-no-arrival'] });
    },
  );

  it('while no profile is chosen it is a task and no text', () => {
    const visit = aVisit({ visit: 'arrived', settings: { pmsProfile: 'unset' } });
    expectRow(visit.sees(ready), { state: 'arrived', tasks: ['profile-not-chosen'] });
  });

  it('while no profile is chosen the first scan makes no tasks of the day so far, and later ones do', () => {
    const visit = () => aVisit({ settings: { pmsProfile: 'unset' }, context: { screenedFor: 1 } });
    expectRow(visit().sees(ready, { isBaseline: true }), { state: 'upcoming' });
    expectRow(visit().sees(ready), { state: 'upcoming', tasks: ['profile-not-chosen'] });
  });

  it('ready is a level: seen again it changes nothing more', () => {
    for (const state of ['called', 'awaited'] as const) {
      const visit = aVisit({ visit: state, appointment: ready });
      expectRow(visit.sees({ version: '2' }), { state });
    }
  });

  it('ready is a level: the arrived are called in though the PMS was ready before', () => {
    const visit = aVisit({ visit: 'arrived', appointment: ready });
    expectRow(visit.sees({ version: '2' }), { state: 'called', texts: ['DoctorReady'] });
  });

  it('a remote patient is never called to a room', () => {
    expectRow(aVisit({ visit: 'remote-ready' }).sees(ready, { isSessionJoined: true }), { state: 'called' });
    expectRow(aVisit({ visit: 'remote-ready' }).sees(ready, { isSessionJoined: null }), { state: 'called' });
    expectRow(aVisit({ visit: 'remote-ready' }).sees(ready, { isSessionJoined: false }), {
      state: 'called',
      tasks: ['not-in-session'],
    });
    const byPhone = aVisit({ visit: 'remote-ready', appointment: { modality: 'phone' } });
    expectRow(byPhone.sees(ready, { isSessionJoined: false }), { state: 'called' });
  });
});

describe('awaited', () => {
  const awaited = (readyAt: number, options: VisitOptions = {}) =>
    aVisit({
      visit: 'awaited',
      now: at('10:30'),
      ...options,
      appointment: { ...ready, ...options.appointment },
      context: { readyAt, ...options.context },
    });
  const remoteVisit = { context: { readyAt: at('10:20'), sessionId: 'key-1', told: invited } };

  it('*arrived* within half an hour is called in at once, with five minutes to be of use, and is a task', () => {
    const visit = awaited(at('10:00'));
    const consequence = visit.replies('arrived');
    expectRow(consequence, {
      state: 'called',
      texts: ['DoctorReady'],
      tasks: ['doctor-ready-no-arrival'],
      outcome: 'acted',
    });
    expect(consequence.decision.effects[0]?.latestAt).toBe(at('10:35'));
    expect(visit.state.context).toMatchObject({ calls: 1, arrivedFrom: mobile, receiptAwaitedSince: at('10:30') });
  });

  it('*arrived* with another part of the visit is called in too', () => {
    expect(awaited(at('10:25')).meets({ type: 'visit-arrived', from: mobile })).toMatchObject({
      state: 'called',
      texts: ['DoctorReady'],
    });
  });

  it.each([
    ['after half an hour', awaited(at('10:00') - 1)],
    ['when the doctor has moved on', awaited(at('10:20'), { appointment: { status: 'arrived' } })],
    ['in a video visit', awaited(at('10:20'), remoteVisit)],
    ['in a telehealth visit without a session', awaited(at('10:20'), { appointment: remote })],
  ])('*arrived* %s is only a task', (_, visit) => {
    expectRow(visit.replies('arrived'), { state: 'awaited', tasks: ['doctor-ready-no-arrival'], outcome: 'task' });
  });

  it('*ready* or joining in a video visit goes on with the doctor', () => {
    expectRow(awaited(at('10:20'), remoteVisit).replies('ready'), {
      state: 'called',
      texts: ['VideoThanks'],
      updates: ['mark-arrived'],
    });
    expectRow(awaited(at('10:20'), remoteVisit).meets({ type: 'patient-joined' }), {
      state: 'called',
      texts: ['VideoThanks'],
      updates: ['mark-arrived'],
    });
    expect(awaited(at('10:20')).replies('ready')).toMatchObject({ state: 'awaited', texts: ['Unexpected'] });
  });

  it('the PMS goes back', () => {
    for (const [visit, status, state] of [
      [awaited(at('10:20')), 'booked', 'expected'],
      [awaited(at('10:20')), 'arrived', 'arrived'],
      [awaited(at('10:20'), remoteVisit), 'booked', 'remote-invited'],
      [awaited(at('10:20'), remoteVisit), 'arrived', 'remote-ready'],
    ] as const) {
      expectRow(visit.sees({ status }), { state });
      expect(visit.state.context.readyAt).toBeNull();
    }
  });
});

describe('called in', () => {
  const called = (context: VisitOptions['context'] = {}) =>
    aVisit({
      visit: 'called',
      now: at('10:15'),
      appointment: ready,
      context: {
        calls: 1,
        readyAt: at('10:15'),
        receiptAwaitedSince: at('10:15'),
        told: { DoctorReady: { revision: 1, count: 1 } },
        ...context,
      },
    });

  it('no delivery receipt within two minutes is a task', () => {
    const visit = called();
    expectRow(visit.waitsUntil(at('10:17') - 1), { state: 'called' });
    expectRow(visit.waitsUntil(at('10:17')), { state: 'called', tasks: ['call-in-not-delivered'] });
    expectRow(visit.waitsUntil(at('10:20')), { state: 'called' });
  });

  it('an undeliverable call-in is a task at once, wherever the visit is by then (P6)', () => {
    const failed = { type: 'message-undelivered', template: 'DoctorReady', decidedAt: at('10:15') } as const;
    expectRow(called().meets(failed), { state: 'called', tasks: ['call-in-not-delivered'] });
    expectRow(aVisit({ visit: 'arrived' }).meets(failed), { state: 'arrived', tasks: ['call-in-not-delivered'] });
    expectRow(called().meets({ ...failed, template: 'Modified' }), { state: 'called' });
  });

  it('a delivered call-in needs nobody', () => {
    const visit = called();
    const delivered = { type: 'message-delivered', template: 'DoctorReady', decidedAt: at('10:15') } as const;
    expectRow(visit.meets({ ...delivered, template: 'Modified' }), { state: 'called' });
    expect(visit.state.context.receiptAwaitedSince).toBe(at('10:15'));
    expectRow(visit.meets(delivered), { state: 'called' });
    expectRow(visit.waitsUntil(at('10:17')), { state: 'called' });
  });

  it.each(['message-delivered', 'message-undelivered'] as const)(
    'what became of the first call-in (%s) says nothing about the second, which waits for its own receipt',
    (type) => {
      const visit = called();
      visit.now = at('10:16');
      visit.sees({ status: 'arrived' });
      visit.sees(ready);
      const first = { type, template: 'DoctorReady', decidedAt: at('10:15') } as const;
      expectRow(visit.meets(first), { state: 'called' });
      expectRow(visit.waitsUntil(at('10:18')), { state: 'called', tasks: ['call-in-not-delivered'] });
    },
  );

  it.each(['thanks', 'yes'] as const)('*%s* is only noted', (intent) => {
    expectRow(called().replies(intent), { state: 'called', outcome: 'courtesy' });
  });

  it.each(['no', 'arrived', 'late', 'cancel', 'reschedule', 'unknown'] as const)(
    '*%s* is a task and no robot text',
    (intent) => {
      expectRow(called().replies(intent), { state: 'called', tasks: ['reply-not-understood'], outcome: 'task' });
    },
  );

  it('the PMS goes back to arrived, and the next ready is call number two', () => {
    const visit = called();
    expectRow(visit.sees({ status: 'arrived' }), { state: 'arrived' });
    const again = visit.sees(ready);
    expectRow(again, { state: 'called', texts: ['DoctorReady'] });
    expect(again.decision.effects[0]?.id).toMatch(/\|DoctorReady\|.*\|2$/);
    expect(visit.state.context.calls).toBe(2);
    expectRow(called({ sessionId: 'key-1' }).sees({ status: 'arrived' }), { state: 'remote-ready' });
  });

  it('the PMS goes back to booked, and nothing of the arrival or the call-in is left', () => {
    const before = { arrivedFrom: mobile, arrivedRepeats: 1, readyEarlyAt: at('09:50'), placeAskedAt: at('09:55') };
    for (const [visit, state] of [
      [called(before), 'expected'],
      [called({ ...before, sessionId: 'key-1', told: invited }), 'remote-invited'],
    ] as const) {
      expectRow(visit.sees({ status: 'booked' }), { state });
      expect(visit.state.context).toMatchObject({
        arrivedFrom: null,
        arrivedRepeats: 0,
        readyAt: null,
        readyEarlyAt: null,
        placeAskedAt: null,
        receiptAwaitedSince: null,
      });
    }
  });

  it('cancelled closes it and the patient, who is inside, is told nothing', () => {
    const visit = called({ sessionId: 'key-1' });
    expectRow(visit.sees({ status: 'cancelled' }), { state: 'closed', updates: ['close-session'] });
    expectRow(visit.waitsUntil(at('10:20')), { state: 'closed' });
  });

  it('the day ends', () => {
    expectRow(called({ receiptAwaitedSince: null }).waitsUntil(at('03:00', '2026-03-03')), { state: 'closed' });
  });
});
