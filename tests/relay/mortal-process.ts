import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program that is killed again and again, and started again at once each time. */
export interface MortalProcess {
  /** Kills it with SIGKILL at whatever it is doing, starts it again, and resolves when it is ready. */
  killAndRestart(): Promise<void>;
  end(): Promise<void>;
}

/** Starts a script of this folder and resolves when it says that it is ready. */
export async function startMortal(script: string, options: object): Promise<MortalProcess> {
  const start = async (): Promise<ChildProcess> => {
    const child = fork(fileURLToPath(new URL(script, import.meta.url)), [JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${script} ended before it was ready`)));
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return child;
  };
  let child = await start();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return {
    killAndRestart: async () => {
      await kill();
      child = await start();
    },
    end: kill,
  };
}
