import type { WeekAgenda, WeekVisit } from './week-agenda.ts';
import { minuteMs, note, startOf } from './week-world.ts';
import type { WeekWorld } from './week-world.ts';

const places = ['location-1', 'location-2'] as const;
const [usualPlace, otherPlace] = places;
/** How soon reception puts right what it has just done wrongly. */
const slipMs = 40_000;
/** When reception moves what it has booked, and told. */
export const movesLaterMs = 90 * minuteMs;
const noShowAfterMs = 40 * minuteMs;
const visitMs = 15 * minuteMs;

/** Puts the clinic and all appointments that are booked beforehand into the PMS. */
export function openTheBooks(world: WeekWorld, { practitioners, visits }: WeekAgenda): void {
  const { controls } = world.pms;
  controls.addLocation({ id: usualPlace, name: 'Main Street Clinic' });
  controls.addLocation({ id: otherPlace, name: 'Harbour Road Clinic' });
  for (const practitioner of practitioners) controls.addPractitioner(practitioner);
  for (const visit of visits) {
    const { patientId: id, given, family, phone, language } = visit;
    controls.addPatient({ id, given, family, phone, language });
    if (!isBookedLater(visit)) book(world, visit);
  }
}

/** Lets reception do what is planned for each visit, and look after who comes and who does not. */
export function employWeekReception(world: WeekWorld, { practitioners, visits }: WeekAgenda): void {
  for (const visit of visits) {
    world.schedule(visit.plannedAt, () => {
      if (isBookedLater(visit) || startOf(world, visit) !== null) carryOut(world, visit, practitioners);
    });
    lookAfter(world, visit);
  }
}

function isBookedLater({ plan }: WeekVisit): boolean {
  return plan?.startsWith('book') === true;
}

function book(world: WeekWorld, visit: WeekVisit): void {
  const { appointmentId: id, patientId, practitionerId, startAt, minutes } = visit;
  world.pms.controls.book({ id, patientId, practitionerId, startAt, minutes, locationId: usualPlace });
}

function move(world: WeekWorld, { appointmentId }: WeekVisit, startAt: number): void {
  world.pms.controls.move(appointmentId, startAt);
  note(world, 'moved', appointmentId);
}

function carryOut(world: WeekWorld, visit: WeekVisit, practitioners: WeekAgenda['practitioners']): void {
  const { controls } = world.pms;
  const { appointmentId: id, plan, startAt, movedTo } = visit;
  const soon = (action: () => void): void => void world.schedule(world.clock.now() + slipMs, action);
  const cancel = (): void => {
    controls.cancel(id);
    note(world, 'cancelled', id);
  };
  if (isBookedLater(visit)) {
    book(world, visit);
    note(world, 'booked', id);
  }
  switch (plan) {
    case null:
    case 'book':
      return;
    case 'book-and-move':
      soon(() => move(world, visit, movedTo));
      return;
    case 'book-and-move-later':
      world.schedule(world.clock.now() + movesLaterMs, () => {
        if (startOf(world, visit) !== null) move(world, visit, movedTo);
      });
      return;
    case 'book-and-cancel':
      soon(cancel);
      return;
    case 'move':
      move(world, visit, movedTo);
      return;
    case 'move-and-back':
      move(world, visit, movedTo);
      soon(() => {
        controls.move(id, startAt);
        note(world, 'moved back', id);
      });
      return;
    case 'cancel':
      cancel();
      return;
    case 'place':
      controls.changeLocation(id, otherPlace);
      note(world, 'changed place', id);
      return;
    case 'practitioner': {
      const other = practitioners.find((person) => person.id !== visit.practitionerId);
      controls.changePractitioner(id, other?.id ?? visit.practitionerId);
      note(world, 'changed practitioner', id);
      return;
    }
    case 'confirm':
      controls.confirm(id);
      note(world, 'confirmed', id);
      return;
    default:
      plan satisfies never;
  }
}

/** On the day: who comes to the desk is marked arrived, then seen; who does not come is marked as no-show. */
function lookAfter(world: WeekWorld, visit: WeekVisit): void {
  const { controls } = world.pms;
  const { appointmentId: id } = visit;
  const check = (): void => {
    const startAt = startOf(world, visit);
    if (startAt === null) return;
    if (startAt + noShowAfterMs > world.clock.now()) {
      world.schedule(startAt + noShowAfterMs, check);
      return;
    }
    controls.setStatus(id, 'noshow');
    note(world, 'marked as no-show', id);
  };
  world.schedule(Math.max(visit.startAt, visit.plannedAt) + noShowAfterMs, check);
  world.pms.log.subscribe(({ appointment, to }) => {
    if (appointment !== id || to !== 'arrived') return;
    world.schedule(world.clock.now() + visitMs, () => {
      if (controls.appointment(id)?.status === 'arrived') controls.setStatus(id, 'fulfilled');
    });
  });
}
