import { runCommand, type Command } from './command.ts';

/** One line of the gate: the commands that answer one question. */
export interface Step {
  readonly name: string;
  /** All of them run, also when an earlier one has failed, so that one run tells everything. */
  readonly commands: readonly Command[];
}

/** What came of a step. */
export interface StepOutcome {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly durationMs: number;
  /** What the failed commands printed; what all printed when none failed. */
  readonly output: string;
}

/** Runs one step to its end. */
export async function runStep(root: string, step: Step): Promise<StepOutcome> {
  const startedAt = performance.now();
  const all: string[] = [];
  const failed: string[] = [];
  for (const command of step.commands) {
    const result = await runCommand(root, command);
    const where = command.folder === undefined ? '' : `${command.folder}:\n`;
    all.push(where + result.output);
    if (!result.hasPassed) failed.push(where + result.output);
  }
  return {
    name: step.name,
    hasPassed: failed.length === 0,
    durationMs: performance.now() - startedAt,
    output: (failed.length > 0 ? failed : all).join('\n'),
  };
}

/**
 * Runs steps that do not need each other, at most `atOnce` at the same time, in the order given. A failure stops nothing.
 * `onOutcome` is called as each one ends.
 */
export async function runSteps(options: {
  readonly root: string;
  readonly steps: readonly Step[];
  readonly atOnce: number;
  readonly onOutcome: (outcome: StepOutcome) => void;
}): Promise<readonly StepOutcome[]> {
  const waiting = [...options.steps];
  const outcomes: StepOutcome[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(options.root, step);
      outcomes.push(outcome);
      options.onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  return outcomes;
}
