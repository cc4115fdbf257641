import { createAppointmentFeed, createFeedHints } from '@clinicarrivals/appointment-feed';
import type { FeedEventSink } from '@clinicarrivals/appointment-feed';
import { createSiuListener } from '@clinicarrivals/appointment-feed/hl7';
import { createEventHandler } from '@clinicarrivals/appointment-feed/json';
import type { AppointmentStore, Arrivals, ConversationStore, Logger } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import type { FhirAppointmentStoreOptions } from '@clinicarrivals/fhir-adapter';
import { createFhirSubscription } from '@clinicarrivals/fhir-adapter/subscriptions';
import type { FhirSubscription } from '@clinicarrivals/fhir-adapter/subscriptions';
import type { RealSettings } from '../settings/read-settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { subscriptionPath } from '../settings/real-settings.ts';
import type { Entrance } from './entrance.ts';
import { deriveJoinSecret } from './join-secret.ts';

/** Where an EHR posts events, below PUBLIC_URL. */
export const eventPath = '/events';

/** What {@link createRealAppointments} takes. */
export interface RealAppointmentsOptions {
  readonly real: Pick<RealSettings, 'clinic' | 'fhir' | 'subscription' | 'ehr'>;
  readonly file: Pick<SettingsFile, 'settings'>;
  /** The clinic's own; open before the first event comes. */
  readonly store: ConversationStore;
  /** Asked only once something has come in. */
  readonly arrivals: () => Pick<Arrivals, 'noticed' | 'reminders'>;
  readonly logger: Logger;
  /** Beside it lies the secret of the machine. */
  readonly databaseFile: string;
}

/** The appointments of a clinic, and the ways by which an EHR speaks of them. */
export interface RealAppointments {
  readonly store: AppointmentStore;
  readonly entrances: readonly Entrance[];
  /** Begins to listen. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes them: on a FHIR server, where what an EHR pushes is a hint to read it at once, or of what an EHR pushes alone.
 *
 * @throws ConfigurationError when a setting makes no sense
 */
export function createRealAppointments(options: RealAppointmentsOptions): RealAppointments {
  const { real, logger } = options;
  const { clinic, ehr } = real;
  const { store, sink, subscription } = createStore(options);
  const { country } = clinic;
  const handle = ehr.events === null ? null : createEventHandler({ ...ehr.events, sink, country, logger });
  const { sendingFacilities, addresses, ...hl7 } = ehr.hl7 ?? { sendingFacilities: null, addresses: null };
  const listener =
    'port' in hl7
      ? createSiuListener({
          ...hl7,
          sink,
          country,
          logger,
          ...(sendingFacilities === null ? {} : { sendingFacilities }),
          ...(addresses === null ? {} : { addresses }),
        })
      : null;
  return {
    store,
    entrances: [
      ...(handle === null ? [] : [{ path: eventPath, handle }]),
      ...(subscription === null
        ? []
        : [{ path: `${subscriptionPath}/*`, handle: (request: Request) => subscription.handle(request) }]),
    ],
    start: async () => {
      await listener?.start();
      // Not waited for: a PMS that is down must not keep texts from coming in.
      void subscription?.start();
    },
    stop: async () => {
      await subscription?.stop();
      await listener?.stop();
    },
  };
}

function createStore({ real, file, store, arrivals, logger, databaseFile }: RealAppointmentsOptions): {
  readonly store: AppointmentStore;
  readonly sink: FeedEventSink;
  readonly subscription: FhirSubscription | null;
} {
  const { clinic, fhir, ehr } = real;
  const noticed: Arrivals['noticed'] = (hint) => arrivals().noticed(hint);
  const remind: FeedEventSink['remind'] = async (query) => {
    const { answer } = await arrivals().reminders.send({ ...query, by: 'EHR' });
    return answer !== 'unknown-appointment';
  };
  if (fhir === null) {
    const answers = ehr.answers === null ? {} : { answers: ehr.answers };
    const feed = createAppointmentFeed({ store, clinic, noticed, remind, logger, ...answers });
    return { store: feed, sink: feed, subscription: null };
  }
  const profile = file.settings.pmsProfile ?? 'unset';
  const server: FhirAppointmentStoreOptions = { ...fhir, country: clinic.country, profile, logger };
  const secret = (): string => deriveJoinSecret(databaseFile, 'fhir-subscription');
  return {
    store: createFhirAppointmentStore(server),
    sink: createFeedHints({ store, noticed, remind, logger }),
    subscription:
      real.subscription === null
        ? null
        : createFhirSubscription({ ...real.subscription, server, secret: secret(), noticed }),
  };
}
