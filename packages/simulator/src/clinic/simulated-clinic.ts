import { createEventLog } from '../event-log.ts';
import type { EventLog } from '../event-log.ts';
import type { SimulatedGateway } from '../gateway/simulated-gateway.ts';
import type { SimulatedPms } from '../pms/simulated-pms.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import type { SimulatedVideoServer } from '../video/simulated-video-server.ts';
import { createServers } from './account.ts';
import type { ServerOptions } from './account.ts';
import { createAgenda } from './agenda.ts';
import type { Agenda, AgendaOptions, AgendaVisit } from './agenda.ts';
import type { CallEntry } from './call-log.ts';
import { createClinicVideo } from './clinic-video.ts';
import type { SimulatedClinicVideo } from './clinic-video.ts';
import { employDoctor } from './doctor.ts';
import type { DoctorProfile } from './doctor.ts';
import { createErrands } from './errands.ts';
import { bringToLife } from './person.ts';
import type { Person } from './person.ts';
import { strangersTexts } from './phrases.ts';
import { employReception, openTheBooks } from './reception.ts';
import { createTimetable } from './timetable.ts';
import { troubleVideo } from './video-troubles.ts';
import type { VideoOutage } from './video-troubles.ts';
import { createWaitingRoom } from './world.ts';
import type { DiaryEntry, World } from './world.ts';

export interface SimulatedClinicOptions extends ServerOptions, Omit<AgendaOptions, 'appointments'> {
  /** 40 unless given. */
  readonly appointments?: number;
  /** How the doctors tell the PMS that they start; `starts-on-fulfilled` unless given. */
  readonly pmsProfile?: DoctorProfile;
  /** A LiveKit server with the key `simulatedVideoKey`; none unless given. */
  readonly video?: SimulatedClinicVideo;
}

/** A PMS, a gateway, and the people who use them for one day. */
export interface SimulatedClinic {
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  /** Null where there is none. */
  readonly video: SimulatedVideoServer | null;
  /** What is planned; what becomes of it depends on who answers the patients. */
  readonly agenda: Agenda;
  /** What people did, besides texting. */
  readonly diary: EventLog<DiaryEntry>;
  /** What people did in consultations by video. */
  readonly calls: EventLog<CallEntry>;
  /** When the video server did not answer; `to` is null while it still does not. */
  outages(): readonly VideoOutage[];
  /** Where each practitioner meets patients from afar, by id: an address or `telephone`. */
  readonly links: Readonly<Record<string, string>>;
  /** The account that the gateway knows. */
  readonly account: { readonly accountSid: string; readonly authToken: string; readonly numbers: readonly string[] };
  /** Starts all servers on free ports of 127.0.0.1. */
  listen(): Promise<{ readonly pmsUrl: string; readonly gatewayUrl: string; readonly videoUrl: string | null }>;
  /** Stops all servers and whatever `run` started (idempotent). */
  close(): Promise<void>;
  /** The moment of the next thing that anybody or the gateway does; null when the day is over. */
  nextAt(): number | null;
  /** Does everything that is due at the clock's time, in order. */
  runDue(): void;
  /** Resolves when nobody waits for an answer over HTTP: before the clock is moved on. */
  idle(): Promise<void>;
  /** Lets the day go on by itself, as the clock runs. Returns what stops it. */
  run(): () => void;
}

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
  const { account, pms, gateway } = createServers(options);
  const clinicVideo = options.video === undefined ? null : createClinicVideo(options.video, { clock, seed });
  const video = clinicVideo?.server ?? null;
  const [diary, calls] = [createEventLog<DiaryEntry>(), createEventLog<CallEntry>()];
  const timetable = createTimetable(clock, { gateway, video });
  const errands = createErrands();
  const world: World = {
    ...{ clock, pms, gateway, diary, calls },
    browser: clinicVideo?.browser ?? null,
    begin: errands.begin,
    schedule: timetable.schedule,
    note: (who, did, appointment) => {
      diary.append({ at: clock.now(), who, did, appointment });
    },
    waiting: createWaitingRoom(),
  };
  const random = createRandom(`people/${String(seed)}`);
  populate(world, agenda, { random, profile: options.pmsProfile ?? 'starts-on-fulfilled' });
  const isTroubled = video !== null && options.video?.hasTroubles === true;
  const outages = isTroubled ? troubleVideo(world, { video, agenda, random: random.fork('video') }) : [];

  return {
    ...{ pms, gateway, video, agenda, diary, calls, account },
    outages: () => outages,
    links: Object.fromEntries(agenda.practitioners.map(({ id, link }) => [id, link])),
    listen: async () => ({
      pmsUrl: await pms.listen(),
      gatewayUrl: await gateway.listen(),
      videoUrl: (await video?.listen()) ?? null,
    }),
    close: async () => {
      timetable.stop();
      await Promise.all([pms.close(), gateway.close(), video?.close()]);
    },
    nextAt: timetable.nextAt,
    runDue: timetable.runDue,
    idle: async () => {
      await errands.idle();
      await video?.idle();
    },
    run: () => {
      timetable.run();
      return timetable.stop;
    },
  };
}

/** Puts everybody into the world. */
function populate(
  world: World,
  agenda: Agenda,
  { random, profile }: { readonly random: Random; readonly profile: DoctorProfile },
): void {
  openTheBooks(world, agenda);
  for (const practitioner of agenda.practitioners) {
    employDoctor(world, practitioner, agenda.visits, { random: random.fork(practitioner.id), profile });
  }
  employReception(world, agenda, random.fork('reception'));
  handOutTelephones(world, bringPatients(world, agenda, random));
  inviteStrangers(world, agenda, random.fork('strangers'));
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
