import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guarded.ts';
import { isWithin } from './scan-days.ts';
import { seeAppointment } from './see-appointment.ts';
import { confirmedAtOf } from './send-text.ts';

/**
 * Reads an appointment afresh whose net change is about to be told, where the last listing is too old to know it: what is days away is
 * listed less often than changes take to settle, and what was put right meanwhile needs no telling.
 *
 * Where the PMS cannot be read it goes on: no text leaves without a fresh snapshot. Returns whether it was asked.
 */
export async function readBeforeTelling(engine: Engine, record: ConversationRecord): Promise<boolean> {
  const { settlingSince, appointment } = record.state.context;
  const { settleSeconds, freshSeconds } = engine.config.settings;
  const now = engine.clock.now();
  const isToTell = record.state.notices === 'settling' && !isWithin(now - (settlingSince ?? now), settleSeconds);
  const confirmedAt = confirmedAtOf(engine, record);
  if (!isToTell || isWithin(now - confirmedAt, freshSeconds)) return false;
  await guarded(engine, 'pms', async () => {
    const current = await engine.appointments.read({ id: appointment.id });
    const seen = { engine, notServed: new Map(), lastScanAt: confirmedAt, isBaseline: false, watchedUntil: Infinity };
    if (current !== null) await seeAppointment(seen, current);
  });
  return true;
}
