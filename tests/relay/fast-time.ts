/** A time that passes faster than the wall's and that several processes share: what takes a lease half a minute takes a second. */
export interface FastTime {
  /** Epoch milliseconds of that time… */
  readonly startAt: number;
  /** …at this moment of the wall's. */
  readonly wallAt: number;
  readonly speed: number;
}

/** The time now. */
export function virtualNow({ startAt, wallAt, speed }: FastTime): number {
  return startAt + (Date.now() - wallAt) * speed;
}
