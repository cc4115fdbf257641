/**
 * How long to wait before the next attempt: doubling from two seconds to a minute.
 *
 * Without jitter: effects of one clinic are few, and the gateways limit their rate themselves.
 *
 * @param attempts how many attempts there were, from 1
 */
export function backoffMs(attempts: number): number {
  return Math.min(60_000, 2_000 * 2 ** Math.max(0, attempts - 1));
}
