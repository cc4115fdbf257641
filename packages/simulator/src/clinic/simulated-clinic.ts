import type { Clock } from '@clinicarrivals/core';
import { createDueQueue } from '../due-queue.ts';
import { createEventLog } from '../event-log.ts';
import type { EventLog } from '../event-log.ts';
import { createSimulatedGateway } from '../gateway/simulated-gateway.ts';
import type { SimulatedGateway, SimulatedGatewayOptions } from '../gateway/simulated-gateway.ts';
import { createSimulatedPms } from '../pms/simulated-pms.ts';
import type { SimulatedPms, SimulatedPmsOptions } from '../pms/simulated-pms.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { createAgenda } from './agenda.ts';
import type { Agenda, AgendaOptions, AgendaVisit } from './agenda.ts';
import { employDoctor } from './doctor.ts';
import type { DoctorProfile } from './doctor.ts';
import { bringToLife } from './person.ts';
import type { Person } from './person.ts';
import { strangersTexts } from './phrases.ts';
import { employReception, openTheBooks } from './reception.ts';
import { createWaitingRoom } from './world.ts';
import type { DiaryEntry, World } from './world.ts';

export interface SimulatedClinicOptions extends Omit<AgendaOptions, 'appointments'> {
  readonly clock: Clock;
  /** 40 unless given. */
  readonly appointments?: number;
  /** How the doctors tell the PMS that they start; `starts-on-fulfilled` unless given. */
  readonly pmsProfile?: DoctorProfile;
  readonly pms?: Omit<SimulatedPmsOptions, 'clock'>;
  /** Account and numbers have defaults: `simulatedAccount`. */
  readonly gateway?: Partial<Omit<SimulatedGatewayOptions, 'clock'>>;
}

/** A PMS, a gateway, and the people who use them for one day. */
export interface SimulatedClinic {
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  /** What is planned; what becomes of it depends on who answers the patients. */
  readonly agenda: Agenda;
  /** What people did, besides texting. */
  readonly diary: EventLog<DiaryEntry>;
  /** Where each practitioner meets patients from afar, by id: an address or `telephone`. */
  readonly links: Readonly<Record<string, string>>;
  /** The account that the gateway knows. */
  readonly account: { readonly accountSid: string; readonly authToken: string; readonly numbers: readonly string[] };
  /** Starts both servers on free ports of 127.0.0.1. */
  listen(): Promise<{ readonly pmsUrl: string; readonly gatewayUrl: string }>;
  /** Stops both servers and whatever `run` started (idempotent). */
  close(): Promise<void>;
  /** The moment of the next thing that anybody or the gateway does; null when the day is over. */
  nextAt(): number | null;
  /** Does everything that is due at the clock's time, in order. */
  runDue(): void;
  /** Lets the day go on by itself, as the clock runs. Returns what stops it. */
  run(): () => void;
}

/** The account of a simulated clinic unless its options say otherwise. */
export const simulatedAccount = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'simulated-auth-token',
  numbers: ['+61480000001'],
} as const;

/**
 * Makes a clinic and its day: patients with habits, doctors who run late, receptionists who change things, strangers.
 *
 * The same options give the same people, and the same people react the same to the same texts at the same moments. They read
 * what they are sent as people do, by the words that stand out, and know nothing of who sends it.
 *
 * @throws ConfigurationError when an option makes no sense
 */
