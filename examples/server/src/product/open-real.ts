import { createArrivals } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import type { RealSettings } from '../settings/read-settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { Product } from './product.ts';

/** What {@link openReal} takes. */
export interface RealOptions {
  readonly real: RealSettings;
  readonly file: SettingsFile;
  /** The path of the SQLite file; its folder must exist. */
  readonly databaseFile: string;
  readonly logger: Logger;
}

const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * Puts the waiting room on a real PMS and a real gateway. Nothing is asked of them before `start`.
 *
 * @throws ConfigurationError when a setting makes no sense
 */
export function openReal({ real, file, databaseFile, logger }: RealOptions): Product {
  const { clinic, fhir, twilio } = real;
  const arrivals = createArrivals({
    clinic,
    appointments: createFhirAppointmentStore({
      ...fhir,
      country: clinic.country,
      profile: file.settings.pmsProfile ?? 'unset',
      logger,
    }),
    messages: createTwilioGateway({
      accountSid: twilio.accountSid,
      authToken: twilio.authToken,
      from: twilio.from,
      ...(twilio.baseUrl === null ? {} : { baseUrl: twilio.baseUrl }),
    }),
    video: createFixedLinkProvider({ links: file.videoLinks, defaultLink: file.videoLink }),
    store: createSqliteStore({ file: databaseFile, clinicId: clinic.id, logger }),
    settings: file.settings,
    templates: file.templates,
    logger,
  });
  return {
    clinic,
    arrivals,
    clock: systemClock,
    simulation: null,
    start: () => arrivals.start(),
    stop: () => arrivals.stop(),
  };
}
