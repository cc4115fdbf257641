import { defineConfig } from 'tsup';

const shared = {
  format: 'esm',
  dts: true,
  target: 'es2023',
  minify: true,
  sourcemap: true,
} as const;

// Each by itself: what the two have in common is little, and cutting it out would make the one that every clinic loads larger. They run at the same time,
// so the first leaves the files of the second alone; it overwrites them by the same names.
export default defineConfig([
  { ...shared, entry: { index: 'src/index.ts' }, clean: ['!links.*'] },
  { ...shared, entry: { links: 'src/links.ts' } },
]);
