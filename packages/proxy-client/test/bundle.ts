import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/**
 * Bundles the client with core and libsodium into one script that sets the global `proxyClient`.
 *
 * Built for browsers: anything of Node's in what it takes along makes the build fail.
 */
export async function bundleForBrowsers(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'proxy-client-'));
  try {
    await build({
      config: false,
      entry: { bundle: fileURLToPath(new URL('../src/index.ts', import.meta.url)) },
      tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)),
      outDir: folder,
      format: 'iife',
      globalName: 'proxyClient',
      platform: 'browser',
      target: 'es2022',
      noExternal: [/.*/],
      silent: true,
    });
    return await readFile(join(folder, 'bundle.global.js'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
