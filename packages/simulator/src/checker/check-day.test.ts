import { describe, expect, it } from 'vitest';
import { checkDay } from './check-day.ts';
import type { ObservedDay, ResourceSeen, Restore, TaskSeen, TextSeen } from './observed-day.ts';

const minute = 60_000;
const nine = Date.parse('2026-04-02T09:00:00+11:00');
const mia = '+61491000001';
const leo = '+61491000002';
const ours = '+61480000001';

const toPerson = (resourceType: string, id: string, [given, family]: readonly [string, string], phone?: string) => ({
  at: 0,
  by: 'pms' as const,
  type: resourceType,
  id,
  after: {
    resourceType,
    id,
    name: [{ given: [given], family }],
    telecom: phone ? [{ system: 'phone', value: phone }] : [],
  },
});

interface Booking {
  readonly at?: number;
  readonly by?: 'pms' | 'engine';
  readonly id?: string;
  readonly status?: string;
  readonly start?: number;
  readonly patient?: string;
  readonly isRemote?: boolean;
}

function appointment(booking: Booking = {}): ResourceSeen {
  const { at = 0, by = 'pms', id = 'a1', status = 'booked', start = nine, patient = 'mia', isRemote = false } = booking;
  const participant = [`Patient/${patient}`, 'Practitioner/d1'].map((reference) => ({ actor: { reference } }));
  const appointmentType = isRemote ? { coding: [{ code: 'teleconsultation' }] } : undefined;
  const times = { start: new Date(start).toISOString(), end: new Date(start + 15 * minute).toISOString() };
  return {
    at,
    by,
    type: 'Appointment',
    id,
    after: { resourceType: 'Appointment', id, status, participant, appointmentType, ...times },
  };
}

let sids = 0;
const text = (direction: 'in' | 'out', at: number, body: string, phone = mia): TextSeen => ({
  direction,
  at,
  sid: `SM${(sids += 1)}`,
  from: direction === 'in' ? phone : ours,
  to: direction === 'in' ? ours : phone,
  body,
  isAutomatic: false,
});
const out = (at: number, body: string, phone?: string): TextSeen => text('out', at, body, phone);
const reply = (at: number, body: string, phone?: string): TextSeen => text('in', at, body, phone);

const people: readonly ResourceSeen[] = [
  toPerson('Patient', 'mia', ['Mia', 'Wong'], mia),
  toPerson('Patient', 'leo', ['Leo', 'Kelly'], leo),
  toPerson('Practitioner', 'd1', ['Priya', 'Sharma']),
];

interface Day {
  readonly changes?: readonly ResourceSeen[];
  readonly texts?: readonly TextSeen[];
  readonly undelivered?: boolean;
  readonly tasks?: readonly TaskSeen[];
  readonly requests?: readonly string[];
  readonly logLines?: readonly string[];
  readonly allowList?: readonly string[];
  readonly restores?: readonly Restore[];
}

function observe({ changes = [appointment()], texts = [], tasks = [], ...day }: Day): ObservedDay {
  const deliveries = texts
    .filter(({ direction }) => direction === 'out' && day.undelivered !== true)
    .map(({ at, sid }) => ({ at: at + 1000, sid, status: 'delivered' }));
  return {
    changes: [...people, ...changes],
    texts,
    deliveries,
    tasks,
    ...(day.requests === undefined ? {} : { requests: day.requests }),
    ...(day.logLines === undefined ? {} : { logLines: day.logLines }),
    ...(day.restores === undefined ? {} : { restores: day.restores }),
    facts: {
      timeZone: 'Australia/Melbourne',
      readyStatus: 'fulfilled',
      mobile: /^\+614/,
      allowList: day.allowList ?? null,
      endsAt: nine + 12 * 60 * minute,
    },
  };
}

const rulesOf = (day: Day): readonly string[] => checkDay(observe(day)).map(({ rule }) => rule);

const asks =
  'Clinic: Mia, you see Dr Priya Sharma on Thursday 2 April at 9:00 am. Would you like to meet by video instead?';
const thanks = 'Clinic: thank you, we know you are here. We will text you when Dr Priya Sharma is ready for you.';
const callsIn = 'Clinic: Dr Priya Sharma is ready for you. Please come in now. Room 1.';
const which = 'Clinic: which appointment do you mean? 1 Mia 9:00 am, 2 Zoe 9:20 am';

