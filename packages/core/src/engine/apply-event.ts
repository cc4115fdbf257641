import { appointmentEvents } from '../appointment-event.ts';
import type { Circumstances } from '../conversation/circumstances.ts';
import { decide } from '../conversation/decide.ts';
import type { Decision } from '../conversation/decision.ts';
import type { ConversationEvent } from '../conversation/event.ts';
import { visitPartsFor } from '../conversation/visit.ts';
import { ConflictError } from '../errors.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import { claimAtOnce } from './claim-at-once.ts';
import { commitAndTell, joinCommits, toEffectRecord } from './commit.ts';
import type { Engine } from './engine.ts';
import { eventsForFamily } from './family-reminders.ts';
import { practitionerOf } from './practitioners.ts';
import { hasVideoLink } from './video-links.ts';

const maximumAttempts = 8;
const hour = 60 * 60_000;

/** One event for one conversation. */
export interface EventToApply {
  readonly appointmentId: string;
  readonly event: ConversationEvent;
  /** Who made it happen: `pms`, `patient`, `practitioner`, `engine`, `gateway` or `staff:` and a name. */
  readonly by: string;
  /** The conversation to begin when there is none; null applies to conversations that exist only. */
  readonly begin?: ConversationRecord | null;
  /** The conversation, where it has just been loaded; looked up if not given. */
  readonly loaded?: ConversationRecord;
  /** The conversations of the number around this day, where they have just been loaded; looked up if not given. */
  readonly neighbours?: readonly ConversationRecord[];
  /** Whether the event is still of any use to the conversation as it stands now; if not, nothing is done. */
  readonly onlyIf?: (conversation: ConversationRecord) => boolean;
  /** When it happened, where that is learned only later; now unless given. */
  readonly at?: number;
  /** The outbox row of a text that has left already: it takes the place of what would be sent. */
  readonly sent?: EffectRecord;
  /** What else belongs to the same commit. */
  readonly also?: (decision: Decision) => Commit;
}

/** A decision that is durable. */
export interface AppliedEvent {
  readonly decision: Decision;
  readonly record: ConversationRecord;
}

/**
 * Loads a conversation, decides, and commits the decision with all that follows from it: the one way in which a conversation changes.
 *
 * When another writer was faster, it is loaded and decided again. Returns null when there is no such conversation, or the
 * event is of no use to it any more.
 */
export function applyEvent(engine: Engine, input: EventToApply): Promise<AppliedEvent | null> {
  const { also, ...event } = input;
  return applyTogether(engine, [event], also ?? (() => ({})));
}

/**
 * Applies several events in order and commits all that follows from them as one: either everything has happened or nothing.
 *
 * Returns what became of the first; null, and nothing is done, when its conversation does not exist or any of them is of no use any more.
 * The others are left out where theirs does not exist.
 *
 * @param also what else belongs to the same commit, told by the decision on the first event
 */
export async function applyTogether(
  engine: Engine,
  events: readonly Omit<EventToApply, 'also'>[],
  also: (first: Decision) => Commit,
): Promise<AppliedEvent | null> {
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    // What was loaded before is good for the first attempt: after a conflict it is known to be old.
    const applied = await decideAll(engine, attempt === 0 ? events : events.map(withoutLoaded));
    const [first] = applied;
    if (first === undefined) return null;
    const records = new Map(applied.filter(isWorthWriting).map(({ record }) => [record.appointmentId, record]));
    const commit = applied.map((step) => toCommit(engine, step)).reduce(joinCommits, also(first.decision));
    const whole = { ...commit, conversations: [...records.values(), ...(commit.conversations ?? [])] };
    // A second attempt claims nothing: the thread is what may have been in the way.
    const claimed = attempt === 0 ? await claimAtOnce(engine, whole, records) : { commit: whole, followers: [] };
    const result = await commitAndTell(engine, claimed.commit);
    if (result === 'conflict') continue;
    engine.outbox.offer(claimed.followers);
    for (const step of applied) tellChange(engine, step);
    const version = first.record.version + (records.has(first.record.appointmentId) ? 1 : 0);
    return { decision: first.decision, record: { ...first.record, version } };
  }
  throw new ConflictError({
    message: `[engine] a conversation changed ${maximumAttempts} times while an event was applied to it; it will be tried again`,
  });
}

function withoutLoaded({
  loaded: _,
  neighbours: __,
  ...event
}: Omit<EventToApply, 'also'>): Omit<EventToApply, 'also'> {
  return event;
}

interface AppliedStep extends AppliedEvent {
  readonly before: ConversationRecord;
  readonly input: Omit<EventToApply, 'also'>;
}

