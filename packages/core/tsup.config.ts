import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/memory.ts', 'src/testing.ts', 'src/http.ts', 'src/importers.ts'],
  format: ['esm'],
  target: 'node22',
  dts: true,
  sourcemap: true,
  splitting: true,
  clean: true,
  // A page that embeds core loads a tenth less; names stay, so that a stack can be read without the source map too.
  esbuildOptions: (options) => {
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    // The words of twelve languages as they are written: escaped, they would be three times as long.
    options.charset = 'utf8';
    // Node prints the whole line that threw before the message; broken more often, the bundle would outgrow its limit.
    options.lineLimit = 1500;
  },
});
