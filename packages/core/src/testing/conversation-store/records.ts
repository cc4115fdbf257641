import type { Appointment } from '../../appointment.ts';
import type { SendMessageEffect } from '../../conversation/effect.ts';
import { machineVersion } from '../../conversation/state.ts';
import type { ConversationState, VisitContext } from '../../conversation/state.ts';
import type { PhoneNumber } from '../../phone-number.ts';
import type { AnswerRecord, SnapshotRecord } from '../../ports/conversation-store/fed-appointments.ts';
import type {
  ConversationRecord,
  EffectRecord,
  InboxRecord,
  JournalEntry,
  ThreadRecord,
} from '../../ports/conversation-store/records.ts';
import type { Task } from '../../task.ts';

const minuteMs = 60_000;

/** The moment that all test records are dated from: 9 o'clock on 15 June 2026 in UTC, epoch milliseconds. */
export const testMoment: number = Date.UTC(2026, 5, 15, 9);

/** A moment some minutes after {@link testMoment}; a negative number lies before it. */
export function minutesLater(minutes: number): number {
  return testMoment + minutes * minuteMs;
}

/** The mobile number that test records carry unless told otherwise. It lies in a range reserved for fiction. */
export const testPhone: PhoneNumber = '+61491570156';

/** A second number, for what belongs to somebody else. */
export const otherPhone: PhoneNumber = '+61491570157';

/** Makes a booked appointment in person, two hours after {@link testMoment}, with the given changes. */
export function anAppointment(changes: Partial<Appointment> = {}): Appointment {
  const startAt = changes.startAt ?? minutesLater(120);
  return {
    id: 'appointment-1',
    version: '1',
    status: 'booked',
    startAt,
    endAt: startAt + 15 * minuteMs,
    typeCode: null,
    modality: 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: null,
    encounter: 'none',
    patient: {
      id: 'patient-1',
      name: 'Test Patient',
      firstName: 'Test',
      mobile: testPhone,
      mayBeTexted: true,
      notTextedReason: null,
      language: null,
    },
    practitioner: { id: 'practitioner-1', name: 'Dr Test Doctor', lastName: 'Doctor' },
    changedAt: testMoment,
    readAt: testMoment,
    ...changes,
  };
}

/** Makes the context of a visit to which nothing has happened yet, with the given changes. */
export function aVisitContext(changes: Partial<VisitContext> = {}): VisitContext {
  const appointment = changes.appointment ?? anAppointment();
  return {
    appointment,
    revision: 1,
    told: {},
    question: null,
    misunderstood: 0,
    screenedFor: null,
    chosen: null,
    sessionKey: 'session-key-1',
    sessionId: null,
    readyEarlyAt: null,
    arrivedFrom: null,
    arrivedRepeats: 0,
    readyAt: null,
    calls: 0,
    receiptAwaitedSince: null,
    placeAskedAt: null,
    isLate: false,
    known: {
      startAt: appointment.startAt,
      practitionerId: appointment.practitioner.id,
      location: appointment.location,
      isLive: true,
    },
    settlingSince: null,
    occurrence: 0,
    ...changes,
  };
}

/** Makes the state of an upcoming visit, with the given changes. */
export function aConversationState(changes: Partial<ConversationState> = {}): ConversationState {
  return { machineVersion, visit: 'upcoming', notices: 'quiet', context: aVisitContext(), ...changes };
}

/**
 * Makes a live conversation that is not stored yet (version 0), with the given changes.
 *
 * Its state speaks of the same appointment, patient, number and start as the record, unless a state is given.
 */
export function aConversation(changes: Partial<ConversationRecord> = {}): ConversationRecord {
  const appointmentId = changes.appointmentId ?? 'appointment-1';
  const patientId = changes.patientId ?? 'patient-1';
  const phone = changes.phone === undefined ? testPhone : changes.phone;
  const startAt = changes.startAt ?? minutesLater(120);
  const booked = anAppointment({ id: appointmentId, startAt });
  const appointment = { ...booked, patient: { ...booked.patient, id: patientId, mobile: phone } };
  return {
    appointmentId,
    version: 0,
    patientId,
    phone,
    day: new Date(startAt).toISOString().slice(0, 10),
    startAt,
    dueAt: null,
    isLive: true,
    state: aConversationState({ context: aVisitContext({ appointment }) }),
    ...changes,
  };
}

/** What {@link aText} takes: changes of the outbox row, and under `text` those of the effect in it. */
export type TextChanges = Partial<Omit<EffectRecord, 'effect'>> & { readonly text?: Partial<SendMessageEffect> };

