import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals, ConversationStore } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { checkDay, createSimulatedClinic, simulatedVideoKey } from '@clinicarrivals/simulator';
import type { Restore, SimulatedClinic, TaskSeen, Violation } from '@clinicarrivals/simulator';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider } from '@clinicarrivals/video/livekit';
import { openDoor } from './open-door.ts';

const day = '2026-04-02';
const timeZone = 'Australia/Melbourne';
const clinic = { id: 'main-street', name: 'Main Street Clinic', phone: '03 7010 0000', timeZone, country: 'AU' };
const settings = { pmsProfile: 'starts-on-fulfilled' } as const;
const handAhead = ['Registration', 'ConsiderTeleHealth', 'CantConsiderTeleHealth'] as const;
const messagingServiceSid = `MG${'0'.repeat(32)}`;
const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'the same for all processes of the clinic' });
const momentOf = (time: string): number => Date.parse(`${day}T${time}:00+11:00`);

/** A clinic, its people, and the processes that serve it. */
export interface ClinicDay {
  readonly clock: MovableClock;
  readonly simulated: SimulatedClinic;
  /** Opens one more process, on the clinic's file unless it is apart. They take their turns one after the other. */
  open(options?: { readonly isApart?: boolean }): Promise<void>;
  /** The oldest process does nothing any more, and lets go of nothing. */
  kill(): void;
  backUp(): Promise<void>;
  /** Stops all processes, puts the backup in the place of the file, and opens a new process on it. */
  restore(): Promise<void>;
  /** Lets time pass until a time of day. */
  passUntil(time: string): Promise<void>;
  /** How many texts have left. */
  texts(): number;
  /** How many stand at the gateway and leave later. */
  standing(): number;
  /** What the independent checker has found. */
  violations(): readonly Violation[];
  close(): Promise<void>;
}

interface Process {
  readonly arrivals: Arrivals;
  readonly store: ReturnType<typeof createSqliteStore>;
}

/** What {@link openDay} takes. */
export interface ClinicDayOptions {
  readonly seed: number;
  /** Whether copies of the texts with a fixed time are handed to the gateway ahead; false unless given. */
  readonly isAhead?: boolean;
  /** Builds a mistake into the processes. */
  readonly around?: (store: ConversationStore) => ConversationStore;
}

