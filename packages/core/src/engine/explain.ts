import type { ClinicSettings } from '../clinic-settings.ts';
import type { ConversationState, VisitContext } from '../conversation/state.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { EffectRecord, JournalEntry } from '../ports/conversation-store/records.ts';
import { plannedReminders } from '../conversation/reminders/reminder-plan.ts';
import type { PlannedReminder } from '../conversation/reminders/reminder-plan.ts';
import { timersOf } from '../conversation/timers.ts';
import type { Timer } from '../conversation/timers.ts';
import { readCopies } from './ahead/ahead-copy.ts';
import type { Engine } from './engine.ts';
import { hasVideoLink } from './video-links.ts';

/** Why a text was sent, will be, or was not. */
export interface Explanation {
  readonly appointmentId: string;
  readonly template: TemplateName;
  readonly answer:
    | 'sent'
    | 'waiting'
    | 'held'
    | 'dropped'
    | 'failed'
    | 'in-doubt'
    | 'scheduled'
    | 'not-decided'
    | 'not-served'
    | 'unknown-appointment';
  /** In a sentence, for reception. */
  readonly reason: string;
  /** When it left or will be looked at, epoch milliseconds; null when neither applies. */
  readonly at: number | null;
  /** The lines of the journal of this appointment, oldest first. */
  readonly journal: readonly JournalEntry[];
}

/** Answers why one text was sent, will be, or was not. */
export async function explain(
  engine: Engine,
  query: { readonly appointmentId: string; readonly template: TemplateName; readonly notServed: string | null },
): Promise<Explanation> {
  const { appointmentId, template } = query;
  const journal = await engine.store.journalOfAppointment({ appointmentId });
  const base = { appointmentId, template, journal };
  const conversation = await engine.store.conversation({ appointmentId });
  if (conversation === null) {
    return query.notServed === null
      ? { ...base, answer: 'unknown-appointment', reason: 'No such appointment has been seen in the PMS.', at: null }
      : { ...base, answer: 'not-served', reason: `The appointment does not take part: ${query.notServed}.`, at: null };
  }
  const effects = await engine.store.effectsOfAppointment({ appointmentId });
  const effect = effects.findLast(
    (other) => other.effect.type === 'send-message' && other.effect.template === template,
  );
  if (effect !== undefined) return { ...base, ...explainEffect(effect) };

  const { settings, calendar } = engine.config;
  const { context } = conversation.state;
  const times = {
    settings,
    calendar,
    now: engine.clock.now(),
    hasVideoLink: hasVideoLink(engine, context, context.appointment),
  };
  const timer = timersOf(conversation.state, times).find(({ name }) => timerTexts[name]?.includes(template));
  if (timer !== undefined) {
    const isAhead = (await readCopies(engine)).some(
      (copy) => copy.appointmentId === appointmentId && copy.effect.template === template,
    );
    const reason = isAhead
      ? 'Its time has not come; the gateway has a copy of it and sends that if we cannot.'
      : isHeldUntilMorning(timer, context, times)
        ? 'It waits for the outreach hours.'
        : 'Its time has not come.';
    return { ...base, answer: 'scheduled', reason, at: timer.at };
  }
  if (template === 'Reminder') {
    const told = explainReminder(conversation.state, plannedReminders(conversation.state, times));
    if (told !== null) return { ...base, ...told };
  }
  const why = whyNotSent(journal, template);
  const { visit } = conversation.state;
  return {
    ...base,
    answer: 'not-decided',
    reason: why === null ? `Nothing has happened that calls for it; the visit is ${visit}.` : `Not sent: ${why}.`,
    at: null,
  };
}

/** A change has settled and is told when the hours of outreach come. */
function isHeldUntilMorning(
  { name }: Timer,
  { settlingSince }: VisitContext,
  { now, settings }: { readonly now: number; readonly settings: ClinicSettings },
): boolean {
  return name === 'settle' && settlingSince !== null && now >= settlingSince + settings.settleSeconds * 1000;
}

/** Why an appointment has no reminder of its own in the outbox; null when only the journal can tell. */
function explainReminder(
  { context }: ConversationState,
  planned: readonly PlannedReminder[],
): Pick<Explanation, 'answer' | 'reason' | 'at'> | null {
  if (planned.length === 0) return { answer: 'not-decided', reason: 'No rule of the clinic asks for it.', at: null };
  const obstacle = planned.find(({ isDealtWith }) => !isDealtWith)?.reason ?? null;
  if (obstacle !== null) return { answer: 'not-decided', reason: `Not sent: ${obstacle}.`, at: null };
  if (context.told.FamilyReminder?.revision !== context.revision) return null;
  return { answer: 'sent', reason: 'It was said together with another appointment of the number.', at: null };
}

/** Decisions against a text make no effect: the journal has the reason. */
function whyNotSent(journal: readonly JournalEntry[], template: TemplateName): string | null {
  const isOfScreening = timerTexts.screening.includes(template);
  const prefixes = [`${template} not sent: `, ...(isOfScreening ? ['not asked: ', 'not welcomed: '] : [])];
  const notes = journal.flatMap((line) => line.reason.split('; ')).reverse();
  for (const note of notes) {
    const prefix = prefixes.find((other) => note.startsWith(other));
    if (prefix !== undefined) return note.slice(prefix.length);
  }
  return null;
}

const timerTexts: Readonly<Record<'screening', readonly TemplateName[]>> &
  Readonly<Record<string, readonly TemplateName[] | undefined>> = {
  registration: ['Registration'],
  screening: ['ConsiderTeleHealth', 'CantConsiderTeleHealth', 'VideoWelcome'],
  invite: ['VideoInvite'],
  'room-answer': ['VideoInvite'],
  settle: ['Booked', 'Cancellation', 'Rescheduled', 'Modified', 'Confirmed', 'NoShow'],
  reminder: ['Reminder', 'FamilyReminder'],
};

function explainEffect(record: EffectRecord): Pick<Explanation, 'answer' | 'reason' | 'at'> {
  const why = record.reason ?? '';
  switch (record.status) {
    case 'done':
      return {
        answer: 'sent',
        reason: record.delivery === 'undelivered' ? `Sent, but ${why}.` : 'Sent.',
        at: record.finishedAt,
      };
    case 'waiting':
      return record.reason === null
        ? {
            answer: 'waiting',
            reason: record.effect.after === null ? 'It is about to leave.' : 'It waits for the PMS.',
            at: record.dueAt,
          }
        : { answer: 'held', reason: `Held: ${why}.`, at: record.dueAt };
    case 'claimed':
      return { answer: 'waiting', reason: 'It is being handed to the gateway.', at: record.claimedAt };
    case 'in-doubt':
      return { answer: 'in-doubt', reason: `It is being looked up at the gateway: ${why}.`, at: record.claimedAt };
    case 'dropped':
      return { answer: 'dropped', reason: `Not sent: ${why}.`, at: record.finishedAt };
    case 'failed':
      return { answer: 'failed', reason: `Not sent: ${why}.`, at: record.finishedAt };
    default:
      return record.status satisfies never;
  }
}
