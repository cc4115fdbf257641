import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test. */
export interface TemporaryFolder {
  /** The path of a file in it. */
  readonly file: (name: string) => string;
  readonly remove: () => void;
}

/** Makes an empty folder in the system's place for temporary files. */
export function createTemporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-'));
  return {
    file: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
