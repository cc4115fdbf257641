import { ClinicArrivalsError, GatewayError } from '@clinicarrivals/core';
import { createGatewayErrors } from '../http/gateway-errors.ts';
import type { RefusalMeaning } from '../http/gateway-errors.ts';
import { RefusedRequestError, toRetryAfterMs, UnusableAnswerError } from '../http/request-failure.ts';
import { fieldOf } from '../json-fields.ts';

const wrongSender: RefusalMeaning = { failure: 'configuration', meaning: 'sender cannot text there' };
const noAccess: RefusalMeaning = { failure: 'configuration', meaning: 'credentials or permissions' };

/**
 * Reasons, and names of exceptions, with which AWS refuses a text. Any other is judged by the exception, then by the HTTP status.
 *
 * Source: https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html#API_SendTextMessage_Errors
 */
const codes: Readonly<Record<string, RefusalMeaning>> = {
  DESTINATION_PHONE_NUMBER_OPTED_OUT: { failure: 'opted-out', meaning: 'recipient has opted out' },
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: {
    failure: 'permanent',
    meaning: 'recipient is blocked',
  },
  PRICE_OVER_THRESHOLD: { failure: 'permanent', meaning: 'costs more than maxPrice' },
  COUNTRY_NOT_ENABLED: { failure: 'configuration', meaning: 'country of the recipient not enabled' },
  DESTINATION_COUNTRY_BLOCKED: { failure: 'configuration', meaning: 'country of the recipient not enabled' },
  CHANNEL_NOT_ENABLED: wrongSender,
  INTERNATIONAL_SENDING_NOT_SUPPORTED: wrongSender,
  INVALID_ARN: wrongSender,
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: wrongSender,
  RESOURCE_NOT_ACCESSIBLE: wrongSender,
  SENDER_ID_NOT_REGISTERED: wrongSender,
  SENDER_ID_NOT_SUPPORTED: wrongSender,
  SENDER_ID_REQUIRES_REGISTRATION: wrongSender,
  ThrottlingException: { failure: 'retry', meaning: 'too many texts at once' },
  TooManyRequestsException: { failure: 'retry', meaning: 'too many texts at once' },
  ConflictException: { failure: 'configuration', meaning: 'the state of the numbers does not allow it' },
  ServiceQuotaExceededException: { failure: 'configuration', meaning: 'limit of the account reached' },
  ResourceNotFoundException: { failure: 'configuration', meaning: 'no such number, pool or configuration set' },
  AccessDeniedException: noAccess,
  ExpiredTokenException: noAccess,
  IncompleteSignature: noAccess,
  InvalidSignatureException: { failure: 'configuration', meaning: 'wrong secret key, or a clock that is wrong' },
  MissingAuthenticationToken: noAccess,
  UnrecognizedClientException: noAccess,
};

const judge = createGatewayErrors({
  vendor: 'aws',
  console: 'the AWS console',
  explain: ({ code }) => (code === null ? undefined : codes[code]),
});

/** Makes a GatewayError of anything that the SDK threw; its errors hold the number, and the request that was signed. */
export function toGatewayError(error: unknown, now: number): GatewayError {
  if (ClinicArrivalsError.isInstance(error) && error.code === 'configuration') return notSent(error.message);
  if (fieldOf(error, 'name') === 'CredentialsProviderError') {
    return notSent('[aws] send failed: no credentials, give them or let the SDK find some');
  }
  const status = fieldOf(fieldOf(error, '$metadata'), 'httpStatusCode');
  if (typeof status !== 'number') return judge('send', error);
  if (status >= 200 && status < 300) return judge('send', new UnusableAnswerError('answer that is not JSON'));
  const headers = fieldOf(fieldOf(error, '$response'), 'headers');
  const retryAfterMs = toRetryAfterMs(fieldOf(headers, 'retry-after'), now);
  return judge('send', new RefusedRequestError({ status, code: toCode(error), retryAfterMs }));
}

/** The reason says most; of those that are unknown, the exception. Neither is free text. */
function toCode(error: unknown): string | null {
  const names = [fieldOf(error, 'Reason'), fieldOf(error, 'name')];
  const isName = (name: unknown): name is string => typeof name === 'string' && /^[A-Za-z_]{1,100}$/.test(name);
  return names.filter(isName).find((name) => Object.hasOwn(codes, name)) ?? names.filter(isName).at(0) ?? null;
}

function notSent(message: string): GatewayError {
  return new GatewayError({ failure: 'configuration', message });
}
