import { spawnSync } from 'node:child_process';
import { median } from '../row.ts';
import type { Row } from '../row.ts';

/** Row 7: what importing core costs, in a process of its own each time. */
export function measureImport(): Row {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    bare.push(importTime('node:events'));
    ours.push(importTime(import.meta.resolve('@clinicarrivals/core')));
  }
  return {
    target: 7,
    name: 'import of @clinicarrivals/core',
    value: median(ours),
    unit: 'ms',
    baseline: median(bare),
    figure: median(ours),
    figureUnit: 'ms',
    atLeast: { bound: 'maximum', value: 40 },
  };
}

function importTime(specifier: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(specifier)}); process.stdout.write(String(performance.now() - t));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`imports: the process ended with ${run.status ?? 'a signal'}: ${run.stderr}`);
  return Number(run.stdout);
}
