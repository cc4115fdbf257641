/** What a contract suite needs of a test runner. Vitest, Jest and `node:test` with `expect` all fit. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => void;
  readonly it: (title: string, body: () => Promise<void> | void) => void;
  readonly expect: (actual: unknown) => Expectation;
}

/** The few assertions that the suites use. */
export interface Expectation {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toHaveLength(expected: number): void;
  toBeGreaterThan(expected: number): void;
  toBeLessThanOrEqual(expected: number): void;
  readonly not: Pick<Expectation, 'toBe' | 'toEqual' | 'toMatchObject'>;
  readonly rejects: { toMatchObject(expected: object): Promise<void> };
}
