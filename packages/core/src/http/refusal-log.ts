import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Refusal } from './refusal.ts';

const minute = 60_000;
/** Reasons are few, in our own words. If a reader makes them up, the log is lost for some and the memory for none. */
const mostReasons = 64;

/** Records refusals without letting who sends many of them fill the disk. */
export interface RefusalLog {
  add(refusal: Refusal): void;
  /** Writes what is due; called with each request. */
  flush(): void;
}

interface Line {
  readonly refusal: Refusal;
  readonly since: number;
  /** Refusals that no line has told yet. */
  count: number;
}

/** Makes the log: the first refusal for a reason at once, then one line a minute with the number of those since. */
export function createRefusalLog(options: { readonly clock: Clock; readonly logger: Logger }): RefusalLog {
  const { clock, logger } = options;
  const lines = new Map<string, Line>();
  const write = ({ status, reason, level }: Refusal, count: number): void =>
    logger.log(level, '[webhooks] refused', { status, reason, count });

  return {
    add: (refusal) => {
      const line = lines.get(refusal.reason);
      if (line !== undefined) {
        line.count += 1;
        return;
      }
      if (lines.size >= mostReasons) return;
      lines.set(refusal.reason, { refusal, since: clock.now(), count: 0 });
      write(refusal, 1);
    },
    flush: () => {
      for (const [reason, { refusal, since, count }] of lines) {
        // The clock may have been set back.
        if (Math.abs(clock.now() - since) < minute) continue;
        lines.delete(reason);
        if (count === 0) continue;
        lines.set(reason, { refusal, since: clock.now(), count: 0 });
        write(refusal, count);
      }
    },
  };
}
