import { GatewayError } from '@clinicarrivals/core';
import type { GatewayFailure } from '@clinicarrivals/core';
import { refusals } from './error-codes.ts';
import { toRequestFailure } from './request-failure.ts';
import type { RequestFailure } from './request-failure.ts';

/** What was being done, as it stands in an error. */
export type Operation = 'send' | 'receive' | 'look-up' | 'receipts' | 'list';

/**
 * Makes a GatewayError of anything that a request threw.
 *
 * The original is not kept as `cause`: the SDK's errors hold the token, the number and the text.
 */
export function toGatewayError(operation: Operation, error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const failed = toRequestFailure(error);
  const judged = judge(failed);
  const failure = operation === 'send' ? judged : toReadFailure(judged);
  return new GatewayError({
    message: `[twilio] ${operation} failed: ${describe(failed)}, ${advice[failure]}`,
    failure,
    vendorCode: failed.type === 'refused' ? failed.code : null,
    retryAfterMs: failed.type === 'refused' ? failed.retryAfterMs : null,
  });
}

const advice: Readonly<Record<GatewayFailure, string>> = {
  permanent: 'will not be retried',
  retry: 'will be retried',
  configuration: 'check the settings and the Twilio console',
  'opted-out': 'will not be retried until the recipient opts in again',
  'in-doubt': 'it may have been taken, so look it up before it is tried again',
};

function judge(failed: RequestFailure): GatewayFailure {
  switch (failed.type) {
    case 'refused':
      return judgeRefusal(failed.status, failed.code);
    case 'not-reached':
      return 'retry';
    case 'not-trusted':
      return 'configuration';
    case 'timed-out':
    case 'broken-off':
    case 'unusable':
      return 'in-doubt';
    default:
      return failed satisfies never;
  }
}

function judgeRefusal(status: number, code: string | null): GatewayFailure {
  // A server that fails or gives up waiting may have done the work before.
  if (status >= 500 || status === 408) return 'in-doubt';
  const known = code === null ? undefined : refusals[code];
  if (known !== undefined) return known.failure;
  // Twilio: "never processed, always safe to retry".
  if (status === 429) return 'retry';
  // Not what Twilio says about a number or a text, but a proxy, a login page or a wrong address.
  if (status < 400 || [401, 403, 404, 407].includes(status)) return 'configuration';
  return 'permanent';
}

/** To read twice harms nobody, so that nothing is in doubt; and no text or recipient can be to blame. */
function toReadFailure(failure: GatewayFailure): GatewayFailure {
  return failure === 'retry' || failure === 'in-doubt' ? 'retry' : 'configuration';
}

function describe(failed: RequestFailure): string {
  switch (failed.type) {
    case 'refused': {
      const meaning = failed.code === null ? undefined : refusals[failed.code]?.meaning;
      const detail = [failed.code, meaning].filter((part) => typeof part === 'string').join(' ');
      return detail === '' ? String(failed.status) : `${failed.status} (${detail})`;
    }
    case 'not-reached':
      return `server not reached (${failed.code})`;
    case 'not-trusted':
      return `certificate not trusted (${failed.code})`;
    case 'timed-out':
      return 'no answer in time';
    case 'broken-off':
      return `connection broke off (${failed.code})`;
    case 'unusable':
      return failed.reason;
    default:
      return failed satisfies never;
  }
}
