import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;

function importsOf(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export)\b[^;']*\bfrom '([^']+)'|\bimport\(\s*'([^']+)'/gm)].map(
    ([, named, loaded]) => named ?? loaded ?? '',
  );
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => join(folder, name));

describe('the checker', () => {
  it('imports nothing but itself: neither core nor the simulator that it judges', () => {
    const outside = files.flatMap((file) =>
      importsOf(file)
        .map((name) => (name.startsWith('.') ? relative(folder, resolve(dirname(file), name)) : name))
        .filter((name) => name.startsWith('..') || !name.endsWith('.ts')),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(outside).toEqual([]);
  });
});
