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

/** Looks at the days in the PMS. What has not changed costs nothing more. */
export interface Scanner {
  /**
   * Scans one clinic day. Throws when the PMS cannot be read; nobody is cancelled by that.
   *
   * At the baseline, the first scan ever, texts whose time had come before count as not sent.
   */
  scan(day: ClinicDay, isBaseline: boolean): Promise<void>;
  /** Appointments that are not served, with day and reason, by id; of yesterday and the days to come. */
  readonly notServed: ReadonlyMap<string, NotServed>;
  /** When a day was last read to its end; null before. */
  scannedAt(day: string): number | null;
}

interface DayMemory {
  token: string | null;
  scannedAt: number | null;
  /** Missing from the listing, and how many reads by id have not found them. */
  readonly missing: Map<string, number>;
}

/** Makes the scanner. What it remembers is only to save work: after a restart the first scan reads everything again. */
export function createScanner(engine: Engine): Scanner {
  const days = new Map<string, DayMemory>();
  const notServed = new Map<string, NotServed>();

  const memoryOf = (day: string): DayMemory => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const made: DayMemory = { token: null, scannedAt: null, missing: new Map() };
    days.set(day, made);
    if (days.size > 40) days.delete(days.keys().next().value ?? day);
    return made;
  };

  return {
    notServed,
    scannedAt: (day) => days.get(day)?.scannedAt ?? null,
    scan: async (day, isBaseline) => {
      const memory = memoryOf(day.day);
      const seen: AppointmentsSeen = { engine, notServed, lastScanAt: memory.scannedAt, isBaseline };
      const begunAt = engine.clock.now();
      const listing = await engine.appointments.list({ from: day.from, to: day.to, token: memory.token });
      if (listing.type !== 'unchanged') {
        memory.token = null;
        const missing = await takeListing(seen, day, listing);
        forgetUnlisted(notServed, day, listing, missing);
        for (const id of missing) if (!memory.missing.has(id)) memory.missing.set(id, 0);
        memory.token = listing.token;
      }
      await checkMissing(seen, day, memory);
      forgetOld(engine, notServed);
      memory.scannedAt = begunAt;
    },
  };
}

/** Takes what is new or different. Returns the ids that a conversation waits for and the listing lacks. */
async function takeListing(
  seen: AppointmentsSeen,
  day: ClinicDay,
  listing: Exclude<AppointmentListing, { type: 'unchanged' }>,
): Promise<readonly string[]> {
  const { engine } = seen;
  for (const unusable of listing.unusable) await noteUnusable(seen, day, unusable);
  if (listing.type === 'changed') {
    await takeAll(seen, listing.changed, new Map());
    return listing.gone;
  }
  const records = await engine.store.conversationsOfDay({ day: day.day });
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
  { day }: ClinicDay,
  listing: Exclude<AppointmentListing, { type: 'unchanged' }>,
  missing: readonly string[],
): void {
  if (listing.type !== 'listed') return;
  const known = new Set([...[...listing.appointments, ...listing.unusable].map(({ id }) => id), ...missing]);
  for (const [id, entry] of notServed) if (entry.day === day && !known.has(id)) notServed.delete(id);
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
async function checkMissing(seen: AppointmentsSeen, day: ClinicDay, memory: DayMemory): Promise<void> {
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
