import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const eslint = new ESLint({ cwd: root });

// Files that exist, so that the typed rules know them; only their text is replaced.
const conversation = 'packages/core/src/conversation/effect.ts';
const port = 'packages/core/src/ports/clock.ts';
const adapter = 'packages/fhir-adapter/src/index.ts';
const lintTest = 'scripts/gate/lint-rules.test.ts';

async function lint(path: string, code: string): Promise<readonly string[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath: join(root, path) });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message));
}

const imports = '@typescript-eslint/no-restricted-imports';
const syntax = 'no-restricted-syntax';

// The first one builds the whole program for the typed rules, which takes a while on a machine that does more besides.
describe('the lint rules', { timeout: 120_000 }, () => {
  it.each([
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
    [
      'the engine in the conversation',
      conversation,
      "export { createArrivals } from '../engine/arrivals.ts';",
      imports,
    ],
    ['a value of a port in the conversation', conversation, "import { x } from '../ports/clock.ts';\nx();", imports],
    ['the clock in the conversation', conversation, 'export const x = Date.now();', syntax],
    ['a date of now in the conversation', conversation, 'export const x = new Date();', syntax],
    ['chance in the conversation', conversation, 'export const x = Math.random();', syntax],
    ['a timer in the conversation', conversation, 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['a file of more than 300 lines', port, '//\n'.repeat(301), 'max-lines'],
    ['a test file of more than 600 lines', lintTest, '//\n'.repeat(601), 'max-lines'],
    ['a function of more than 60 lines', port, `export function f() {${'\n'.repeat(61)}}`, 'max-lines-per-function'],
  ])('refuse %s', async (_what, path, code, rule) => {
    expect(await lint(path, code)).toContain(rule);
  });

  it.each([
    ['the type of a port in the conversation', conversation, "export type { Clock } from '../ports/clock.ts';"],
    ['a given moment in the conversation', conversation, 'export const toDate = (now: number): Date => new Date(now);'],
    ['core in an adapter', adapter, "export { ConfigurationError } from '@clinicarrivals/core';"],
    ['a test file of 600 lines', lintTest, '//\n'.repeat(599)],
  ])('allow %s', async (_what, path, code) => {
    expect(await lint(path, code)).toEqual([]);
  });
});
