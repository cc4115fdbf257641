import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const home = join(import.meta.dirname, '..');

/**
 * Runs once before all tests: builds the join page if its sources are younger than what is built, so that tests run alone see the page as it
 * is written. After a build there is nothing to do.
 */
export async function setup(): Promise<void> {
  const pageFiles = readdirSync(join(home, 'page'), { recursive: true, encoding: 'utf8' });
  const sources = [...pageFiles.map((name) => join('page', name)), 'vite.config.ts'];
  const youngest = Math.max(...sources.map(changedAt));
  if (youngest > changedAt('dist/page/index.html')) {
    await build({ configFile: join(home, 'vite.config.ts'), logLevel: 'warn' });
  }
}

function changedAt(name: string): number {
  return statSync(join(home, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
