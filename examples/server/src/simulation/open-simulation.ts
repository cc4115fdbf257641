import { Hono } from 'hono';
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
  VideoProvider,
} from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createSimulatedClinic } from '@clinicarrivals/simulator';
import type { SimulatedClinic } from '@clinicarrivals/simulator';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import type { SqliteStore } from '@clinicarrivals/storage/sqlite';
import type { JoinLinks } from '@clinicarrivals/video/join-links';
import { joinPath } from '../product/join-entrance.ts';
import { openLateServer } from './late-server.ts';
import type { LateServer } from './late-server.ts';
import {
  createDayLinks,
  createSimulatedEntrances,
  createSimulatedVideo,
  simulatedWebhookPath,
} from './simulated-video.ts';

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
  /** How links to consultations begin; unless given, as this machine can open them. The simulated people find the page in any case. */
  readonly publicOrigin?: string;
  /** On some seeds the video server goes down, forgets its rooms, or loses and doubles webhooks; false unless given. */
  readonly hasVideoTroubles?: boolean;
  /** Puts something around a port, such as a recorder or a planted fault. */
  readonly around?: PortsAround;
}

/** Wrappers of the ports. */
export interface PortsAround {
  readonly appointments?: (store: AppointmentStore, simulated: SimulatedClinic) => AppointmentStore;
  readonly messages?: (gateway: MessageGateway, simulated: SimulatedClinic) => MessageGateway;
  readonly store?: (store: ConversationStore) => ConversationStore;
  readonly video?: (provider: VideoProvider, simulated: SimulatedClinic) => VideoProvider;
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
  /** Where the page lies on which people join consultations. */
  readonly joinUrl: string;
  /** Stops the waiting room, closes the file and all servers (idempotent). */
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
  const door = await openLateServer();
  const links = createDayLinks(options.publicOrigin ?? door.origin);
  const simulated = createSimulatedClinic({
    seed,
    startDay,
    timeZone: identity.timeZone,
    clock,
    appointments: options.appointments ?? 40,
    video: {
      webhookUrl: `${door.origin}${simulatedWebhookPath}`,
      page: { url: links.url, servedAt: `${door.origin}${joinPath}` },
      hasTroubles: options.hasVideoTroubles ?? false,
    },
  });
  const { pmsUrl, gatewayUrl, videoUrl } = await simulated.listen();
  const store = createSqliteStore({ file: options.databaseFile, clinicId: identity.id });
  const closeOutside = async (): Promise<void> => {
    await store.close();
    await simulated.close();
    await door.close();
  };
  try {
    const video = createSimulatedVideo({ videoUrl: videoUrl ?? '', links, clock, practitioners: simulated.links });
    const outside = { simulated, store, pmsUrl, gatewayUrl, videoUrl: videoUrl ?? '', video };
    // The SDK of the video server is loaded at its first use; while time runs fast, that would look like minutes.
    await video.participants?.({ sessionIds: ['nobody'] });
    const arrivals = connect({ options, identity, links, ...outside });
    openDoor(door, { options, identity, links, arrivals, ...outside });
    await store.open();
    await introducePractitioners(arrivals, simulated);
    const close = async (): Promise<void> => {
      await arrivals.stop();
      await closeOutside();
    };
    return { identity, simulated, arrivals, store, pmsUrl, gatewayUrl, joinUrl: links.url, close };
  } catch (error) {
    await closeOutside();
    throw error;
  }
}

interface Connection extends Pick<Simulation, 'identity' | 'simulated' | 'store' | 'pmsUrl' | 'gatewayUrl'> {
  readonly options: SimulationOptions;
  readonly videoUrl: string;
  readonly video: VideoProvider;
  readonly links: JoinLinks;
}

const silence: Logger = { log: () => undefined };

function connect({ options, identity, simulated, store, video, pmsUrl, gatewayUrl }: Connection): Arrivals {
  const { clock, logger = silence, around = {} } = options;
  const settings: Partial<ClinicSettings> = { pmsProfile: 'starts-on-fulfilled', ...options.settings };
  const { accountSid, authToken, numbers } = simulated.account;
  const appointments = createFhirAppointmentStore({
    baseUrl: pmsUrl,
    country: identity.country,
    profile: settings.pmsProfile ?? 'unset',
    clock,
    logger,
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
    video: around.video?.(video, simulated) ?? video,
    store: around.store?.(store) ?? store,
    settings,
    clock,
    logger,
  });
}

/** Lets in who holds a link, and the webhooks of the video server. */
function openDoor(
  door: LateServer,
  { options, identity, links, arrivals, videoUrl }: Connection & Pick<Simulation, 'arrivals'>,
): void {
  const { clock, logger = silence } = options;
  const app = new Hono();
  const entrances = createSimulatedEntrances({ links, arrivals, clinic: identity, clock, videoUrl, logger });
  for (const { path, handle } of entrances) app.all(path, (context) => handle(context.req.raw));
  door.serve(async (request) => app.fetch(request));
}

/** Notes who takes video and which room is whose, as reception does when it sets the program up. */
async function introducePractitioners(arrivals: Arrivals, { agenda }: SimulatedClinic): Promise<void> {
  for (const { id, prefix, given, family, takesVideo, room } of agenda.practitioners) {
    const practitioner = { id, name: `${prefix} ${given} ${family}`, takesPart: true, takesVideo, room: `${room}.` };
    await arrivals.practitioners.set({ practitioner, by: 'set-up' });
  }
}
