import type { Appointment } from '../appointment.ts';
import type { UpdateAppointmentEffect } from '../conversation/effect.ts';
import { enterByHand } from '../conversation/enter-by-hand.ts';
import { AppointmentStoreError, ClinicArrivalsError } from '../errors.ts';
import type { AppointmentStoreFailure } from '../errors.ts';
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
import { seeAppointment } from './see-appointment.ts';
import { canWrite, isAlreadySo, isMeantFor, isPointless, isStillToCome, isSuperseded } from './write-guards.ts';

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
  if (isSuperseded(conversation, effect) && effect.change.type === 'cancel') return dropTakenBack(engine, record);
  if (isSuperseded(conversation, effect)) return finishEffect(engine, record, 'dropped', 'it does not hold any more');
  if (isAlreadySo(engine, conversation, effect)) return finishEffect(engine, record, 'done', 'the PMS has it already');
  if (engine.clock.now() > effect.latestAt)
    return finishEffect(engine, record, 'failed', 'the PMS has not taken it in time');
  if (isPointless(engine, conversation, effect))
    return finishEffect(engine, record, 'dropped', 'the appointment has ended in the PMS');
  if (!isMeantFor(engine, effect, conversation.state.context.appointment))
    return dropOutdated(engine, record, effect, conversation);
  if (!canWrite(engine, effect) && effect.change.type === 'undo-cancel')
    return giveUpUndo(engine, record, conversation, 'the PMS takes no cancellation back');
  if (!canWrite(engine, effect)) return handOver(engine, record, conversation, 'pms-update');

  if (await hasEarlierWrite(engine, record, effect))
    return putOff(engine, record, 1_000, 'waits for the write before it');
  try {
    if (!(await isMeantForCurrent(engine, conversation, effect)))
      return await dropOutdated(engine, record, effect, conversation);
    const appointment = await write(engine, conversation, effect);
    engine.health.up('pms');
    await acknowledge(engine, record, effect, appointment);
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error)) throw error;
    await failWrite(engine, { record, effect, conversation }, error);
  }
}

/** The patient has taken the cancellation back: nobody is to enter it by hand either. */
async function dropTakenBack(engine: Engine, record: EffectRecord): Promise<void> {
  const at = engine.clock.now();
  const ids = (['pms-update', 'pms-not-updated'] as const).map((kind) => taskForEffect(engine, record, kind).id);
  const open = (await engine.store.openTasks()).filter(({ id }) => ids.includes(id));
  const set = { status: 'dropped', reason: 'it does not hold any more', finishedAt: at } as const;
  await commitAndTell(engine, {
    effectChanges: [{ id: record.id, from: 'waiting', set }],
    taskChanges: open.map(({ id }) => ({ type: 'resolve', id, at, by: 'engine' }) as const),
  });
}

/** What is set and taken back is written in the order in which the patient said so: the earlier write is let come to its end. */
async function hasEarlierWrite(
  engine: Engine,
  record: EffectRecord,
  effect: UpdateAppointmentEffect,
): Promise<boolean> {
  const { type } = effect.change;
  const isOrdered = type === 'clear-telehealth' || type === 'set-telehealth' || type === 'undo-cancel';
  if (!isOrdered || record.appointmentId === null) return false;
  const effects = await engine.store.effectsOfAppointment({ appointmentId: record.appointmentId });
  return effects.some(
    ({ effect: other, status, createdAt }) =>
      other.type === 'update-appointment' &&
      other.change.type === (type === 'undo-cancel' ? 'cancel' : 'set-telehealth') &&
      status === 'waiting' &&
      (type !== 'set-telehealth' || createdAt < record.createdAt),
  );
}

