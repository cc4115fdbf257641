import type { Random } from '../random.ts';
import type { AgendaVisit } from './agenda.ts';
import { attendCall } from './attend-call.ts';
import type { Attendance } from './attend-call.ts';
import { isInCall } from './call-log.ts';
import { minuteMs } from './world.ts';
import type { World } from './world.ts';

/** The link of a text that the patient can open; null where there is none. */
export function findLink({ browser }: World, body: string): string | null {
  const link = /https?:\/\/[^\s"]+/.exec(body)?.[0] ?? null;
  return link !== null && browser?.canOpen(link) === true ? link : null;
}

// Somebody who waits for nothing closes the page in the end.
const patienceMinutes = 50;

/** Takes the patient's part in a consultation, as is their habit; null for who stays away. */
export function meetByVideo(
  world: World,
  { visit, link, random }: { readonly visit: AgendaVisit; readonly link: string; readonly random: Random },
): Attendance | null {
  const { appointmentId: appointment, videoHabit } = visit;
  if (videoHabit === 'stays-away') return null;
  const later = (minutes: readonly [number, number], action: () => void): void => {
    const ms = random.between(minutes[0] * minuteMs, minutes[1] * minuteMs);
    world.schedule(world.clock.now() + ms, action);
  };
  const onIn = (): void => {
    later([patienceMinutes, patienceMinutes], () => {
      attendance.leave();
    });
    if (videoHabit === 'drops-out') {
      later([1, 4], () => {
        attendance.drop(random.between(30, 150) * 1000);
      });
    }
    if (videoHabit === 'asks-for-call') {
      // Before the doctor has come: some do not like what they see of themselves.
      later([0.3, 0.6], () => {
        askForCall(world, { appointment, link, attendance });
      });
    }
  };
  const attendance = attendCall(world, { who: 'patient', appointment, link, onIn });
  // When the doctor has said goodbye there is nothing to stay for.
  world.calls.subscribe((call) => {
    if (call.who !== 'doctor' || call.appointment !== appointment || call.did !== 'left' || !attendance.isIn()) return;
    later([0.1, 0.5], () => {
      attendance.leave();
    });
  });
  return attendance;
}

function askForCall(
  world: World,
  call: { readonly appointment: string; readonly link: string; readonly attendance: Attendance },
): void {
  const { appointment, link, attendance } = call;
  // Who talks to the doctor already needs no telephone.
  if (!attendance.isIn() || isInCall(world.calls, { who: 'doctor', appointment })) return;
  world.begin(async () => {
    const isAsked = (await world.browser?.askForCall(link)) === true;
    if (!isAsked) return;
    world.calls.append({
      at: world.clock.now(),
      who: 'patient',
      did: 'asked to be rung',
      appointment,
      sessionId: null,
    });
    attendance.leave();
  });
}
