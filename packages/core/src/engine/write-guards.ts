import type { Appointment } from '../appointment.ts';
import type { UpdateAppointmentEffect } from '../conversation/effect.ts';
import { isRemote } from '../conversation/observe.ts';
import { isPatientHere } from '../conversation/state.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/** Tells whether the PMS shows already what is to be written, as far as was seen. */
export function isAlreadySo(
  engine: Engine,
  conversation: ConversationRecord,
  effect: UpdateAppointmentEffect,
): boolean {
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
    case 'undo-cancel':
      // The cancellation may have landed without being seen here.
      return false;
    default:
      return effect.change satisfies never;
  }
}

/** Writes that were put off must not undo what the patient has chosen after them. */
export function isSuperseded(conversation: ConversationRecord, effect: UpdateAppointmentEffect): boolean {
  const { sessionId, chosen, undoAskedAt = null } = conversation.state.context;
  if (effect.change.type === 'cancel') return undoAskedAt !== null;
  if (effect.change.type === 'undo-cancel') return undoAskedAt === null;
  // Taken back, or moved to another day, while the write waited.
  if (effect.change.type === 'mark-arrived') return !isPatientHere(conversation.state.visit);
  if (effect.change.type === 'set-telehealth') {
    // Who has asked to be rung is not put back into the room by an earlier write.
    const isTakenBack = chosen === 'phone' && effect.change.modality === 'video';
    return sessionId !== effect.change.sessionId || isTakenBack;
  }
  return effect.change.type === 'clear-telehealth' && sessionId !== null;
}

/** Tells whether the appointment has ended, so that nothing but taking that back is of use. */
export function isPointless(
  engine: Engine,
  conversation: ConversationRecord,
  effect: UpdateAppointmentEffect,
): boolean {
  const stage = toVisitStage(conversation.state.context.appointment, engine.config.settings.pmsProfile);
  const isCancelled = stage === 'cancelled' && effect.change.type !== 'undo-cancel';
  return isCancelled || stage === 'noshow' || stage === 'entered-in-error';
}

/**
 * Tells whether the appointment still is the one that the patient has answered for: a cancellation of the old time is none of the new
 * one, and nobody is cancelled who is here.
 */
export function isMeantFor(
  engine: Engine,
  { change, startAt }: UpdateAppointmentEffect,
  appointment: Appointment,
): boolean {
  if (change.type !== 'cancel' && change.type !== 'confirm') return true;
  const stage = toVisitStage(appointment, engine.config.settings.pmsProfile);
  return appointment.startAt === startAt && (stage === 'booked' || stage === 'cancelled');
}

/** Tells whether the PMS takes such a write. */
export function canWrite(engine: Engine, effect: UpdateAppointmentEffect): boolean {
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
    case 'undo-cancel':
      return abilities.canUndoCancel;
    default:
      return effect.change satisfies never;
  }
}

/** Tells whether the appointment is booked and has not begun. */
export function isStillToCome(engine: Engine, { state }: ConversationRecord): boolean {
  const { appointment } = state.context;
  const isBooked = toVisitStage(appointment, engine.config.settings.pmsProfile) === 'booked';
  return isBooked && engine.clock.now() < appointment.startAt;
}
