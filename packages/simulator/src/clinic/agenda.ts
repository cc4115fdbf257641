import { ConfigurationError } from '@clinicarrivals/core';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import type { PmsModality } from '../pms/telehealth.ts';
import { createDayClock } from './local-time.ts';
import { drawPhones } from './draw-phones.ts';
import { castRoles } from './casting.ts';
import type { ClinicPlan, Role } from './casting.ts';
import type { Personality } from './personality.ts';
import { drawVideoHabit } from './video-habit.ts';
import type { VideoHabit } from './video-habit.ts';

/** Somebody whom patients come to see. */
export interface AgendaPractitioner {
  readonly id: string;
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
  /** Where they meet patients from afar: an address, or `telephone`. */
  readonly link: string;
  /** False for who sees patients in person only. */
  readonly takesVideo: boolean;
  /** How to find the room. */
  readonly room: string;
}

/** One appointment of the day and what will become of it, as far as it is planned. Times are epoch milliseconds. */
export interface AgendaVisit {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly given: string;
  readonly family: string;
  /** The number on the patient's record. */
  readonly phone: string;
  /** The number that the patient texts from. */
  readonly textsFrom: string;
  readonly practitionerId: string;
  readonly startAt: number;
  readonly minutes: number;
  readonly modality: PmsModality;
  readonly personality: Personality;
  readonly videoHabit: VideoHabit;
  /** What the clinic itself will do to it; null for nothing. */
  readonly plan: ClinicPlan | null;
}

/** Somebody who is no patient today and texts all the same. */
export interface Stranger {
  readonly phone: string;
  readonly textsAt: number;
}

/** One day of a clinic. */
export interface Agenda {
  readonly practitioners: readonly AgendaPractitioner[];
  readonly visits: readonly AgendaVisit[];
  readonly strangers: readonly Stranger[];
  readonly locationName: string;
}

export interface AgendaOptions {
  readonly seed: number | string;
  /** How many appointments the day has, late additions included. */
  readonly appointments: number;
  /** `YYYY-MM-DD`. */
  readonly startDay: string;
  readonly timeZone: string;
}

interface Slot {
  readonly practitioner: AgendaPractitioner;
  readonly timeOfDay: string;
}

const slotMinutes = 20;
const patientsForEachPractitioner = 16;
const givenNames = [
  'Amelia',
  'Jack',
  'Olivia',
  'Noah',
  'Mia',
  'Sam',
  'Grace',
  'Leo',
  'Ava',
  'Henry',
  'Zoe',
  'Oscar',
  'Ruby',
  'Max',
];
const familyNames = [
  'Wong',
  'Nguyen',
  'Smith',
  'Papadopoulos',
  'Singh',
  "O'Brien",
  'Rossi',
  'Jones',
  'Kelly',
  'Haddad',
  'Brown',
  'Chen',
];

/**
 * Plans a day: the same options give the same day.
 *
 * From 30 appointments on, every day has each of the situations of {@link castRoles}.
 *
 * @throws ConfigurationError when an option makes no sense
 */
export function createAgenda(options: AgendaOptions): Agenda {
  const { appointments } = options;
  if (!Number.isInteger(appointments) || appointments < 1) {
    throw new ConfigurationError({ field: 'appointments', message: 'must be a whole number of 1 or more' });
  }
  const random = createRandom(`agenda/${String(options.seed)}`);
  const at = createDayClock(options.startDay, options.timeZone);
  const practitioners = createPractitioners(Math.max(5, Math.ceil(appointments / patientsForEachPractitioner)));
  const slots = random.shuffle(createSlots(practitioners));
  const phones = drawPhones(random);
  let familyOf: AgendaVisit | null = null;
  const visits: AgendaVisit[] = [];
  for (const [index, role] of castRoles(random, appointments).entries()) {
    const isSibling: boolean = role.personality === 'family' && familyOf !== null;
    const slot = takeSlot(slots, role, isSibling && familyOf !== null ? findSiblingSlot(slots, familyOf, at) : null);
    const visit = toVisit({ role, slot, random, at, phones, number: index + 1, sibling: isSibling ? familyOf : null });
    if (role.personality === 'family') familyOf = isSibling ? null : visit;
    visits.push(visit);
  }
  visits.sort((a, b) => a.startAt - b.startAt || (a.appointmentId < b.appointmentId ? -1 : 1));
  const strangers = Array.from({ length: 3 }, () => ({
    phone: phones(),
    textsAt: at('08:30') + random.between(0, 8 * 3600) * 1000,
  }));
  return { practitioners, visits, strangers, locationName: 'Main Street Clinic' };
}

