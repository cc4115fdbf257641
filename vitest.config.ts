import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@clinicarrivals\/core$/, replacement: source('core/src/index.ts') },
      { find: /^@clinicarrivals\/core\/(memory|testing|http|importers)$/, replacement: source('core/src/$1.ts') },
      { find: /^@clinicarrivals\/storage\/(sqlite)$/, replacement: source('storage/src/$1.ts') },
      { find: /^@clinicarrivals\/fhir-adapter$/, replacement: source('fhir-adapter/src/index.ts') },
      { find: /^@clinicarrivals\/fhir-adapter\/([a-z-]+)$/, replacement: source('fhir-adapter/src/$1.ts') },
      { find: /^@clinicarrivals\/sms\/([a-z-]+)$/, replacement: source('sms/src/$1.ts') },
      { find: /^@clinicarrivals\/relay$/, replacement: source('relay/src/index.ts') },
      { find: /^@clinicarrivals\/relay\/([a-z-]+)$/, replacement: source('relay/src/$1.ts') },
      { find: /^@clinicarrivals\/proxy-client$/, replacement: source('proxy-client/src/index.ts') },
      { find: /^@clinicarrivals\/proxy-client\/([a-z-]+)$/, replacement: source('proxy-client/src/$1.ts') },
      { find: /^@clinicarrivals\/video\/([a-z-]+)$/, replacement: source('video/src/$1.ts') },
      { find: /^@clinicarrivals\/appointment-feed$/, replacement: source('appointment-feed/src/index.ts') },
      { find: /^@clinicarrivals\/appointment-feed\/([a-z0-9-]+)$/, replacement: source('appointment-feed/src/$1.ts') },
      { find: /^@clinicarrivals\/simulator$/, replacement: source('simulator/src/index.ts') },
    ],
  },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'examples/**/*.test.ts',
      'bench/**/*.test.ts',
      'tests/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // They need servers of others: `npm run test:peers`.
    exclude: ['tests/peers/**', '**/node_modules/**'],
    globalSetup: ['packages/video/test/build-page.ts'],
    pool: 'forks',
    // Many tests wait for real servers and clocks: one core less than there are would lie idle most of the time.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: [['text', { skipFull: true }], 'text-summary', 'html'],
      thresholds: {
        lines: 90,
        functions: 90,
        statements: 90,
        branches: 90,
        'packages/core/src/conversation/**': { lines: 100, functions: 100, statements: 100, branches: 100 },
      },
    },
  },
});
