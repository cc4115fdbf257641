import { GatewayError } from '@clinicarrivals/core';
import type { GatewayFailure, NumberFailure } from '@clinicarrivals/core';
import { toRequestFailure } from './request-failure.ts';
import type { RequestFailure } from './request-failure.ts';

/** What was being done, as it stands in an error. */
export type Operation = 'send' | 'schedule' | 'withdraw' | 'receive' | 'look-up' | 'receipts' | 'list';

/** What one of a vendor's codes means for us, and the words for it in an error. */
export interface CodeMeaning<Failure> {
  readonly failure: Failure;
  readonly meaning: string;
  /** What it says about the number, whatever the text; absent when it says nothing. */
  readonly number?: NumberFailure;
}

/** What a refusal means. `isCertain`: the vendor promises so even with a 5xx, which otherwise leaves a text in doubt. */
export interface RefusalMeaning extends CodeMeaning<GatewayFailure> {
  readonly isCertain?: boolean;
}

/** An answer that is not a success, as a vendor's table of codes is asked about it. */
export interface Refusal {
  readonly status: number;
  /** The vendor's own code; null when the answer has none. */
  readonly code: string | null;
}

/** How one vendor's failures are told. */
export interface GatewayErrorsOptions {
  /** How an error begins, such as `twilio`. */
  readonly vendor: string;
  /** Where the user mends what is wrong, such as `the Twilio console`. */
  readonly console: string;
  /** What the vendor means by a refusal; undefined: it is judged by its status. */
  explain(refusal: Refusal): RefusalMeaning | undefined;
}

/**
 * Makes the function that turns anything a request threw into a GatewayError.
 *
 * The original is not kept as `cause`: it may hold a token, the number and the text.
 */
export function createGatewayErrors(
  options: GatewayErrorsOptions,
): (operation: Operation, error: unknown) => GatewayError {
  return (operation, error) => {
    if (error instanceof GatewayError) return error;
    const failed = toRequestFailure(error);
    const known = failed.type === 'refused' ? options.explain(failed) : undefined;
    const judged = judge(failed, known);
    const isHandedOver = operation === 'send' || operation === 'schedule';
    const failure = isHandedOver ? judged : toReadFailure(judged);
    const advice = failure === 'configuration' ? `check the settings and ${options.console}` : advices[failure];
    return new GatewayError({
      message: `[${options.vendor}] ${operation} failed: ${describe(failed, known)}, ${advice}`,
      failure,
      vendorCode: failed.type === 'refused' ? failed.code : null,
      numberFailure: isHandedOver ? (known?.number ?? null) : null,
      retryAfterMs: failed.type === 'refused' ? failed.retryAfterMs : null,
    });
  };
}

const advices: Readonly<Record<Exclude<GatewayFailure, 'configuration'>, string>> = {
  permanent: 'will not be retried',
  retry: 'will be retried',
  'opted-out': 'will not be retried until the recipient opts in again',
  'in-doubt': 'it may have been taken, so look it up before it is tried again',
};

function judge(failed: RequestFailure, known: RefusalMeaning | undefined): GatewayFailure {
  switch (failed.type) {
    case 'refused':
      return judgeRefusal(failed.status, known);
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

function judgeRefusal(status: number, known: RefusalMeaning | undefined): GatewayFailure {
  // A server that fails or gives up waiting may have done the work before.
  if ((status >= 500 || status === 408) && known?.isCertain !== true) return 'in-doubt';
  if (known !== undefined) return known.failure;
  if (status === 429) return 'retry';
  // Not what a vendor says about a number or a text, but a proxy, a login page or a wrong address.
  if (status < 400 || [401, 403, 404, 407].includes(status)) return 'configuration';
  return 'permanent';
}

/** To read or to take back twice harms nobody, so that nothing is in doubt; and no text or recipient can be to blame. */
function toReadFailure(failure: GatewayFailure): GatewayFailure {
  return failure === 'retry' || failure === 'in-doubt' ? 'retry' : 'configuration';
}

function describe(failed: RequestFailure, known: RefusalMeaning | undefined): string {
  switch (failed.type) {
    case 'refused': {
      const detail = [failed.code, known?.meaning].filter((part) => typeof part === 'string').join(' ');
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
