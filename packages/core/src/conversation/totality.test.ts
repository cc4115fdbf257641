import { describe, expect, it } from 'vitest';
import { aVisit, at, mobile, textsOf } from '../testing/one-visit.ts';
import type { OneVisit, VisitOptions } from '../testing/one-visit.ts';
import type { Appointment } from '../appointment.ts';
import type { ClinicSettings } from '../clinic-settings.ts';
import type { ConversationEvent } from './event.ts';
import { intents } from './intent.ts';
import { visitStates } from './state.ts';
import type { VisitState } from './state.ts';
import { templateExpects } from './templates/template-expects.ts';

const moments = [at('06:00'), at('09:00'), at('10:05'), at('10:30')];
const sessions = [null, 'key-1'];
const questions = [null, 'ConfirmCancel', 'AtClinicOrPhone', 'Reminder'] as const;
const snapshots: readonly Partial<Appointment>[] = [
  { status: 'booked' },
  { status: 'arrived' },
  { status: 'fulfilled' },
  { status: 'pending' },
  { status: 'cancelled' },
  { status: 'noshow' },
  { status: 'entered-in-error' },
  { encounter: 'finished' },
  { startAt: at('15:00'), endAt: at('15:15') },
  { startAt: at('10:10', '2026-03-03'), endAt: at('10:25', '2026-03-03') },
  { practitioner: { id: 'ng', name: 'Dr Ng', lastName: 'Ng' } },
  { modality: 'video' },
  { modality: 'phone' },
  { modality: 'in-person' },
  { isConfirmed: true },
  { typeCode: 'checkup' },
];
const others: readonly ConversationEvent[] = [
  { type: 'appointment-gone' },
  { type: 'visit-arrived', from: mobile },
  { type: 'patient-joined' },
  { type: 'patient-joined', isWatched: true },
  { type: 'patient-left' },
  { type: 'practitioner-joined' },
  { type: 'practitioner-left' },
  { type: 'call-requested' },
  { type: 'room-opened', startAt: at('10:10') },
  { type: 'room-opened', startAt: at('09:00') },
  { type: 'room-failed', startAt: at('10:10') },
  { type: 'room-closed' },
  { type: 'held-resolved' },
  { type: 'family-reminded', ruleId: 'r' },
  { type: 'reminder-passed-on', ruleId: 'r', others: [] },
  { type: 'reminder-requested', key: 'k' },
  { type: 'timer-fired' },
  { type: 'message-delivered', template: 'DoctorReady', decidedAt: at('09:59') },
  { type: 'message-undelivered', template: 'DoctorReady', decidedAt: at('09:59') },
];

const settingsOf = (visit: VisitState): Partial<ClinicSettings> => ({
  waitingRoom: visit !== 'notices-only',
  appointmentTypes: { checkup: 'notices' },
  reminders: [{ id: 'r', when: { minutesBefore: 60 } }],
  sendsBooked: true,
  sendsConfirmed: true,
  sendsNoShow: true,
});

/** Every state with and without a session, an open question and a number, before, at and after the start. */
function* everySituation(visit: VisitState): Generator<OneVisit> {
  for (const now of moments)
    for (const sessionId of sessions)
      for (const template of questions)
        for (const hasNumber of [true, false]) {
          const question =
            template === null
              ? null
              : { template, intents: templateExpects[template], askedAt: now, expiresAt: now + 60_000 };
          const options: VisitOptions = { visit, now, context: { sessionId, question, screenedFor: 1 } };
          const patient = aVisit().state.context.appointment.patient;
          yield aVisit(hasNumber ? options : { ...options, appointment: { patient: { ...patient, mobile: null } } });
        }
}

const eventsFor = (own: OneVisit): readonly ConversationEvent[] => [
  ...intents.map((intent) => ({ type: 'reply-received', intent, from: mobile }) as const),
  ...(['confirm', 'cancel', 'yes'] as const).map(
    (intent) => ({ type: 'reply-received', intent, from: mobile, isOutdated: true }) as const,
  ),
  { type: 'reply-received', intent: 'cancel', from: mobile, isSure: true },
  ...[...snapshots, { patient: { ...own.state.context.appointment.patient, mobile } }].map(
    (change) =>
      ({
        type: 'appointment-changed',
        appointment: { ...own.state.context.appointment, ...change },
        changedAt: own.now,
      }) as const,
  ),
  ...others,
];

describe.each(visitStates)('whatever happens in %s', (visit) => {
  it('is decided, with an outcome, and for a reply with a reason', () => {
    for (const situation of everySituation(visit)) {
      for (const event of eventsFor(situation)) {
        const own = aVisit({
          visit,
          now: situation.now,
          context: situation.state.context,
          settings: settingsOf(visit),
        });
        const consequence = own.meets(event);
        expect(visitStates).toContain(consequence.state);
        expect(['acted', 'asked-back', 'task', 'courtesy']).toContain(consequence.outcome);
        if (event.type === 'reply-received') expect(consequence.reason).not.toBe('');
        const { effects, tasks, dueAt, state } = consequence.decision;
        expect(new Set(effects.map(({ id }) => id)).size).toBe(effects.length);
        expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
        if (state.context.appointment.patient.mobile === null) expect(textsOf(consequence.decision)).toEqual([]);
        if (dueAt !== null) expect(dueAt).toBeGreaterThan(own.now);
      }
    }
  });
});

describe('a closed visit', () => {
  it('acts on nothing: no update and no new state but by the PMS', () => {
    for (const situation of everySituation('closed')) {
      for (const event of eventsFor(situation)) {
        if (event.type === 'appointment-changed') continue;
        const own = aVisit({ visit: 'closed', now: situation.now, context: situation.state.context });
        expect(own.meets(event)).toMatchObject({ state: 'closed', updates: [] });
      }
    }
  });
});

describe.each(visitStates)('what the patient has cancelled by text, in %s', (visit) => {
  const cancelled = { cancelledByTextAt: at('08:55') };
  it.each([
    ['and not taken back', cancelled, true],
    ['and taken back', { ...cancelled, undoAskedAt: at('08:56') }, true],
    ['where the PMS takes none back', cancelled, false],
  ] as const)('%s, is decided whatever is said of it', (_, context, canUndoCancel) => {
    for (const status of ['booked', 'cancelled', 'noshow'] as const) {
      for (const intent of intents) {
        const own = aVisit({ visit, canUndoCancel, appointment: { status }, context: { ...context, screenedFor: 1 } });
        const { state, reason, updates } = own.replies(intent);
        expect(visitStates).toContain(state);
        expect(reason).not.toBe('');
        if (!canUndoCancel) expect(updates).not.toContain('undo-cancel');
      }
    }
  });
});
