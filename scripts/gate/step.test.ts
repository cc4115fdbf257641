import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStep, runSteps, type Step } from './step.ts';

let root = '';

// A tool that says its name and ends as it is told.
const tool = `
const [name, code] = process.argv.slice(2);
console.log('this is ' + name);
process.exitCode = Number(code);
`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gate-'));
  const folder = join(root, 'node_modules', 'checker');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'checker', bin: 'tool.cjs' }));
  writeFileSync(join(folder, 'tool.cjs'), tool);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function makeStep(name: string, ...codes: readonly number[]): Step {
  return { name, commands: codes.map((code, at) => ({ tool: 'checker', args: [`${name}${at}`, String(code)] })) };
}

describe('runStep', () => {
  it('passes when every command passed, with the output of all', async () => {
    const outcome = await runStep(root, makeStep('lint', 0, 0));
    expect(outcome.hasPassed).toBe(true);
    expect(outcome.output).toContain('this is lint0');
    expect(outcome.output).toContain('this is lint1');
  });

  it('runs the commands after a failed one, and shows only what failed', async () => {
    const outcome = await runStep(root, makeStep('lint', 0, 1, 2));
    expect(outcome.hasPassed).toBe(false);
    expect(outcome.output).not.toContain('this is lint0');
    expect(outcome.output).toContain('this is lint1');
    expect(outcome.output).toContain('this is lint2');
  });
});

describe('runSteps', () => {
  it('goes on after a failure and tells each outcome as it comes', async () => {
    const told: string[] = [];
    const outcomes = await runSteps({
      root,
      steps: [makeStep('lint', 1), makeStep('types', 0), makeStep('size', 0)],
      atOnce: 1,
      onOutcome: (outcome) => told.push(`${outcome.name} ${outcome.hasPassed}`),
    });
    expect(told).toEqual(['lint false', 'types true', 'size true']);
    expect(outcomes).toHaveLength(3);
  });

  it('never runs more steps at once than it may', async () => {
    let running = 0;
    let most = 0;
    const steps = ['a', 'b', 'c', 'd'].map((name) => ({
      name,
      get commands() {
        // Read once, when the step starts.
        running += 1;
        most = Math.max(most, running);
        return makeStep(name, 0).commands;
      },
    }));
    await runSteps({ root, steps, atOnce: 2, onOutcome: () => void (running -= 1) });
    expect(most).toBe(2);
  });
});
