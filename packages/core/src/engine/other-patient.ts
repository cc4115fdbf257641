import type { Appointment } from '../appointment.ts';
import type { CloseSessionEffect } from '../conversation/effect.ts';
import { beginAnewFor } from '../conversation/replace.ts';
import type { ConversationRecord, EffectChange } from '../ports/conversation-store/records.ts';
import { applyEvent } from './apply-event.ts';
import { commitAndTell, toEffectRecord } from './commit.ts';
import type { Engine } from './engine.ts';
import { createSessionKey } from './session-key.ts';

const day = 24 * 60 * 60_000;
const reason = 'the PMS has given the appointment to another patient';

/** Tells whether the PMS shows the appointment of somebody else now. Two records of one person that were put together are the same person. */
export function isOfOtherPatient({ state }: ConversationRecord, { patient: now }: Appointment): boolean {
  const { patient: before } = state.context.appointment;
  return before.id !== now.id && (before.mobile !== now.mobile || before.name !== now.name);
}

/**
 * Lets the appointment begin anew for another patient: no answer, arrival, text or link of the one before is theirs.
 *
 * For the patient before it is gone: a person finds out what they must be told, and nobody comes in by their links. Returns false when
 * something has come between; then it is looked at again. A crash between the two steps doubles neither.
 */
export async function giveToOtherPatient(
  engine: Engine,
  stored: ConversationRecord,
  appointment: Appointment,
): Promise<boolean> {
  const { appointmentId } = stored;
  const gone = await applyEvent(engine, {
    appointmentId,
    by: 'pms',
    event: { type: 'appointment-gone' },
    onlyIf: ({ version }) => version === stored.version,
  });
  if (gone === null) return false;
  const now = engine.clock.now();
  const { sessionId } = gone.record.state.context;
  const { id: patientId, mobile: phone } = appointment.patient;
  const state = beginAnewFor(gone.record.state, {
    appointment,
    sessionKey: createSessionKey(),
    tellsFrom: engine.config.settings.sendsBooked ? now : null,
  });
  const close: CloseSessionEffect = {
    type: 'close-session',
    id: `${appointmentId}|close-session|${String(state.context.revision)}`,
    after: null,
    dueAt: now,
    latestAt: now + day,
    sessionId: sessionId ?? '',
  };
  const result = await commitAndTell(engine, {
    // What is due for them is found out at once, also by whoever comes after a crash.
    conversations: [{ ...gone.record, patientId, phone, state, dueAt: now, isLive: true }],
    effects: sessionId === null ? [] : [toEffectRecord(close, appointmentId, now)],
    effectChanges: await dropWhatWaits(engine, appointmentId, now),
    journal: [
      {
        at: now,
        appointmentId,
        phone,
        by: 'pms',
        event: 'replaced',
        from: gone.record.state.visit,
        to: state.visit,
        reason,
      },
    ],
  });
  return result === 'committed';
}

/** Nothing that was decided for the patient before is sent or written for the other one. */
async function dropWhatWaits(engine: Engine, appointmentId: string, now: number): Promise<readonly EffectChange[]> {
  const effects = await engine.store.effectsOfAppointment({ appointmentId });
  return effects.flatMap(({ id, status, effect }): EffectChange[] =>
    status === 'waiting' && effect.type !== 'close-session'
      ? [{ id, from: 'waiting', set: { status: 'dropped', reason, finishedAt: now } }]
      : [],
  );
}
