import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { applyEvent } from './apply-event.ts';
import type { Engine } from './engine.ts';

const mark = { kind: 'cursor', id: 'settings' } as const;
const daysAhead = 400;
const together = 200;

/**
 * Lets every conversation look anew at what it waits for when the settings have changed, also while nothing ran: when it wants to be woken is
 * stored with it, and follows from the settings. Unchanged settings cost one comparison.
 */
export function createSettingsWatch(engine: Engine): () => Promise<void> {
  let known: string | null = null;
  return async () => {
    const { store, clock, config } = engine;
    const present = JSON.stringify(config.settings);
    if (present === known) return;
    const stored = await store.document(mark);
    if (stored?.value !== present) {
      const live = await store.liveConversations({ before: clock.now() + daysAhead * 24 * 60 * 60_000 });
      for (let from = 0; from < live.length; from += together)
        await Promise.all(live.slice(from, from + together).map((record) => lookAnew(engine, record)));
      await store.commit({ documents: [{ ...mark, value: present }] });
    }
    known = present;
  };
}

/** What the settings bring about at once is decided in the same step as the time of the next waking. */
async function lookAnew(engine: Engine, { appointmentId }: ConversationRecord): Promise<void> {
  await applyEvent(engine, { appointmentId, by: 'engine', event: { type: 'timer-fired' } });
}
