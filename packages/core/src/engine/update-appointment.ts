import type { Appointment } from '../appointment.ts';
import type { UpdateAppointmentEffect } from '../conversation/effect.ts';
import { isRemote } from '../conversation/observe.ts';
import { AppointmentStoreError, ClinicArrivalsError } from '../errors.ts';
import { isPatientHere } from '../conversation/state.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import { applyEvent } from './apply-event.ts';
import { backoffMs } from './backoff.ts';
import { commitAndTell } from './commit.ts';
import { finishEffect, putOff } from './dispatch.ts';
import { isOlder } from './is-older.ts';
import { taskForEffect } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { isOfOtherPatient } from './other-patient.ts';
import { toReplyText } from './reply-texts.ts';

/** How often a write that a person does by hand is looked for in the PMS's snapshots. */
const watchMs = 10_000;

/**
 * Writes to the appointment in the PMS, until the PMS has it.
 *
 * Writes are levels, so that trying again is safe. What the PMS has not taken within `pmsSeconds`, or cannot take at all, becomes a
 * task, and the patient gets the neutral text instead of "done" (promise P5).
 */
export async function updateAppointment(
  engine: Engine,
  record: EffectRecord,
  effect: UpdateAppointmentEffect,
): Promise<void> {
  const conversation =
    record.appointmentId === null ? null : await engine.store.conversation({ appointmentId: record.appointmentId });
  if (conversation === null) return finishEffect(engine, record, 'dropped', 'the conversation is gone');
  if (isSuperseded(conversation, effect)) return finishEffect(engine, record, 'dropped', 'it does not hold any more');
  if (isAlreadySo(engine, conversation, effect)) return finishEffect(engine, record, 'done', 'the PMS has it already');
  if (engine.clock.now() > effect.latestAt)
    return finishEffect(engine, record, 'failed', 'the PMS has not taken it in time');
  if (isPointless(engine, conversation))
    return finishEffect(engine, record, 'dropped', 'the appointment has ended in the PMS');
  if (!isMeantFor(engine, effect, conversation.state.context.appointment)) return leaveToPerson(engine, record, effect);
  if (!canWrite(engine, effect)) return handOver(engine, record, conversation, 'pms-update');

  if (await hasEarlierWrite(engine, record, effect))
    return putOff(engine, record, 1_000, 'waits for the write before it');
  try {
    if (!(await isMeantForCurrent(engine, conversation, effect))) return await leaveToPerson(engine, record, effect);
    const appointment = await write(engine, conversation, effect);
    engine.health.up('pms');
    await acknowledge(engine, record, effect, appointment);
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error)) throw error;
    await failWrite(engine, record, conversation, error);
  }
}

function isAlreadySo(engine: Engine, conversation: ConversationRecord, effect: UpdateAppointmentEffect): boolean {
  const { appointment } = conversation.state.context;
  const stage = toVisitStage(appointment, engine.config.settings.pmsProfile);
  switch (effect.change.type) {
    case 'mark-arrived':
      return stage === 'arrived' || stage === 'ready' || stage === 'maybe-ready' || stage === 'over';
    case 'set-telehealth':
      // The link may still be missing where reception set video by hand.
      return effect.change.modality === 'phone' && appointment.modality === 'phone';
    case 'clear-telehealth':
      // Where we write ourselves, a write of telehealth may have landed that the snapshot does not show yet.
      return !canWrite(engine, effect) && !isRemote(appointment) && appointment.videoLink === null;
    case 'confirm':
      return appointment.isConfirmed;
    case 'cancel':
      return stage === 'cancelled';
    default:
      return effect.change satisfies never;
  }
}

/** Writes that were put off must not undo what the patient has chosen after them. */
function isSuperseded(conversation: ConversationRecord, effect: UpdateAppointmentEffect): boolean {
  const { sessionId, chosen } = conversation.state.context;
  // Taken back, or moved to another day, while the write waited.
  if (effect.change.type === 'mark-arrived') return !isPatientHere(conversation.state.visit);
  if (effect.change.type === 'set-telehealth') {
    // Who has asked to be rung is not put back into the room by an earlier write.
    const isTakenBack = chosen === 'phone' && effect.change.modality === 'video';
    return sessionId !== effect.change.sessionId || isTakenBack;
  }
  return effect.change.type === 'clear-telehealth' && sessionId !== null;
}