function createPractitioners(count: number): AgendaPractitioner[] {
  const people = [
    ['Dr', 'Priya', 'Sharma'],
    ['Dr', 'Tom', 'Baker'],
    ['Dr', 'Helen', 'Fraser'],
    ['Dr', 'Ian', 'McLeod'],
    ['Nurse', 'Kate', 'Dunn'],
  ] as const;
  return Array.from({ length: count }, (_, index) => {
    const kind = index % people.length;
    const [prefix, given, family] = people[kind] ?? people[0];
    const round = Math.floor(index / people.length);
    return {
      id: `practitioner-${String(index + 1)}`,
      prefix,
      given,
      family: round === 0 ? family : `${family}-${String(round + 1)}`,
      link: kind === 3 ? 'telephone' : `https://video.example/${family.toLowerCase()}-${String(round + 1)}`,
      takesVideo: kind !== 4,
      room: `Room ${String(index + 1)}`,
    };
  });
}

function createSlots(practitioners: readonly AgendaPractitioner[]): Slot[] {
  const times: string[] = [];
  for (const [from, to] of [
    [9 * 60, 12 * 60],
    [13 * 60, 17 * 60],
  ] as const) {
    for (let minute = from; minute < to; minute += slotMinutes) times.push(toTimeOfDay(minute));
  }
  return practitioners.flatMap((practitioner) => times.map((timeOfDay) => ({ practitioner, timeOfDay })));
}

/** Takes out the first slot that suits the role; another one when none does, for the day must have its number. */
function takeSlot(slots: Slot[], role: Role, near: Slot | null): Slot {
  const suits = ({ practitioner, timeOfDay }: Slot): boolean =>
    timeOfDay >= role.from &&
    timeOfDay <= role.to &&
    (role.practitioner !== 'video' || (practitioner.takesVideo && practitioner.link !== 'telephone')) &&
    (role.practitioner !== 'telephone' || practitioner.link === 'telephone');
  const slot = near ?? slots.find(suits) ?? slots[0];
  if (slot === undefined) {
    throw new ConfigurationError({ field: 'appointments', message: 'there are more than the day has slots for' });
  }
  slots.splice(slots.indexOf(slot), 1);
  return slot;
}

/** A sibling is seen by somebody else, best one slot apart, so that both are at the clinic together. */
function findSiblingSlot(slots: readonly Slot[], first: AgendaVisit, at: (timeOfDay: string) => number): Slot | null {
  const strangeness = ({ timeOfDay }: Slot): number =>
    Math.abs(Math.abs(at(timeOfDay) - first.startAt) - slotMinutes * 60_000);
  const others = slots.filter(({ practitioner }) => practitioner.id !== first.practitionerId);
  return others.sort((a, b) => strangeness(a) - strangeness(b))[0] ?? null;
}

interface VisitParts {
  readonly role: Role;
  readonly slot: Slot;
  readonly random: Random;
  readonly at: (timeOfDay: string) => number;
  readonly phones: () => string;
  readonly number: number;
  readonly sibling: AgendaVisit | null;
}

function toVisit({ role, slot, random, at, phones, number, sibling }: VisitParts): AgendaVisit {
  const phone = sibling?.phone ?? (role.personality === 'no-mobile' ? `+61370${String(100_000 + number)}` : phones());
  return {
    appointmentId: `appointment-${String(number)}`,
    patientId: `patient-${String(number)}`,
    given:
      sibling === null ? random.pick(givenNames) : random.pick(givenNames.filter((name) => name !== sibling.given)),
    family: sibling?.family ?? random.pick(familyNames),
    phone,
    textsFrom: role.personality === 'other-number' ? phones() : phone,
    practitionerId: slot.practitioner.id,
    startAt: at(slot.timeOfDay),
    minutes: slotMinutes,
    modality: role.modality,
    personality: role.personality,
    videoHabit: role.videoHabit ?? drawVideoHabit(random.fork(`video/${String(number)}`)),
    plan: role.plan,
  };
}

function toTimeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
