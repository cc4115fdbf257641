import type { Appointment } from '../appointment.ts';
import { beginConversation } from '../conversation/decide.ts';
import { isRemote } from '../conversation/observe.ts';
import { inheritFrom, withdrawNotice } from '../conversation/replace.ts';
import { participationOf } from '../conversation/participation.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { adoptUnknownMessages, markAdoption } from './adopt-messages.ts';
import { applyEvent } from './apply-event.ts';
import type { Engine } from './engine.ts';
import { isOlder } from './is-older.ts';
import { giveToOtherPatient, isOfOtherPatient } from './other-patient.ts';
import { createSessionKey } from './session-key.ts';
import { toTask } from './tasks.ts';
import { knowsWhoJoined } from './video-links.ts';
import { notePractitioner, practitionerOf } from './practitioners.ts';

const askVideoMs = 5_000;

/** Why an appointment takes no part. */
export interface NotServed {
  /** Its clinic day, as far as it is known. */
  readonly day: string;
  /** For reception, without a name or a number. */
  readonly reason: string;
  /** Absent where it cannot be read. */
  readonly appointment?: Appointment;
  /** The clinic did not want it: should it take part later, it is not new for that. */
  readonly isByChoice?: boolean;
}

/** What a scan knows while it takes appointments. */
export interface AppointmentsSeen {
  readonly engine: Engine;
  readonly notServed: Map<string, NotServed>;
  /** When these appointments were last read whole; null when never in this process. */
  readonly lastScanAt: number | null;
  readonly isBaseline: boolean;
  /** What starts at or after this has only come into view: when it was booked nobody knows. Epoch milliseconds. */
  readonly watchedUntil: number;
}

/**
 * Takes one snapshot that is new or different.
 *
 * One from before what is stored already, such as a slow listing that an acknowledged write has overtaken, is not believed: the
 * appointment is read once more, and that is what the PMS has, whatever its clock says.
 */
export async function seeAppointment(seen: AppointmentsSeen, appointment: Appointment): Promise<void> {
  if (await takeSnapshot(seen, appointment, (stored) => !isOlder(appointment, stored))) return;
  const current = await seen.engine.appointments.read({ id: appointment.id });
  // One that is not found is looked for again by the next scan.
  if (current !== null) await takeSnapshot(seen, current, () => true);
}

/** Returns false when the snapshot is not believed beside the one that is stored; then nothing is done. */
async function takeSnapshot(
  seen: AppointmentsSeen,
  found: Appointment,
  isBelieved: (stored: Appointment) => boolean,
): Promise<boolean> {
  const { engine, notServed } = seen;
  await notePractitioner(engine, found.practitioner);
  let stored = await engine.store.conversation({ appointmentId: found.id });
  const hadNumber = stored?.phone === found.patient.mobile;
  if (stored !== null && isBelieved(stored.state.context.appointment) && isOfOtherPatient(stored, found)) {
    if (!(await giveToOtherPatient(engine, stored, found))) return false;
    stored = await engine.store.conversation({ appointmentId: found.id });
  }
  const appointment = stored === null ? found : await withoutOwnTelehealth(engine, stored, found);
  let begin: ConversationRecord | null = null;
  let replaced: ConversationRecord | null = null;
  if (stored === null) {
    const participation = participationOf(
      appointment,
      practitionerOf(engine, appointment.practitioner),
      engine.config.settings,
    );
    if (!participation.takesPart) {
      const { reason, isByChoice } = participation;
      notServed.set(appointment.id, { ...toNotServed(engine, appointment, reason), isByChoice });
      return true;
    }
    const others = await othersOfPatient(engine, appointment);
    const twin = others.find((other) => isTwin(other, appointment));
    if (twin !== undefined) {
      await noteTwin(seen, appointment, twin);
      return true;
    }
    replaced = others.find((other) => isSettling(other) && isCancelled(engine, other)) ?? null;
    begin = toNewRecord(engine, appointment, replaced);
  }
  const wasLeftOut = notServed.get(appointment.id)?.isByChoice === true;
  notServed.delete(appointment.id);

  const adopts = !hadNumber && !seen.isBaseline;
  const documents = adopts ? await markAdoption(engine, appointment) : [];
  const applied = await applyEvent(engine, {
    appointmentId: appointment.id,
    by: 'pms',
    begin,
    onlyIf: ({ state }) => isBelieved(state.context.appointment),
    event: {
      type: 'appointment-changed',
      appointment,
      isBaseline: seen.isBaseline,
      isBookedBefore: wasLeftOut || appointment.startAt >= seen.watchedUntil,
      changedAt: changedAt(seen, appointment),
      isSessionJoined: await isSessionJoined(engine, stored),
    },
    also: () => ({ documents, ...(replaced === null ? {} : withdrawal(engine, replaced)) }),
  });
  if (applied !== null && adopts) await adoptUnknownMessages(engine, appointment.id);
  return applied !== null;
}

