import type { Engine } from './engine.ts';
import { handleReply } from './handle-reply.ts';

/**
 * A number that has just been added adopts its unknown messages of the last while: somebody at the car park may have texted before
 * reception had the number.
 */
export async function adoptUnknownMessages(engine: Engine, appointmentId: string): Promise<void> {
  const record = await engine.store.conversation({ appointmentId });
  if (record === null || record.phone === null) return;
  const now = engine.clock.now();
  const since = now - engine.config.settings.adoptUnknownMinutes * 60_000;
  // Once: a second appointment of the number would have what was said about the first done again.
  const day = 24 * 60 * 60_000;
  const others = await engine.store.conversationsOfPhone({ phone: record.phone, from: now - day, to: now + 7 * day });
  if (others.some((other) => other.appointmentId !== appointmentId)) return;
  const messages = await engine.store.inboxOfPhone({ phone: record.phone, since });
  for (const message of messages) {
    if (message.outcome === 'unknown') await handleReply(engine, message, { isAdopted: true, isAfterGap: false });
  }
}
