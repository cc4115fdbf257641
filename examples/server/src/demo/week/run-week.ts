import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClinicCalendar, presets } from '@clinicarrivals/core';
import type { Clinic, ClinicSettings, Logger } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { checkDay } from '@clinicarrivals/simulator';
import type { ClinicFacts, ReminderFacts } from '@clinicarrivals/simulator';
import { openWeek } from '../../simulation/open-week.ts';
import type { WeekSimulation, WeekSimulationOptions } from '../../simulation/open-week.ts';
import { recordDay, summarise } from '../day-recorder.ts';
import { driveDay } from '../drive-day.ts';
import { toPeople } from '../people.ts';
import { createReception } from '../reception.ts';
import type { PassedDay } from '../run-day.ts';
import { weekOf } from './places.ts';

/** What {@link runWeek} takes. */
export interface WeekOptions extends Pick<WeekSimulationOptions, 'seed' | 'appointments' | 'around'> {
  /** What differs from the preset `reminders`. */
  readonly settings?: Partial<ClinicSettings>;
  /** What the clinic wants, where it differs from what the program was set to; the checker holds the week to it. */
  readonly wanted?: Partial<ReminderFacts>;
}

const opensAt = '07:00';
/** Long enough for whoever is seen last to be missed. */
const graceMs = 60 * 60_000;

/** Lets one week of a clinic that reminds pass, in a place where the clocks are changed, and checks it. */
export async function runWeek(options: WeekOptions): Promise<PassedDay> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-week-'));
  try {
    return await passWeek(options, join(folder, 'clinic.db'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function passWeek(
  { settings: own = {}, wanted, ...options }: WeekOptions,
  databaseFile: string,
): Promise<PassedDay> {
  const { place, reminders } = weekOf(options.seed);
  const { startDay, ...where } = place;
  const clinic: Clinic = { id: 'main-street', name: 'Main Street Clinic', ...where };
  const settings: Partial<ClinicSettings> = {
    ...presets.reminders,
    // What changes far ahead is seen within a minute: the week is short.
    ...{ pmsProfile: 'fhir', sendsNoShow: true, reminders, pollFarSeconds: 60 },
    ...own,
  };
  const calendar = createClinicCalendar({ timeZone: clinic.timeZone, dayEndsAt: '03:00' });
  const clock = createMovableClock(calendar.at(startDay, opensAt));
  const startedAt = clock.now();
  const logLines: string[] = [];
  const logger: Logger = {
    log: (level, message, fields = {}) => logLines.push(`${level} ${message} ${JSON.stringify(fields)}`),
  };
  const week = await openWeek({ ...options, startDay, clock, clinic, settings, databaseFile, logger });
  try {
    const simulation = withoutVideo(week);
    const recorder = recordDay(simulation);
    const endAt = week.simulated.agenda.to + graceMs;
    await driveDay({ simulation, clock, endAt, bystander: createReception(week.arrivals, clock) });
    const lines = await recorder.lines();
    const { video: _, ...observed } = await recorder.observed();
    const facts = toFacts(clinic, week.arrivals.settings.get(), { startedAt, endsAt: endAt, wanted });
    const violations = checkDay({ ...observed, logLines, facts });
    const summary = summarise(lines, week.simulated.agenda.visits.length, violations.length);
    return { lines, summary, violations, people: toPeople(week.simulated.agenda, clinic.timeZone) };
  } finally {
    await week.close();
  }
}

/** A week as the recorder and the driver of days see it: nobody meets by video. */
function withoutVideo({
  simulated,
  arrivals,
  store,
}: WeekSimulation): Parameters<typeof recordDay>[0] & Parameters<typeof driveDay>[0]['simulation'] {
  return {
    ...{ arrivals, store },
    joinUrl: 'https://main-street.example/v',
    simulated: {
      ...simulated,
      video: null,
      calls: { entries: () => [], subscribe: () => () => undefined },
      outages: () => [],
      idle: () => Promise.resolve(),
    },
  };
}

function toFacts(
  { timeZone }: Clinic,
  settings: ClinicSettings,
  {
    startedAt,
    endsAt,
    wanted = {},
  }: { readonly startedAt: number; readonly endsAt: number; readonly wanted: WeekOptions['wanted'] },
): ClinicFacts {
  const { outreachFrom, outreachTo, quietHours, workingDays, closedDays, remindsConfirmed } = settings;
  return {
    ...{ timeZone, endsAt, allowList: null },
    readyStatus: 'never',
    mobile: /^\+614/,
    reminders: {
      ...{ startedAt, outreachFrom, outreachTo, quietHours, workingDays, closedDays, remindsConfirmed },
      rules: settings.reminders,
      eveningAt: settings.eveningReminderAt,
      mostPerDay: settings.remindersPerDay,
      gapMinutes: settings.reminderGapMinutes,
      lateMinutes: settings.reminderLateMinutes,
      ...wanted,
    },
  };
}
