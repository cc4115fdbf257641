import type { Step } from './step.ts';

/** Where the tests leave their results, relative to the root. */
export const testReportPath = 'reports/vitest.json';

/** Steps that need nothing but the sources; the long ones first, so that two at a time end together. */
export const sourceSteps: readonly Step[] = [
  {
    name: 'build',
    commands: [
      { tool: 'turbo', args: ['run', 'build', '--continue=dependencies-successful', '--output-logs=errors-only'] },
    ],
  },
  { name: 'lint', commands: [{ tool: 'eslint', args: ['.', '--max-warnings', '0'] }] },
  {
    name: 'types',
    // The page runs in browsers, where other things are global.
    commands: ['tsconfig.json', 'packages/video/page/tsconfig.json'].map((project) => ({
      tool: 'typescript',
      program: 'tsc',
      args: ['--noEmit', '-p', project],
    })),
  },
  { name: 'spelling', commands: [{ tool: 'cspell', args: ['lint', '--no-progress', '--gitignore'] }] },
  { name: 'format', commands: [{ tool: 'prettier', args: ['--check', '.'] }] },
  { name: 'unused', commands: [{ tool: 'knip', args: ['--no-progress', '--no-config-hints'] }] },
  { name: 'duplicates', commands: [{ tool: 'jscpd', args: ['--config', '.jscpd.json'] }] },
];

/** Steps that look at what is built, for the packages in these folders. */
export function packageSteps(folders: readonly string[]): readonly Step[] {
  return [
    { name: 'publint', commands: folders.map((folder) => ({ tool: 'publint', args: ['--strict'], folder })) },
    {
      name: 'attw',
      commands: folders.map((folder) => ({
        tool: '@arethetypeswrong/cli',
        program: 'attw',
        args: ['--pack', '--profile', 'esm-only', '--no-emoji'],
        folder,
      })),
    },
    { name: 'size', commands: [{ tool: 'size-limit', args: [] }] },
  ];
}

/** All tests, with coverage and its thresholds. Runs alone: the tests use every core, and some measure time. */
export function testStep(environment: Readonly<Record<string, string>>): Step {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${testReportPath}`];
  return { name: 'tests', commands: [{ tool: 'vitest', args: ['run', '--coverage', ...reporters], environment }] };
}
