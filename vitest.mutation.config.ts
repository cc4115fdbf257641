import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// Only the conversation's own tests are asked whether they notice a change: they are quick, and they are its specification. Those that
// go through every situation, through random days or random texts take seconds each and see little that the others do not.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    // Every mutant has a worker of its own already; one more for each file would take twenty times as long as the tests.
    isolate: false,
    include: ['packages/core/src/conversation/**/*.test.ts'],
    exclude: ['**/{totality,invariants,transition,any-text}.test.ts', '**/node_modules/**'],
  },
});
