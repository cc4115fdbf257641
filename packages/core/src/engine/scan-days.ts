import type { ClinicDay } from '../clinic-calendar.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guarded.ts';
import type { Scanner } from './scan.ts';

/** Decides which days are scanned when. */
export interface DayScans {
  /** Scans what is due to be scanned. */
  scanDue(): Promise<void>;
  /** False until the clinic's day has been read, now or in an earlier run: until then every number is unknown. */
  readonly isClinicKnown: boolean;
}

/** Makes it. A day that fails leaves the others scanned. */
export function createDayScans(engine: Engine, scanner: Scanner): DayScans {
  const scannedAt = new Map<string, number>();
  let hasBaseline: boolean | null = null;
  let isTodayRead = false;

  return {
    get isClinicKnown() {
      return isTodayRead || hasBaseline === true;
    },
    scanDue: async () => {
      const now = engine.clock.now();
      const { settings, calendar } = engine.config;
      hasBaseline ??= (await engine.store.document({ kind: 'cursor', id: 'baseline' })) !== null;
      const isBaseline = !hasBaseline;
      const today = calendar.dayOf(now).day;
      // A visit that runs past the end of its clinic day is still looked after.
      const first = (await hasLateVisit(engine, calendar.dayAfter(today, -1))) ? -1 : 0;
      const isComplete = await guarded(engine, 'pms', async () => {
        const failures: unknown[] = [];
        for (let offset = first; offset <= settings.registrationDays; offset += 1) {
          const day = calendar.dayAfter(today, offset);
          const seconds = offset <= 0 ? settings.pollSeconds : settings.pollLaterSeconds;
          if (isWithin(now - (scannedAt.get(day.day) ?? -Infinity), seconds) && !isBaseline) continue;
          try {
            await scanner.scan(day, isBaseline);
            scannedAt.set(day.day, now);
          } catch (error) {
            failures.push(error);
          }
        }
        if (failures.length > 0) throw failures[0];
      });
      isTodayRead ||= scannedAt.has(today);
      for (const day of scannedAt.keys()) if (day < calendar.dayAfter(today, first).day) scannedAt.delete(day);
      if (!isBaseline || !isComplete) return;
      await noteBaseline(engine, today);
      hasBaseline = true;
    },
  };
}

/** A clock that was put back must not stop the polls: negative time has passed long ago. */
export function isWithin(elapsedMs: number, seconds: number): boolean {
  return elapsedMs >= 0 && elapsedMs < seconds * 1000;
}

async function hasLateVisit(engine: Engine, yesterday: ClinicDay): Promise<boolean> {
  const live = await engine.store.liveConversations({ before: yesterday.to });
  return live.some((record) => record.startAt >= yesterday.from);
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