const arrivedAt = nine - 10 * minute;
const readyAt = nine;
const visit: readonly ResourceSeen[] = [
  appointment(),
  appointment({ at: arrivedAt, by: 'engine', status: 'arrived' }),
  appointment({ at: readyAt, status: 'fulfilled' }),
];
const visitTexts: readonly TextSeen[] = [
  out(nine - 180 * minute, asks),
  reply(arrivedAt - 4000, 'arrived'),
  out(arrivedAt, thanks),
  out(readyAt + 10_000, callsIn),
];

describe('checkDay', () => {
  it('finds nothing in a visit as it should be', () => {
    expect(rulesOf({ changes: visit, texts: visitTexts })).toEqual([]);
  });

  it('finds a reply that nothing followed, unless it was courtesy (P1)', () => {
    expect(rulesOf({ texts: [reply(nine, 'where do I park')] })).toEqual(['unanswered-text']);
    expect(rulesOf({ texts: [reply(nine, 'thanks 👍')] })).toEqual([]);
    expect(
      rulesOf({ texts: [reply(nine, 'where')], tasks: [{ at: nine + 5000, appointment: 'a1', phone: null }] }),
    ).toEqual([]);
  });

  it('finds a no to being told to come in that nothing followed (P1)', () => {
    const told = out(nine - 60 * minute, 'Clinic: When you get here, stay outside and reply "arrived".');
    const no = reply(nine - 50 * minute, 'no');
    expect(rulesOf({ texts: [told, no] })).toEqual(['unanswered-text']);
    expect(rulesOf({ texts: [told, no, out(nine - 49.9 * minute, 'Clinic: we did not understand')] })).toEqual([]);
  });

  it('finds a stranger who was not answered, and lets one be who was told today (P1)', () => {
    const stranger = '+61491000009';
    const hello = reply(nine, 'hello?', stranger);
    const again = reply(nine + 3 * minute, 'hello??', stranger);
    const unknown = 'Clinic: we cannot match this number';
    expect(rulesOf({ texts: [hello] })).toEqual(['unanswered-text']);
    expect(rulesOf({ texts: [hello, out(nine + 5000, unknown, stranger), again] })).toEqual([]);
    // Something else that left for the number, and an answer that came after the second text, are no answer to it.
    expect(rulesOf({ texts: [out(nine - minute, asks, stranger), hello] })).toEqual(['unanswered-text']);
    const late = out(nine + 5 * minute, unknown, stranger);
    expect(rulesOf({ texts: [hello, again, late] })).toEqual(['unanswered-text', 'unanswered-text']);
  });

  describe('of a text that says again what was said before (P1)', () => {
    const told = out(nine - 60 * minute, 'Clinic: thank you, see you at 9:00 am. When you get here, reply "arrived".');
    const no = reply(told.at - 5000, 'No thanks');
    const again = reply(nine - 50 * minute, 'no 🙂');

    it('wants no answer where the first was answered and nothing has happened since', () => {
      expect(rulesOf({ texts: [no, told, again] })).toEqual([]);
    });

    it.each(['not today', 'nobody told me', 'need to cancel', 'now I am late'])(
      'wants an answer to other words with the same first letter: %s',
      (body) => {
        expect(rulesOf({ texts: [no, told, reply(again.at, body)] })).toEqual(['unanswered-text']);
      },
    );

    it('wants an answer where the first was not answered, or came from another number', () => {
      expect(rulesOf({ texts: [no, again] })).toEqual(['unanswered-text', 'unanswered-text']);
      const ofLeo = [reply(no.at, 'no', leo), { ...told, to: leo }];
      expect(
        rulesOf({ changes: [appointment(), appointment({ id: 'a2', patient: 'leo' })], texts: [...ofLeo, again] }),
      ).toEqual(['unanswered-text']);
    });

    it('wants an answer where the clinic has changed something or asked anew since', () => {
      const moved = appointment({ at: nine - 55 * minute, start: nine + 20 * minute });
      expect(rulesOf({ changes: [appointment(), moved], texts: [no, told, again] })).toEqual(['unanswered-text']);
      const anew = out(nine - 55 * minute, asks);
      const tasks = [{ at: nine, appointment: 'a1', phone: mia }];
      expect(rulesOf({ texts: [no, told, anew, again], tasks })).toEqual(['unanswered-text']);
    });

    it('wants a second answer to a patient who is here, and no third', () => {
      const here = (at: number): TextSeen => reply(at, "I'm here");
      const changes = visit.slice(0, 2);
      const first = [here(arrivedAt - 4000), out(arrivedAt, thanks)];
      const second = here(arrivedAt + 3 * minute);
      expect(rulesOf({ changes, texts: [...first, second] })).toEqual(['unanswered-text']);
      const answered = [...first, second, out(second.at + 5000, thanks)];
      expect(rulesOf({ changes, texts: [...answered, here(arrivedAt + 6 * minute)] })).toEqual([]);
    });
  });

  it('finds a text of who was called in that nothing followed, unless it is a nod (P1)', () => {
    const after = (body: string): readonly TextSeen[] => [...visitTexts, reply(readyAt + minute, body)];
    expect(rulesOf({ changes: visit, texts: after('yes') })).toEqual([]);
    for (const body of ['here', 'ready', 'arrived', 'yes but which door']) {
      expect(rulesOf({ changes: visit, texts: after(body) })).toEqual(['unanswered-text']);
    }
    const notCalled = [...visitTexts.slice(0, 3), reply(readyAt + minute, 'yes')];
    expect(rulesOf({ changes: visit, texts: notCalled })).toContain('unanswered-text');
  });

  it('does not take for an answer what left because its time had come (P1)', () => {
    const tasks = [{ at: nine, appointment: 'a1', phone: mia }];
    const question = reply(nine - 180 * minute - 20_000, 'where do I park');
    expect(rulesOf({ texts: [question, out(nine - 180 * minute, asks)], tasks })).toEqual(['unanswered-text']);
  });

  it('does not take what an answer brought about for the answer to a question right after it (P1)', () => {
    const changes = visit.slice(0, 2);
    const here = reply(arrivedAt - 8000, 'here');
    const question = reply(arrivedAt - 4000, 'how long is the wait');
    expect(rulesOf({ changes, texts: [here, question, out(arrivedAt, thanks)] })).toEqual(['unanswered-text']);
    const asked = out(arrivedAt + 1000, 'Clinic: sorry, this line is not watched');
    expect(rulesOf({ changes, texts: [here, question, out(arrivedAt, thanks), asked] })).toEqual([]);
  });

  it('takes a call-in for the answer only of who comes when the practitioner is ready already (P1)', () => {
    const question = reply(readyAt - 20_000, 'how long is the wait');
    expect(
      rulesOf({ changes: visit, texts: [...visitTexts.slice(0, 3), question, out(readyAt + 10_000, callsIn)] }),
    ).toEqual(['unanswered-text']);
    const ready = [appointment(), appointment({ at: readyAt, status: 'fulfilled' })];
    const tasks = [{ at: readyAt + 5000, appointment: 'a1', phone: mia }];
    const here = reply(readyAt + 2 * minute, 'here');
    expect(rulesOf({ changes: ready, texts: [here, out(here.at + 5000, callsIn)], tasks })).toEqual([]);
  });

  it('finds a STOP of a patient who is expected that reception was not told of, and no other (P1)', () => {
    const stop = reply(nine - 30 * minute, 'STOP');
    expect(rulesOf({ texts: [stop] })).toEqual(['unanswered-text']);
    const told = [{ at: stop.at + 5000, appointment: 'a1', phone: mia }];
    expect(rulesOf({ texts: [stop], tasks: told })).toEqual([]);
    expect(rulesOf({ changes: visit, texts: [...visitTexts, reply(readyAt + minute, 'STOP')] })).toEqual([]);
    expect(rulesOf({ texts: [reply(nine, 'stop', '+61491000009')] })).toEqual([]);
  });

  it('takes START and YES for consent only of who has opted out (P1)', () => {
    const stop = reply(nine - 30 * minute, 'STOP');
    const tasks = [{ at: stop.at + 5000, appointment: 'a1', phone: mia }];
    const start = reply(nine - 20 * minute, 'START');
    expect(rulesOf({ texts: [stop, start], tasks })).toEqual([]);
    expect(rulesOf({ texts: [start] })).toEqual(['unanswered-text']);
    expect(rulesOf({ texts: [stop, start, reply(nine - 10 * minute, 'yes')], tasks })).toEqual(['unanswered-text']);
  });

  it('finds a text that left twice for no reason, and not one that was asked for again (P2)', () => {
    const first = out(nine - 180 * minute, asks);
    const second = out(nine - 170 * minute, asks);
    const answered = { at: nine, appointment: 'a1', phone: mia };
    expect(rulesOf({ texts: [first, second], tasks: [answered] })).toEqual(['text-twice']);
    const asked = reply(nine - 171 * minute, 'what was that');
    const seen = { at: asked.at + 5000, appointment: 'a1', phone: mia };
    expect(rulesOf({ texts: [first, asked, second], tasks: [answered, seen] })).toEqual([]);
  });

  it('finds a text about what was cancelled longer ago than a snapshot stays fresh (P3)', () => {
    const askedAt = nine - 180 * minute;
    const cancelled = (ageMs: number): readonly ResourceSeen[] => [
      appointment(),
      appointment({ at: askedAt - ageMs, status: 'cancelled' }),
    ];
    expect(rulesOf({ changes: cancelled(31_000), texts: [out(askedAt, asks)] })).toContain('text-about-ended');
    expect(rulesOf({ changes: cancelled(29_000), texts: [out(askedAt, asks)] })).not.toContain('text-about-ended');
  });

  it('finds a text that names a time which is not so any more (P3)', () => {
    const changes = [appointment(), appointment({ at: nine - 190 * minute, start: nine + 20 * minute })];
    const tasks = [{ at: nine + 20 * minute, appointment: 'a1', phone: mia }];
    expect(rulesOf({ changes, texts: [out(nine - 160 * minute, asks)], tasks })).toEqual(['text-about-old-time']);
  });

  it('finds a call-in that leaves too late, and one for which nobody is ready (P3)', () => {
    const late = [...visitTexts.slice(0, 3), out(readyAt + 6 * minute, callsIn)];
    expect(rulesOf({ changes: visit, texts: late })).toEqual(['lost-call-in', 'text-too-late']);
    const early = [...visitTexts.slice(0, 3), out(readyAt - minute, callsIn)];
    expect(rulesOf({ changes: visit.slice(0, 2), texts: early })).toEqual(['called-while-not-ready']);
  });

  it('finds an appointment that was marked although its patient had not written (P4)', () => {
    const changes = [appointment(), appointment({ at: nine, by: 'engine', status: 'arrived' })];
    const other = reply(nine - 5000, 'arrived', leo);
    expect(rulesOf({ changes, texts: [other], tasks: [{ at: nine, appointment: null, phone: leo }] })).toEqual([
      'acted-for-another',
    ]);
  });

  it('finds a sibling who was marked before it was clear who was meant, and not after (P4)', () => {
    const zoe = toPerson('Patient', 'zoe', ['Zoe', 'Wong'], mia);
    const second = { id: 'a2', patient: 'zoe', start: nine + 20 * minute };
    const changes = [
      zoe,
      appointment(),
      appointment(second),
      appointment({ ...second, at: nine, by: 'engine', status: 'arrived' }),
    ];
    const asked = [
      out(nine - 60 * minute, asks),
      out(nine - 50 * minute, asks.replace('Mia', 'Zoe').replace('9:00', '9:20')),
    ];
    const guessed = [...asked, reply(nine - 5000, 'arrived')];
    expect(rulesOf({ changes, texts: guessed })).toEqual(['acted-on-unclear-reply']);
    const chosen = [...asked, reply(nine - 60_000, 'arrived'), out(nine - 55_000, which), reply(nine - 5000, 'Zoe')];
    expect(rulesOf({ changes, texts: chosen })).toEqual([]);
  });

  it('finds a status of the clinic that was written over (P4)', () => {
    const changes = [appointment({ status: 'noshow' }), appointment({ at: nine, by: 'engine', status: 'arrived' })];
    expect(rulesOf({ changes, texts: [reply(nine - 5000, 'arrived')] })).toEqual(['wrote-over-clinic']);
  });

  it('finds thanks for an arrival that the PMS does not show (P5)', () => {
    const texts = [reply(nine - 5000, 'arrived'), out(nine, thanks)];
    expect(rulesOf({ texts })).toEqual(['told-before-accepted']);
  });

  it('finds a remote patient who was called to a room (P5)', () => {
    const changes = [appointment({ isRemote: true }), appointment({ at: nine, status: 'fulfilled', isRemote: true })];
    expect(rulesOf({ changes, texts: [out(nine + 5000, callsIn)] })).toEqual(['called-to-room']);
  });

  it('finds a call-in that was never made or never arrived, unless reception was told (P6)', () => {
    expect(rulesOf({ changes: visit, texts: visitTexts.slice(0, 3) })).toEqual(['lost-call-in']);
    expect(rulesOf({ changes: visit, texts: visitTexts, undelivered: true })).toEqual(['undelivered-call-in']);
    const told = [{ at: readyAt + 2 * minute, appointment: 'a1', phone: mia }];
    expect(rulesOf({ changes: visit, texts: visitTexts, undelivered: true, tasks: told })).toEqual([]);
  });

  it('finds a question that nobody answered and nobody was told of (P6)', () => {
    expect(rulesOf({ texts: [out(nine - 180 * minute, asks)] })).toEqual(['unanswered-question']);
  });

  it('finds texts to who has opted out, until they opt in again (P7)', () => {
    const stop = reply(nine - 30 * minute, 'STOP');
    const tasks = [{ at: stop.at + 5000, appointment: 'a1', phone: mia }];
    expect(rulesOf({ texts: [stop, out(nine - 20 * minute, which)], tasks })).toEqual(['text-after-stop']);
    const start = reply(nine - 25 * minute, 'START');
    expect(rulesOf({ texts: [stop, start, out(nine - 24.5 * minute, which)], tasks })).toEqual([]);
  });

  it('finds texts outside the allow-list (P7)', () => {
    expect(rulesOf({ texts: [out(nine, which)], allowList: [leo] })).toEqual(['text-outside-allow-list']);
    expect(rulesOf({ texts: [out(nine, which)], allowList: [mia] })).toEqual([]);
  });

  it('finds what was written to an appointment once more, and not a change (P8)', () => {
    const arrived = (at: number): ResourceSeen => appointment({ at, by: 'engine', status: 'arrived' });
    const texts = visitTexts.slice(1, 3);
    const twice = [appointment(), arrived(arrivedAt), arrived(arrivedAt + 1000)];
    expect(rulesOf({ changes: twice, texts })).toEqual(['written-twice']);
    const takenBack = appointment({ at: arrivedAt + 500 });
    expect(
      rulesOf({ changes: [appointment(), arrived(arrivedAt), takenBack, arrived(arrivedAt + 1000)], texts }),
    ).toEqual([]);
  });

  it('finds a text that left before a restore and leaves again after it, although it was answered in between (P9)', () => {
    const first = out(nine - 180 * minute, asks);
    const answered = [reply(nine - 170 * minute, 'no'), out(nine - 169 * minute, 'Clinic: we have your message')];
    const second = out(nine - 160 * minute, asks);
    const restores = [{ takenAt: nine - 190 * minute, restoredAt: nine - 165 * minute }];
    const tasks = [{ at: nine, appointment: 'a1', phone: mia }];
    expect(rulesOf({ texts: [first, ...answered, second], restores, tasks })).toEqual(['sent-again-after-restore']);
    expect(rulesOf({ texts: [first, ...answered, second], tasks })).toEqual([]);
    const asked = reply(nine - 161 * minute, 'what was that');
    const seen = { at: asked.at + 5000, appointment: 'a1', phone: mia };
    expect(rulesOf({ texts: [first, ...answered, asked, second], restores, tasks: [seen, ...tasks] })).toEqual([]);
  });

  it('finds names and numbers in URLs and log lines, and repeats none of them (P10)', () => {
    const requests = ['/fhir/Patient?family=Wong', '/fhir/Appointment/a1'];
    const violations = checkDay(observe({ requests, logLines: ['sent to 61491000002', 'scanned 40'] }));
    expect(violations.map(({ rule }) => rule)).toEqual(['patient-in-url', 'patient-in-log']);
    expect(JSON.stringify(violations)).not.toMatch(/wong|6149/i);
  });

  it.each([
    ['a number as people write it', 'called 0491 000 001 back'],
    ['a number of somebody who only wrote', 'unknown sender 0491000009'],
    ['the words of a text that came in', 'not understood: "my dog ate the referral"'],
    ['a sentence of a text that left', 'body="Please wait in your car or outside"'],
    ['a link', 'opened https://video.example/room-7'],
    ['a name that is encoded', 'GET /Patient?family=%57ong'],
  ])('finds %s in a log line (P10)', (_, line) => {
    const texts = [
      reply(nine, 'My dog ate the referral'),
      reply(nine, 'hello?', '+61491000009'),
      out(nine + 1000, 'Clinic: we have your message. Please wait in your car or outside.'),
      out(nine + 1000, 'Clinic: we cannot match this number', '+61491000009'),
      out(nine + 2000, 'Clinic: Dr Priya Sharma is by video at https://video.example/room-7 Reply "ready".'),
    ];
    expect(rulesOf({ texts, logLines: [line] })).toEqual(['patient-in-log']);
    expect(rulesOf({ texts, logLines: ['[gateway] is down: 503, will be retried {"since":1775080800000}'] })).toEqual(
      [],
    );
  });
});
