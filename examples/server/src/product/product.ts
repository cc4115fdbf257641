import type { Arrivals, Clinic, Clock } from '@clinicarrivals/core';
import type { ScaledClock, SimulatedClinic } from '@clinicarrivals/simulator';
import type { Entrance } from './entrance.ts';

/** A clinic's waiting room, ready to be started and shown on a page. */
export interface Product {
  readonly clinic: Clinic;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  /** Null where patients and PMS are real: then nobody can play them. */
  readonly simulation: PlayableSimulation | null;
  /** True where the EHR pushes all there is to know of appointments, and there is no PMS to ask. */
  readonly isPushed: boolean;
  /** What the outside may reach. */
  readonly entrances: readonly Entrance[];
  /** Begins to watch, receive and send. */
  start(): Promise<void>;
  /** Finishes what is under way and lets go of everything (idempotent). */
  stop(): Promise<void>;
}

/** What somebody at the page can play with in the simulation. */
export interface PlayableSimulation {
  readonly clock: ScaledClock;
  readonly simulated: SimulatedClinic;
}
