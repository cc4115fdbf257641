/** Writes the table and the diagram of a visit into docs, as the machine has them: `npm run build && node scripts/draw-machine.ts`. */
import { writeFile } from 'node:fs/promises';
import { drawDiagram } from './draw-machine/diagram.ts';
import { drawTable } from './draw-machine/table.ts';

const docs = new URL('../docs/', import.meta.url);
await writeFile(new URL('visit-table.md', docs), drawTable());
await writeFile(new URL('visit-diagram.md', docs), drawDiagram());
