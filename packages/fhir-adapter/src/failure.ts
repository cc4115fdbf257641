import { AppointmentStoreError, type AppointmentStoreFailure } from '@clinicarrivals/core';

/** What a server answered when it did not do what was asked. */
export interface BadAnswer {
  readonly status: number;
  readonly headers: Headers | null;
  /** The parsed body, if there was one; only codes of an OperationOutcome are taken from it. */
  readonly body: unknown;
  readonly now: number;
}

/**
 * Makes the error for an HTTP status. `tried` names the act and at most a resource id, such as `list appointments`.
 *
 * Free text of the server (`diagnostics`, `details.text`) stays out: it may name the patient.
 */
export function toAnswerError(tried: string, answer: BadAnswer): AppointmentStoreError {
  const failure = toFailure(answer.status);
  const codes = toOutcomeCodes(answer.body);
  const said = codes.length === 0 ? `${answer.status}` : `${answer.status} (${codes.join(', ')})`;
  return storeError(tried, failure, `${said}, ${advice(answer.status, failure)}`, {
    retryAfterMs: toRetryAfter(answer.headers?.get('retry-after') ?? null, answer.now),
  });
}

/** Makes the error for a request that got no answer: refused connection, timeout, broken off. */
export function toTransportError(tried: string, error: unknown): AppointmentStoreError {
  if (error instanceof AppointmentStoreError) return error;
  if (isNamed(error, 'TimeoutError') || isNamed(error, 'AbortError'))
    return storeError(tried, 'unavailable', 'no answer in time, can be tried again');
  return storeError(tried, 'unavailable', `no connection${toSystemCode(error)}, can be tried again`);
}

/** Makes an error of this adapter. The cause is never carried: a client's error holds bodies and headers. */
export function storeError(
  tried: string,
  failure: AppointmentStoreFailure,
  detail: string,
  options: { readonly retryAfterMs?: number | null } = {},
): AppointmentStoreError {
  return new AppointmentStoreError({
    message: `[fhir] ${tried} failed: ${detail}`,
    failure,
    retryAfterMs: options.retryAfterMs ?? null,
  });
}

/** Reads the codes of an OperationOutcome: `issue.code` and `details.coding.code`, nothing that people wrote. */
export function toOutcomeCodes(body: unknown): readonly string[] {
  if (!isRecord(body) || body['resourceType'] !== 'OperationOutcome' || !Array.isArray(body['issue'])) return [];
  const codes = new Set<string>();
  for (const issue of body['issue'].filter(isRecord)) {
    addCode(codes, issue['code']);
    const coding = isRecord(issue['details']) ? issue['details']['coding'] : undefined;
    if (Array.isArray(coding)) for (const entry of coding.filter(isRecord)) addCode(codes, entry['code']);
  }
  return [...codes].slice(0, 5);
}

/** Tells whether a body is an OperationOutcome that says that something failed. */
export function isFailedOutcome(body: unknown): boolean {
  if (!isRecord(body) || body['resourceType'] !== 'OperationOutcome' || !Array.isArray(body['issue'])) return false;
  return body['issue'].some(
    (issue) => isRecord(issue) && (issue['severity'] === 'error' || issue['severity'] === 'fatal'),
  );
}

/** Tells whether a value is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toFailure(status: number): AppointmentStoreFailure {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408 || status === 425 || status === 429) return 'unavailable';
  if (status >= 500 && status !== 501) return 'unavailable';
  if (status >= 400) return 'refused';
  return 'unusable';
}

function advice(status: number, failure: AppointmentStoreFailure): string {
  if (status >= 300 && status < 400) return 'the server sends us elsewhere: set baseUrl to its new address';
  switch (failure) {
    case 'unauthorised':
      return 'check the credentials and what they may do';
    case 'unavailable':
      return 'can be tried again';
    case 'not-found':
      return 'the server does not have it: if this is so for everything, check baseUrl';
    case 'refused':
    case 'slot-taken':
      return 'a rule of the server said no: do it in the PMS';
    case 'unusable':
    case 'read-only':
      return 'the answer makes no sense: check that baseUrl is a FHIR R4 server';
    default:
      return failure satisfies never;
  }
}

function toRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function addCode(codes: Set<string>, code: unknown): void {
  if (typeof code === 'string' && /^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(code)) codes.add(code);
}

function isNamed(error: unknown, name: string): boolean {
  return isRecord(error) && error['name'] === name;
}

function toSystemCode(error: unknown): string {
  const cause = isRecord(error) ? error['cause'] : undefined;
  const code = isRecord(cause) ? cause['code'] : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : '';
}
