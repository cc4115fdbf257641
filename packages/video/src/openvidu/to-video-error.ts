import { ClinicArrivalsError, VideoError } from '@clinicarrivals/core';

/** What was being done, as it stands in an error. */
export type Operation = 'open' | 'close' | 'participants' | 'admit';

/** What is known of a failure besides the error. */
export interface Circumstances {
  /** The time limit has passed. */
  readonly isTooLate: boolean;
  /** Why a request was not answered, such as `ECONNREFUSED`; null when it was answered, or nobody knows. */
  readonly failureCode: string | null;
}

/** The server's answer has another shape than that of OpenVidu 2. */
export class NonsenseError extends Error {
  constructor() {
    super('the answer makes no sense');
    this.name = 'NonsenseError';
  }
}

/** The server has no such session: it was never opened, was closed, or was collected since. */
export function isGone(error: unknown): boolean {
  return statusOf(error) === 404;
}

/**
 * Turns anything that the SDK threw into a VideoError.
 *
 * The original is not kept as `cause`: it may hold the answer of somebody else's server.
 */
export function toVideoError(
  operation: Operation,
  error: unknown,
  { isTooLate, failureCode }: Circumstances,
): ClinicArrivalsError {
  if (ClinicArrivalsError.isInstance(error)) return error;
  const status = statusOf(error);
  const { reason, isRetryable } = isTooLate
    ? { reason: 'the server did not answer in time, will be retried', isRetryable: true }
    : status !== null
      ? explainStatus(operation, status)
      : failureCode !== null && !(error instanceof NonsenseError)
        ? explainConnection(failureCode)
        : nonsense;
  return new VideoError({ message: `[openvidu] ${operation} failed: ${reason}`, isRetryable });
}

interface Explanation {
  readonly reason: string;
  readonly isRetryable: boolean;
}

const nonsense: Explanation = {
  reason: 'the answer makes no sense; check that url is the address of an OpenVidu 2 server',
  isRetryable: true,
};

/** The SDK throws the status of an answer as the text of an error, and gives no other way to know it. */
function statusOf(error: unknown): number | null {
  return error instanceof Error && /^\d{3}$/.test(error.message) ? Number(error.message) : null;
}

function explainStatus(operation: Operation, status: number): Explanation {
  const said = String(status);
  if (status < 300) return nonsense;
  if (status === 401 || status === 403) {
    return { reason: `${said}, the server does not take our secret; check OPENVIDU_SECRET`, isRetryable: false };
  }
  if (status === 404 && operation === 'admit') {
    return { reason: `${said}, there is no such session; open it first`, isRetryable: true };
  }
  if (status === 429 || status >= 500) {
    return { reason: `${said}, the server fails or has no room left, will be retried`, isRetryable: true };
  }
  if (status === 400) {
    return { reason: `${said}, the server refuses the request; check that it is OpenVidu 2`, isRetryable: false };
  }
  return { reason: `${said}, there is no OpenVidu 2 server at this address; check url`, isRetryable: true };
}

function explainConnection(code: string): Explanation {
  return /CERT|SELF_SIGNED|VERIFY_LEAF|ALTNAME/.test(code)
    ? { reason: `the certificate is not trusted (${code}); mend it, or check url`, isRetryable: true }
    : { reason: `the server is not reached (${code}), will be retried; check url if it stays so`, isRetryable: true };
}
