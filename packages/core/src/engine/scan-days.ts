import type { ClinicDay } from '../clinic-calendar.ts';
import type { Engine } from './engine.ts';
import { daysToWatch } from '../conversation/reminders/days-to-watch.ts';
import { guarded } from './guarded.ts';
import type { DaysToScan, Scanner } from './scan.ts';

/** Decides which days are scanned when. */
export interface DayScans {
  /** Scans what is due to be scanned. */
  scanDue(): Promise<void>;
  /** Scans all days now: something has happened to an appointment that nobody could name. Throws when the PMS cannot be read. */
  scanNow(): Promise<void>;
  /** False until the clinic's day has been read, now or in an earlier run: until then every number is unknown. */
  readonly isClinicKnown: boolean;
  /** False until all days have been read once, now or in an earlier run: until then nobody can tell what is new. */
  readonly hasBaseline: boolean;
}

/** Makes it. A day that fails leaves the others scanned. */
export function createDayScans(engine: Engine, scanner: Scanner): DayScans {
  const scannedAt = new Map<string, number>();
  let hasBaseline: boolean | null = null;
  let isTodayRead = false;

  const scan = async (): Promise<void> => {
    const now = engine.clock.now();
    const { calendar } = engine.config;
    hasBaseline ??= (await engine.store.document({ kind: 'cursor', id: 'baseline' })) !== null;
    const isBaseline = !hasBaseline;
    const today = calendar.dayOf(now).day;
    const watchedUntil = isBaseline ? Infinity : await readWatched(engine, today);
    const due = new Set<string>();
    const failures: unknown[] = [];
    for (const days of await daysToScan(engine, today)) {
      const key = keyOf(days);
      due.add(key);
      const seconds = secondsBetween(days, today, engine.config);
      if (isWithin(now - (scannedAt.get(key) ?? -Infinity), seconds) && !isBaseline) continue;
      try {
        await scanner.scan(days, { isBaseline, watchedUntil });
        scannedAt.set(key, now);
      } catch (error) {
        failures.push(error);
      }
    }
    isTodayRead ||= scannedAt.has(today);
    for (const key of scannedAt.keys()) if (!due.has(key)) scannedAt.delete(key);
    if (failures.length > 0) throw failures[0];
    await noteWatched(engine, today);
    if (!isBaseline) return;
    await noteBaseline(engine, today);
    hasBaseline = true;
  };

  return {
    get isClinicKnown() {
      return isTodayRead || hasBaseline === true;
    },
    get hasBaseline() {
      return hasBaseline === true;
    },
    scanDue: async () => void (await guarded(engine, 'pms', scan)),
    scanNow: () => {
      scannedAt.clear();
      return scan();
    },
  };
}

/** The near days one by one, since they are looked at often; those that are watched beyond them with one listing. */
async function daysToScan({ store, config }: Engine, today: string): Promise<readonly DaysToScan[]> {
  const { calendar, settings } = config;
  // A visit that runs past the end of its clinic day is still looked after.
  const first = (await hasLateVisit(store, calendar.dayAfter(today, -1))) ? -1 : 0;
  const near: DaysToScan[] = [];
  for (let offset = first; offset <= settings.registrationDays; offset += 1)
    near.push([calendar.dayAfter(today, offset)]);
  const far: ClinicDay[] = [];
  for (let offset = settings.registrationDays + 1; offset <= daysToWatch(settings); offset += 1)
    far.push(calendar.dayAfter(today, offset));
  const [next, ...later] = far;
  return next === undefined ? near : [...near, [next, ...later]];
}

/** Nobody waits for what is days away: it is asked for less often. */
function secondsBetween(days: DaysToScan, today: string, { calendar, settings }: Engine['config']): number {
  const [{ day }] = days;
  if (day <= today) return settings.pollSeconds;
  const isNear = day <= calendar.dayAfter(today, settings.registrationDays).day;
  return isNear ? settings.pollLaterSeconds : settings.pollFarSeconds;
}

function keyOf(days: DaysToScan): string {
  return days.length === 1 ? days[0].day : `${days[0].day} and ${String(days.length - 1)} more`;
}

/** A clock that was put back must not stop the polls: negative time has passed long ago. */
export function isWithin(elapsedMs: number, seconds: number): boolean {
  return elapsedMs >= 0 && elapsedMs < seconds * 1000;
}

async function hasLateVisit(store: Engine['store'], yesterday: ClinicDay): Promise<boolean> {
  const live = await store.liveConversations({ before: yesterday.to });
  return live.some((record) => record.startAt >= yesterday.from);
}

/** Up to when the PMS has been watched, epoch milliseconds. What comes into view later may have been booked long before. */
async function readWatched({ store, config }: Engine, today: string): Promise<number> {
  const { calendar, settings } = config;
  const watched = await store.document({ kind: 'cursor', id: 'watched' });
  // Earlier versions watched the near days and did not say so.
  if (typeof watched?.value !== 'string') return calendar.dayAfter(today, settings.registrationDays).to;
  return calendar.dayAfter(watched.value, 0).to;
}

async function noteWatched({ store, config }: Engine, today: string): Promise<void> {
  const { day } = config.calendar.dayAfter(today, daysToWatch(config.settings));
  const watched = await store.document({ kind: 'cursor', id: 'watched' });
  if (watched?.value !== day) await store.commit({ documents: [{ kind: 'cursor', id: 'watched', value: day }] });
}

async function noteBaseline(engine: Engine, day: string): Promise<void> {
  await engine.store.commit({
    documents: [{ kind: 'cursor', id: 'baseline', value: day }],
    journal: [
      {
        at: engine.clock.now(),
        appointmentId: null,
        phone: null,
        by: 'engine',
        event: 'baseline',
        from: null,
        to: null,
        reason: 'first scan: texts whose time had come before count as not sent',
      },
    ],
  });
}