/** Telehealth that the patient has taken back since, and that we are about to take back in the PMS, is not a wish of reception. */
async function withoutOwnTelehealth(
  engine: Engine,
  { appointmentId, state }: ConversationRecord,
  found: Appointment,
): Promise<Appointment> {
  const { appointment, sessionId } = state.context;
  if (!isRemote(found) || isRemote(appointment) || sessionId !== null) return found;
  const effects = await engine.store.effectsOfAppointment({ appointmentId });
  const isTakenBack = effects.some(
    ({ effect, status }) =>
      status === 'waiting' && effect.type === 'update-appointment' && effect.change.type === 'clear-telehealth',
  );
  return isTakenBack ? { ...found, modality: appointment.modality, videoLink: appointment.videoLink } : found;
}

/** Takes it that the PMS has an appointment no more: two reads did not find it. */
export async function seeGone(seen: AppointmentsSeen, appointmentId: string): Promise<void> {
  seen.notServed.delete(appointmentId);
  await applyEvent(seen.engine, { appointmentId, by: 'pms', event: { type: 'appointment-gone' } });
}

async function othersOfPatient(engine: Engine, appointment: Appointment): Promise<readonly ConversationRecord[]> {
  const { mobile } = appointment.patient;
  if (mobile === null) return [];
  const now = engine.clock.now();
  const day = 24 * 60 * 60_000;
  const records = await engine.store.conversationsOfPhone({ phone: mobile, from: now - 7 * day, to: now + 400 * day });
  return records.filter((record) => record.patientId === appointment.patient.id);
}

function toNotServed(engine: Engine, appointment: Appointment, reason: string): NotServed {
  return { day: engine.config.calendar.dayOf(appointment.startAt).day, reason, appointment };
}

function isTwin(other: ConversationRecord, appointment: Appointment): boolean {
  return (
    other.isLive &&
    other.appointmentId !== appointment.id &&
    other.startAt === appointment.startAt &&
    other.state.context.appointment.practitioner.id === appointment.practitioner.id
  );
}

async function noteTwin(seen: AppointmentsSeen, appointment: Appointment, twin: ConversationRecord): Promise<void> {
  const { engine, notServed } = seen;
  notServed.set(appointment.id, toNotServed(engine, appointment, 'the same appointment is in the PMS twice'));
  await engine.store.commit({
    tasks: [
      toTask({
        key: appointment.id,
        kind: 'duplicate-appointment',
        appointmentId: twin.appointmentId,
        phone: twin.phone,
        now: engine.clock.now(),
      }),
    ],
  });
}

function isSettling({ state }: ConversationRecord): boolean {
  return state.notices === 'settling' && state.context.settlingSince !== null;
}

function isCancelled(engine: Engine, record: ConversationRecord): boolean {
  return toVisitStage(record.state.context.appointment, engine.config.settings.pmsProfile) === 'cancelled';
}

function toNewRecord(
  engine: Engine,
  appointment: Appointment,
  replaced: ConversationRecord | null,
): ConversationRecord {
  const fresh = beginConversation({ appointment, sessionKey: createSessionKey() });
  return {
    appointmentId: appointment.id,
    version: 0,
    patientId: appointment.patient.id,
    phone: appointment.patient.mobile,
    day: engine.config.calendar.dayOf(appointment.startAt).day,
    startAt: appointment.startAt,
    dueAt: null,
    isLive: true,
    state: replaced === null ? fresh : inheritFrom(fresh, replaced.state, engine.clock.now()),
  };
}

/** One move is told once: the notice of the appointment that was replaced does not go out. */
function withdrawal(engine: Engine, replaced: ConversationRecord): Commit {
  return {
    conversations: [{ ...replaced, state: withdrawNotice(replaced.state), dueAt: null, isLive: false }],
    journal: [
      {
        at: engine.clock.now(),
        appointmentId: replaced.appointmentId,
        phone: replaced.phone,
        by: 'engine',
        event: 'replaced',
        from: replaced.state.visit,
        to: replaced.state.visit,
        reason: 'cancelled and booked anew: told as one move',
      },
    ],
  };
}

/** When the PMS made a change: now, if it was scanned a moment ago; else what the PMS says; else unknown. */
function changedAt(seen: AppointmentsSeen, appointment: Appointment): number | null {
  const now = seen.engine.clock.now();
  const { settings } = seen.engine.config;
  const sinceScan = seen.lastScanAt === null ? Infinity : now - seen.lastScanAt;
  if (sinceScan <= settings.callInMinutes * 30_000) return now;
  if (appointment.changedAt !== null) return Math.min(appointment.changedAt, now);
  return sinceScan <= settings.gapMinutes * 60_000 ? seen.lastScanAt : null;
}

/** Gives up waiting after a time, so that a server that hangs holds up nobody's call-in. */
async function within<Value>(clock: Clock, durationMs: number, work: Promise<Value>): Promise<Value | null> {
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = clock.schedule(durationMs, () => resolve(null));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}

async function isSessionJoined(engine: Engine, record: ConversationRecord | null): Promise<boolean | null> {
  const sessionId = record?.state.context.sessionId ?? null;
  if (sessionId === null || record?.state.visit !== 'remote-ready' || engine.video.participants === undefined)
    return null;
  if (!knowsWhoJoined(engine, record.state.context.appointment.practitioner.id)) return null;
  try {
    const answer = await within(engine.clock, askVideoMs, engine.video.participants({ sessionIds: [sessionId] }));
    return answer === null ? null : answer.some((participant) => participant.role === 'patient');
  } catch (error) {
    // Not knowing is an answer: the practitioner is ready either way.
    engine.health.down('video', error);
    return null;
  }
}
