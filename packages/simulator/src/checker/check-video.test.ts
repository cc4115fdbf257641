import { describe, expect, it } from 'vitest';
import { checkDay } from './check-day.ts';
import type { CallSeen, ResourceSeen, TaskSeen, TextSeen, VideoSeen, VideoServerSeen } from './observed-day.ts';

const minute = 60_000;
const nine = Date.parse('2026-04-02T09:00:00+11:00');
const mia = '+61491000001';
const joinUrl = 'https://clinic.example/v/';
const practitionerLink = (sessionId: string): string => `${joinUrl}${sessionId}d0123456789`;
const patientLink = (sessionId: string): string => `${joinUrl}${sessionId}p9876543210`;

interface Booking {
  readonly at?: number;
  readonly by?: 'pms' | 'engine';
  readonly id?: string;
  readonly status?: string;
  readonly code?: 'teleconsultation' | 'PHONE' | null;
  /** The session that the PMS links to. */
  readonly session?: string | null;
}

/** An appointment at nine, of twenty minutes, by video in the session of the same name unless said otherwise. */
function appointment(booking: Booking = {}): ResourceSeen {
  const { at = 0, by = 'pms', id = 'a1', status = 'booked', code = 'teleconsultation' } = booking;
  const session = booking.session === undefined ? `session-${id}` : booking.session;
  const participant = [`Patient/of-${id}`, 'Practitioner/d1'].map((reference) => ({ actor: { reference } }));
  const extension =
    session === null ? [] : [{ url: 'https://x/telehealth-videolink', valueUrl: practitionerLink(session) }];
  const times = { start: new Date(nine).toISOString(), end: new Date(nine + 20 * minute).toISOString() };
  const appointmentType = code === null ? {} : { coding: [{ code }] };
  const after = { id, status, participant, appointmentType, extension, ...times };
  return { at, by, type: 'Appointment', id, after: { resourceType: 'Appointment', ...after } };
}

const patient = (id: string, phone: string): ResourceSeen => ({
  at: 0,
  by: 'pms',
  type: 'Patient',
  id: `of-${id}`,
  after: {
    resourceType: 'Patient',
    name: [{ given: ['Mia'], family: 'Wong' }],
    telecom: [{ system: 'phone', value: phone }],
  },
});

const text = (direction: 'in' | 'out', at: number, body: string): TextSeen => ({
  ...{ direction, at, body, sid: `SM${at}`, isAutomatic: false },
  from: direction === 'in' ? mia : '+61480000001',
  to: direction === 'in' ? '+61480000001' : mia,
});
const invite = (at: number, link: string): TextSeen =>
  text('out', at, `Clinic: Dr Priya Sharma will meet you by video here: ${link} Please open it now and reply "ready".`);

const call = (at: number, did: string, more: Partial<CallSeen> = {}): CallSeen => ({
  ...{ at, who: 'patient', did, appointment: 'a1', sessionId: 'session-a1' },
  ...more,
});
const server = (at: number, type: string, more: Partial<VideoServerSeen> = {}): VideoServerSeen => ({
  ...{ at, type, sessionId: 'session-a1' },
  ...more,
});

interface Day {
  readonly changes?: readonly ResourceSeen[];
  readonly texts?: readonly TextSeen[];
  readonly tasks?: readonly TaskSeen[];
  readonly video?: Partial<VideoSeen>;
}

function rulesOf({ changes = [appointment()], texts = [], tasks = [], video = {} }: Day): readonly string[] {
  const found = checkDay({
    changes: [patient('a1', mia), patient('a2', '+61491000002'), ...changes],
    texts,
    deliveries: [],
    tasks,
    video: { joinUrl, log: [], calls: [], outages: [], ...video },
    facts: {
      ...{ timeZone: 'Australia/Melbourne', readyStatus: 'fulfilled', mobile: /^\+614/, allowList: null },
      endsAt: nine + 12 * 60 * minute,
    },
  });
  return found.map(({ rule }) => rule);
}

