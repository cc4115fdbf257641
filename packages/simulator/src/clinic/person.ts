import type { Random } from '../random.ts';
import type { AgendaVisit } from './agenda.ts';
import { habitsOf } from './personality.ts';
import { nonsense, phrase } from './phrases.ts';
import type { Answer } from './phrases.ts';
import { readText } from './reading.ts';
import type { Reading } from './reading.ts';
import { goToDesk, lookUp, minuteMs } from './world.ts';
import { findLink, meetByVideo } from './video-patient.ts';
import type { World } from './world.ts';

/** Somebody with a telephone and one or more visits today. */
export interface Person {
  /** The person hears that a text has come. */
  hear(body: string): void;
}

/** What a person keeps in mind. */
interface Mind {
  readonly world: World;
  readonly random: Random;
  /** Of one family: the same habits, one telephone. */
  readonly visits: readonly [AgendaVisit, ...AgendaVisit[]];
  plan: 'undecided' | 'in-person' | 'remote';
  /** What was said last, to be said again more clearly when it was not understood. */
  lastAnswer: Answer | null;
  /** Knows that the clinic listens to texts. */
  hasHeard: boolean;
  hasSaidNonsense: boolean;
  /** How often something was said again; even patience has an end. */
  repeats: number;
  /** Takes back the answer that is being thought about. */
  forget: () => void;
  /** Takes back the trip to the clinic. */
  cancelTrip: () => void;
  /** Closes the page of an earlier invitation. */
  leaveCall: () => void;
}

/** How long a text to the clinic may go without effect before its sender walks to the desk. */
const patienceMinutes = 9;

/** Puts a person into the world. */
export function bringToLife(world: World, visits: readonly [AgendaVisit, ...AgendaVisit[]], random: Random): Person {
  const mind: Mind = {
    world,
    random,
    visits,
    plan: visits[0].modality === 'in-person' ? 'undecided' : 'remote',
    lastAnswer: null,
    hasHeard: false,
    hasSaidNonsense: false,
    repeats: 0,
    forget: () => undefined,
    cancelTrip: () => undefined,
    leaveCall: () => undefined,
  };
  planArrival(mind);
  return {
    hear: (body) => {
      const { answersInMinutes } = habits(mind);
      const isFirst = !mind.hasHeard;
      mind.hasHeard = true;
      const reading = readText(body);
      if (reading === 'moved') planArrival(mind);
      if (reading === 'remote' && isRemoteInPms(mind)) mind.plan = 'remote';
      if (answersInMinutes === null || !(isWorthAnAnswer(mind, reading) || (isFirst && isContrary(mind)))) return;
      const delayMs = isUrgent(reading) ? random.between(30, 120) * 1000 : between(mind, answersInMinutes) * minuteMs;
      mind.forget();
      mind.forget = world.schedule(world.clock.now() + delayMs, () => {
        answer(mind, reading, { body, isFirst });
      });
    },
  };
}

function habits({ visits }: Mind): (typeof habitsOf)[keyof typeof habitsOf] {
  return habitsOf[visits[0].personality];
}

function between({ random }: Mind, [low, high]: readonly [number, number]): number {
  return random.between(low * 60, high * 60) / 60;
}

// "Come in" and the like are read and nodded at; some cannot help saying thanks.
function isWorthAnAnswer(mind: Mind, reading: Reading): boolean {
  const { style } = habits(mind);
  const isEffusive = style === 'polite' || style === 'emoji';
  if (reading === 'come-in' || reading === 'remote') return isEffusive && mind.random.chance(0.5);
  return reading !== 'other' && reading !== 'cancelled';
}

/** Says something of their own to whatever comes first. */
function isContrary({ visits }: Mind): boolean {
  return ['stop', 'wrong-number', 'nonsense'].includes(visits[0].personality);
}

function isUrgent(reading: Reading): boolean {
  return (
    reading === 'asks-which' || reading === 'asks-place' || reading === 'asks-sure' || reading === 'not-understood'
  );
}

function text({ world, visits }: Mind, body: string): void {
  world.gateway.controls.inbound({ from: visits[0].textsFrom, body });
}

function say(mind: Mind, what: Answer): void {
  mind.lastAnswer = what;
  text(mind, phrase(mind.random, habits(mind).style, what));
}

