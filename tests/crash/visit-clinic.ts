import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import { createSimulatedGateway, createSimulatedPms } from '@clinicarrivals/simulator';
import type { SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';

const cacheFolder = join(tmpdir(), 'clinicarrivals-compile-cache');
const script = fileURLToPath(new URL('./visit-process.mjs', import.meta.url));
const clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '(03) 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};
const settings = { pmsProfile: 'starts-on-fulfilled' } as const;
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'secret', from: '+61480000001' };

/** The patient of the visit. */
export const patientPhone = '+61491570006';

/** What a process answers to the time: how many crash points it has passed, or that it died. */
export type Answer = { readonly steps: number; readonly error?: string } | 'died';

/** The world around the processes of one clinic: PMS, gateway and disk outlive them. */
export interface VisitClinic {
  readonly clock: MovableClock;
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  readonly file: string;
  /** Starts a process that dies at the given crash point; 0 lets it live. */
  start(dieAt: number): Promise<VisitProcess>;
  /** Starts a successor within this process: with nothing of the one before but what is on the disk. */
  succeed(): Successor;
  /** The bodies of the texts that the server accepted from us, in order. */
  texts(): readonly string[];
  /** How the inbound messages ended, and the kinds of the open tasks, as they are on the disk. */
  read(): Promise<{ readonly outcomes: readonly (string | null)[]; readonly tasks: readonly string[] }>;
  close(): Promise<void>;
}

/** One process. */
export interface VisitProcess {
  /** Does what is due now. */
  turn(): Promise<Answer>;
  end(): Promise<void>;
  /** Kills it, as `kill -9` does. */
  kill(): Promise<void>;
}

/** A process within the test's own, with its engine at hand. */
export interface Successor extends VisitProcess {
  readonly arrivals: Arrivals;
}

/** Makes the world: one appointment at 10:10, seen from 06:00 on. */
export async function createVisitClinic(): Promise<VisitClinic> {
  const clock = createMovableClock('2026-03-02T06:00:00+11:00');
  const pms = createSimulatedPms({ clock });
  const gateway = createSimulatedGateway({ ...account, clock, numbers: [account.from] });
  const [pmsUrl, gatewayUrl] = await Promise.all([pms.listen(), gateway.listen()]);
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-'));
  const file = join(folder, 'clinic.db');
  const practitionerId = pms.controls.addPractitioner({ id: 'sharma', family: 'Sharma', given: 'Priya', prefix: 'Dr' });
  const patientId = pms.controls.addPatient({ id: 'amelia', family: 'Wong', given: 'Amelia', phone: patientPhone });
  const startAt = Date.parse('2026-03-02T10:10:00+11:00');
  pms.controls.book({ id: 'a1', patientId, practitionerId, startAt });

  const start = async (dieAt: number): Promise<VisitProcess> => {
    const options = { now: clock.now(), dieAt, clinic, settings, account, pmsUrl, gatewayUrl, file, cacheFolder };
    const child = fork(script, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(child, 'message');
    return toProcess(child, clock);
  };
  return {
    clock,
    pms,
    gateway,
    file,
    start,
    succeed: () => {
      const profile = settings.pmsProfile;
      const arrivals = createArrivals({
        clinic,
        settings,
        clock,
        appointments: createFhirAppointmentStore({ baseUrl: pmsUrl, country: clinic.country, profile, clock }),
        messages: createTwilioGateway({ ...account, baseUrl: gatewayUrl, ratePerSecond: Infinity, clock }),
        video: createFixedLinkProvider({}),
        store: createSqliteStore({ file, clinicId: clinic.id }),
      });
      return {
        arrivals,
        turn: async () => arrivals.runOnce().then(() => ({ steps: 0 })),
        end: () => arrivals.stop(),
        kill: async () => undefined,
      };
    },
    texts: () =>
      gateway.log
        .entries()
        .filter((entry) => entry.direction === 'out' && !entry.isAutomatic)
        .map((entry) => entry.body),
    read: async () => {
      const store = createSqliteStore({ file, clinicId: clinic.id });
      await store.open();
      const inbox = await store.inboxOfPhone({ phone: patientPhone, since: 0 });
      const tasks = await store.openTasks();
      await store.close();
      return { outcomes: inbox.map((message) => message.outcome), tasks: tasks.map((task) => task.kind) };
    },
    close: async () => {
      await Promise.all([pms.close(), gateway.close()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function toProcess(child: ChildProcess, clock: MovableClock): VisitProcess {
  const exit = once(child, 'exit').then((): Answer => 'died');
  return {
    turn: async () => {
      const answer = once(child, 'message').then(([message]) => message as Answer);
      if (child.connected) child.send({ now: clock.now() });
      return Promise.race([answer, exit]);
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await exit;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
