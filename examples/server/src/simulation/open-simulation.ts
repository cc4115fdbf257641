import { createArrivals } from '@clinicarrivals/core';
import type {
  AppointmentStore,
  Arrivals,
  Clinic,
  ClinicSettings,
  Clock,
  ConversationStore,
  Logger,
  MessageGateway,
} from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createSimulatedClinic } from '@clinicarrivals/simulator';
import type { SimulatedClinic } from '@clinicarrivals/simulator';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import type { SqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';

/** The clinic of the simulation, unless the options name another. */
export const simulatedClinicIdentity: Clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '03 7010 0000',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};

/** What {@link openSimulation} takes. */
export interface SimulationOptions {
  readonly seed: number | string;
  /** `YYYY-MM-DD` in the clinic's zone. */
  readonly startDay: string;
  /** Moves the simulated people, the servers and the waiting room alike. */
  readonly clock: Clock;
  /** The path of the SQLite file; its folder must exist. */
  readonly databaseFile: string;
  /** 40 unless given. */
  readonly appointments?: number;
  readonly clinic?: Clinic;
  /** What differs from the defaults; the profile is `starts-on-fulfilled` unless given, as the simulated doctors work. */
  readonly settings?: Partial<ClinicSettings>;
  readonly logger?: Logger;
  /** Puts something around a port, such as a recorder or a planted fault. */
  readonly around?: PortsAround;
}

/** Wrappers of the ports. */
export interface PortsAround {
  readonly appointments?: (store: AppointmentStore, simulated: SimulatedClinic) => AppointmentStore;
  readonly messages?: (gateway: MessageGateway, simulated: SimulatedClinic) => MessageGateway;
  readonly store?: (store: ConversationStore) => ConversationStore;
}

/** A simulated clinic and the waiting room that serves it, over real HTTP on 127.0.0.1 and a SQLite file. */
export interface Simulation {
  readonly identity: Clinic;
  readonly simulated: SimulatedClinic;
  /** Not started: call `start()` under a running clock, or `runOnce()` whenever something is due. */
  readonly arrivals: Arrivals;
  readonly store: SqliteStore;
  readonly pmsUrl: string;
  readonly gatewayUrl: string;
  /** Stops the waiting room, closes the file and both servers (idempotent). */
  close(): Promise<void>;
}

/**
 * Opens a simulated clinic and puts the waiting room on it with the adapters of real use.
 *
 * @throws ConfigurationError when an option makes no sense
 */
export async function openSimulation(options: SimulationOptions): Promise<Simulation> {
  const { clock, seed, startDay } = options;
  const identity = options.clinic ?? simulatedClinicIdentity;
  const simulated = createSimulatedClinic({
    seed,
    startDay,
    timeZone: identity.timeZone,
    clock,
    appointments: options.appointments ?? 40,
  });
  const { pmsUrl, gatewayUrl } = await simulated.listen();
  const store = createSqliteStore({ file: options.databaseFile, clinicId: identity.id });
  const closeOutside = async (): Promise<void> => {
    await store.close();
    await simulated.close();
  };
  try {
    const arrivals = connect({ options, identity, simulated, store, pmsUrl, gatewayUrl });
    await store.open();
    await introducePractitioners(arrivals, simulated);
    const close = async (): Promise<void> => {
      await arrivals.stop();
      await closeOutside();
    };
    return { identity, simulated, arrivals, store, pmsUrl, gatewayUrl, close };
  } catch (error) {
    await closeOutside();
    throw error;
  }
}

interface Connection extends Pick<Simulation, 'identity' | 'simulated' | 'store' | 'pmsUrl' | 'gatewayUrl'> {
  readonly options: SimulationOptions;
}

function connect({ options, identity, simulated, store, pmsUrl, gatewayUrl }: Connection): Arrivals {
  const { clock, logger, around = {} } = options;
  const settings: Partial<ClinicSettings> = { pmsProfile: 'starts-on-fulfilled', ...options.settings };
  const { accountSid, authToken, numbers } = simulated.account;
  const appointments = createFhirAppointmentStore({
    baseUrl: pmsUrl,
    country: identity.country,
    profile: settings.pmsProfile ?? 'unset',
    clock,
    ...(logger === undefined ? {} : { logger }),
  });
  // Under a clock that jumps from event to event, a rate limit would wait for a moment that never comes.
  const messages = createTwilioGateway({
    accountSid,
    authToken,
    from: numbers,
    baseUrl: gatewayUrl,
    ratePerSecond: Infinity,
    clock,
  });
  return createArrivals({
    clinic: identity,
    appointments: around.appointments?.(appointments, simulated) ?? appointments,
    messages: around.messages?.(messages, simulated) ?? messages,
    video: createFixedLinkProvider({ links: simulated.links }),
    store: around.store?.(store) ?? store,
    settings,
    clock,
    ...(logger === undefined ? {} : { logger }),
  });
}

/** Notes who takes video and which room is whose, as reception does when it sets the program up. */
async function introducePractitioners(arrivals: Arrivals, { agenda }: SimulatedClinic): Promise<void> {
  for (const { id, prefix, given, family, takesVideo, room } of agenda.practitioners) {
    const practitioner = { id, name: `${prefix} ${given} ${family}`, takesPart: true, takesVideo, room: `${room}.` };
    await arrivals.practitioners.set({ practitioner, by: 'set-up' });
  }
}
