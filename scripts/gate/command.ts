import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One run of a tool that is installed in node_modules. */
export interface Command {
  /** The package that brings the tool. */
  readonly tool: string;
  /** Which of the package's programs; needed only when none is named after the package. */
  readonly program?: string;
  readonly args: readonly string[];
  /** Relative to the root of the repository; the root itself when absent. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a command ended, with everything it printed in the order it was printed. */
export interface CommandResult {
  readonly hasPassed: boolean;
  readonly output: string;
}

const longestMs = 30 * 60_000;

/** Reads which script a package starts for a program, so that it runs without a shell: Windows has only .cmd shims. */
export function findProgram(root: string, tool: string, program = tool.replace(/^@[^/]+\//, '')): string {
  const folder = join(root, 'node_modules', ...tool.split('/'));
  // npm has validated the manifest when it installed the package.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[program];
  if (script === undefined) throw new Error(`[gate] ${tool} brings no program ${program}: name another in the step`);
  return join(folder, script);
}

/** Runs a command on this very Node and waits for its end. Never throws: a tool that cannot start has failed. */
export async function runCommand(root: string, command: Command): Promise<CommandResult> {
  let script: string;
  try {
    script = findProgram(root, command.tool, command.program);
  } catch (error) {
    return { hasPassed: false, output: `[gate] ${command.tool} could not start, run npm ci: ${String(error)}` };
  }
  return await runProcess(process.execPath, [script, ...command.args], {
    cwd: join(root, command.folder ?? '.'),
    environment: { TURBO_TELEMETRY_DISABLED: '1', ...command.environment },
  });
}

/** Runs a program and waits for its end, however it ends; after half an hour, unless told otherwise, it is stopped. */
export function runProcess(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly timeoutMs?: number;
  },
): Promise<CommandResult> {
  const timeoutMs = options.timeoutMs ?? longestMs;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    const pieces: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (piece: string) => pieces.push(piece));
    }
    child.on('error', (error) => resolve({ hasPassed: false, output: `${pieces.join('')}${error.message}\n` }));
    child.on('close', (code, signal) => {
      // What was stopped may still end tidily, with a code of its own.
      if (child.killed)
        pieces.push(`\n[gate] stopped after ${timeoutMs / 1000} seconds, the longest that a command may take\n`);
      else if (signal !== null) pieces.push(`\n[gate] ended by ${signal}\n`);
      resolve({ hasPassed: code === 0 && !child.killed, output: pieces.join('') });
    });
  });
}
