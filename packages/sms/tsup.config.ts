import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { twilio: 'src/twilio.ts' },
  format: 'esm',
  dts: true,
  clean: true,
  target: 'node22',
  sourcemap: true,
});
