import type { Decision } from '../conversation/decision.ts';
import type { ConversationEvent } from '../conversation/event.ts';
import type { Route } from '../conversation/route.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import { isPatientHere } from '../conversation/state.ts';
import type { Task } from '../task.ts';
import { applyTogether } from './apply-event.ts';
import type { EventToApply } from './apply-event.ts';
import type { Engine } from './engine.ts';
import type { ReplyAtHand } from './handle-reply.ts';
import { recordHandled, tellHandled } from './handle-reply.ts';
import { toTask } from './tasks.ts';

type Delivery = Extract<Route, { type: 'deliver' }>;

/**
 * Gives a reply to the conversations that it answers.
 *
 * All that follows from it (another child of "both", another part of the visit, "and I am late") is committed together with the
 * outcome of the message: a crash leaves all of it or nothing. Returns false when it has to be looked at again.
 */
export async function deliverReply(engine: Engine, reply: ReplyAtHand, delivery: Delivery): Promise<boolean> {
  const { message } = reply;
  const applied = await applyTogether(engine, eventsOf(reply, delivery), (decision) =>
    recordOutcome(engine, reply, delivery, decision),
  );
  if (applied === null) return false;
  if (!reply.circumstances.isAdopted) {
    tellHandled(engine, message, {
      outcome: applied.decision.outcome,
      intent: delivery.intent,
      appointmentId: applied.record.appointmentId,
    });
  }
  return true;
}

function eventsOf(
  { phone, conversations: neighbours }: ReplyAtHand,
  delivery: Delivery,
): readonly Omit<EventToApply, 'also'>[] {
  const { intent, targets, parts, isSure, outdated } = delivery;
  const event = { type: 'reply-received', intent, from: phone, isSure } as const;
  // A reply answers what stood when it was routed. Where something has come between, it is routed anew.
  const give = ({ appointmentId, version }: ConversationRecord, what: ConversationEvent) => ({
    appointmentId,
    by: 'patient',
    event: what,
    neighbours,
    onlyIf: (record: ConversationRecord) => record.version === version,
  });
  return [
    ...targets.map((record) => give(record, { ...event, isOutdated: outdated.includes(record) })),
    ...parts.map((record) => give(record, { type: 'visit-arrived', from: phone })),
    ...(delivery.isLate ? targets.slice(0, 1) : []).map((record) => give(record, { ...event, intent: 'late' })),
  ];
}

function recordOutcome(engine: Engine, reply: ReplyAtHand, delivery: Delivery, decision: Decision): Commit {
  const appointmentId = delivery.targets[0]?.appointmentId ?? null;
  const { choice } = reply.thread;
  // What was asked about is done; another answer of another child leaves the question open.
  const closesChoice = choice !== null && choice.intent === delivery.intent;
  const thread: ThreadRecord = { ...reply.thread, choice: null };
  const isUncalled = isPatientHere(decision.state.visit) && isOptedOut(engine, reply, delivery);
  return {
    ...(isUncalled ? { tasks: [arrivedTask(engine, reply, appointmentId)] } : {}),
    ...recordHandled(
      engine,
      reply.message,
      { outcome: decision.outcome, intent: delivery.intent, appointmentId, reason: decision.reason },
      reply.circumstances,
    ),
    ...(closesChoice ? { threads: [thread] } : {}),
  };
}

/** No text will call this patient in. */
function isOptedOut(engine: Engine, { thread }: ReplyAtHand, { intent, targets }: Delivery): boolean {
  if (intent !== 'arrived' && intent !== 'ready') return false;
  const { optedOutPatients } = engine.config;
  return thread.consent === 'opted-out' || targets.some(({ patientId }) => optedOutPatients.has(patientId));
}

/** One task, however often it is said. */
function arrivedTask(engine: Engine, { phone }: ReplyAtHand, appointmentId: string | null): Task {
  const now = engine.clock.now();
  return toTask({ key: appointmentId ?? phone, kind: 'arrived-opted-out', appointmentId, phone, now });
}
