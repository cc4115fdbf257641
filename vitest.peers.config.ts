import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// What runs against servers of others, which `npm run test:peers` brings; `npm test` asks nothing of them.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['tests/peers/**/*.peer.test.ts'],
    exclude: ['**/node_modules/**'],
    // Each file starts a server and a browser.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
