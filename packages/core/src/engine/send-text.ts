import type { SendMessageEffect } from '../conversation/effect.ts';
import type { TextVerdict } from '../conversation/text-guards.ts';
import { checkText, mattersToPerson } from '../conversation/text-guards.ts';
import { ClinicArrivalsError } from '../errors.ts';
import type { ConversationRecord, EffectRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import { commitAndTell } from './commit.ts';
import { undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { handText } from './hand-text.ts';
import { practitionerOf } from './practitioners.ts';
import { renderText } from './render-text.ts';
import { seeAppointment, seeGone } from './see-appointment.ts';
import { loadThread } from './threads.ts';

/** A text whose guards have been asked. */
export interface TextAtHand {
  readonly record: EffectRecord;
  readonly effect: SendMessageEffect;
  readonly conversation: ConversationRecord | null;
  readonly thread: ThreadRecord;
}

/**
 * Sends one text: asks the guards, reads the snapshot again if it is old, renders, claims durably, and hands it to the gateway.
 *
 * What is held or dropped is recorded with its reason.
 */
export async function sendText(engine: Engine, record: EffectRecord, effect: SendMessageEffect): Promise<void> {
  const first = await load(engine, record, effect);
  const early = verdictOn(engine, first);
  if (early.type !== 'send') return rest(engine, first, early);

  const isFresh = await refresh(engine, first);
  if (!isFresh) return withoutFreshSnapshot(engine, first);
  const text = await load(engine, record, effect);
  const verdict = verdictOn(engine, text);
  if (verdict.type !== 'send') return rest(engine, text, verdict);

  const body = await render(engine, text, verdict.isLastToday);
  if (body !== null) await handText(engine, text, body);
}

async function load(engine: Engine, record: EffectRecord, effect: SendMessageEffect): Promise<TextAtHand> {
  const [conversation, thread] = await Promise.all([
    record.appointmentId === null ? null : engine.store.conversation({ appointmentId: record.appointmentId }),
    loadThread(engine, effect.to),
  ]);
  return { record, effect, conversation, thread };
}

function verdictOn(engine: Engine, text: TextAtHand): TextVerdict {
  const { settings, calendar, pauses } = engine.config;
  const { conversation } = text;
  const appointment = conversation?.state.context.appointment ?? null;
  return checkText({
    effect: text.effect,
    record: conversation,
    thread: text.thread,
    practitioner: appointment === null ? null : practitionerOf(engine, appointment.practitioner),
    settings,
    calendar,
    now: engine.clock.now(),
    isPaused:
      pauses.has('clinic') ||
      (appointment !== null &&
        (pauses.has(`patient/${appointment.patient.id}`) || pauses.has(`practitioner/${appointment.practitioner.id}`))),
  });
}

async function rest(engine: Engine, text: TextAtHand, verdict: Exclude<TextVerdict, { type: 'send' }>): Promise<void> {
  const { record, effect } = text;
  const now = engine.clock.now();
  if (verdict.type === 'hold') {
    await engine.store.commit({
      effectChanges: [{ id: record.id, from: 'waiting', set: { dueAt: verdict.until, reason: verdict.reason } }],
    });
    return;
  }
  const result = await commitAndTell(engine, {
    effectChanges: [
      { id: record.id, from: 'waiting', set: { status: 'dropped', reason: verdict.reason, finishedAt: now } },
    ],
    tasks: verdict.needsPerson ? [undeliveredTask(engine, record)] : [],
  });
  if (result === 'committed') {
    engine.bus.emit('text-dropped', {
      at: now,
      effectId: record.id,
      appointmentId: record.appointmentId,
      template: effect.template,
      reason: verdict.reason,
    });
  }
}

/** Reads the appointment again when the snapshot is old (promise P3). Returns false when the PMS cannot be asked. */
async function refresh(engine: Engine, text: TextAtHand): Promise<boolean> {
  if (text.conversation === null) return true;
  const { appointment } = text.conversation.state.context;
  const { settings } = engine.config;
  const now = engine.clock.now();
  const confirmedAt = Math.max(appointment.readAt, engine.config.confirmedAt(text.conversation.day) ?? 0);
  if (now - confirmedAt <= settings.freshSeconds * 1000) return true;
  try {
    const current = await engine.appointments.read({ id: appointment.id });
    engine.health.up('pms');
    const seen = { engine, notServed: new Map(), lastScanAt: confirmedAt, isBaseline: false };
    await (current === null ? seeGone(seen, appointment.id) : seeAppointment(seen, current));
    return true;
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error)) throw error;
    engine.health.down('pms', error);
    return false;
  }
}

/** Without a fresh snapshot nothing is claimed to be so: the text waits, and a call-in is a task at once. */
async function withoutFreshSnapshot(engine: Engine, text: TextAtHand): Promise<void> {
  const now = engine.clock.now();
  if (text.effect.urgency === 'call-in') {
    return rest(engine, text, { type: 'drop', reason: 'the PMS cannot be asked', needsPerson: true });
  }
  if (now + 5_000 > text.effect.latestAt) {
    return rest(engine, text, { type: 'drop', reason: 'the PMS could not be asked in time', needsPerson: true });
  }
  return rest(engine, text, { type: 'hold', until: now + 5_000, reason: 'waits for the PMS to be read' });
}

async function render(engine: Engine, text: TextAtHand, isLastToday: boolean): Promise<string | null> {
  try {
    return await renderText(engine, text, isLastToday);
  } catch (error) {
    const reason = `the template ${text.effect.template} cannot be rendered`;
    engine.logger.log('error', `[templates] ${reason}; mend it in the settings`, {
      cause: error instanceof Error ? error.name : 'unknown',
    });
    await rest(engine, text, {
      type: 'drop',
      reason,
      needsPerson: mattersToPerson(text.effect) || text.effect.urgency !== 'outreach',
    });
    return null;
  }
}
