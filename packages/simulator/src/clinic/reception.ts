import type { Random } from '../random.ts';
import type { Agenda, AgendaVisit } from './agenda.ts';
import { lookUp, minuteMs } from './world.ts';
import type { World } from './world.ts';

const locationId = 'location-1';

/** Puts the clinic and all appointments that are booked beforehand into the PMS. */
export function openTheBooks({ pms, gateway }: World, agenda: Agenda): void {
  pms.controls.addLocation({ id: locationId, name: agenda.locationName });
  for (const { id, prefix, given, family } of agenda.practitioners) {
    pms.controls.addPractitioner({ id, prefix, given, family });
  }
  for (const visit of agenda.visits) {
    if (visit.personality === 'landline') gateway.controls.setHandset(visit.phone, 'landline');
    if (visit.personality === 'unreachable') gateway.controls.setHandset(visit.phone, 'unreachable');
    if (visit.plan !== 'add') book(pms, visit);
  }
}

/** Lets reception do what is planned for each visit, and tick off who does not come. */
export function employReception(world: World, agenda: Agenda, random: Random): void {
  for (const visit of agenda.visits) {
    carryOutPlan(world, visit, agenda, random.fork(visit.appointmentId));
    watchForNoShow(world, visit);
  }
}

function book(pms: World['pms'], visit: AgendaVisit): void {
  const { patientId, given, family, phone, appointmentId, practitionerId, startAt, minutes, modality } = visit;
  pms.controls.addPatient({ id: patientId, given, family, phone });
  pms.controls.book({ id: appointmentId, patientId, practitionerId, startAt, minutes, modality, locationId });
}

function carryOutPlan(world: World, visit: AgendaVisit, agenda: Agenda, random: Random): void {
  const { controls } = world.pms;
  const id = visit.appointmentId;
  const before = (low: number, high: number): number => visit.startAt - random.between(low, high) * minuteMs;
  /** Does it unless the visit has gone another way meanwhile. */
  const whileBooked = (at: number, action: () => void): void => {
    world.schedule(at, () => {
      if (lookUp(world, visit)?.status === 'booked') action();
    });
  };
  switch (visit.plan) {
    case null:
      return;
    case 'move':
      whileBooked(before(60, 80), () => {
        controls.move(id, visit.startAt + random.between(1, 2) * 20 * minuteMs);
        world.note('reception', 'moved', id);
      });
      return;
    case 'cancel':
      whileBooked(before(100, 140), () => {
        controls.cancel(id);
        world.note('reception', 'cancelled', id);
      });
      return;
    case 'telehealth':
      whileBooked(before(90, 110), () => {
        controls.setTelehealth(id, 'video');
        world.note('reception', 'set telehealth', id);
      });
      return;
    case 'change-practitioner':
      whileBooked(before(70, 90), () => {
        const other = random.pick(
          agenda.practitioners.filter((person) => person.id !== visit.practitionerId && person.takesVideo),
        );
        controls.changePractitioner(id, other.id);
        world.note('reception', 'changed practitioner', id);
      });
      return;
    case 'add':
      world.schedule(before(200, 230), () => {
        book(world.pms, visit);
        world.note('reception', 'booked', id);
      });
      return;
    case 'cancel-while-waiting':
      cancelOnceWaiting(world, visit, random);
      return;
    default:
      visit.plan satisfies never;
  }
}

function cancelOnceWaiting(world: World, visit: AgendaVisit, random: Random): void {
  const unsubscribe = world.pms.log.subscribe(({ appointment, to }) => {
    if (appointment !== visit.appointmentId || to !== 'arrived') return;
    unsubscribe();
    world.schedule(world.clock.now() + random.between(3, 6) * minuteMs, () => {
      if (lookUp(world, visit)?.status !== 'arrived') return;
      world.pms.controls.cancel(visit.appointmentId);
      world.note('reception', 'cancelled while waiting', visit.appointmentId);
    });
  });
}

const noShowAfterMs = 75 * minuteMs;

function watchForNoShow(world: World, visit: AgendaVisit): void {
  const check = (): void => {
    const standing = lookUp(world, visit);
    if (standing?.status !== 'booked') return;
    if (standing.startAt + noShowAfterMs > world.clock.now()) {
      world.schedule(standing.startAt + noShowAfterMs, check);
      return;
    }
    // Who sits in the building is no no-show, whatever the PMS says: reception puts that right.
    const isHere = world.waiting.has(visit.appointmentId);
    world.pms.controls.setStatus(visit.appointmentId, isHere ? 'arrived' : 'noshow');
    world.note('reception', isHere ? 'marked as arrived' : 'marked as no-show', visit.appointmentId);
  };
  world.schedule(visit.startAt + noShowAfterMs, check);
}
