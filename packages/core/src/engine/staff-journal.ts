import type { PhoneNumber } from '../phone-number.ts';
import type { JournalEntry } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/** Makes the line of the journal of what somebody of the staff has done. */
export function journalLine(
  engine: Engine,
  by: string,
  reason: string,
  appointmentId: string | null,
  phone: PhoneNumber | null = null,
): JournalEntry {
  return {
    at: engine.clock.now(),
    appointmentId,
    phone,
    by: `staff:${by}`,
    event: 'staff-acted',
    from: null,
    to: null,
    reason,
  };
}
