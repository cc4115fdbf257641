import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from './testing/run-program.ts';

const file = join(import.meta.dirname, 'demo.ts');

it.each([
  ['an option that it does not have', ['--sed', '5'], "Unknown option '--sed'"],
  ['a preset that there is nothing to show of', ['--preset', 'none'], 'give one of: virtualWaitingRoom, reminders'],
  ['a word that belongs to no option', ['5'], "Unexpected argument '5'"],
])('the demo refuses %s in a line, without a stack', async (_, args, words) => {
  const program = runProgram({ file, args, cwd: tmpdir(), environment: {} });
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain(words);
  expect(program.output()).not.toMatch(/^\s+at /m);
});
