// cspell:ignore Minh
import { ConfigurationError } from '@clinicarrivals/core';
import { drawPhones } from '../clinic/draw-phones.ts';
import { createDayClock } from '../clinic/local-time.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { castWeek, everydayHabits } from './week-habit.ts';
import type { WeekHabit, WeekLanguage, WeekPlan, WeekRole } from './week-habit.ts';

/** One appointment of the week and what will become of it, as far as it is planned. Times are epoch milliseconds. */
export interface WeekVisit {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly given: string;
  readonly family: string;
  readonly phone: string;
  readonly language: WeekLanguage;
  readonly practitionerId: string;
  readonly startAt: number;
  readonly minutes: number;
  readonly habit: WeekHabit;
  readonly plan: WeekPlan | null;
  /** When reception does what is planned. */
  readonly plannedAt: number;
  /** Where it is moved to. */
  readonly movedTo: number;
}

/** Somebody whom patients come to see. */
export interface WeekPractitioner {
  readonly id: string;
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
}

/** A week of a clinic. */
export interface WeekAgenda {
  readonly practitioners: readonly WeekPractitioner[];
  readonly visits: readonly WeekVisit[];
  /** The moment at which the first day begins. */
  readonly from: number;
  /** The moment at which the seventh day ends. */
  readonly to: number;
}

export interface WeekAgendaOptions {
  readonly seed: number | string;
  /** How many appointments the week has. */
  readonly appointments: number;
  /** The first of seven days, `YYYY-MM-DD`. */
  readonly startDay: string;
  readonly timeZone: string;
}

const practitioners: readonly WeekPractitioner[] = [
  { id: 'practitioner-1', prefix: 'Dr', given: 'Priya', family: 'Sharma' },
  { id: 'practitioner-2', prefix: 'Dr', given: 'Tom', family: 'Baker' },
  { id: 'practitioner-3', prefix: 'Dr', given: 'Helen', family: 'Fraser' },
];

const names: Readonly<Record<WeekLanguage, { readonly given: readonly string[]; readonly family: readonly string[] }>> =
  {
    en: {
      given: ['Amelia', 'Jack', 'Olivia', 'Noah', 'Mia', 'Sam', 'Grace', 'Leo', 'Ava', 'Henry', 'Zoe', 'Oscar', 'Ruby'],
      family: ['Smith', 'Papadopoulos', "O'Brien", 'Rossi', 'Jones', 'Kelly', 'Brown', 'Singh'],
    },
    zh: { given: ['小明', '美玲', '志强', '淑芬'], family: ['王', '李', '陈', '黄'] },
    ar: { given: ['فاطمة', 'يوسف', 'مريم', 'عمر'], family: ['حداد', 'منصور', 'خوري'] },
    vi: { given: ['Lan', 'Minh', 'Hương', 'Tuấn'], family: ['Nguyễn', 'Trần', 'Phạm'] },
  };

const days = 7;
const slotMinutes = 20;
const minuteMs = 60_000;

/** Plans a week: the same options give the same week. From 32 appointments on it has every part of `castWeek`. */
export function createWeekAgenda(options: WeekAgendaOptions): WeekAgenda {
  const { appointments, startDay, timeZone } = options;
  if (!Number.isInteger(appointments) || appointments < 1 || appointments > 150)
    throw new ConfigurationError({ field: 'appointments', message: 'must be a whole number from 1 to 150' });
  const random = createRandom(`week/${String(options.seed)}`);
  // The first one says what is wrong with the day or the zone.
  const clocks = [createDayClock(startDay, timeZone)];
  for (let day = 1; day <= days; day += 1) clocks.push(createDayClock(dayAfter(startDay, day), timeZone));
  const at = (day: number, time: string): number => clocks[day]?.(time) ?? NaN;
  const draft: Draft = { random, at, slots: random.shuffle(createSlots()), phones: drawPhones(random) };
  const visits: WeekVisit[] = [];
  for (const [index, role] of castWeek(appointments, () => random.pick(everydayHabits)).entries()) {
    visits.push(toVisit(draft, { role, number: index + 1, sibling: role.isSibling ? visits.at(-1) : undefined }));
  }
  return { practitioners, visits, from: at(0, '00:00'), to: at(days, '00:00') };
}

interface Slot {
  readonly day: number;
  readonly time: string;
  readonly practitionerId: string;
}

interface Draft {
  readonly random: Random;
  readonly at: (day: number, time: string) => number;
  readonly slots: Slot[];
  readonly phones: () => string;
}

/** From the second day on, so that there is a day for reminders and for what reception does. */
function createSlots(): Slot[] {
  return Array.from({ length: days - 1 }, (_, day) => day + 1).flatMap((day) =>
    Array.from({ length: ((18 - 8) * 60) / slotMinutes }, (_, slot) => 8 * 60 + slot * slotMinutes).flatMap((minute) =>
      practitioners.map(({ id }) => ({ day, time: toTimeOfDay(minute), practitionerId: id })),
    ),
  );
}

function toVisit(
  { random, at, slots, phones }: Draft,
  part: { readonly role: WeekRole; readonly number: number; readonly sibling: WeekVisit | undefined },
): WeekVisit {
  const { role, number, sibling } = part;
  const slot = takeSlot(
    slots,
    // What may be moved has a day after it.
    (one) =>
      (role.plan === null || one.day < days - 1) &&
      (sibling === undefined || isNear(at(one.day, one.time), sibling.startAt)),
  );
  const isLater = ({ day, practitionerId }: Slot): boolean => day > slot.day && practitionerId === slot.practitionerId;
  const target = role.plan === null ? slot : takeSlot(slots, isLater);
  const { given, family } = names[role.language];
  const startAt = at(slot.day, slot.time);
  const plannedAt = drawMoment(random, at, slot.day) + number * 1000;
  return {
    appointmentId: `appointment-${String(number)}`,
    patientId: `patient-${String(number)}`,
    given: random.pick(given.filter((name) => name !== sibling?.given)),
    family: sibling?.family ?? random.pick(family),
    phone: sibling?.phone ?? phones(),
    language: role.language,
    practitionerId: slot.practitionerId,
    startAt,
    minutes: slotMinutes,
    habit: role.habit,
    plan: role.plan,
    plannedAt,
    movedTo: at(target.day, target.time),
  };
}

/** A child is seen within two hours of its sibling, by whomever. */
function isNear(startAt: number, other: number): boolean {
  return startAt !== other && Math.abs(startAt - other) <= 120 * minuteMs;
}

/** Some time on a day before, while reception is there. */
function drawMoment(random: Random, at: Draft['at'], day: number): number {
  return at(random.between(0, day - 1), '09:05') + random.between(0, 7 * 60) * minuteMs;
}

function takeSlot(slots: Slot[], suits: (slot: Slot) => boolean): Slot {
  const index = Math.max(0, slots.findIndex(suits));
  const [slot] = slots.splice(index, 1);
  if (slot === undefined)
    throw new ConfigurationError({ field: 'appointments', message: 'there are more than the week has slots for' });
  return slot;
}

function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

function toTimeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
