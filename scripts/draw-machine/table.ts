import type { Branch } from './cells.ts';
import { branchesOf, events, noticeEvents, states } from './cells.ts';

const head = `# The visit, state by state

Generated from the machine by \`scripts/draw-machine.ts\`; a test fails when it is out of date. Every state meets every event. Within a
cell the first line whose condition holds counts. \`pms\` is what a snapshot shows, \`reply\` what the patient means, \`due\` a time that has
come. Texts stand in code, waiting for the PMS where they assert what was written to it. What changed in the PMS is told beside this, once
it has been quiet for a while.
`;

/** The whole table as Markdown. */
export function drawTable(): string {
  const sections = states.map((state) => {
    const rows = groupByBranches(state).flatMap(([names, branches]) =>
      branches.map((branch, index) => toRow(index === 0 ? names.join(', ') : '', branch)),
    );
    return `## ${state}\n\n${toTable(rows)}`;
  });
  return `${head}\n${sections.join('\n')}`;
}

/** Events that do the same stand in one row. */
function groupByBranches(state: (typeof states)[number]): readonly (readonly [readonly string[], readonly Branch[]])[] {
  const groups = new Map<string, readonly [string[], readonly Branch[]]>();
  for (const event of events) {
    if (noticeEvents.includes(event)) continue;
    const branches = branchesOf(state, event);
    const key = JSON.stringify(branches);
    const group = groups.get(key) ?? [[], branches];
    group[0].push(event);
    groups.set(key, group);
  }
  return [...groups.values()].filter(([, branches]) => branches.length > 0);
}

type Row = readonly [string, string, string, string];

function toRow(names: string, branch: Branch): Row {
  return [names, branch.condition, branch.orders.join(', '), branch.next];
}

/** Columns are as wide as their longest cell, as Prettier has them. */
function toTable(rows: readonly Row[]): string {
  const all: readonly Row[] = [['event', 'when', 'does', 'next'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const [first, ...rest] = all.map((row) => line(row));
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return `${first ?? ''}${rule}${rest.join('')}`;
}
