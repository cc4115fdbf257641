import type { DayHistory } from './day-history.ts';

/** A promise that was broken. */
export interface Violation {
  /** The name of the rule that saw it. */
  readonly rule: string;
  readonly promise: Promise10;
  readonly at: number;
  /** Null where it concerns none, or it cannot be told which. */
  readonly appointment: string | null;
  /** What was seen, by ids and moments: enough to find it in the logs. */
  readonly evidence: string;
}

/** The promises. */
export type Promise10 = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7' | 'P8' | 'P9' | 'P10';

/** One thing that must never be seen. */
export interface Rule {
  readonly name: string;
  readonly promise: Promise10;
  check(day: DayHistory): readonly Finding[];
}

/** A violation without the name of its rule. */
export type Finding = Pick<Violation, 'at' | 'appointment' | 'evidence'>;
