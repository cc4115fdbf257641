import type { MovableClock } from '@clinicarrivals/core/testing';
import type { Simulation } from '../simulation/open-simulation.ts';
import { createPollTimes } from './poll-times.ts';
import type { PollTimes } from './poll-times.ts';

/** Somebody besides the simulated people who does things during the day. */
export interface Bystander {
  /** The next moment at which they do something; null for never. */
  nextAt(): number | null;
  /** Does what is due. Says whether anything was. */
  runDue(): Promise<boolean>;
}

/** What is driven. */
export interface DrivenSimulation extends Pick<Simulation, 'arrivals'> {
  readonly simulated: Pick<
    Simulation['simulated'],
    'pms' | 'gateway' | 'video' | 'calls' | 'nextAt' | 'runDue' | 'idle'
  >;
}

/** A day that is to pass. */
export interface DayToDrive {
  readonly simulation: DrivenSimulation;
  /** The clock of the simulation. */
  readonly clock: MovableClock;
  readonly endAt: number;
  readonly bystander: Bystander;
}

/**
 * Lets the day pass by moving the clock from one moment that matters to the next.
 *
 * The waiting room looks at its real cadence, but only where looking can find something: at the first tick of each poll after
 * a change, and whenever something of its own is due.
 */
export async function driveDay({ simulation, clock, endAt, bystander }: DayToDrive): Promise<void> {
  const { simulated, arrivals } = simulation;
  let wakeAt: number | null = null;
  const polls = watchDay(simulation, clock, () => {
    wakeAt = clock.now();
  });
  const nextPollAt = (): number | null => soonest(...Object.values(polls).map((poll) => poll.nextAt()));
  const look = async (): Promise<void> => {
    for (const poll of Object.values(polls)) poll.looked(clock.now());
    await arrivals.runOnce();
    await simulated.idle();
    const dueAt = await arrivals.nextDueAt();
    // What is due and was not done waits for an answer from outside; the next poll may bring it.
    wakeAt = dueAt !== null && dueAt <= clock.now() ? polls.receives.tickAfter(clock.now()) : dueAt;
  };

  await look();
  for (;;) {
    const lookAt = soonest(wakeAt, nextPollAt());
    const next = soonest(lookAt, simulated.nextAt(), bystander.nextAt());
    if (next === null || next >= endAt) break;
    clock.moveTo(Math.max(next, clock.now()));
    simulated.runDue();
    await simulated.idle();
    // What somebody has settled may make something due at once.
    if (await bystander.runDue()) wakeAt = clock.now();
    if (reached(lookAt, clock) || reached(wakeAt, clock)) await look();
  }
  clock.moveTo(endAt);
  await look();
}

/** Tells each poll when there is something to find for it; `wakeUp` is called for what the waiting room is told at once. */
function watchDay(
  { simulated, arrivals }: DrivenSimulation,
  clock: MovableClock,
  wakeUp: () => void,
): Readonly<Record<'scans' | 'receives' | 'rooms', PollTimes>> {
  const { pollSeconds, receiveSeconds, receiptMinutes, roomSeconds } = arrivals.settings.get();
  const scans = createPollTimes(pollSeconds * 1000);
  const receives = createPollTimes(receiveSeconds * 1000);
  const rooms = createPollTimes(roomSeconds * 1000);
  // What it has written or sent itself, the waiting room knows.
  simulated.pms.changes.subscribe(({ by }) => {
    if (by === 'pms') scans.changed(clock.now());
  });
  simulated.gateway.log.subscribe(({ direction }) => {
    if (direction === 'in') receives.changed(clock.now());
  });
  let calledInAt = -Infinity;
  arrivals.on('text-sent', ({ at, template }) => {
    if (template === 'DoctorReady') calledInAt = at;
  });
  simulated.gateway.statuses.subscribe(({ status }) => {
    const isLost = status === 'undelivered' || status === 'failed';
    // Only for the receipt of a call-in does anything wait; the others are read whenever somebody looks.
    const isAwaited = status === 'delivered' && clock.now() - calledInAt <= receiptMinutes * 60_000;
    if (isLost || isAwaited) receives.changed(clock.now());
  });
  simulated.video?.log.subscribe(({ type }) => {
    if (type === 'joined' || type === 'left') rooms.changed(clock.now());
  });
  // Whoever comes to the page is dealt with at once, and so is what a webhook hints at.
  simulated.calls.subscribe(wakeUp);
  simulated.video?.webhooks.subscribe(wakeUp);
  return { scans, receives, rooms };
}

function soonest(...moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function reached(at: number | null, clock: MovableClock): boolean {
  return at !== null && at <= clock.now();
}
