import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The simulated PMS in a process of its own, with a day of appointments. */
export interface BenchPms {
  readonly url: string;
  /** Changes ten appointments. */
  change(): Promise<void>;
  stop(): Promise<void>;
}

/** The day that its appointments are on. */
export const benchDay = {
  from: Date.parse('2026-04-02T03:00:00+11:00'),
  to: Date.parse('2026-04-03T03:00:00+11:00'),
};

/** Starts it. */
export async function startPms(options: {
  readonly appointments: number;
  readonly hasEtags: boolean;
}): Promise<BenchPms> {
  const file = fileURLToPath(new URL('./pms-process.ts', import.meta.url));
  const child = fork(file, [String(options.appointments), options.hasEtags ? 'etag' : 'no-etag']);
  // The first thing that the child says is where it listens.
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    change: async () => {
      const changed = once(child, 'message');
      child.send('change');
      await changed;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
