import { createHmac, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';

/** What is signed: the body as it goes over the wire, with the headers that name it. */
export interface WebhookMessage {
  /** The header `webhook-id`; without a full stop, which divides what is signed. */
  readonly id: string;
  /** The header `webhook-timestamp`, in whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: Uint8Array | string;
}

/**
 * Signs and checks as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export interface WebhookSecrets {
  /** The header `webhook-signature`: a signature by each secret, so that who knows one of them can check it. */
  sign(message: WebhookMessage): string;
  /** Whether one of the signatures in the header is by one of the secrets, found out in a time that tells nothing. */
  isSigned(message: WebhookMessage, signature: string): boolean;
}

const shape = /^whsec_([A-Za-z0-9+/]{32,}={0,2})$/;

/**
 * Reads secrets.
 *
 * @param options.secrets each `whsec_` and the base64 of 24 to 64 bytes; several while one takes the place of another
 * @param options.field what they are called in the settings, for errors
 * @throws ConfigurationError when there is none, or one is of another shape
 */
export function createWebhookSecrets(options: {
  readonly secrets: readonly string[];
  readonly field: string;
}): WebhookSecrets {
  const { secrets, field } = options;
  const keys = secrets.map((secret) => Buffer.from(shape.exec(secret)?.[1] ?? '', 'base64'));
  if (keys.length === 0 || keys.some(({ length }) => length < 24 || length > 64)) {
    const message = 'must be "whsec_" and the base64 of 24 to 64 random bytes, such as: openssl rand -base64 32';
    throw new ConfigurationError({ field, message });
  }
  const codes = ({ id, timestamp, body }: WebhookMessage): readonly Buffer[] =>
    keys.map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest());
  return {
    sign: (message) =>
      codes(message)
        .map((code) => `v1,${code.toString('base64')}`)
        .join(' '),
    isSigned: (message, signature) => {
      const given = signature.split(' ').flatMap((each) => (each.startsWith('v1,') ? [readCode(each)] : []));
      const expected = codes(message);
      return given.some((code) => code !== null && expected.some((each) => timingSafeEqual(code, each)));
    },
  };
}

/** Null for what cannot be a code: its length is no secret. */
function readCode(signature: string): Buffer | null {
  const code = Buffer.from(signature.slice('v1,'.length), 'base64');
  return code.length === 32 ? code : null;
}