export function createSimulatedClinic(options: SimulatedClinicOptions): SimulatedClinic {
  const { clock, seed, startDay, timeZone } = options;
  const agenda = createAgenda({ seed, startDay, timeZone, appointments: options.appointments ?? 40 });
  const account = { ...simulatedAccount, ...options.gateway };
  const pms = createSimulatedPms({ ...options.pms, clock });
  const gateway = createSimulatedGateway({
    ...options.gateway,
    ...account,
    seed: options.gateway?.seed ?? seed,
    clock,
  });
  const diary = createEventLog<DiaryEntry>();
  const timetable = createTimetable(clock, gateway);
  const world: World = {
    clock,
    pms,
    gateway,
    diary,
    schedule: timetable.schedule,
    note: (who, did, appointment) => {
      diary.append({ at: clock.now(), who, did, appointment });
    },
    waiting: createWaitingRoom(),
  };
  const random = createRandom(`people/${String(seed)}`);
  openTheBooks(world, agenda);
  for (const practitioner of agenda.practitioners) {
    const profile = options.pmsProfile ?? 'starts-on-fulfilled';
    employDoctor(world, practitioner, agenda.visits, { random: random.fork(practitioner.id), profile });
  }
  employReception(world, agenda, random.fork('reception'));
  handOutTelephones(world, bringPatients(world, agenda, random));
  inviteStrangers(world, agenda, random.fork('strangers'));

  return {
    pms,
    gateway,
    agenda,
    diary,
    links: Object.fromEntries(agenda.practitioners.map(({ id, link }) => [id, link])),
    account,
    listen: async () => ({ pmsUrl: await pms.listen(), gatewayUrl: await gateway.listen() }),
    close: async () => {
      timetable.stop();
      await Promise.all([pms.close(), gateway.close()]);
    },
    nextAt: timetable.nextAt,
    runDue: timetable.runDue,
    run: () => {
      timetable.run();
      return timetable.stop;
    },
  };
}

interface Timetable {
  readonly schedule: World['schedule'];
  readonly nextAt: () => number | null;
  readonly runDue: () => void;
  readonly run: () => void;
  readonly stop: () => void;
}

/** What people will do when: driven from outside, or by the clock itself. */
function createTimetable(clock: Clock, gateway: SimulatedGateway): Timetable {
  const queue = createDueQueue();
  let isRunning = false;
  let armedFor: number | null = null;
  let disarm = (): void => undefined;

  const nextAt = (): number | null => {
    const own = queue.nextAt();
    const texts = gateway.nextAt();
    return own === null ? texts : texts === null ? own : Math.min(own, texts);
  };
  const runDue = (): void => {
    for (let next = nextAt(); next !== null && next <= clock.now(); next = nextAt()) {
      const action = queue.takeDue(next);
      if (action === null) gateway.runDue();
      else action();
    }
  };
  const arm = (): void => {
    const next = isRunning ? queue.nextAt() : null;
    if (next === armedFor) return;
    disarm();
    armedFor = next;
    disarm = next === null ? (): void => undefined : clock.schedule(next - clock.now(), wake);
  };
  const wake = (): void => {
    armedFor = null;
    runDue();
    arm();
  };
  return {
    schedule: (at, action) => {
      const cancel = queue.add(Math.max(at, clock.now()), action);
      arm();
      return cancel;
    },
    nextAt,
    runDue,
    run: () => {
      isRunning = true;
      arm();
    },
    stop: () => {
      isRunning = false;
      arm();
    },
  };
}

/** Everybody who carries a telephone that a patient texts from or that stands on a patient's record. */
function bringPatients(world: World, agenda: Agenda, random: Random): ReadonlyMap<string, Person> {
  const households = new Map<string, [AgendaVisit, ...AgendaVisit[]]>();
  for (const visit of agenda.visits) {
    const household = households.get(visit.textsFrom);
    if (household === undefined) households.set(visit.textsFrom, [visit]);
    else household.push(visit);
  }
  const people = new Map<string, Person>();
  for (const [phone, visits] of households) {
    const person = bringToLife(world, visits, random.fork(phone));
    people.set(phone, person);
    for (const visit of visits) people.set(visit.phone, person);
  }
  return people;
}

/** Lets each person hear the texts that reach their telephone. */
function handOutTelephones({ gateway }: World, people: ReadonlyMap<string, Person>): void {
  const texts = new Map<string, { readonly to: string; readonly body: string }>();
  gateway.log.subscribe(({ direction, sid, to, body, isAutomatic }) => {
    // What the carrier says of itself is no answer to anybody.
    if (direction === 'out' && !isAutomatic) texts.set(sid, { to, body });
  });
  gateway.statuses.subscribe(({ sid, status }) => {
    const text = status === 'delivered' ? texts.get(sid) : undefined;
    if (text !== undefined) people.get(text.to)?.hear(text.body);
  });
}

function inviteStrangers(world: World, agenda: Agenda, random: Random): void {
  for (const { phone, textsAt } of agenda.strangers) {
    if (textsAt < world.clock.now()) continue;
    world.schedule(textsAt, () => {
      world.gateway.controls.inbound({ from: phone, body: random.pick(strangersTexts) });
      world.note('stranger', 'texted', null);
    });
  }
}
