import type { Random } from '../random.ts';
import type { WeekVisit } from './week-agenda.ts';
import { readWeekText, weekPhrases } from './week-words.ts';
import type { WeekAnswer, WeekReading } from './week-words.ts';
import { movesLaterMs } from './week-reception.ts';
import { minuteMs, note, startOf } from './week-world.ts';
import type { WeekWorld } from './week-world.ts';

/** Somebody with a telephone, and one or more visits. */
export interface WeekPatient {
  /** Hears that a text has come. */
  hear(body: string): void;
}

/** What a patient keeps in mind. */
interface Mind {
  readonly world: WeekWorld;
  readonly random: Random;
  readonly visits: readonly [WeekVisit, ...WeekVisit[]];
  /** How often they were asked to confirm. */
  asked: number;
  /** Has said what they had to say. */
  isDone: boolean;
  /** Is about to undo a cancellation. */
  isUndoing: boolean;
}

/** Puts a patient into the world. */
export function bringPatient(
  world: WeekWorld,
  visits: readonly [WeekVisit, ...WeekVisit[]],
  random: Random,
): WeekPatient {
  const mind: Mind = { world, random, visits, asked: 0, isDone: false, isUndoing: false };
  for (const visit of visits) planToCome(mind, visit);
  if (visits[0].habit === 'answers-too-soon') confirmTheOldTime(mind);
  return {
    hear: (body) => {
      const reading = readWeekText(body);
      if (reading === 'asks-to-confirm') mind.asked += 1;
      react(mind, reading);
    },
  };
}

function later({ world, random }: Mind, [low, high]: readonly [number, number], action: () => void): void {
  world.schedule(world.clock.now() + random.between(low * 60, high * 60) * 1000, action);
}

function text({ world, visits }: Mind, body: string): void {
  world.gateway.controls.inbound({ from: visits[0].phone, body });
}

function say(mind: Mind, what: WeekAnswer): void {
  text(mind, mind.random.pick(weekPhrases[mind.visits[0].language][what]));
}

/** Says something a little later, once. */
function sayOnce(mind: Mind, what: WeekAnswer | { readonly body: string }): void {
  if (mind.isDone) return;
  mind.isDone = true;
  later(mind, [2, 20], () => {
    if (typeof what === 'string') say(mind, what);
    else text(mind, what.body);
  });
}

function react(mind: Mind, reading: WeekReading): void {
  switch (reading) {
    case 'asks-to-confirm':
      answerQuestion(mind);
      return;
    case 'asks-which':
      // The younger of the two stays at home.
      later(mind, [1, 3], () => text(mind, mind.visits[mind.visits.length - 1]?.given ?? '1'));
      return;
    case 'asks-sure': {
      const isSure = mind.visits[0].habit !== 'asks-to-keep';
      later(mind, [1, 3], () => say(mind, isSure ? 'yes-cancel' : 'no'));
      return;
    }
    case 'cancelled':
      undo(mind);
      return;
    case 'moved':
      if (mind.visits[0].habit === 'answers-too-soon') later(mind, [0.5, 1], () => say(mind, 'confirm'));
      return;
    case 'not-understood':
    case 'other':
      return;
    default:
      reading satisfies never;
  }
}

function answerQuestion(mind: Mind): void {
  const { habit, language } = mind.visits[0];
  switch (habit) {
    case 'confirms':
    case 'confirms-all':
      sayOnce(mind, 'confirm');
      return;
    case 'confirms-later':
      if (mind.asked > 1) sayOnce(mind, 'confirm');
      return;
    case 'cancels-by-digit':
    case 'cancels-one-child':
    case 'asks-to-keep':
      sayOnce(mind, { body: '2' });
      return;
    case 'cancels-in-words':
    case 'cancels-and-undoes':
    case 'undoes-too-late':
      mind.isUndoing = !mind.isDone && habit !== 'cancels-in-words';
      sayOnce(mind, 'cancel');
      return;
    case 'cannot-come':
      sayOnce(mind, 'cannot-come');
      return;
    case 'reschedules':
      sayOnce(mind, language === 'en' ? 'reschedule' : { body: '2' });
      return;
    case 'stops':
      sayOnce(mind, { body: 'STOP' });
      return;
    case 'answers-too-soon':
      // Takes their time over the first; answers whatever comes after the move.
      if (mind.asked > 1) sayOnce(mind, 'confirm');
      return;
    case 'silent':
    case 'no-show':
      return;
    default:
      habit satisfies never;
  }
}

function undo(mind: Mind): void {
  if (!mind.isUndoing) return;
  mind.isUndoing = false;
  later(mind, mind.visits[0].habit === 'undoes-too-late' ? [13, 20] : [1, 5], () => say(mind, 'undo'));
}

/** Confirms the time that stood in the last text, while reception has moved it already and the new text is still to come. */
function confirmTheOldTime(mind: Mind): void {
  const [visit] = mind.visits;
  mind.world.schedule(visit.plannedAt + movesLaterMs + minuteMs, () => say(mind, 'confirm'));
}

/** Comes to the desk some minutes before the start, if the visit still stands and the patient means to come. */
function planToCome(mind: Mind, visit: WeekVisit): void {
  const { world, random } = mind;
  if (visit.habit === 'no-show') return;
  const lead = random.between(4, 12) * minuteMs;
  const come = (): void => {
    const startAt = startOf(world, visit);
    if (startAt === null) return;
    if (startAt - lead > world.clock.now()) {
      world.schedule(startAt - lead, come);
      return;
    }
    if (visit.habit === 'stops') text(mind, 'arrived');
    note(world, 'came to the desk', visit.appointmentId);
    world.schedule(world.clock.now() + random.between(2, 4) * minuteMs, () => {
      if (startOf(world, visit) !== null) world.pms.controls.setStatus(visit.appointmentId, 'arrived');
    });
  };
  world.schedule(Math.max(visit.startAt - lead, visit.plannedAt), come);
}
