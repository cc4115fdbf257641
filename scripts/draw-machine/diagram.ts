import { branchesOf, events, states } from './cells.ts';

const head = `# The visit as a diagram

Generated from the machine by \`scripts/draw-machine.ts\`; a test fails when it is out of date. What leaves a visit in its state is in the
[table](visit-table.md).
`;

/** The states and what leads from one to the other, as a Mermaid diagram in Markdown. */
export function drawDiagram(): string {
  const lines = states.flatMap((state) => {
    const ways = new Map<string, string[]>();
    for (const event of events) {
      for (const { next } of branchesOf(state, event)) {
        if (next === state) continue;
        const names = ways.get(next) ?? [];
        ways.set(next, names.includes(event) ? names : [...names, event]);
      }
    }
    return [...ways].map(([next, names]) => `  ${toId(state)} --> ${toId(next)}: ${names.join(', ')}`);
  });
  const named = states.map((state) => `  state "${state}" as ${toId(state)}`);
  return `${head}\n\`\`\`mermaid\nstateDiagram-v2\n${[...named, '  [*] --> upcoming', ...lines].join('\n')}\n\`\`\`\n`;
}

/** Mermaid reads a hyphen as the beginning of an arrow. */
function toId(state: string): string {
  return state.replaceAll('-', '_');
}
