import { createClinicCalendar } from '@clinicarrivals/core';
import type { BoardLine, ScheduledReminder } from '@clinicarrivals/core';
import type { Product } from '../product/product.ts';
import { problemWords } from './words.ts';

/** What reception sees of the reminders of one appointment. Times are epoch milliseconds. */
export interface ReminderView {
  readonly id: string;
  readonly startAt: number;
  readonly patient: string;
  readonly practitioner: string;
  /** When reminders go out by themselves, earliest first; empty when none will. */
  readonly at: readonly number[];
  /** Why none will, or what is known against the number; null when there is nothing to say. */
  readonly remark: string | null;
  /** False where no text can reach the patient. */
  readonly canBeSent: boolean;
}

/** What reception sees of reminders. */
export interface RemindersView {
  /** False where the clinic has set no reminders. */
  readonly hasRules: boolean;
  /** What goes out until the end of tomorrow, earliest first; then appointments of today and tomorrow that get none. */
  readonly appointments: readonly ReminderView[];
}

/** Reads which reminders go out today and tomorrow, and who gets none. */
export async function readReminders({ arrivals, clinic, clock }: Product): Promise<RemindersView> {
  const { clinicDayEndsAt, reminders } = arrivals.settings.get();
  const calendar = createClinicCalendar({ timeZone: clinic.timeZone, dayEndsAt: clinicDayEndsAt });
  const now = clock.now();
  const until = calendar.dayAfter(calendar.dayOf(now).day, 1).to;
  const isShown = ({ startAt, at }: ScheduledReminder): boolean =>
    startAt > now && (startAt < until || (at !== null && at < until));
  const shown = Map.groupBy(
    (await arrivals.reminders.scheduled()).filter(isShown),
    (reminder) => reminder.appointmentId,
  );
  const views = [...shown].map(async ([appointmentId, scheduled]) => {
    const line = await arrivals.appointment({ appointmentId });
    return line === null ? [] : [toReminder(line, scheduled)];
  });
  return { hasRules: reminders.length > 0, appointments: (await Promise.all(views)).flat().sort(byTime) };
}

function toReminder(line: BoardLine, scheduled: readonly ScheduledReminder[]): ReminderView {
  const { appointmentId, startAt, patientName, practitionerName } = line;
  const problem = problemOf(line);
  const canBeSent = line.phone !== null && !isBlocked(line);
  const at = canBeSent ? scheduled.flatMap((reminder) => reminder.at ?? []) : [];
  const reasons = new Set(scheduled.flatMap(({ reason }) => reason ?? []));
  const why = at.length > 0 ? null : [...reasons].join('; ');
  return {
    id: appointmentId,
    startAt,
    patient: patientName,
    practitioner: practitionerName,
    at,
    remark: problem ?? why,
    canBeSent,
  };
}

function problemOf({ phone, textProblem }: BoardLine): string | null {
  if (phone === null) return 'no mobile';
  return textProblem === null ? null : problemWords[textProblem];
}

/** A telephone that was off may be on again; with all else nothing leaves. */
function isBlocked({ textProblem }: BoardLine): boolean {
  return textProblem !== null && textProblem !== 'unreachable';
}

function byTime(a: ReminderView, b: ReminderView): number {
  return (a.at[0] ?? Infinity) - (b.at[0] ?? Infinity) || a.startAt - b.startAt || a.id.localeCompare(b.id);
}