function answer(
  mind: Mind,
  reading: Reading,
  { body, isFirst }: { readonly body: string; readonly isFirst: boolean },
): void {
  const { personality } = mind.visits[0];
  if (personality === 'stop' || personality === 'wrong-number') {
    if (isFirst) text(mind, personality === 'stop' ? 'STOP' : 'Wrong number');
    return;
  }
  if (personality === 'nonsense' && !mind.hasSaidNonsense) {
    mind.hasSaidNonsense = true;
    text(mind, mind.random.pick(nonsense));
    return;
  }
  switch (reading) {
    case 'asks-video':
      decide(mind);
      return;
    case 'invite':
      if (mind.plan === 'remote' || isRemoteInPms(mind)) attend(mind, body);
      return;
    case 'asks-which':
      text(mind, 'both');
      return;
    case 'asks-place':
      text(mind, isAtClinic(mind) ? 'at the clinic' : 'at my phone');
      return;
    case 'asks-sure':
      text(mind, 'no');
      return;
    case 'not-understood':
      mind.repeats += 1;
      if (mind.repeats > 2) return;
      // Said again, in so many letters; someone who had said nothing of use decides now.
      if (mind.lastAnswer === null || mind.lastAnswer === 'thanks') decide(mind);
      else text(mind, mind.lastAnswer.toUpperCase());
      return;
    case 'call-in':
    case 'moved':
      if (mind.random.chance(0.3)) thank(mind);
      return;
    case 'come-in':
    case 'remote':
      thank(mind);
      return;
    case 'cancelled':
    case 'other':
      return;
    default:
      reading satisfies never;
  }
}

/** Follows the link, if there is one to follow; whoever is to be rung says that they are ready. */
function attend(mind: Mind, body: string): void {
  const { world, random } = mind;
  const [visit] = mind.visits;
  const link = findLink(world, body);
  if (link === null) {
    say(mind, 'ready');
    return;
  }
  mind.leaveCall();
  const attendance = meetByVideo(world, { visit, link, random: random.fork(`call/${visit.appointmentId}`) });
  mind.leaveCall = () => attendance?.leave();
  if (visit.videoHabit === 'says-ready') say(mind, 'ready');
}

function thank(mind: Mind): void {
  text(mind, phrase(mind.random, habits(mind).style, 'thanks'));
}

function decide(mind: Mind): void {
  if (isAtClinic(mind)) return;
  const { wantsVideo } = habits(mind);
  mind.plan = wantsVideo ? 'remote' : 'in-person';
  say(mind, wantsVideo ? 'yes' : 'no');
  if (mind.visits[0].personality !== 'changes-mind') return;
  mind.world.schedule(mind.world.clock.now() + mind.random.between(20, 40) * minuteMs, () => {
    mind.plan = 'in-person';
    say(mind, 'no');
  });
}

function isAtClinic({ world, visits }: Mind): boolean {
  return visits.some(({ appointmentId }) => world.waiting.has(appointmentId));
}

function isRemoteInPms({ world, visits }: Mind): boolean {
  return visits.some((visit) => (lookUp(world, visit)?.modality ?? 'in-person') !== 'in-person');
}

/** Sets off for the first visit of the day; thinks again when the clinic has moved it. */
function planArrival(mind: Mind): void {
  const { world, visits } = mind;
  const { comesAtMinutes } = habits(mind);
  if (comesAtMinutes === null) return;
  const [first] = visits;
  // Who has read about a new time knows it; whoever has not comes at the old one.
  const startAt = mind.hasHeard ? (lookUp(world, first)?.startAt ?? first.startAt) : first.startAt;
  mind.cancelTrip();
  mind.cancelTrip = world.schedule(startAt + between(mind, comesAtMinutes) * minuteMs, () => {
    reachClinic(mind);
  });
  if (first.personality !== 'after-doctor') return;
  world.waiting.onCall(first.appointmentId, () => {
    mind.cancelTrip();
    mind.cancelTrip = world.schedule(world.clock.now() + mind.random.between(6, 15) * minuteMs, () => {
      reachClinic(mind);
    });
  });
}

function reachClinic(mind: Mind): void {
  const { world, visits, random } = mind;
  if (mind.plan === 'remote' && isRemoteInPms(mind)) return;
  const expected = visits.filter((visit) => !isOff(world, visit));
  if (expected.length === 0) return;
  for (const { appointmentId } of expected) {
    world.waiting.enter(appointmentId);
    world.note('patient', 'reached the clinic', appointmentId);
  }
  mind.forget();
  const isTexting = habits(mind).textsOnArrival && mind.hasHeard;
  if (!isTexting) {
    for (const visit of expected) goToDesk(world, visit, random.between(1, 5));
    return;
  }
  world.schedule(world.clock.now() + random.between(5, 60) * 1000, () => {
    say(mind, 'arrived');
  });
  world.schedule(world.clock.now() + patienceMinutes * minuteMs, () => {
    for (const visit of expected) {
      if (lookUp(world, visit)?.status === 'booked') goToDesk(world, visit, random.between(1, 3));
    }
  });
}

function isOff(world: World, visit: AgendaVisit): boolean {
  const status = lookUp(world, visit)?.status;
  return status === undefined || status === 'cancelled' || status === 'noshow' || status === 'entered-in-error';
}
