import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lists the folders of the packages that go to the registry, relative to the root, sorted. */
export function listPublishedPackages(root: string): readonly string[] {
  return readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')) && !isPrivate(join(root, folder)))
    .sort();
}

function isPrivate(folder: string): boolean {
  // npm reads the same file and has refused it if it were no manifest.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly private?: boolean };
  return manifest.private === true;
}
