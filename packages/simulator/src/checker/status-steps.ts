import { bounds } from './bounds.ts';
import type { DayHistory } from './day-history.ts';
import type { Standing } from './fhir-reading.ts';
import type { TextSeen } from './observed-day.ts';

/** The engine has changed the status of an appointment. */
export interface StatusStep {
  readonly id: string;
  readonly before: Standing | null;
  readonly after: Standing;
}

/** Every change of a status that was the engine's. */
export function statusSteps(day: DayHistory): readonly StatusStep[] {
  return day.appointments.flatMap((id) =>
    day.versions(id).flatMap((after, index, all): StatusStep[] => {
      const before = all[index - 1] ?? null;
      return after.by === 'engine' && after.status !== before?.status ? [{ id, before, after }] : [];
    }),
  );
}

/** What the patient's number wrote shortly before a moment. */
export function repliesBefore(day: DayHistory, id: string, at: number): readonly TextSeen[] {
  const phone = day.phoneOf(id, at);
  return day.incoming.filter((text) => text.from === phone && text.at <= at && at - text.at <= bounds.replyMs);
}
