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
  // Names stay, so that a stack can be read without the source map too; lines are broken because Node prints the whole one that threw.
  esbuildOptions: (options) => {
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    options.lineLimit = 1500;
  },
});
