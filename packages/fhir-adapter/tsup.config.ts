import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', subscriptions: 'src/subscriptions.ts' },
  format: 'esm',
  dts: true,
  clean: true,
  target: 'node22',
  sourcemap: true,
});
