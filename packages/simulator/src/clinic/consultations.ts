import type { Random } from '../random.ts';
import type { AgendaVisit } from './agenda.ts';
import { attendCall } from './attend-call.ts';
import type { Attendance } from './attend-call.ts';
import { lookUp, minuteMs } from './world.ts';
import type { World } from './world.ts';

/** One doctor's consultations by video. */
export interface Consultations {
  /** The doctor likes to be in before the patient, now and then, and waits alone. */
  comeEarly(visits: readonly AgendaVisit[]): void;
  /** Follows the link in the PMS, if the visit is by video. */
  begin(visit: AgendaVisit): void;
  end(appointmentId: string): void;
}

const earlyMs = 4 * minuteMs;
// Who has waited alone for so long does something else.
const aloneMs = 15 * minuteMs;

/** Makes the consultations of a doctor who has none yet. */
export function createConsultations(world: World, random: Random): Consultations {
  const attendances = new Map<string, Attendance>();
  const begun = new Set<string>();
  const attend = (visit: AgendaVisit): void => {
    const { appointmentId: appointment } = visit;
    const standing = lookUp(world, visit);
    const link = standing?.modality === 'video' ? standing.link : null;
    if (link === null || world.browser?.canOpen(link) !== true || attendances.has(appointment)) return;
    attendances.set(appointment, attendCall(world, { who: 'doctor', appointment, link }));
  };
  const end = (id: string): void => {
    attendances.get(id)?.leave();
    attendances.delete(id);
  };
  return {
    comeEarly: (visits) => {
      for (const visit of visits) {
        if (!random.chance(0.6)) continue;
        world.schedule(visit.startAt - earlyMs, () => {
          const standing = lookUp(world, visit);
          if (standing?.status !== 'booked' || standing.startAt !== visit.startAt) return;
          attend(visit);
          world.schedule(visit.startAt + aloneMs, () => {
            if (!begun.has(visit.appointmentId)) end(visit.appointmentId);
          });
        });
      }
    },
    begin: (visit) => {
      begun.add(visit.appointmentId);
      attend(visit);
    },
    end,
  };
}
