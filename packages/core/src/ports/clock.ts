/**
 * Tells the time and wakes. Everything that the engine knows of time comes from here, so that tests and simulations move it.
 */
export interface Clock {
  /** The time now, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;

  /**
   * Calls back once, when `delayMs` of this clock's time have passed. Returns a function that cancels it (idempotent).
   * A negative delay counts as zero.
   */
  schedule(delayMs: number, callback: () => void): () => void;
}
