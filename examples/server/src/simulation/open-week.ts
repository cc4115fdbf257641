import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals, Clinic, ClinicSettings, Clock, Logger } from '@clinicarrivals/core';
import type { AppointmentStore, ConversationStore, MessageGateway } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createSimulatedWeek } from '@clinicarrivals/simulator';
import type { SimulatedWeek } from '@clinicarrivals/simulator';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import type { SqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';

/** What {@link openWeek} takes. */
export interface WeekSimulationOptions {
  readonly seed: number | string;
  /** The first of seven days, `YYYY-MM-DD` in the clinic's zone. */
  readonly startDay: string;
  /** Moves the simulated people, the servers and the program alike. */
  readonly clock: Clock;
  /** The path of the SQLite file; its folder must exist. */
  readonly databaseFile: string;
  readonly clinic: Clinic;
  readonly settings: Partial<ClinicSettings>;
  /** 40 unless given. */
  readonly appointments?: number;
  readonly logger: Logger;
  /** Puts something around a port, such as a planted fault. */
  readonly around?: WeekPortsAround;
}

/** Wrappers of the ports. */
export interface WeekPortsAround {
  readonly appointments?: (store: AppointmentStore, simulated: SimulatedWeek) => AppointmentStore;
  readonly messages?: (gateway: MessageGateway, simulated: SimulatedWeek) => MessageGateway;
  readonly store?: (store: ConversationStore) => ConversationStore;
}

/** A simulated clinic that reminds, and the program that serves it, over real HTTP on 127.0.0.1 and a SQLite file. */
export interface WeekSimulation {
  readonly simulated: SimulatedWeek;
  /** Not started: call `runOnce()` whenever something is due. */
  readonly arrivals: Arrivals;
  readonly store: SqliteStore;
  /** Stops the program, closes the file and the servers (idempotent). */
  close(): Promise<void>;
}

/**
 * Opens a simulated clinic that reminds, with the adapters of real use.
 *
 * @throws ConfigurationError when an option makes no sense
 */
export async function openWeek(options: WeekSimulationOptions): Promise<WeekSimulation> {
  const { clock, seed, startDay, clinic, appointments = 40, databaseFile } = options;
  const simulated = createSimulatedWeek({ seed, startDay, timeZone: clinic.timeZone, clock, appointments });
  const { pmsUrl, gatewayUrl } = await simulated.listen();
  const store = createSqliteStore({ file: databaseFile, clinicId: clinic.id });
  const closeOutside = async (): Promise<void> => {
    await store.close();
    await simulated.close();
  };
  try {
    const arrivals = connect(options, { simulated, store, pmsUrl, gatewayUrl });
    await store.open();
    const close = async (): Promise<void> => {
      await arrivals.stop();
      await closeOutside();
    };
    return { simulated, arrivals, store, close };
  } catch (error) {
    await closeOutside();
    throw error;
  }
}

interface Outside extends Pick<WeekSimulation, 'simulated' | 'store'> {
  readonly pmsUrl: string;
  readonly gatewayUrl: string;
}

function connect(options: WeekSimulationOptions, { simulated, store, pmsUrl, gatewayUrl }: Outside): Arrivals {
  const { clock, clinic, logger, around = {}, settings } = options;
  const { accountSid, authToken, numbers } = simulated.account;
  const { country } = clinic;
  const appointments = createFhirAppointmentStore({
    ...{ baseUrl: pmsUrl, country, clock, logger },
    profile: settings.pmsProfile ?? 'unset',
  });
  // Under a clock that jumps from event to event, a rate limit would wait for a moment that never comes.
  const pace = { ratePerSecond: Infinity, clock };
  const messages = createTwilioGateway({ accountSid, authToken, from: numbers, baseUrl: gatewayUrl, ...pace });
  return createArrivals({
    ...{ clinic, settings, clock, logger },
    appointments: around.appointments?.(appointments, simulated) ?? appointments,
    messages: around.messages?.(messages, simulated) ?? messages,
    video: createFixedLinkProvider({ links: {}, defaultLink: 'telephone' }),
    store: around.store?.(store) ?? store,
  });
}
