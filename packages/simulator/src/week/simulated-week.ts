import { createServers } from '../clinic/account.ts';
import type { ClinicServers, ServerOptions } from '../clinic/account.ts';
import { createTimetable } from '../clinic/timetable.ts';
import { createEventLog } from '../event-log.ts';
import type { EventLog } from '../event-log.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { createWeekAgenda } from './week-agenda.ts';
import type { WeekAgenda, WeekAgendaOptions, WeekVisit } from './week-agenda.ts';
import { bringPatient } from './week-patient.ts';
import type { WeekPatient } from './week-patient.ts';
import { employWeekReception, openTheBooks } from './week-reception.ts';
import type { WeekDiaryEntry, WeekWorld } from './week-world.ts';

export interface SimulatedWeekOptions extends ServerOptions, Omit<WeekAgendaOptions, 'appointments'> {
  /** 40 unless given. */
  readonly appointments?: number;
}

/** A PMS, a gateway, and the people who use them for seven days. */
export interface SimulatedWeek extends ClinicServers {
  /** What is planned; what becomes of it depends on who answers the patients. */
  readonly agenda: WeekAgenda;
  /** What people did, besides texting. */
  readonly diary: EventLog<WeekDiaryEntry>;
  /** Starts the servers on free ports of 127.0.0.1. */
  listen(): Promise<{ readonly pmsUrl: string; readonly gatewayUrl: string }>;
  /** Stops the servers and whatever `run` started (idempotent). */
  close(): Promise<void>;
  /** The moment of the next thing that anybody or the gateway does; null when the week is over. */
  nextAt(): number | null;
  /** Does everything that is due at the clock's time, in order. */
  runDue(): void;
  /** Lets the week go on by itself, as the clock runs. Returns what stops it. */
  run(): () => void;
}

/**
 * Makes a clinic that reminds, and a week of it: patients who confirm, cancel, undo, opt out and forget, in four languages, and reception
 * which books, moves, cancels and changes places.
 *
 * Nobody texts but to answer. The same options give the same people, and the same people react the same to the same texts.
 *
 * @throws ConfigurationError when an option makes no sense
 */
export function createSimulatedWeek(options: SimulatedWeekOptions): SimulatedWeek {
  const { clock, seed, startDay, timeZone } = options;
  const agenda = createWeekAgenda({ seed, startDay, timeZone, appointments: options.appointments ?? 40 });
  const { account, pms, gateway } = createServers(options);
  const diary = createEventLog<WeekDiaryEntry>();
  const timetable = createTimetable(clock, { gateway, video: null });
  const world: WeekWorld = { clock, pms, gateway, diary, schedule: timetable.schedule };
  openTheBooks(world, agenda);
  employWeekReception(world, agenda);
  handOutTelephones(world, agenda, createRandom(`week people/${String(seed)}`));

  return {
    ...{ pms, gateway, agenda, diary, account },
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

/** Lets each patient hear the texts that reach their telephone. */
function handOutTelephones(world: WeekWorld, { visits }: WeekAgenda, random: Random): void {
  const households = new Map<string, [WeekVisit, ...WeekVisit[]]>();
  for (const visit of visits) {
    const household = households.get(visit.phone);
    if (household === undefined) households.set(visit.phone, [visit]);
    else household.push(visit);
  }
  const people = new Map<string, WeekPatient>();
  for (const [phone, own] of households) people.set(phone, bringPatient(world, own, random.fork(phone)));
  const texts = new Map<string, { readonly to: string; readonly body: string }>();
  world.gateway.log.subscribe(({ direction, sid, to, body, isAutomatic }) => {
    if (direction === 'out' && !isAutomatic) texts.set(sid, { to, body });
  });
  world.gateway.statuses.subscribe(({ sid, status }) => {
    const delivered = status === 'delivered' ? texts.get(sid) : undefined;
    if (delivered !== undefined) people.get(delivered.to)?.hear(delivered.body);
  });
}