/** Telehealth is set and taken back in the order in which the patient said so: the earlier write is let come to its end. */
async function hasEarlierWrite(
  engine: Engine,
  record: EffectRecord,
  effect: UpdateAppointmentEffect,
): Promise<boolean> {
  const isOrdered = effect.change.type === 'clear-telehealth' || effect.change.type === 'set-telehealth';
  if (!isOrdered || record.appointmentId === null) return false;
  const effects = await engine.store.effectsOfAppointment({ appointmentId: record.appointmentId });
  return effects.some(
    ({ effect: other, status, createdAt }) =>
      other.type === 'update-appointment' &&
      other.change.type === 'set-telehealth' &&
      status === 'waiting' &&
      (effect.change.type === 'clear-telehealth' || createdAt < record.createdAt),
  );
}

function isPointless(engine: Engine, conversation: ConversationRecord): boolean {
  const stage = toVisitStage(conversation.state.context.appointment, engine.config.settings.pmsProfile);
  return stage === 'cancelled' || stage === 'noshow' || stage === 'entered-in-error';
}

/**
 * Tells whether the appointment still is the one that the patient has answered for: a cancellation of the old time is none of the new
 * one, and nobody is cancelled who is here.
 */
function isMeantFor(engine: Engine, { change, startAt }: UpdateAppointmentEffect, appointment: Appointment): boolean {
  if (change.type !== 'cancel' && change.type !== 'confirm') return true;
  const stage = toVisitStage(appointment, engine.config.settings.pmsProfile);
  return appointment.startAt === startAt && (stage === 'booked' || stage === 'cancelled');
}

/** A cancellation cannot be taken back, so it is decided by what the PMS has now and not by what was last seen. */
async function isMeantForCurrent(
  engine: Engine,
  { appointmentId }: ConversationRecord,
  effect: UpdateAppointmentEffect,
): Promise<boolean> {
  if (effect.change.type !== 'cancel') return true;
  const current = await engine.appointments.read({ id: appointmentId });
  return current === null || isMeantFor(engine, effect, current);
}

async function leaveToPerson(engine: Engine, record: EffectRecord, effect: UpdateAppointmentEffect): Promise<void> {
  const reason = 'it was meant for what the appointment was before';
  const set = { status: 'dropped', reason, finishedAt: engine.clock.now() } as const;
  await commitAndTell(engine, {
    effectChanges: [{ id: record.id, from: 'waiting', set }],
    tasks: effect.change.type === 'cancel' ? [taskForEffect(engine, record, 'wants-to-cancel')] : [],
  });
}

function canWrite(engine: Engine, effect: UpdateAppointmentEffect): boolean {
  const { abilities } = engine.appointments;
  switch (effect.change.type) {
    case 'mark-arrived':
      return abilities.canMarkArrived;
    case 'set-telehealth':
    case 'clear-telehealth':
      return abilities.canSetTelehealth;
    case 'confirm':
      return abilities.canConfirm;
    case 'cancel':
      return abilities.canCancel;
    default:
      return effect.change satisfies never;
  }
}

async function write(
  engine: Engine,
  conversation: ConversationRecord,
  effect: UpdateAppointmentEffect,
): Promise<Appointment> {
  const { appointments, video } = engine;
  const id = conversation.appointmentId;
  switch (effect.change.type) {
    case 'mark-arrived':
      return appointments.markArrived({ id });
    case 'set-telehealth': {
      const practitionerId = conversation.state.context.appointment.practitioner.id;
      const { sessionId, modality } = effect.change;
      const link = modality === 'phone' ? null : video.link({ sessionId, practitionerId, role: 'practitioner' });
      return appointments.setTelehealth({ id, modality: link === null ? 'phone' : modality, link });
    }
    case 'clear-telehealth':
      return appointments.clearTelehealth({ id });
    case 'confirm':
      return appointments.confirm({ id });
    case 'cancel':
      return appointments.cancel({ id });
    default:
      return effect.change satisfies never;
  }
}