/** An answer is about a time: it is decided by what the PMS has now and not by what was last seen. */
async function isMeantForCurrent(
  engine: Engine,
  { appointmentId }: ConversationRecord,
  effect: UpdateAppointmentEffect,
): Promise<boolean> {
  if (effect.change.type !== 'cancel' && effect.change.type !== 'confirm') return true;
  const current = await engine.appointments.read({ id: appointmentId });
  if (current === null || isMeantFor(engine, effect, current)) return true;
  await seeAppointment(
    { engine, notServed: new Map(), lastScanAt: null, isBaseline: false, watchedUntil: Infinity },
    current,
  );
  return false;
}

/** It was for another time: a cancellation is left to a person, a confirmation is asked for anew. */
async function dropOutdated(
  engine: Engine,
  record: EffectRecord,
  effect: UpdateAppointmentEffect,
  { appointmentId }: ConversationRecord,
): Promise<void> {
  const reason = 'it was meant for what the appointment was before';
  const set = { status: 'dropped', reason, finishedAt: engine.clock.now() } as const;
  const effectChanges = [{ id: record.id, from: 'waiting', set } as const];
  const conversation = await engine.store.conversation({ appointmentId });
  const from = conversation?.phone ?? null;
  const asksAnew = effect.change.type === 'confirm' && conversation !== null && isStillToCome(engine, conversation);
  if (asksAnew && from !== null) {
    const event = { type: 'reply-received', intent: 'confirm', from, isOutdated: true } as const;
    await applyEvent(engine, { appointmentId, by: 'engine', event, also: () => ({ effectChanges }) });
    return;
  }
  const tasks = effect.change.type === 'cancel' ? [taskForEffect(engine, record, 'wants-to-cancel')] : [];
  await commitAndTell(engine, { effectChanges, tasks });
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
    case 'undo-cancel':
      return appointments.undoCancel({ id });
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

interface Write {
  readonly record: EffectRecord;
  readonly effect: UpdateAppointmentEffect;
  readonly conversation: ConversationRecord;
}

async function failWrite(
  engine: Engine,
  { record, effect, conversation }: Write,
  error: ClinicArrivalsError,
): Promise<void> {
  const failure = error instanceof AppointmentStoreError ? error.failure : null;
  const isFinal = failure !== null && finalFailures.has(failure);
  if (failure === 'unavailable' || failure === 'unauthorised') engine.health.down('pms', error);
  const now = engine.clock.now();
  const deadline = record.createdAt + engine.config.settings.pmsSeconds * 1000;
  // Hours later a person has settled it in another way: what was taken back is not brought back then.
  if (effect.change.type === 'undo-cancel' && (isFinal || now >= deadline))
    return giveUpUndo(engine, record, conversation, error.message);
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

const finalFailures: ReadonlySet<AppointmentStoreFailure> = new Set<AppointmentStoreFailure>([
  'refused',
  'slot-taken',
  'not-found',
  'read-only',
]);

/** The time is gone, or cannot be had back by itself: a person offers another one. */
async function giveUpUndo(
  engine: Engine,
  record: EffectRecord,
  conversation: ConversationRecord,
  reason: string,
): Promise<void> {
  const { phone } = conversation;
  const set = { status: 'failed', reason, finishedAt: engine.clock.now() } as const;
  const text =
    phone === null
      ? []
      : [toReplyText(engine, { key: record.id, template: 'Received', to: phone, record: conversation })];
  await commitAndTell(engine, {
    effectChanges: [{ id: record.id, from: 'waiting', set }],
    tasks: [taskForEffect(engine, record, 'undo-impossible')],
    effects: text,
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
  const task = taskForEffect(engine, record, kind, record.id);
  const { effect } = record;
  const nextAction = effect.type === 'update-appointment' ? enterByHand[effect.change.type] : task.nextAction;
  const commit: Commit = { tasks: [{ ...task, nextAction }] };
  const text =
    phone !== null && hasWaitingText
      ? toReplyText(engine, { key: record.id, template: 'Received', to: phone, record: conversation })
      : null;
  await commitAndTell(engine, text === null ? commit : { ...commit, effects: [text] });
}
