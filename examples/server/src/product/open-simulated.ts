import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClinicCalendar, defaultSettings, templateNames } from '@clinicarrivals/core';
import type { Arrivals, Logger } from '@clinicarrivals/core';
import { createScaledClock } from '@clinicarrivals/simulator';
import { openSimulation, simulatedClinicIdentity } from '../simulation/open-simulation.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { Product } from './product.ts';

/** What {@link openSimulated} takes. */
export interface SimulatedOptions {
  /** Chooses the people and what happens to them. */
  readonly seed: number;
  /** How many seconds of the clinic pass in one of ours. */
  readonly speed: number;
  /** Its video links are left out: the simulated doctors have their own. */
  readonly file: SettingsFile;
  readonly logger: Logger;
  /** `HH:MM` in the clinic's zone; 07:30 unless given. */
  readonly startAt?: string;
}

/** Opens the simulated clinic at 07:30 of today, on a SQLite file of its own that goes with it. */
export async function openSimulated(options: SimulatedOptions): Promise<Product> {
  const { seed, speed, file, logger, startAt = '07:30' } = options;
  const { timeZone } = simulatedClinicIdentity;
  const calendar = createClinicCalendar({ timeZone, dayEndsAt: defaultSettings.clinicDayEndsAt });
  const startDay = calendar.dayOf(Date.now()).day;
  const clock = createScaledClock({ startAt: calendar.at(startDay, startAt), speed });
  // Each start plays a new day: what an earlier one has stored would speak of people who are not there.
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-simulation-'));
  // Windows keeps a file for a moment when a virus scanner looks at it.
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const databaseFile = join(folder, 'clinic.db');
    const simulation = await openSimulation({
      seed,
      startDay,
      clock,
      databaseFile,
      settings: file.settings,
      logger,
    });
    const { arrivals, simulated } = simulation;
    await saveTemplates(arrivals, file);
    let stopping: Promise<void> | null = null;
    return {
      clinic: simulatedClinicIdentity,
      arrivals,
      clock,
      simulation: { clock, simulated },
      isPushed: false,
      // The simulated patients come in by a port of their own.
      entrances: [],
      start: async () => {
        await arrivals.start();
        simulated.run();
      },
      stop: () => {
        stopping ??= simulation.close().then(() => {
          clock.stop();
          return removeFolder();
        });
        return stopping;
      },
    };
  } catch (error) {
    clock.stop();
    await removeFolder();
    throw error;
  }
}

async function saveTemplates(arrivals: Arrivals, { templates }: SettingsFile): Promise<void> {
  for (const [language, sources] of Object.entries(templates)) {
    for (const name of templateNames) {
      const source = sources[name];
      if (source !== undefined) await arrivals.templates.set({ name, language, source, by: 'settings file' });
    }
  }
}