const opened = server(nine - 10 * minute, 'opened');
const inRoom = (from: number, to: number): readonly VideoServerSeen[] => [
  server(from, 'joined', { participantId: 'p1' }),
  server(to, 'left', { participantId: 'p1' }),
];
const closed = (at: number): VideoServerSeen => server(at, 'closed', { reason: 'asked' });
const task = (at: number): TaskSeen => ({ at, appointment: 'a1', phone: mia });

describe('checkDay, of consultations by video', () => {
  const joinedAt = nine - 5 * minute;
  const arrived = appointment({ at: joinedAt + 5000, by: 'engine', status: 'arrived' });

  it('finds nothing in a visit as it should be', () => {
    const log = [opened, ...inRoom(joinedAt, nine + 20 * minute), closed(nine + 80 * minute)];
    const calls = [call(joinedAt, 'joined'), call(nine + 20 * minute, 'left')];
    const texts = [invite(nine - 10 * minute, patientLink('session-a1'))];
    expect(rulesOf({ changes: [appointment(), arrived], texts, video: { log, calls } })).toEqual([]);
  });

  it('finds a patient who counts as arrived because somebody else joined (P4)', () => {
    const changes = [appointment(), arrived];
    const calls = [call(joinedAt, 'joined', { who: 'doctor' })];
    expect(rulesOf({ changes, video: { calls } })).toEqual(['arrived-without-joining']);
    expect(rulesOf({ changes, texts: [text('in', joinedAt, 'ready')] })).toEqual([]);
    expect(
      rulesOf({ changes, video: { calls: [call(joinedAt, 'asked to be rung')] }, tasks: [task(joinedAt)] }),
    ).toEqual([]);
  });

  it('does not take for joining that somebody was not let in (P4)', () => {
    const calls = [call(joinedAt, 'was not let in', { sessionId: null })];
    expect(rulesOf({ changes: [appointment(), arrived], video: { calls } })).toEqual(['arrived-without-joining']);
  });

  it('finds a patient who waits in the room while nobody knows, once the server could be asked (P6)', () => {
    const calls = [call(joinedAt, 'joined')];
    expect(rulesOf({ video: { calls } })).toEqual(['unseen-in-room']);
    expect(rulesOf({ video: { calls }, tasks: [task(joinedAt + minute)] })).toEqual([]);
    expect(rulesOf({ video: { calls: [...calls, call(joinedAt + minute, 'left')] } })).toEqual([]);
    const late = appointment({ at: joinedAt + 10 * minute, by: 'engine', status: 'arrived' });
    expect(rulesOf({ changes: [appointment(), late], video: { calls } })).toEqual(['unseen-in-room']);
    const outages = [{ from: joinedAt - minute, to: joinedAt + 9 * minute }];
    expect(rulesOf({ changes: [appointment(), late], video: { calls, outages } })).toEqual([]);
  });

  it('finds a wish to be rung that nobody was told of (P1)', () => {
    const calls = [call(nine, 'asked to be rung', { sessionId: null })];
    expect(rulesOf({ video: { calls } })).toEqual(['call-not-passed-on']);
    const changes = [appointment(), appointment({ at: nine + 5000, by: 'engine', code: 'PHONE' })];
    expect(rulesOf({ changes, video: { calls } })).toEqual([]);
    expect(rulesOf({ video: { calls }, tasks: [task(nine + 5000)] })).toEqual([]);
  });

  it('finds a patient in the room of another (P4)', () => {
    const changes = [appointment(), appointment({ id: 'a2' })];
    const calls = [call(joinedAt, 'joined', { sessionId: 'session-a2' }), call(joinedAt + minute, 'left')];
    expect(rulesOf({ changes, video: { calls } })).toEqual(['patient-in-another-room']);
  });

  it("finds the practitioner's link in a patient's text (P4)", () => {
    const texts = [invite(nine - 9 * minute, practitionerLink('session-a1'))];
    expect(rulesOf({ texts, video: { log: [opened, closed(nine + 80 * minute)] } })).toEqual([
      'practitioner-link-in-text',
    ]);
  });

  it('finds a link that leaves when the visit is in person or by telephone since longer than a snapshot stays fresh (P3)', () => {
    const at = nine - 8 * minute;
    const texts = [invite(at, patientLink('session-a1'))];
    for (const code of [null, 'PHONE'] as const) {
      const changed = (ageMs: number): readonly ResourceSeen[] => [
        appointment(),
        appointment({ at: at - ageMs, code, session: null }),
      ];
      const log = [opened, closed(at)];
      expect(rulesOf({ changes: changed(31_000), texts, video: { log } })).toEqual(['link-for-no-video']);
      expect(rulesOf({ changes: changed(29_000), texts, video: { log } })).toEqual([]);
    }
  });

  it('finds a link to a room that was not there, unless reception was told (P5)', () => {
    const texts = [invite(nine - 10 * minute, patientLink('session-a1'))];
    expect(rulesOf({ texts })).toEqual(['link-without-room']);
    expect(rulesOf({ texts, tasks: [task(nine - 10 * minute)] })).toEqual([]);
    expect(rulesOf({ texts, video: { log: [opened, closed(nine + 80 * minute)] } })).toEqual([]);
  });

  describe('of rooms that stay open (P3)', () => {
    it('finds one an hour after the end of the visit, unless somebody was in it until a moment ago', () => {
      expect(rulesOf({ video: { log: [opened] } })).toEqual(['room-left-open']);
      expect(rulesOf({ video: { log: [opened, closed(nine + 83 * minute)] } })).toEqual(['room-left-open']);
      expect(rulesOf({ video: { log: [opened, closed(nine + 81 * minute)] } })).toEqual([]);
      const long = inRoom(nine, nine + 95 * minute);
      expect(rulesOf({ video: { log: [opened, ...long, closed(nine + 101 * minute)] } })).toEqual([]);
      expect(rulesOf({ video: { log: [opened, ...long, closed(nine + 103 * minute)] } })).toEqual(['room-left-open']);
    });

    it.each([
      ['was cancelled', { status: 'cancelled' }],
      ['takes place in person', { code: null, session: null }],
      ['takes place by telephone', { code: 'PHONE' as const }],
    ])('finds one whose visit %s', (_, change) => {
      const changes = [appointment(), appointment({ at: nine, ...change })];
      expect(rulesOf({ changes, video: { log: [opened, closed(nine + minute)] } })).toEqual([]);
      expect(rulesOf({ changes, video: { log: [opened, closed(nine + 3 * minute)] } })).toEqual(['room-left-open']);
      const outages = [{ from: nine - minute, to: nine + 5 * minute }];
      expect(rulesOf({ changes, video: { outages, log: [opened, closed(nine + 6 * minute)] } })).toEqual([]);
    });

    it('leaves one alone that an appointment uses which was booked anew', () => {
      const changes = [
        appointment(),
        appointment({ at: nine, status: 'cancelled' }),
        appointment({ id: 'a2', at: nine, session: 'session-a1' }),
      ];
      expect(rulesOf({ changes, video: { log: [opened, closed(nine + 80 * minute)] } })).toEqual([]);
    });
  });

  it('finds a room that was closed on people, unless the visit was over or is by video no more (P6)', () => {
    const log = [opened, server(nine, 'joined', { participantId: 'p1' }), closed(nine + 5 * minute)];
    expect(rulesOf({ video: { log } })).toEqual(['room-closed-on-people']);
    const over = appointment({ at: nine + 5 * minute + 2000, by: 'engine', code: 'PHONE' });
    expect(rulesOf({ changes: [appointment(), over], video: { log } })).toEqual([]);
    const restarted = [...log.slice(0, 2), server(nine + 5 * minute, 'closed', { reason: 'restarted' })];
    expect(rulesOf({ video: { log: restarted } })).toEqual([]);
  });
});
