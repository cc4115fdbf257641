import { ClinicArrivalsError, ConfigurationError, GatewayError } from '@clinicarrivals/core';

/** Makes the error of a request to a relay that came to nothing: `configuration` for what somebody has to mend, `retry` for the rest. */
export function failure(
  kind: 'configuration' | 'retry',
  reason: string,
  retryAfterMs: number | null = null,
): GatewayError {
  const advice = kind === 'retry' ? 'it is tried again' : 'check url, account and token';
  return new GatewayError({ message: `[relay] ${reason}; ${advice}`, failure: kind, retryAfterMs });
}

/** Makes the error of an answer that is JSON and makes no sense. */
export function noRelay(): GatewayError {
  return failure('configuration', 'the answer is of no relay');
}

/** Makes the error of an option that is missing or wrong. */
export function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `proxy.${field}`, message });
}

/** Whether an error is one whose message says nothing of patients and secrets. */
export function isOurs(error: unknown): error is ClinicArrivalsError {
  return ClinicArrivalsError.isInstance(error);
}
