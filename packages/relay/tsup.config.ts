import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', sqlite: 'src/sqlite.ts' },
  format: ['esm'],
  target: 'node22',
  dts: true,
  sourcemap: true,
  clean: true,
  external: ['node:sqlite'],
  // There is no `sqlite` beside `node:sqlite`: without its prefix the import finds nothing.
  removeNodeProtocol: false,
});
