import { createHmac } from 'node:crypto';

/** Whose webhooks these are; invented. */
export const signedAccount = { accountSid: `AC${'0a'.repeat(16)}`, authToken: 'token-of-the-bench' };
/** What Twilio requests, and signs. */
export const signedAddress = 'https://bench.example';
const path = '/twilio';

/**
 * Writes the HTTP requests of so many inbound texts, signed as Twilio signs them, each with an id and a sender of its own.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function writeSignedWebhooks(count: number, options: { readonly path?: string } = {}): readonly Buffer[] {
  const target = options.path ?? path;
  return Array.from({ length: count }, (_, number) => {
    const parameters = {
      AccountSid: signedAccount.accountSid,
      ApiVersion: '2010-04-01',
      Body: 'I am in the car park now, thanks',
      From: `+6149${String(1_000_000 + number)}`,
      MessageSid: `SM${number.toString(16).padStart(32, '0')}`,
      NumMedia: '0',
      NumSegments: '1',
      SmsMessageSid: `SM${number.toString(16).padStart(32, '0')}`,
      SmsSid: `SM${number.toString(16).padStart(32, '0')}`,
      SmsStatus: 'received',
      To: '+61480000001',
    };
    const signed = Object.entries(parameters).reduce(
      (text, [name, value]) => text + name + value,
      signedAddress + target,
    );
    const body = new URLSearchParams(parameters).toString();
    return Buffer.from(
      [
        `POST ${target} HTTP/1.1`,
        'Host: bench.example',
        'Content-Type: application/x-www-form-urlencoded; charset=UTF-8',
        `X-Twilio-Signature: ${createHmac('sha1', signedAccount.authToken).update(signed).digest('base64')}`,
        `I-Twilio-Idempotency-Token: ${String(number).padStart(36, '0')}`,
        'User-Agent: TwilioProxy/1.1',
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
  });
}
