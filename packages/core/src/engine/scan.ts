import type { Appointment } from '../appointment.ts';
import type { ClinicDay } from '../clinic-calendar.ts';
import { AppointmentStoreError } from '../errors.ts';
import type { AppointmentListing, UnusableAppointment } from '../ports/appointment-store.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { commitAndTell } from './commit.ts';
import type { Engine } from './engine.ts';
import { isSameSnapshot } from './same-snapshot.ts';
import type { AppointmentsSeen, NotServed } from './see-appointment.ts';
import { seeAppointment, seeGone } from './see-appointment.ts';
import { toTask } from './tasks.ts';

/** What is listed at once: one clinic day, or several that follow each other. */
export type DaysToScan = readonly [ClinicDay, ...ClinicDay[]];

/** How the appointments of a scan are to be taken. */
export interface ScanTerms {
  /** At the first scan ever, texts whose time had come before count as not sent. */
  readonly isBaseline: boolean;
  /** What starts at or after this has only come into view: when it was booked nobody knows. Epoch milliseconds. */
  readonly watchedUntil: number;
}

/** Looks at the days in the PMS. What has not changed costs nothing more. */
export interface Scanner {
  /** Scans days with one listing. Throws when the PMS cannot be read; nobody is cancelled by that. */
  scan(days: DaysToScan, terms: ScanTerms): Promise<void>;
  /** Takes a snapshot of which a push has told. */
  see(appointment: Appointment): Promise<void>;
  /** Appointments that are not served, with day and reason, by id; of yesterday and the days to come. */
  readonly notServed: ReadonlyMap<string, NotServed>;
  /** When a day was last read to its end; null before. */
  scannedAt(day: string): number | null;
}

interface DaysMemory {
  /** The first and the last day, `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
  token: string | null;
  scannedAt: number | null;
  /** Missing from the listing, and how many reads by id have not found them. */
  readonly missing: Map<string, number>;
}

/** Makes the scanner. What it remembers is only to save work: after a restart the first scan reads everything again. */
export function createScanner(engine: Engine): Scanner {
  const memories = new Map<string, DaysMemory>();
  const notServed = new Map<string, NotServed>();
  const scannedAt = (day: string): number | null => {
    let latest: number | null = null;
    for (const { first, last, scannedAt: at } of memories.values())
      if (at !== null && first <= day && day <= last) latest = Math.max(at, latest ?? at);
    return latest;
  };

  return {
    notServed,
    scannedAt,
    see: (appointment) => {
      const { day } = engine.config.calendar.dayOf(appointment.startAt);
      const seen = { engine, notServed, lastScanAt: scannedAt(day), isBaseline: false, watchedUntil: Infinity };
      return seeAppointment(seen, appointment);
    },
    scan: async (days, terms) => {
      const memory = memoryOf(memories, days);
      const seen: AppointmentsSeen = { engine, notServed, lastScanAt: memory.scannedAt, ...terms };
      const begunAt = engine.clock.now();
      const { from, to } = boundsOf(days);
      const listing = await engine.appointments.list({ from, to, token: memory.token });
      if (listing.type !== 'unchanged') {
        memory.token = null;
        const missing = await takeListing(seen, days, listing);
        forgetUnlisted(notServed, memory, listing, missing);
        for (const id of missing) if (!memory.missing.has(id)) memory.missing.set(id, 0);
        memory.token = listing.token;
      }
      await checkMissing(seen, days[0], memory);
      forgetOld(engine, notServed);
      memory.scannedAt = begunAt;
    },
  };
}

function boundsOf(days: DaysToScan): { readonly from: number; readonly to: number; readonly last: string } {
  const last = days.at(-1) ?? days[0];
  return { from: days[0].from, to: last.to, last: last.day };
}

function memoryOf(memories: Map<string, DaysMemory>, days: DaysToScan): DaysMemory {
  const first = days[0].day;
  const { last } = boundsOf(days);
  const key = `${first}/${last}`;
  const known = memories.get(key);
  if (known !== undefined) return known;
  const made: DaysMemory = { first, last, token: null, scannedAt: null, missing: new Map() };
  memories.set(key, made);
  if (memories.size > 40) memories.delete(memories.keys().next().value ?? key);
  return made;
}

