import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { 'fixed-link': 'src/fixed-link.ts' },
  format: 'esm',
  dts: true,
  clean: true,
  target: 'node22',
  sourcemap: true,
});
