import type { WebhookReader, WebhookReading, WebhookRequest } from '@clinicarrivals/core';
import { createWrongOption } from '../gateway-options.ts';
import { otherAccount, refuse, toReading } from './webhook-content.ts';
import { hasOneAccount, isCutByTwilio, toSignedRow } from './signed-row.ts';
import { parseForm, readOne } from './webhook-parameters.ts';
import type { WebhookParameters } from './webhook-parameters.ts';
import { createSignatureCheck } from './webhook-signature.ts';
import type { SignatureCheck } from './webhook-signature.ts';

const wrong = createWrongOption('twilio');

/** Whose webhooks are believed. Give `authToken` or `authTokens`. */
export interface TwilioWebhookReaderOptions {
  /** The secret with which Twilio signs: the primary auth token of the account that owns the number, never an API key. */
  readonly authToken?: string;
  /** The old and the new token, while one is replaced by the other. */
  readonly authTokens?: readonly string[];
  /** `AC` and 32 hexadecimal digits: webhooks of any other account are refused. */
  readonly accountSid?: string;
}

/**
 * Makes the reader of Twilio's messaging webhooks: texts that came in, and what became of those that we sent.
 *
 * Twilio does not say when it received a text: `receivedAt` is null, and who takes the request in knows how long it was under way.
 * Texts of other channels (`whatsapp:` and the like) are refused as `malformed`. Twilio's signature holds no time, so that a request can
 * be replayed; what it says has the same id every time and is kept once.
 *
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 * @example
 * const handle = createWebhookHandler({ reader: createTwilioWebhookReader({ authToken, accountSid }), arrivals });
 */
export function createTwilioWebhookReader(options: TwilioWebhookReaderOptions): WebhookReader {
  const authTokens = checkTokens(options);
  const accountSid = checkAccount(options.accountSid);
  const isSigned = createSignatureCheck(authTokens);
  return {
    acknowledgement: { status: 200, contentType: 'text/xml', body: '<Response/>' },
    read: async (request) => {
      const content = await readContent(request, isSigned);
      if ('type' in content) return content;
      const { parameters } = content;
      if (accountSid !== null && readOne(parameters, 'AccountSid') !== accountSid) {
        return refuse('forged', otherAccount);
      }
      return toReading({ parameters, url: request.url, authTokens });
    },
  };
}

/** Gives what a request says once its signature is checked, or the refusal. */
async function readContent(
  request: WebhookRequest,
  isSigned: SignatureCheck,
): Promise<{ readonly parameters: WebhookParameters } | WebhookReading> {
  const { method, url, headers, body } = request;
  if (method !== 'POST') {
    return refuse('unsupported', 'not a POST; set the method of the webhook to HTTP POST in the Twilio console');
  }
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  // Twilio posts texts and receipts as forms alone. Of JSON it signs the URL, where anybody's words could stand.
  if (mediaType !== 'application/x-www-form-urlencoded') {
    return refuse('unsupported', 'not a form; only messaging webhooks of Twilio are taken here');
  }
  const signature = headers['x-twilio-signature'];
  if (signature === undefined) return refuse('forged', 'without X-Twilio-Signature; only Twilio may post here');
  const parameters = parseForm(body);
  if (parameters === null) return refuse('unsupported', 'more parameters than Twilio sends');
  if (!(await isSigned({ signature, url, parameters }))) {
    return refuse(
      'forged',
      'not signed by Twilio for this URL with our token; check authToken, and publicUrl where a proxy stands in front',
    );
  }
  const row = toSignedRow(parameters);
  // Not forged: somebody may have texted it to keep a relay's client waiting.
  if (!hasOneAccount(row, url)) return refuse('malformed', 'signed, but with no account, or with several');
  if (!isCutByTwilio(row)) {
    return refuse('forged', 'signed, but cut into parameters in another way than Twilio does: altered on the way');
  }
  return { parameters };
}

function checkTokens({ authToken, authTokens }: TwilioWebhookReaderOptions): readonly string[] {
  if (authToken !== undefined && authTokens !== undefined) {
    throw wrong('authTokens', 'stands beside authToken; give either, not both');
  }
  const tokens = authTokens ?? (authToken === undefined ? [] : [authToken]);
  const field = authTokens === undefined ? 'authToken' : 'authTokens';
  if (tokens.length === 0) throw wrong(field, 'is missing; copy the primary auth token from the Twilio console');
  if (tokens.length > 2) throw wrong(field, 'holds more than two tokens; give the old and the new one');
  if (tokens.some((token) => token.trim() === '')) throw wrong(field, 'is empty; copy it from the Twilio console');
  return tokens;
}

function checkAccount(accountSid: string | undefined): string | null {
  if (accountSid === undefined) return null;
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    throw wrong('accountSid', 'must be AC and 32 hexadecimal digits, as the first page of the Twilio console shows it');
  }
  return accountSid;
}
