import { createArrivals } from '@clinicarrivals/core';
import type { AppointmentStore, Arrivals, ConversationStore } from '@clinicarrivals/core';
import { createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { benchClinic, createInstantGateway, strictLogger } from './bench-clinic.ts';

/** The small hours: nobody is texted, so that a scan is all there is to do. */
export function createScanClock(): MovableClock {
  return createMovableClock('2026-04-02T03:10:00+11:00');
}

/** A clinic that scans today, every ten seconds. */
export function createScanningClinic(parts: {
  readonly appointments: AppointmentStore;
  readonly store: ConversationStore;
  readonly clock: MovableClock;
}): Arrivals {
  return createArrivals({
    ...parts,
    clinic: benchClinic,
    messages: createInstantGateway(() => undefined),
    video: createMemoryVideoProvider({ clock: parts.clock }),
    settings: { pollSeconds: 10, registrationDays: 0 },
    logger: strictLogger,
  });
}

/** Lets the time of a scan come, and scans. */
export async function scanAgain(arrivals: Arrivals, clock: MovableClock): Promise<void> {
  clock.advance(10_000);
  await arrivals.runOnce();
}
