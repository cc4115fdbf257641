import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { branchesOf, events, states } from './cells.ts';
import { drawDiagram } from './diagram.ts';
import { drawTable } from './table.ts';

const docs = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

describe('the docs of a visit', () => {
  it('show the table as the machine has it; if not: npm run build && node scripts/draw-machine.ts', async () => {
    expect(drawTable()).toBe(await docs('visit-table.md'));
  });

  it('show the diagram as the machine has it; if not: npm run build && node scripts/draw-machine.ts', async () => {
    expect(drawDiagram()).toBe(await docs('visit-diagram.md'));
  });
});

describe('the machine', () => {
  it('answers every reply and every change in the PMS in every state', () => {
    for (const state of states)
      for (const event of events.filter((name) => /^(?:pms|reply)\./u.test(name)))
        expect(branchesOf(state, event).at(-1), `${state} and ${event}`).toMatchObject({ condition: '' });
  });
});