/** Makes a waiting outbox row with one text about an appointment, due at {@link testMoment}, with the given changes. */
export function aText({ text, ...changes }: TextChanges = {}): EffectRecord {
  const id = changes.id ?? 'text-1';
  const dueAt = changes.dueAt ?? testMoment;
  return anEffect({
    ...changes,
    id,
    effect: {
      type: 'send-message',
      id,
      after: null,
      dueAt,
      latestAt: dueAt + 60 * minuteMs,
      template: 'Registration',
      to: testPhone,
      language: null,
      revision: 1,
      startAt: minutesLater(120),
      urgency: 'outreach',
      variables: {},
      ...text,
    },
  });
}

/** Makes a waiting outbox row that marks an appointment as arrived, due at {@link testMoment}, with the given changes. */
export function anEffect(changes: Partial<EffectRecord> = {}): EffectRecord {
  const id = changes.id ?? 'effect-1';
  const dueAt = changes.dueAt ?? testMoment;
  return {
    id,
    appointmentId: 'appointment-1',
    effect: {
      type: 'update-appointment',
      id,
      after: null,
      dueAt,
      latestAt: dueAt + 60 * minuteMs,
      startAt: minutesLater(120),
      change: { type: 'mark-arrived' },
    },
    status: 'waiting',
    dueAt,
    attempts: 0,
    claimedBy: null,
    claimedAt: null,
    reason: null,
    body: null,
    gatewayId: null,
    delivery: null,
    createdAt: testMoment,
    finishedAt: null,
    ...changes,
  };
}

/** Makes an inbound message without an outcome, stored at {@link testMoment}, with the given changes. */
export function anInboxRecord(changes: Partial<InboxRecord> = {}): InboxRecord {
  return {
    gatewayId: 'message-1',
    phone: testPhone,
    from: changes.phone ?? testPhone,
    to: '+61491570110',
    body: 'arrived',
    receivedAt: testMoment,
    storedAt: testMoment,
    carrierKeyword: null,
    outcome: null,
    intent: null,
    appointmentId: null,
    reason: null,
    handledAt: null,
    ...changes,
  };
}

/** Makes a thread that is not stored yet (version 0) and has nothing to tell, with the given changes. */
export function aThread(changes: Partial<ThreadRecord> = {}): ThreadRecord {
  return {
    phone: testPhone,
    version: 0,
    consent: 'unknown',
    consentAt: null,
    consentBy: null,
    sent: { day: '2026-06-15', texts: 0, callIns: 0 },
    lastTextAt: null,
    lastUnknownPhoneAt: null,
    choice: null,
    wrongFor: [],
    failure: null,
    ...changes,
  };
}

/** Makes a journal line of {@link testMoment}, with the given changes. */
export function aJournalEntry(changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    at: testMoment,
    appointmentId: 'appointment-1',
    phone: null,
    by: 'engine',
    event: 'timer-fired',
    from: 'upcoming',
    to: 'screening',
    reason: 'the screening window opened',
    ...changes,
  };
}

/** Makes an open task raised at {@link testMoment}, with the given changes. */
export function aTask(changes: Partial<Task> = {}): Task {
  return {
    id: 'task-1',
    kind: 'no-answer',
    appointmentId: 'appointment-1',
    phone: null,
    reason: 'The patient did not answer.',
    nextAction: 'Call the patient.',
    isUrgent: false,
    raisedAt: testMoment,
    escalatedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    standsFor: null,
    ...changes,
  };
}

/** Makes what an EHR has pushed about an appointment, not stored yet (version 0), with the given changes. */
export function aFedSnapshot(changes: Partial<SnapshotRecord> = {}): SnapshotRecord {
  return {
    appointmentId: 'appointment-1',
    version: 0,
    appointment: anAppointment(),
    madeAt: null,
    messageIds: [],
    doubt: null,
    answered: null,
    storedAt: testMoment,
    ...changes,
  };
}

/** Makes an answer to the EHR that waits since {@link testMoment}, with the given changes. */
export function anAnswer(changes: Partial<AnswerRecord> = {}): AnswerRecord {
  return {
    id: 'answer-1',
    appointmentId: 'appointment-1',
    patientId: 'patient-1',
    content: { type: 'mark-arrived' },
    startAt: minutesLater(120),
    status: 'waiting',
    attempts: 0,
    dueAt: testMoment,
    createdAt: testMoment,
    finishedAt: null,
    reason: null,
    ...changes,
  };
}
