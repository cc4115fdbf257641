import type { Clock } from '@clinicarrivals/core';
import { readBody } from '@clinicarrivals/core/http';
import { Refusal } from './responses.ts';

/** How much of a body is taken. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Reads a body up to a size and a time.
 *
 * @throws Refusal `too-large`, `timeout`, or `bad-request` when the sender breaks off
 */
export async function readBodyOrRefuse(request: Request, limits: BodyLimits): Promise<Uint8Array> {
  const body = await readBody(request, limits);
  switch (body) {
    case 'too-large':
      throw new Refusal('too-large', `The body is larger than ${limits.maxBytes} bytes.`);
    case 'too-slow':
      throw new Refusal('timeout', `The body did not arrive within ${limits.timeoutMs} ms.`);
    case 'broken-off':
      throw new Refusal('bad-request', 'The body broke off.');
    default:
      return body;
  }
}
