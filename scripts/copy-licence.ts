// Before publishing: npm packs a licence only from the package's own folder.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPublishedPackages } from './gate/published-packages.ts';

const root = join(import.meta.dirname, '..');
for (const folder of listPublishedPackages(root)) copyFileSync(join(root, 'LICENSE'), join(root, folder, 'LICENSE'));
