// For the CI matrix: removes the pinned runtime, so that everything runs on the Node that the job has set up.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '..', 'node_modules');
for (const name of ['node', 'node.cmd', 'node.ps1']) rmSync(join(modules, '.bin', name), { force: true });
rmSync(join(modules, 'node'), { recursive: true, force: true });