/** Takes what is new or different. Returns the ids that a conversation waits for and the listing lacks. */
async function takeListing(
  seen: AppointmentsSeen,
  days: DaysToScan,
  listing: Exclude<AppointmentListing, { type: 'unchanged' }>,
): Promise<readonly string[]> {
  const { engine } = seen;
  for (const unusable of listing.unusable) await noteUnusable(seen, days[0], unusable);
  if (listing.type === 'changed') {
    await takeAll(seen, listing.changed, new Map());
    return listing.gone;
  }
  const stored = await Promise.all(days.map(({ day }) => engine.store.conversationsOfDay({ day })));
  const records = stored.flat();
  const known = new Map(records.map((record) => [record.appointmentId, record]));
  await takeAll(seen, listing.appointments, known);
  const listed = new Set([...listing.appointments, ...listing.unusable].map(({ id }) => id));
  return records
    .filter((record) => record.isLive && !listed.has(record.appointmentId))
    .map((record) => record.appointmentId);
}

/** An appointment that the listing of its day has no more is nobody's any more, unless a conversation waits for it. */
function forgetUnlisted(
  notServed: Map<string, NotServed>,
  { first, last }: Pick<DaysMemory, 'first' | 'last'>,
  listing: Exclude<AppointmentListing, { type: 'unchanged' }>,
  missing: readonly string[],
): void {
  if (listing.type !== 'listed') return;
  const known = new Set([...[...listing.appointments, ...listing.unusable].map(({ id }) => id), ...missing]);
  for (const [id, entry] of notServed) {
    const isOfThese = first <= entry.day && entry.day <= last;
    if (isOfThese && !known.has(id)) notServed.delete(id);
  }
}

/** Nobody asks about the days before yesterday. */
function forgetOld(engine: Engine, notServed: Map<string, NotServed>): void {
  const { calendar } = engine.config;
  const yesterday = calendar.dayAfter(calendar.dayOf(engine.clock.now()).day, -1).day;
  for (const [id, { day }] of notServed) if (day < yesterday) notServed.delete(id);
}

/** Says once that an appointment cannot be used; where a conversation about it goes on, a person must look. */
async function noteUnusable(
  { engine, notServed }: AppointmentsSeen,
  { day }: ClinicDay,
  { id, reason }: UnusableAppointment,
): Promise<void> {
  const isKnown = notServed.has(id);
  notServed.set(id, { day, reason });
  if (isKnown) return;
  engine.logger.log('warn', `[pms] appointment cannot be used: ${reason}`, { appointment: id });
  const record = await engine.store.conversation({ appointmentId: id });
  if (record?.isLive !== true) return;
  // Where the EHR has sent what could not be used, reception has been told so already.
  const tasks = await engine.store.tasksOfAppointment({ appointmentId: id });
  if (tasks.some(({ kind, resolvedAt }) => kind === 'event-refused' && resolvedAt === null)) return;
  const now = engine.clock.now();
  const task = {
    key: `${id}|${now}`,
    kind: 'appointment-unusable',
    appointmentId: id,
    phone: record.phone,
    now,
  } as const;
  await commitAndTell(engine, { tasks: [toTask(task)] });
}

/** Patients at the same time, the appointments of one patient one after the other: they look at each other. */
async function takeAll(
  seen: AppointmentsSeen,
  appointments: readonly Appointment[],
  known: ReadonlyMap<string, ConversationRecord>,
): Promise<void> {
  const patients = new Map<string, Appointment[]>();
  for (const appointment of appointments) {
    const record = known.get(appointment.id);
    const isSame = record !== undefined && isSameSnapshot(record.state.context.appointment, appointment);
    if (isSame) {
      seen.notServed.delete(appointment.id);
      continue;
    }
    patients.set(appointment.patient.id, [...(patients.get(appointment.patient.id) ?? []), appointment]);
  }
  const outcomes = await Promise.allSettled(
    [...patients.values()].map(async (own) => {
      for (const appointment of own) await seeAppointment(seen, appointment);
    }),
  );
  // One that fails leaves the others served; the token is not kept, so it comes again with the next scan.
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** An appointment that is missing from a complete listing is read by id: moved, or gone only when two reads do not find it. */
async function checkMissing(seen: AppointmentsSeen, day: ClinicDay, memory: DaysMemory): Promise<void> {
  for (const [id, reads] of [...memory.missing]) {
    const appointment = await readMissing(seen, day, id);
    if (appointment === null && reads === 0) {
      memory.missing.set(id, 1);
      continue;
    }
    memory.missing.delete(id);
    if (appointment === 'unusable') continue;
    await (appointment === null ? seeGone(seen, id) : seeAppointment(seen, appointment));
  }
}

async function readMissing(
  { engine, notServed }: AppointmentsSeen,
  { day }: ClinicDay,
  id: string,
): Promise<Appointment | null | 'unusable'> {
  try {
    return await engine.appointments.read({ id });
  } catch (error) {
    if (!(error instanceof AppointmentStoreError) || error.failure !== 'unusable') throw error;
    notServed.set(id, { day, reason: 'it was moved and cannot be read' });
    return 'unusable';
  }
}