/** Opens a day of 30 appointments ten minutes before its first texts; no process serves it yet. */
export async function openDay({
  seed,
  isAhead = false,
  around = (store) => store,
}: ClinicDayOptions): Promise<ClinicDay> {
  const clock = createMovableClock(momentOf('05:50'));
  const gateway = isAhead ? { messagingServiceSid } : {};
  let living: readonly Process[] = [];
  const door = await openDoor(() => living.at(-1)?.arrivals ?? null, links);
  const video = { page: { url: links.url, servedAt: `${door.origin}/v` } };
  const simulated = createSimulatedClinic({ seed, startDay: day, timeZone, clock, appointments: 30, gateway, video });
  const urls = await simulated.listen();
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-day-'));
  const file = join(folder, 'clinic.db');
  const copy = join(folder, 'backup.db');
  const tasks: TaskSeen[] = [];
  const logLines: string[] = [];
  const restores: Restore[] = [];
  const opened: Process[] = [];
  let takenAt = 0;

  const open: ClinicDay['open'] = async ({ isApart = false } = {}) => {
    const store = createSqliteStore({ file: isApart ? join(folder, 'apart.db') : file, clinicId: clinic.id });
    const arrivals = connect({ simulated, clock, store: around(store), ...urls, logLines, isAhead });
    arrivals.on('task-raised', ({ task }) => {
      tasks.push({ at: task.raisedAt, appointment: task.appointmentId, phone: task.phone });
    });
    await store.open();
    if (opened.length === 0 || isApart) await introducePractitioners(arrivals, simulated);
    opened.push({ arrivals, store });
    living = [...living, { arrivals, store }];
  };
  const stopAll = async (): Promise<void> => {
    for (const { arrivals, store } of opened.splice(0)) {
      await arrivals.stop();
      await store.close();
    }
    living = [];
  };
  const look = async (): Promise<void> => {
    for (const { arrivals } of living) await arrivals.runOnce();
  };
  return {
    clock,
    simulated,
    open,
    kill: () => {
      living = living.slice(1);
    },
    backUp: async () => {
      takenAt = clock.now();
      await living[0]?.store.backup({ path: copy, now: takenAt });
    },
    restore: async () => {
      await stopAll();
      copyFileSync(copy, file);
      for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
      restores.push({ takenAt, restoredAt: clock.now() });
      await open();
    },
    passUntil: (time) =>
      pass({ clock, simulated, look, until: momentOf(time), dueAt: () => living[0]?.arrivals.nextDueAt() }),
    texts: () => simulated.gateway.log.entries().filter(({ direction }) => direction === 'out').length,
    standing: () => simulated.gateway.controls.texts().filter(({ status }) => status === 'scheduled').length,
    violations: () =>
      checkDay({
        changes: simulated.pms.changes.entries(),
        texts: simulated.gateway.log.entries(),
        deliveries: simulated.gateway.statuses.entries(),
        ...{ tasks, logLines, restores },
        video: {
          joinUrl: `${links.url}/`,
          log: simulated.video?.log.entries() ?? [],
          calls: simulated.calls.entries(),
          outages: [],
        },
        facts: { timeZone, readyStatus: 'fulfilled', mobile: /^\+614/, allowList: null, endsAt: clock.now() },
      }),
    close: async () => {
      await stopAll();
      await simulated.close();
      await door.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

interface Connection {
  readonly simulated: SimulatedClinic;
  readonly clock: MovableClock;
  readonly store: ConversationStore;
  readonly pmsUrl: string;
  readonly gatewayUrl: string;
  readonly videoUrl: string | null;
  readonly logLines: string[];
  readonly isAhead: boolean;
}

function connect(connection: Connection): Arrivals {
  const { simulated, clock, store, pmsUrl, gatewayUrl, videoUrl, logLines, isAhead } = connection;
  const { accountSid, authToken, numbers } = simulated.account;
  const logger = {
    log: (level: string, message: string, fields: object = {}): void => {
      logLines.push(`${level} ${message} ${JSON.stringify(fields)}`);
    },
  };
  const { country } = clinic;
  const profile = settings.pmsProfile;
  return createArrivals({
    ...{ clinic, clock, logger, store },
    settings: isAhead ? { ...settings, handAhead } : settings,
    appointments: createFhirAppointmentStore({ baseUrl: pmsUrl, country, profile, clock, logger }),
    messages: createTwilioGateway({
      ...{ accountSid, authToken, clock },
      ...(isAhead ? { messagingServiceSid, numbers } : { from: numbers }),
      baseUrl: gatewayUrl,
      ratePerSecond: Infinity,
    }),
    video: createLiveKitProvider({ url: videoUrl ?? '', ...simulatedVideoKey, links, clock }),
  });
}

async function introducePractitioners(arrivals: Arrivals, { agenda }: SimulatedClinic): Promise<void> {
  for (const { id, prefix, given, family, takesVideo, room } of agenda.practitioners) {
    const practitioner = { id, name: `${prefix} ${given} ${family}`, takesPart: true, takesVideo, room: `${room}.` };
    await arrivals.practitioners.set({ practitioner, by: 'set-up' });
  }
}

interface Span {
  readonly clock: MovableClock;
  readonly simulated: SimulatedClinic;
  readonly look: () => Promise<void>;
  readonly until: number;
  readonly dueAt: () => Promise<number | null> | undefined;
}

/** When to look again after something has happened: for a text, for the PMS, for who is in a room, for a lease that has run out. */
const looksAfterMs = [5_000, 10_000, 16_000, 31_000];

/** Moves the clock from one moment at which something can happen to the next. */
async function pass({ clock, simulated, look, until, dueAt }: Span): Promise<void> {
  const looks = new Set<number>([clock.now()]);
  for (;;) {
    const soon = await dueAt();
    // What is overdue waits for somebody's answer; it is looked at with the rest.
    const due = soon !== undefined && soon !== null && soon > clock.now() ? [soon] : [];
    const people = simulated.nextAt();
    const next = Math.min(...looks, ...due, people ?? Infinity, until);
    if (next >= until) break;
    clock.moveTo(Math.max(next, clock.now()));
    looks.delete(next);
    if (people !== null && people <= clock.now()) {
      simulated.runDue();
      await simulated.idle();
      for (const afterMs of looksAfterMs) looks.add(clock.now() + afterMs);
    } else await look();
  }
  clock.moveTo(until);
  await look();
}