/** Decides on events in order, each on what the one before has left of its conversation. */
async function decideAll(
  engine: Engine,
  events: readonly Omit<EventToApply, 'also'>[],
): Promise<readonly AppliedStep[]> {
  const applied: AppliedStep[] = [];
  const decided = new Map<string, ConversationRecord>();
  // What one text asks about several appointments is asked at one moment.
  const now = engine.clock.now();
  // What a decision means for other conversations comes after what was given.
  const queue = [...events];
  for (const given of queue) {
    const input = { ...given, at: given.at ?? now };
    const { appointmentId } = input;
    const before =
      decided.get(appointmentId) ??
      input.loaded ??
      (await engine.store.conversation({ appointmentId })) ??
      input.begin ??
      null;
    if (before === null && applied.length === 0) return [];
    if (before === null) continue;
    if (input.onlyIf?.(before) === false) return [];
    const decision = decide(before.state, input.event, await circumstancesFor(engine, before, input));
    const record = toRecord(engine, before, decision);
    decided.set(appointmentId, record);
    applied.push({ before, decision, record, input });
    queue.push(...eventsForFamily(decision));
  }
  return applied;
}

/** A conversation in which nothing has changed is left as it stands. */
function isWorthWriting({ before, record }: AppliedStep): boolean {
  return record.state !== before.state || record.dueAt !== before.dueAt || before.version === 0;
}

/** Gathers what a decision depends on besides the state. */
export async function circumstancesFor(
  engine: Engine,
  record: ConversationRecord,
  { event, neighbours, at }: Omit<EventToApply, 'also'>,
): Promise<Circumstances> {
  const { settings, calendar } = engine.config;
  const appointment = event.type === 'appointment-changed' ? event.appointment : record.state.context.appointment;
  const others = neighbours ?? (await sameDayOfPhone(engine, record));
  return {
    now: at ?? engine.clock.now(),
    clinic: engine.clinic,
    settings,
    calendar,
    practitioner: practitionerOf(engine, appointment.practitioner),
    hasVideoLink: hasVideoLink(engine, record.state.context, appointment),
    canUndoCancel: engine.appointments.abilities.canUndoCancel,
    visit: visitPartsFor(record, others, settings, (other) => practitionerOf(engine, other).takesVideo),
    family: others,
  };
}

async function sameDayOfPhone(engine: Engine, record: ConversationRecord): Promise<readonly ConversationRecord[]> {
  if (record.phone === null) return [];
  return engine.store.conversationsOfPhone({
    phone: record.phone,
    from: record.startAt - 24 * hour,
    to: record.startAt + 24 * hour,
  });
}

function toRecord(engine: Engine, before: ConversationRecord, decision: Decision): ConversationRecord {
  const { appointment } = decision.state.context;
  return {
    ...before,
    patientId: appointment.patient.id,
    phone: appointment.patient.mobile,
    day: engine.config.calendar.dayOf(appointment.startAt).day,
    startAt: appointment.startAt,
    dueAt: decision.dueAt,
    isLive: decision.state.visit !== 'closed',
    state: decision.state,
  };
}

function toCommit(engine: Engine, { before, decision, input }: AppliedStep): Commit {
  const now = engine.clock.now();
  const { appointment } = decision.state.context;
  const hasMoved = before.state.visit !== decision.state.visit;
  // What we wrote ourselves comes back as it was written: the write itself is on record.
  const isEcho = input.by === 'engine' && decision.reason === 'nothing to do';
  return {
    effects: decision.effects.map((effect) =>
      input.sent?.id === effect.id ? input.sent : toEffectRecord(effect, appointment.id, now),
    ),
    tasks: decision.tasks,
    journal:
      (decision.reason === '' || isEcho) && !hasMoved && before.version > 0
        ? []
        : [
            {
              at: now,
              appointmentId: appointment.id,
              phone: appointment.patient.mobile,
              by: input.by,
              event: input.event.type,
              from: before.version === 0 ? null : before.state.visit,
              to: decision.state.visit,
              reason: decision.reason,
            },
          ],
  };
}

function tellChange(engine: Engine, { before, decision, record, input }: AppliedStep): void {
  for (const listener of engine.onDecided) listener(record);
  tellAppointmentEvents(engine, before, input.event);
  if (before.state.visit === decision.state.visit) return;
  engine.bus.emit('conversation-changed', {
    at: engine.clock.now(),
    appointmentId: before.appointmentId,
    from: before.state.visit,
    to: decision.state.visit,
    reason: decision.reason,
  });
}

/** What the first scan of all finds has happened before. */
function tellAppointmentEvents(engine: Engine, before: ConversationRecord, event: ConversationEvent): void {
  if (event.type !== 'appointment-changed' || event.isBaseline === true) return;
  const { appointment } = event;
  const isBegun = before.version > 0;
  // An appointment whose day has just come into view may have been booked long before.
  if (!isBegun && event.isBookedBefore === true) return;
  const previous = isBegun ? before.state.context.appointment : null;
  for (const { kind, changed } of appointmentEvents(previous, appointment, engine.config.settings.pmsProfile))
    engine.bus.emit('appointment-event', { at: engine.clock.now(), appointmentId: appointment.id, kind, changed });
}
