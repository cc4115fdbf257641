import { spawn } from 'node:child_process';
import process from 'node:process';

/** A program of the examples, running as somebody would start it. */
export interface Program {
  /** What it has printed so far, on both streams. */
  output(): string;
  /** Resolves with the match once it has printed this; throws when it ends without. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves with the exit code; null when a signal has ended it. */
  readonly exited: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  readonly pid: number | undefined;
}

/** Starts a program with these variables and nothing else of our own environment that it could read. */
export function runProgram(options: {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly cwd: string;
}): Program {
  const { file, environment, args = [], cwd } = options;
  const inherited = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const env: Record<string, string> = { ...Object.fromEntries(inherited), ...environment };
  const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      tell();
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
    });
  });
  return {
    output: () => printed,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(printed);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void exited.then((code) => {
          reject(new Error(`it has ended with ${String(code)} and printed: ${printed}`));
        });
      }),
    exited,
    signal: (name) => {
      child.kill(name);
    },
    pid: child.pid,
  };
}
