import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// Only the conversation's own tests are asked whether they notice a change: they are quick, and they are its specification.
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['packages/core/src/conversation/**/*.test.ts'] },
});
