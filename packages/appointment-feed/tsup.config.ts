import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', json: 'src/json.ts', hl7: 'src/hl7.ts' },
  format: 'esm',
  dts: true,
  clean: true,
  target: 'node22',
  sourcemap: true,
});
