import { ClinicArrivalsError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { EventBus } from './event-bus.ts';

/** The parts that can be down. `gateway`: texts leave · `inbound`: texts come in, by the same gateway or another way. */
export type HealthPart = 'pms' | 'gateway' | 'inbound' | 'video' | 'storage';

/** How one part is. */
export interface PartHealth {
  readonly isUp: boolean;
  /** Since when, epoch milliseconds; null while it was not tried. */
  readonly since: number | null;
  /** What went wrong last, without patient data; null while it is up. */
  readonly error: string | null;
}

/** How the engine is. */
export interface Health {
  readonly isHealthy: boolean;
  readonly isLeader: boolean;
  readonly parts: Readonly<Record<HealthPart, PartHealth>>;
}

/** Keeps what is up and what is down since when. */
export interface HealthMonitor {
  up(part: HealthPart): void;
  down(part: HealthPart, error: unknown): void;
  read(isLeader: boolean): Health;
}

/** Makes the monitor. Changes are logged and emitted once, not at every call. */
export function createHealthMonitor(options: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly bus: EventBus;
}): HealthMonitor {
  const { clock, logger, bus } = options;
  const fresh: PartHealth = { isUp: true, since: null, error: null };
  const parts: Record<HealthPart, PartHealth> = {
    pms: fresh,
    gateway: fresh,
    inbound: fresh,
    video: fresh,
    storage: fresh,
  };
  return {
    up: (part) => {
      const before = parts[part];
      if (before.isUp && before.since !== null) return;
      parts[part] = { isUp: true, since: clock.now(), error: null };
      if (before.isUp) return;
      logger.log('info', `[${part}] is back`);
      bus.emit('health-changed', { at: clock.now(), part, isUp: true });
    },
    down: (part, error) => {
      const before = parts[part];
      // Only our own messages are free of patient data (promise P10).
      const text = ClinicArrivalsError.isInstance(error) ? error.message : 'unexpected error';
      parts[part] = { isUp: false, since: before.isUp ? clock.now() : before.since, error: text };
      if (!before.isUp) return;
      logger.log('error', `[${part}] is down: ${text}`);
      bus.emit('health-changed', { at: clock.now(), part, isUp: false });
    },
    read: (isLeader) => ({ isHealthy: Object.values(parts).every((part) => part.isUp), isLeader, parts: { ...parts } }),
  };
}
