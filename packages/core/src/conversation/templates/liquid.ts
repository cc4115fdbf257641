import type { Liquid } from 'liquidjs';

/** What a text needs: conditions and small changes of words. No files, no loops, nothing that reads a clock. */
const allowedTags: ReadonlySet<string> = new Set(['if', 'unless', 'case', 'assign', 'capture', 'comment']);
const allowedFilters: ReadonlySet<string> = new Set([
  'append',
  'capitalize',
  'default',
  'downcase',
  'first',
  'last',
  'prepend',
  'remove',
  'replace',
  'size',
  'slice',
  'split',
  'strip',
  'truncate',
  'upcase',
]);

/**
 * Makes the Liquid engine in which all texts are compiled, loading the library on the first call.
 *
 * An empty text is false in a condition, so that `{% if url %}` does what it says; a variable that does not exist is an
 * error; sources, time and memory are bounded.
 */
export async function createLiquid(): Promise<Liquid> {
  const { Liquid: LiquidEngine } = await import('liquidjs');
  const engine = new LiquidEngine({
    templates: {},
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    jsTruthy: true,
    parseLimit: 10_000,
    renderLimit: 200,
    memoryLimit: 100_000,
  });
  keepOnly(engine.tags, allowedTags);
  keepOnly(engine.filters, allowedFilters);
  return engine;
}

/** What the engine says is wrong: the place in the template and never a value. */
export function liquidReason(error: unknown): string {
  return String(error).replace(/^\w*Error: /u, '');
}

function keepOnly(registered: Record<string, unknown>, allowed: ReadonlySet<string>): void {
  for (const name of Object.keys(registered)) {
    if (!allowed.has(name)) delete registered[name];
  }
}
