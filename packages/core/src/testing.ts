// Contract suites for the ports, the scenario language and a movable clock. The suites take `{ describe, it, expect }`,
// so any test runner will do.
export { createMovableClock } from './testing/movable-clock.ts';
export type { MovableClock } from './testing/movable-clock.ts';
export type { Expectation, TestRunner } from './testing/test-runner.ts';
