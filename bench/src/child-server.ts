import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface ChildServer {
  readonly port: number;
  /** How much processor time it has used, in milliseconds, where the program says that when asked. */
  cpuMs(): Promise<number>;
  /** Ends its input, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a program of this folder that says its port first and ends with its input. */
export async function startServer(program: string, args: readonly string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const port = Number.parseInt(output, 10);
  if (!(port > 0)) throw new Error(`${program}: the server did not start`);
  return {
    port,
    cpuMs: async () => {
      output = '';
      child.stdin.write('\n');
      while (!output.includes('\n')) await once(child.stdout, 'data');
      return Number(output);
    },
    stop: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
