import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const outDir = join(import.meta.dirname, 'dist', 'page');

/** Compresses once, when it is built, what is sent many times. */
const compressed: Plugin = {
  name: 'compressed',
  closeBundle: () => {
    for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(html|js|css|svg)$/.test(name)) continue;
      const bytes = readFileSync(join(outDir, name));
      writeFileSync(join(outDir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      writeFileSync(join(outDir, `${name}.br`), brotliCompressSync(bytes, { params }));
    }
  },
};

export default defineConfig({
  root: join(import.meta.dirname, 'page'),
  // The page does not know where it is mounted.
  base: './',
  resolve: {
    // openvidu-browser would ask Google's servers where it is when its own names none.
    alias: { freeice: join(import.meta.dirname, 'page', 'src', 'call', 'no-public-servers.ts') },
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy lets nothing be loaded from data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    license: { fileName: 'licences.md' },
    modulePreload: { polyfill: false },
  },
  plugins: [compressed],
});
