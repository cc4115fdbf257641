import type { Random } from '../random.ts';
import type { AgendaPractitioner, AgendaVisit } from './agenda.ts';
import { createConsultations } from './consultations.ts';
import { lookUp, minuteMs } from './world.ts';
import type { Standing, World } from './world.ts';

/** How the doctors tell the PMS that they start: see `PmsProfile` of core. */
export type DoctorProfile = 'starts-on-fulfilled' | 'fhir';

// A patient who has arrived may be called this much before the time.
const earliestCallMs = 8 * minuteMs;
// Who is seen from afar and has not answered is rung up anyway.
const patienceMs = 12 * minuteMs;

/** Lets one practitioner see the patients of the day, in order, and run late. */
export function employDoctor(
  world: World,
  practitioner: AgendaPractitioner,
  visits: readonly AgendaVisit[],
  options: { readonly random: Random; readonly profile: DoctorProfile },
): void {
  const { random, profile } = options;
  const { clock, pms } = world;
  const seen = new Set<string>();
  const own = visits.filter(({ practitionerId }) => practitionerId === practitioner.id);
  const first = own[0];
  // A doctor whose own day is empty may still take over somebody else's patient.
  let freeAt = first === undefined ? clock.now() : first.startAt + random.between(0, 12) * minuteMs;

  const lookAround = (): void => {
    if (clock.now() < freeAt) return;
    const next = findNext(world, visits, { practitionerId: practitioner.id, seen });
    if (next === null) return;
    seen.add(next.visit.appointmentId);
    start(next.visit, next.standing);
  };
  const consultations = createConsultations(world, random.fork('consultations'));
  const start = (visit: AgendaVisit, { status, modality }: Standing): void => {
    const id = visit.appointmentId;
    freeAt = clock.now() + random.between(9, 22) * minuteMs;
    if (profile === 'fhir') pms.controls.setEncounter(id, 'in-progress');
    else pms.controls.setStatus(id, 'fulfilled');
    const isHere = status !== 'booked';
    world.note(
      'doctor',
      modality !== 'in-person' ? 'started from afar' : isHere ? 'called a patient' : 'called before the patient came',
      id,
    );
    world.waiting.call(id);
    consultations.begin(visit);
    world.schedule(freeAt, () => {
      consultations.end(id);
      if (profile === 'fhir') {
        pms.controls.setEncounter(id, 'finished');
        pms.controls.setStatus(id, 'fulfilled');
      }
      lookAround();
    });
  };

  world.schedule(freeAt, lookAround);
  consultations.comeEarly(own);
  for (const visit of own) {
    for (const delayMs of [-earliestCallMs, 0, patienceMs]) world.schedule(visit.startAt + delayMs, lookAround);
  }
  pms.log.subscribe(({ appointment, to }) => {
    if (to !== 'arrived' && to !== 'checked-in') return;
    const visit = visits.find(({ appointmentId }) => appointmentId === appointment);
    const standing = visit === undefined ? null : lookUp(world, visit);
    if (standing?.practitionerId !== practitioner.id) return;
    // The doctor looks at the list a moment later, or when the time has come.
    const noticedAt = clock.now() + random.between(20, 60) * 1000;
    world.schedule(Math.max(noticedAt, standing.startAt - earliestCallMs), lookAround);
  });
}

interface NextVisit {
  readonly visit: AgendaVisit;
  readonly standing: Standing;
}

function findNext(
  world: World,
  visits: readonly AgendaVisit[],
  { practitionerId, seen }: { readonly practitionerId: string; readonly seen: ReadonlySet<string> },
): NextVisit | null {
  const now = world.clock.now();
  let next: NextVisit | null = null;
  for (const visit of visits) {
    if (seen.has(visit.appointmentId)) continue;
    const standing = lookUp(world, visit);
    if (standing?.practitionerId !== practitionerId || !canStart(visit, standing, now)) continue;
    if (next === null || standing.startAt < next.standing.startAt) next = { visit, standing };
  }
  return next;
}

function canStart({ personality, plan }: AgendaVisit, { status, startAt, modality }: Standing, now: number): boolean {
  // Reception has already told the doctor that this one will not take place.
  if (plan === 'cancel-while-waiting') return false;
  if (status === 'arrived' || status === 'checked-in') return now >= startAt - earliestCallMs;
  if (status !== 'booked') return false;
  if (personality === 'after-doctor') return now >= startAt;
  return modality !== 'in-person' && now >= startAt + patienceMs;
}
