import type {
  Arrivals,
  BoardLine,
  BoardVideo,
  InboxRecord,
  NotServedLine,
  Task,
  VisitState,
} from '@clinicarrivals/core';
import type { Product } from '../product/product.ts';
import { confirmedWords, problemWords, stateWords } from './words.ts';
import type { Tone } from './words.ts';

/** One appointment as the page shows it. */
export interface AppointmentView {
  readonly id: string;
  readonly startAt: number;
  readonly patient: string;
  readonly practitioner: string;
  readonly state: VisitState;
  readonly words: string;
  readonly tone: Tone;
  /** The status in the PMS, as last read. */
  readonly pmsStatus: string;
  /** Short remarks, such as `running late`. */
  readonly flags: readonly string[];
  readonly canBeTexted: boolean;
  /** Null for a visit in person. */
  readonly video: BoardVideo | null;
}

/** One open task as the page shows it. */
export interface TaskView extends Pick<
  Task,
  'id' | 'reason' | 'nextAction' | 'isUrgent' | 'raisedAt' | 'appointmentId'
> {
  /** The patient's name, else the number it is about, else nothing. */
  readonly about: string | null;
  readonly isEscalated: boolean;
}

/** Everything on the page besides the texts of one patient. Times are epoch milliseconds. */
export interface DayView {
  readonly mode: 'simulation' | 'real';
  /** True where the EHR pushes all there is to know of appointments. */
  readonly isPushed: boolean;
  readonly clinic: { readonly name: string; readonly timeZone: string };
  /** `speed` is null where time is real. */
  readonly clock: { readonly now: number; readonly speed: number | null };
  readonly day: string;
  readonly isDayOver: boolean;
  readonly appointments: readonly AppointmentView[];
  readonly notServed: readonly NotServedLine[];
  readonly tasks: readonly TaskView[];
  readonly unknown: readonly Pick<InboxRecord, 'from' | 'body' | 'storedAt'>[];
  readonly health: ReturnType<Arrivals['health']>;
}

/** Reads the day as it stands. */
export async function readDay({ arrivals, clinic, clock, simulation, isPushed }: Product): Promise<DayView> {
  const [board, tasks, unknown] = await Promise.all([
    arrivals.today(),
    arrivals.tasks.open(),
    arrivals.unknownMessages(),
  ]);
  const names = await namesOf(arrivals, board.lines, tasks);
  const busy = new Set(tasks.map((task) => task.appointmentId));
  return {
    mode: simulation === null ? 'real' : 'simulation',
    isPushed,
    clinic: { name: clinic.name, timeZone: clinic.timeZone },
    clock: { now: clock.now(), speed: simulation?.clock.speed ?? null },
    day: board.day,
    isDayOver: simulation !== null && simulation.simulated.nextAt() === null,
    appointments: board.lines.map((line) => toAppointment(line, busy.has(line.appointmentId))).sort(byStart),
    notServed: board.notServed,
    tasks: tasks.map((task) => toTask(task, names)).sort(byUrgency),
    unknown: unknown.map(({ from, body, storedAt }) => ({ from, body, storedAt })),
    health: arrivals.health(),
  };
}

/** The names of the day's patients and of those of other days with whom there is something to do, by appointment. */
async function namesOf(
  arrivals: Arrivals,
  lines: readonly BoardLine[],
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
  const today = new Set(lines.map(({ appointmentId }) => appointmentId));
  const ofOtherDays = new Set(tasks.flatMap(({ appointmentId }) => appointmentId ?? []).filter((id) => !today.has(id)));
  const others = await Promise.all([...ofOtherDays].map((appointmentId) => arrivals.appointment({ appointmentId })));
  return new Map(
    [...lines, ...others].flatMap((line) => (line === null ? [] : [[line.appointmentId, line.patientName]])),
  );
}

/** How an appointment stands, in words for the front desk. */
export function toAppointment(line: BoardLine, hasTask: boolean): AppointmentView {
  const flags = [
    ...(hasTask ? ['needs you'] : []),
    ...(line.isLate ? ['running late'] : []),
    ...(line.video === null ? [] : [line.video.isByTelephone ? 'by telephone' : 'by video']),
    ...(line.confirmedBy === null ? [] : [confirmedWords[line.confirmedBy]]),
    ...(line.phone === null ? ['no mobile'] : []),
    ...(line.textProblem === null ? [] : [problemWords[line.textProblem]]),
  ];
  return {
    id: line.appointmentId,
    startAt: line.startAt,
    patient: line.patientName,
    practitioner: line.practitionerName,
    state: line.state,
    ...stateWords[line.state],
    pmsStatus: line.status,
    flags,
    canBeTexted: line.phone !== null,
    video: line.video,
  };
}

function toTask(task: Task, names: ReadonlyMap<string, string>): TaskView {
  const { id, reason, nextAction, isUrgent, raisedAt, appointmentId, escalatedAt, phone } = task;
  const name = appointmentId === null ? undefined : names.get(appointmentId);
  return {
    id,
    reason,
    nextAction,
    isUrgent,
    raisedAt,
    appointmentId,
    about: name ?? phone,
    isEscalated: escalatedAt !== null,
  };
}

function byStart(a: AppointmentView, b: AppointmentView): number {
  return a.startAt - b.startAt || a.id.localeCompare(b.id);
}

function byUrgency(a: TaskView, b: TaskView): number {
  return Number(b.isUrgent) - Number(a.isUrgent) || a.raisedAt - b.raisedAt;
}
