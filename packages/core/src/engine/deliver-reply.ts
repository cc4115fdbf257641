import type { Decision } from '../conversation/decision.ts';
import type { ConversationEvent } from '../conversation/event.ts';
import type { Route } from '../conversation/route.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ThreadRecord } from '../ports/conversation-store/records.ts';
import { applyEvent } from './apply-event.ts';
import type { Engine } from './engine.ts';
import type { ReplyAtHand } from './handle-reply.ts';
import { tellHandled, toInboxChange } from './handle-reply.ts';

type Delivery = Extract<Route, { type: 'deliver' }>;

/**
 * Gives a reply to the conversations that it answers. The first is committed together with the outcome of the message; what else
 * follows from it (another child of "both", another part of the visit, "and I am late") is applied after it, in order.
 *
 * A crash in between leaves the message dealt with for its first conversation; the others are in the journal's reason, and the patient
 * is still shown as expected there.
 */
export async function deliverReply(engine: Engine, reply: ReplyAtHand, delivery: Delivery): Promise<void> {
  const { message, phone } = reply;
  const [first, ...others] = delivery.targets;
  if (first === undefined) return;
  const event: ConversationEvent = {
    type: 'reply-received',
    intent: delivery.intent,
    from: phone,
    choice: delivery.choice,
  };
  const applied = await applyEvent(engine, {
    appointmentId: first.appointmentId,
    by: 'patient',
    event,
    also: (decision) => recordOutcome(engine, reply, delivery, decision),
  });
  for (const record of others) await applyEvent(engine, { appointmentId: record.appointmentId, by: 'patient', event });
  for (const record of delivery.parts) {
    await applyEvent(engine, {
      appointmentId: record.appointmentId,
      by: 'patient',
      event: { type: 'visit-arrived', from: phone },
    });
  }
  if (delivery.isLate) {
    await applyEvent(engine, {
      appointmentId: first.appointmentId,
      by: 'patient',
      event: { ...event, intent: 'late', choice: null },
    });
  }
  if (applied === null || reply.circumstances.isAdopted) return;
  tellHandled(engine, message, {
    outcome: applied.decision.outcome,
    intent: delivery.intent,
    appointmentId: first.appointmentId,
  });
}

function recordOutcome(engine: Engine, reply: ReplyAtHand, delivery: Delivery, decision: Decision): Commit {
  const appointmentId = delivery.targets[0]?.appointmentId ?? null;
  const closesChoice = reply.thread.choice !== null;
  const thread: ThreadRecord = { ...reply.thread, choice: null };
  return {
    inboxChanges: reply.circumstances.isAdopted
      ? []
      : [
          toInboxChange(engine, reply.message, {
            outcome: decision.outcome,
            intent: delivery.intent,
            appointmentId,
            reason: decision.reason,
          }),
        ],
    ...(closesChoice ? { threads: [thread] } : {}),
  };
}
