import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClinicCalendar, defaultSettings } from '@clinicarrivals/core';
import type { Logger } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { checkDay } from '@clinicarrivals/simulator';
import type { ClinicFacts, Violation } from '@clinicarrivals/simulator';
import { openSimulation, simulatedClinicIdentity } from '../simulation/open-simulation.ts';
import type { SimulationOptions } from '../simulation/open-simulation.ts';
import type { DayLine, SummaryLine } from './day-lines.ts';
import { recordDay, summarise } from './day-recorder.ts';
import { driveDay } from './drive-day.ts';
import { toPeople } from './people.ts';
import type { People } from './people.ts';
import { createReception } from './reception.ts';

const day = '2026-04-02';
// Ten minutes before the first patients are asked.
const opensAt = '05:50';
const publicOrigin = 'https://main-street.example';

/** A day that has passed. */
export interface PassedDay {
  /** In the order in which it happened; the summary is not among them. */
  readonly lines: readonly DayLine[];
  readonly summary: SummaryLine;
  /** What the independent checker found. */
  readonly violations: readonly Violation[];
  readonly people: People;
}

/** What {@link runDay} takes. */
export interface DayOptions extends Pick<
  SimulationOptions,
  'seed' | 'appointments' | 'settings' | 'around' | 'hasVideoTroubles'
> {
  /** The numbers that the clinic wants texted; the checker holds the day to it. All unless given. */
  readonly allowList?: readonly string[];
}

/** Lets one simulated clinic day pass, from before the first text until the clinic day ends, and checks it. */
export async function runDay(options: DayOptions): Promise<PassedDay> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-demo-'));
  try {
    return await passDay(options, join(folder, 'clinic.db'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function passDay({ allowList, ...options }: DayOptions, databaseFile: string): Promise<PassedDay> {
  const { timeZone } = simulatedClinicIdentity;
  const calendar = createClinicCalendar({ timeZone, dayEndsAt: defaultSettings.clinicDayEndsAt });
  const clock = createMovableClock(calendar.at(day, opensAt));
  const endAt = calendar.dayAfter(day, 1).from;
  const logLines: string[] = [];
  const logger: Logger = {
    log: (level, message, fields = {}) => logLines.push(`${level} ${message} ${JSON.stringify(fields)}`),
  };
  const simulation = await openSimulation({
    hasVideoTroubles: true,
    ...options,
    ...{ startDay: day, clock, databaseFile, logger, publicOrigin },
  });
  try {
    const recorder = recordDay(simulation);
    const bystander = createReception(simulation.arrivals, clock);
    await driveDay({ simulation, clock, endAt, bystander });
    const lines = await recorder.lines();
    const violations = checkDay({ ...(await recorder.observed()), logLines, facts: toFacts(endAt, allowList ?? null) });
    const summary = summarise(lines, simulation.simulated.agenda.visits.length, violations.length);
    return { lines, summary, violations, people: toPeople(simulation.simulated.agenda, timeZone) };
  } finally {
    await simulation.close();
  }
}

function toFacts(endsAt: number, allowList: readonly string[] | null): ClinicFacts {
  const { timeZone } = simulatedClinicIdentity;
  return { timeZone, readyStatus: 'fulfilled', mobile: /^\+614/, allowList, endsAt };
}
