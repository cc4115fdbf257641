import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals, ClinicSettings, InboundMessage } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSimulatedGateway, createSimulatedPms } from '@clinicarrivals/simulator';
import type { SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import type { Mishap } from './crash-points.ts';
import { withFault } from './faults.ts';
import type { FaultName } from './faults.ts';
import { forkVisitProcess } from './fork-visit-process.ts';

const clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '(03) 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};
const usual = { pmsProfile: 'starts-on-fulfilled' } as const;
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'secret' };
const from = '+61480000001';
/** Texts leave by a messaging service, which takes them ahead. */
const service = { messagingServiceSid: `MG${'0'.repeat(32)}`, numbers: [from] };

/** The patient of the visit. */
export const patientPhone = '+61491570006';
/** The visit's appointment. */
export const appointmentId = 'a1';

/** What a process answers to the time. */
export interface Answer {
  readonly type: 'turned' | 'died' | 'stalled';
  /** The labels of the crash points that it has passed so far. */
  readonly passed: readonly string[];
  /** It took the text that was pushed to it: nobody pushes it again. */
  readonly isAcknowledged: boolean;
}

/** One process. */
export interface VisitProcess {
  /** Does what is due now, and takes the text that is pushed to it. Throws what the engine throws. */
  turn(push?: InboundMessage | null): Promise<Answer>;
  /** Lets it go on where it stands still; absent where it cannot. */
  goOn?(): Promise<Answer>;
  end(): Promise<void>;
}

/** A process that can be killed. */
export interface MortalProcess extends VisitProcess {
  /** Kills it, as `kill -9` does. */
  kill(): Promise<void>;
}

/** A process within the test's own, with its engine at hand. */
export interface Successor extends VisitProcess {
  readonly arrivals: Arrivals;
}

/** How a process is started. */
export interface StartOptions {
  /** None unless given. */
  readonly mishap?: Mishap | null;
  readonly fault?: FaultName | null;
  /** Runs by itself rather than once at each time that it is told; false unless given. */
  readonly isRunning?: boolean;
}

/** The world around the processes of one clinic: PMS, gateway and disk outlive them. */
export interface VisitClinic {
  readonly clock: MovableClock;
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  readonly file: string;
  /** Starts a process of its own. */
  start(options?: StartOptions): Promise<MortalProcess>;
  /** Starts a successor within this process: with nothing of the one before but what is on the disk. */
  succeed(options?: Pick<StartOptions, 'fault'>): Successor;
  /** The bodies of the texts that the server accepted from us, in order. */
  texts(): readonly string[];
  close(): Promise<void>;
}

/**
 * Makes the world: one appointment at 10:10, seen from 06:00 on.
 *
 * @param isAhead whether a copy of the question is handed to the gateway ahead
 */
export async function createVisitClinic({ isAhead = false } = {}): Promise<VisitClinic> {
  const settings: Partial<ClinicSettings> = isAhead ? { ...usual, handAhead: ['ConsiderTeleHealth'] } : usual;
  const sender = isAhead ? service : { from };
  const clock = createMovableClock('2026-03-02T06:00:00+11:00');
  const pms = createSimulatedPms({ clock });
  const gateway = createSimulatedGateway({ ...account, ...service, clock });
  const [pmsUrl, gatewayUrl] = await Promise.all([pms.listen(), gateway.listen()]);
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-'));
  const file = join(folder, 'clinic.db');
  const practitionerId = pms.controls.addPractitioner({ id: 'sharma', family: 'Sharma', given: 'Priya', prefix: 'Dr' });
  const patientId = pms.controls.addPatient({ id: 'amelia', family: 'Wong', given: 'Amelia', phone: patientPhone });
  const startAt = Date.parse('2026-03-02T10:10:00+11:00');
  pms.controls.book({ id: appointmentId, patientId, practitionerId, startAt });

  return {
    clock,
    pms,
    gateway,
    file,
    start: ({ mishap = null, fault = null, isRunning = false } = {}) =>
      forkVisitProcess(clock, {
        ...{ now: clock.now(), mishap, fault, isRunning },
        ...{ clinic, settings, account: { ...account, ...sender }, pmsUrl, gatewayUrl, file },
      }),
    succeed: ({ fault = null } = {}) => {
      const { country } = clinic;
      const real = {
        appointments: createFhirAppointmentStore({ baseUrl: pmsUrl, country, profile: usual.pmsProfile, clock }),
        messages: createTwilioGateway({ ...account, ...sender, baseUrl: gatewayUrl, ratePerSecond: Infinity, clock }),
        store: createSqliteStore({ file, clinicId: clinic.id }),
      };
      const ports = withFault(real, fault);
      const arrivals = createArrivals({ clinic, settings, clock, video: createFixedLinkProvider({}), ...ports });
      return {
        arrivals,
        turn: async (push = null) => {
          await arrivals.runOnce();
          if (push !== null) await arrivals.receive(push).then(() => arrivals.runOnce());
          return { type: 'turned', passed: [], isAcknowledged: true };
        },
        end: () => arrivals.stop(),
      };
    },
    texts: () =>
      gateway.log
        .entries()
        .filter((entry) => entry.direction === 'out' && !entry.isAutomatic)
        .map((entry) => entry.body),
    close: async () => {
      await Promise.all([pms.close(), gateway.close()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Opens the clinic's file as it is on the disk, for one look at it. */
export async function withStoreOf<T>(
  { file }: VisitClinic,
  look: (store: ReturnType<typeof createSqliteStore>) => Promise<T>,
): Promise<T> {
  const store = createSqliteStore({ file, clinicId: clinic.id });
  await store.open();
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}
