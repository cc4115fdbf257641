/** One line of the table: what was measured, beside what, and what it should reach. */
export interface Row {
  /** The number of the row in the performance targets; null for what is measured besides. */
  readonly target: number | null;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work done bare, in the same run and interleaved; null where there is nothing to compare. */
  readonly baseline: number | null;
  /** What the value is held against: the value itself, or its share of the baseline. */
  readonly figure: number;
  readonly figureUnit: string;
  readonly atLeast: { readonly bound: 'minimum' | 'maximum'; readonly value: number };
}

/** Tells whether a row reaches its target. */
export function isReached(row: Row): boolean {
  return row.atLeast.bound === 'minimum' ? row.figure >= row.atLeast.value : row.figure <= row.atLeast.value;
}

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('median: nothing was measured');
  return middle;
}
