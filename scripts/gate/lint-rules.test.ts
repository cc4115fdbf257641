import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

// Files that exist, so that the typed rules know them; only their text is replaced.
const conversation = 'packages/core/src/conversation/effect.ts';
const port = 'packages/core/src/ports/clock.ts';
const adapter = 'packages/fhir-adapter/src/index.ts';
const lintTest = 'scripts/gate/lint-rules.test.ts';

/** Lints each text in its place. Gives the names of the rules that it breaks, in the order of the texts. */
function lintAll(cases: readonly { readonly path: string; readonly code: string }[]): readonly (readonly string[])[] {
  const program = join(import.meta.dirname, 'lint-texts.ts');
  // Where CI is set, the typed rules read every file once from the disk, and would not see the texts that take their place.
  const env = { ...process.env, TSESTREE_SINGLE_RUN: 'false' };
  const input = JSON.stringify(cases);
  const run = spawnSync(process.execPath, [program], { cwd: root, env, input, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`lint-texts.ts ended with ${run.status ?? 'a signal'}: ${run.stderr}`);
  // It prints a list of rules for each case.
  return JSON.parse(run.stdout) as readonly (readonly string[])[];
}

const imports = '@typescript-eslint/no-restricted-imports';
const syntax = 'no-restricted-syntax';

const refused = [
  ['a package that reads the environment', port, 'export const home = process.env;', syntax],
  ['a package that prints', port, 'console.log(1);', 'no-console'],
  ['a default export', port, 'export default 1;', syntax],
  ['any', port, 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['a promise that nobody waits for', port, 'Promise.resolve();', '@typescript-eslint/no-floating-promises'],
  ['a deep import into another package', port, "export * from '@clinicarrivals/sms/src/twilio.ts';", imports],
  ['an adapter in another adapter', adapter, "export * from '@clinicarrivals/storage/sqlite';", imports],
  ['a path into another package', port, "export * from '../../../sms/src/twilio.ts';", imports],
  ['another package in core', port, "export * from '@clinicarrivals/storage/sqlite';", imports],
  ['the engine in a port', port, "export { createArrivals } from '../engine/arrivals.ts';", imports],
  ['Node in the conversation', conversation, "export { join } from 'node:path';", imports],
  ['the engine in the conversation', conversation, "export { createArrivals } from '../engine/arrivals.ts';", imports],
  ['a value of a port in the conversation', conversation, "import { x } from '../ports/clock.ts';\nx();", imports],
  ['the clock in the conversation', conversation, 'export const x = Date.now();', syntax],
  ['a date of now in the conversation', conversation, 'export const x = new Date();', syntax],
  ['chance in the conversation', conversation, 'export const x = Math.random();', syntax],
  ['a timer in the conversation', conversation, 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
  ['a file of more than 300 lines', port, '//\n'.repeat(301), 'max-lines'],
  ['a test file of more than 600 lines', lintTest, '//\n'.repeat(601), 'max-lines'],
  ['a function of more than 60 lines', port, `export function f() {${'\n'.repeat(61)}}`, 'max-lines-per-function'],
] as const;

const allowed = [
  ['the type of a port in the conversation', conversation, "export type { Clock } from '../ports/clock.ts';"],
  ['a given moment in the conversation', conversation, 'export const toDate = (now: number): Date => new Date(now);'],
  ['core in an adapter', adapter, "export { ConfigurationError } from '@clinicarrivals/core';"],
  ['a test file of 600 lines', lintTest, '//\n'.repeat(599)],
] as const;

describe('the lint rules', () => {
  const cases = [...refused, ...allowed].map(([, path, code]) => ({ path, code }));
  let found: readonly (readonly string[])[];
  // The typed rules need the whole program first, which takes a while on a machine that does more besides.
  beforeAll(() => {
    found = lintAll(cases);
  }, 120_000);

  it.each(refused)('refuse %s', (_what, path, code, rule) => {
    expect(found[cases.findIndex((other) => other.path === path && other.code === code)]).toContain(rule);
  });

  it.each(allowed)('allow %s', (_what, path, code) => {
    expect(found[cases.findIndex((other) => other.path === path && other.code === code)]).toEqual([]);
  });
});
