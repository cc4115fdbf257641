import { plannedReminders } from '../conversation/reminders/reminder-plan.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { applyEvent } from './apply-event.ts';
import type { Engine } from './engine.ts';
import type { Explanation } from './explain.ts';

const daysAhead = 400;

/** A reminder of an appointment by one of the clinic's rules. */
export interface ScheduledReminder {
  readonly appointmentId: string;
  readonly startAt: number;
  readonly ruleId: string;
  /** When it goes out, epoch milliseconds; null when it will not go out by itself. */
  readonly at: number | null;
  /** Why it will not, in words for reception; null when it will. */
  readonly reason: string | null;
}

/** What staff see of reminders, and do about them. */
export interface ReminderActions {
  readonly reminders: {
    /**
     * Tells of every reminder of the appointments that are still to come whether and when it will go out, earliest first; those that
     * will not, last. Whether the number takes texts is not looked at: `appointment` tells that. Of one appointment, of those of a clinic
     * day (`YYYY-MM-DD`), or of all.
     */
    scheduled(query?: {
      readonly appointmentId?: string;
      readonly day?: string;
    }): Promise<readonly ScheduledReminder[]>;
    /**
     * Reminds of an appointment now, also a patient who has confirmed. The guards apply: consent, outreach hours, how many reminders a
     * number gets. Returns what has become of it so far.
     *
     * @param query.by `staff:` and a name, or `pms` where an EHR asks for it
     * @param query.key the same key asks for the same reminder, such as the id of the event of an EHR that asks for it; when it is absent each call
     *   asks for another
     */
    send(query: {
      readonly appointmentId: string;
      readonly by: string;
      readonly key?: string;
    }): Promise<Pick<Explanation, 'answer' | 'reason' | 'at'>>;
  };
}

/** Makes them. */
export function createReminderActions(
  engine: Engine,
  explainReminder: (appointmentId: string) => Promise<Explanation>,
): ReminderActions {
  return {
    reminders: {
      scheduled: async ({ appointmentId, day } = {}) => {
        const records = await recordsOf(engine, appointmentId, day);
        return records
          .flatMap((record) => remindersOf(engine, record))
          .sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || a.startAt - b.startAt);
      },
      send: async ({ appointmentId, by, key }) => {
        const asked = key ?? globalThis.crypto.randomUUID();
        const event = { type: 'reminder-requested', key: asked } as const;
        const applied = await applyEvent(engine, { appointmentId, by, event });
        const isDecided = applied?.decision.effects.some(({ id }) => id.endsWith(`|asked-${asked}`)) === true;
        if (applied === null || isDecided) {
          const { answer, reason, at } = await explainReminder(appointmentId);
          return { answer, reason, at };
        }
        return { answer: 'not-decided', reason: `${applied.decision.reason}.`, at: null };
      },
    },
  };
}

async function recordsOf(
  { store, clock }: Engine,
  appointmentId: string | undefined,
  day: string | undefined,
): Promise<readonly ConversationRecord[]> {
  if (appointmentId !== undefined) {
    const record = await store.conversation({ appointmentId });
    return record === null ? [] : [record];
  }
  if (day !== undefined) return store.conversationsOfDay({ day });
  return store.liveConversations({ before: clock.now() + daysAhead * 24 * 60 * 60_000 });
}

function remindersOf(engine: Engine, record: ConversationRecord): readonly ScheduledReminder[] {
  const { settings, calendar } = engine.config;
  const { appointmentId, startAt, state } = record;
  const planned = plannedReminders(state, { settings, calendar, now: engine.clock.now() });
  return planned.map(({ ruleId, at, reason }) => ({ appointmentId, startAt, ruleId, at, reason }));
}
