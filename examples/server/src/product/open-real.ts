import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals, Logger } from '@clinicarrivals/core';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { introducePractitioners } from '../settings/practitioners.ts';
import type { RealSettings } from '../settings/read-settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { createRealAppointments } from './real-appointments.ts';
import type { Product } from './product.ts';
import { createRealVideo } from './real-video.ts';
import { systemClock } from './system-clock.ts';
import { createTwilioEntrances, createTwilioMessages } from './twilio-messages.ts';

/** What {@link openReal} takes. */
export interface RealOptions {
  readonly real: RealSettings;
  readonly file: SettingsFile;
  /** The path of the SQLite file; its folder must exist. */
  readonly databaseFile: string;
  /** Where the outside reaches this server; null where it cannot. */
  readonly publicUrl: URL | null;
  readonly logger: Logger;
}

/**
 * Puts the waiting room on a real PMS and a real gateway. Nothing is asked of them before `start`.
 *
 * @throws ConfigurationError when a setting makes no sense
 */
export function openReal({ real, file, databaseFile, publicUrl, logger }: RealOptions): Product {
  const { clinic, twilio, relay } = real;
  const video = createRealVideo({ real, file, databaseFile, logger });
  const store = createSqliteStore({ file: databaseFile, clinicId: clinic.id, logger });
  const appointments = createRealAppointments({
    real,
    file,
    store,
    logger,
    databaseFile,
    arrivals: () => arrivals,
  });
  const arrivals: Arrivals = createArrivals({
    clinic,
    appointments: appointments.store,
    messages: createTwilioMessages({
      twilio,
      relay,
      publicUrl,
      sweepSeconds: file.settings.receiveSeconds,
      logger,
    }),
    video: video.provider,
    store,
    settings: file.settings,
    templates: file.templates,
    logger,
  });
  const publisher = video.publisher(arrivals);
  return {
    clinic,
    arrivals,
    clock: systemClock,
    simulation: null,
    isPushed: real.fhir === null,
    entrances: [
      ...createTwilioEntrances({ twilio, publicUrl, arrivals, logger }),
      ...video.entrances(arrivals),
      ...appointments.entrances,
    ],
    start: async () => {
      await store.open();
      await introducePractitioners(file.practitioners, { store, arrivals });
      await arrivals.start();
      publisher?.start();
      await appointments.start();
    },
    stop: async () => {
      await appointments.stop();
      await publisher?.stop();
      await arrivals.stop();
    },
  };
}
