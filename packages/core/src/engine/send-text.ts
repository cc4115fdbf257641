import type { SendMessageEffect } from '../conversation/effect.ts';
import type { TextVerdict } from '../conversation/text-guards.ts';
import { checkText, mattersToPerson } from '../conversation/text-guards.ts';
import { ClinicArrivalsError } from '../errors.ts';
import type { ConversationRecord, EffectRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import type { Task } from '../task.ts';
import { settleCopy } from './ahead/settle-copy.ts';
import { commitUndelivered, taskForEffect, undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { loadFamily, passOnIfChanged } from './family-reminders.ts';
import { handText } from './hand-text.ts';
import { whyNotSayMissed } from './missed-visit.ts';
import { practitionerOf } from './practitioners.ts';
import { renderText } from './render-text.ts';
import { seeAppointment, seeGone } from './see-appointment.ts';
import { loadThread } from './threads.ts';

/** What the guards say of a number that has had all its texts for today. */
const dailyLimit = 'daily limit reached';

/** A text whose guards have been asked. */
export interface TextAtHand {
  readonly record: EffectRecord;
  readonly effect: SendMessageEffect;
  readonly conversation: ConversationRecord | null;
  /** The other conversations of which it speaks. */
  readonly others: readonly ConversationRecord[];
  readonly thread: ThreadRecord;
}

/**
 * Sends one text: asks the guards, reads the snapshot again if it is old, renders, claims durably, and hands it to the gateway.
 *
 * What is held or dropped is recorded with its reason.
 */
export async function sendText(engine: Engine, record: EffectRecord, effect: SendMessageEffect): Promise<void> {
  if (!(await settleCopy(engine, record, effect))) return;
  const first = await load(engine, record, effect);
  if (await passOnIfChanged(engine, first)) return;
  const early = verdictOn(engine, first);
  if (early.type !== 'send') return rest(engine, first, early);

  const stale = [first.conversation, ...first.others].filter((conversation) => !isFresh(engine, conversation));
  const obstacle = await readAllAgain(engine, first, stale);
  if (obstacle !== null) return withoutFreshSnapshot(engine, first, obstacle);
  const text = stale.length === 0 ? first : await load(engine, record, effect);
  if (stale.length > 0 && (await passOnIfChanged(engine, text))) return;
  const verdict = verdictOn(engine, text);
  if (verdict.type !== 'send') return rest(engine, text, verdict);
  const doubt = effect.template === 'NoShow' ? await whyNotSayMissed(engine, record, effect) : null;
  if (doubt !== null) return rest(engine, text, { type: 'drop', reason: doubt, needsPerson: false });

  const body = await render(engine, text, verdict.isLastToday);
  if (body !== null) await handText(engine, text, body);
}

/** Asks all guards and renders, without reading anything again. Null: the text cannot leave as things stand here. */
export async function renderIfFree(engine: Engine, text: TextAtHand): Promise<string | null> {
  const verdict = verdictOn(engine, text);
  return isFresh(engine, text.conversation) && verdict.type === 'send'
    ? renderText(engine, text, verdict.isLastToday)
    : null;
}

async function load(engine: Engine, record: EffectRecord, effect: SendMessageEffect): Promise<TextAtHand> {
  const [conversation, others, thread] = await Promise.all([
    record.appointmentId === null ? null : engine.store.conversation({ appointmentId: record.appointmentId }),
    loadFamily(engine, effect),
    loadThread(engine, effect.to),
  ]);
  return { record, effect, conversation, others, thread };
}

function verdictOn(engine: Engine, text: TextAtHand): TextVerdict {
  return verdictAt(engine, text, engine.clock.now());
}

/** Asks all guards about a text as of a moment. */
export function verdictAt(engine: Engine, text: Omit<TextAtHand, 'record' | 'others'>, now: number): TextVerdict {
  const { settings, calendar, pauses, optedOutPatients } = engine.config;
  const { conversation } = text;
  const appointment = conversation?.state.context.appointment ?? null;
  return checkText({
    effect: text.effect,
    record: conversation,
    thread: text.thread,
    practitioner: appointment === null ? null : practitionerOf(engine, appointment.practitioner),
    settings,
    calendar,
    now,
    isPaused:
      pauses.has('clinic') ||
      (appointment !== null &&
        (pauses.has(`patient/${appointment.patient.id}`) || pauses.has(`practitioner/${appointment.practitioner.id}`))),
    isPatientOptedOut: appointment !== null && optedOutPatients.has(appointment.patient.id),
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
  const set = { status: 'dropped', reason: verdict.reason, finishedAt: now } as const;
  const change = { id: record.id, from: 'waiting', set } as const;
  const result = verdict.needsPerson
    ? await commitUndelivered(engine, record, change, taskForDropped(engine, record, verdict.reason))
    : await engine.store.commit({ effectChanges: [change] });
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

function taskForDropped(engine: Engine, record: EffectRecord, reason: string): Task {
  const isCapped =
    reason === dailyLimit && record.effect.type === 'send-message' && record.effect.urgency !== 'call-in';
  return isCapped ? taskForEffect(engine, record, 'daily-limit') : undeliveredTask(engine, record);
}

/** Gone only on two reads: one may meet a PMS that is just restoring or switching over. */
const notFoundOnce = 'the PMS did not find the appointment, it is read once more';

/** When the PMS last confirmed the snapshot; a text about no appointment needs none and is always fresh. */
export function confirmedAtOf(engine: Engine, conversation: ConversationRecord | null): number {
  const now = engine.clock.now();
  if (conversation === null) return now;
  const { readAt } = conversation.state.context.appointment;
  // Times ahead of now are from before the clock was put back: they confirm nothing.
  return Math.max(
    0,
    ...[readAt, engine.config.confirmedAt(conversation.day, conversation.appointmentId) ?? 0].filter((at) => at <= now),
  );
}

function isFresh(engine: Engine, conversation: ConversationRecord | null): boolean {
  return engine.clock.now() - confirmedAtOf(engine, conversation) <= engine.config.settings.freshSeconds * 1000;
}

/** Reads appointments again. Returns why one of their snapshots is not fresh yet; null when all are. */
async function readAllAgain(
  engine: Engine,
  text: TextAtHand,
  stale: readonly (ConversationRecord | null)[],
): Promise<string | null> {
  for (const conversation of stale) {
    const obstacle = await readAgain(engine, { ...text, conversation }, confirmedAtOf(engine, conversation));
    if (obstacle !== null) return obstacle;
  }
  return null;
}

/** Reads the appointment again (promise P3). Returns why its snapshot is not fresh yet; null when it is. */
async function readAgain(engine: Engine, text: TextAtHand, confirmedAt: number): Promise<string | null> {
  if (text.conversation === null) return null;
  const { appointment } = text.conversation.state.context;
  try {
    const current = await engine.appointments.read({ id: appointment.id });
    engine.health.up('pms');
    if (current === null && text.record.reason !== notFoundOnce) return notFoundOnce;
    const seen = { engine, notServed: new Map(), lastScanAt: confirmedAt, isBaseline: false, watchedUntil: Infinity };
    await (current === null ? seeGone(seen, appointment.id) : seeAppointment(seen, current));
    return null;
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error)) throw error;
    engine.health.down('pms', error);
    return 'waits for the PMS to be read';
  }
}

/** Without a fresh snapshot nothing is claimed to be so: the text waits, and a call-in is a task at once. */
async function withoutFreshSnapshot(engine: Engine, text: TextAtHand, obstacle: string): Promise<void> {
  const now = engine.clock.now();
  if (text.effect.urgency === 'call-in' && obstacle !== notFoundOnce) {
    return rest(engine, text, { type: 'drop', reason: 'the PMS cannot be asked', needsPerson: true });
  }
  if (now + 5_000 > text.effect.latestAt) {
    return rest(engine, text, { type: 'drop', reason: 'the PMS could not be asked in time', needsPerson: true });
  }
  return rest(engine, text, { type: 'hold', until: now + 5_000, reason: obstacle });
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