/** The PMS has it: the effect is done and its snapshot is taken in, in one commit. */
async function acknowledge(
  engine: Engine,
  record: EffectRecord,
  effect: UpdateAppointmentEffect,
  appointment: Appointment,
): Promise<void> {
  const now = engine.clock.now();
  const applied = await applyEvent(engine, {
    appointmentId: appointment.id,
    by: 'engine',
    // The patient has changed their mind while the PMS was slow: what it shows now is our own write, not a wish of reception.
    // And a slow answer is overtaken by what a scan has seen since, which has our write in it.
    // What it shows of another patient is for the scan to take in.
    onlyIf: (conversation) =>
      !isSuperseded(conversation, effect) &&
      !isOlder(appointment, conversation.state.context.appointment) &&
      !isOfOtherPatient(conversation, appointment),
    event: { type: 'appointment-changed', appointment, changedAt: now },
    also: () => ({
      effectChanges: [{ id: record.id, from: 'waiting', set: { status: 'done', finishedAt: now, reason: null } }],
    }),
  });
  if (applied !== null) return;
  const current = await engine.store.conversation({ appointmentId: appointment.id });
  if (current === null || !isSuperseded(current, effect)) return finishEffect(engine, record, 'done', null);
  // The text that reports it would say what is not so any more.
  await finishEffect(engine, record, 'dropped', 'it does not hold any more');
}

async function failWrite(
  engine: Engine,
  record: EffectRecord,
  conversation: ConversationRecord,
  error: ClinicArrivalsError,
): Promise<void> {
  const failure = error instanceof AppointmentStoreError ? error.failure : null;
  const isFinal = failure === 'refused' || failure === 'not-found' || failure === 'read-only';
  if (failure === 'unavailable' || failure === 'unauthorised') engine.health.down('pms', error);
  const now = engine.clock.now();
  const deadline = record.createdAt + engine.config.settings.pmsSeconds * 1000;
  if (isFinal) return handOver(engine, record, conversation, 'pms-not-updated');
  const nextAt = now + backoffMs(record.attempts + 1);
  if (now >= deadline) await giveNotice(engine, record, conversation, 'pms-not-updated');
  await engine.store.commit({
    effectChanges: [
      {
        id: record.id,
        from: 'waiting',
        // Until the deadline has passed it is not waited beyond it.
        set: {
          attempts: record.attempts + 1,
          dueAt: now < deadline ? Math.min(nextAt, deadline) : nextAt,
          reason: error.message,
        },
      },
    ],
  });
}

/** A person must write it: the task stands for the effect, and ticking it counts as the acknowledgement. */
async function handOver(
  engine: Engine,
  record: EffectRecord,
  conversation: ConversationRecord,
  kind: 'pms-update' | 'pms-not-updated',
): Promise<void> {
  await giveNotice(engine, record, conversation, kind);
  await engine.store.commit({
    effectChanges: [
      {
        id: record.id,
        from: 'waiting',
        set: { dueAt: engine.clock.now() + watchMs, reason: 'a person must enter it in the PMS' },
      },
    ],
  });
}

/** Tells reception by a task and the patient by the neutral text. Once for each effect: both have its id. */
async function giveNotice(
  engine: Engine,
  record: EffectRecord,
  conversation: ConversationRecord,
  kind: 'pms-update' | 'pms-not-updated',
): Promise<void> {
  if ((await engine.store.task({ id: taskForEffect(engine, record, kind).id })) !== null) return;
  const { phone } = conversation;
  const waiting = await engine.store.effectsOfAppointment({ appointmentId: conversation.appointmentId });
  const hasWaitingText = waiting.some((other) => other.effect.after === record.id && other.status === 'waiting');
  const commit: Commit = { tasks: [taskForEffect(engine, record, kind, record.id)] };
  const text =
    phone !== null && hasWaitingText
      ? toReplyText(engine, { key: record.id, template: 'Received', to: phone, record: conversation })
      : null;
  await commitAndTell(engine, text === null ? commit : { ...commit, effects: [text] });
}
