import { createHmac } from 'node:crypto';
import type { Clock } from '@clinicarrivals/core';
import type { WritableEventLog } from '../event-log.ts';
import type { Random } from '../random.ts';
import type { ConsentWord } from './consent.ts';
import { countSegments } from './text-record.ts';
import type { TextRecord } from './text-record.ts';

/** One webhook that the gateway has posted. `status` is null when nobody answered. */
export interface WebhookCall {
  readonly at: number;
  readonly kind: 'inbound' | 'status';
  readonly sid: string;
  readonly status: number | null;
}

/** Posts signed webhooks. */
export interface Webhooks {
  inbound(record: TextRecord, word: ConsentWord | null): void;
  status(record: TextRecord): void;
  /** The next inbound webhooks come twice. */
  duplicate(times: number): void;
  /** Resolves when every webhook has been answered or has failed. */
  idle(): Promise<void>;
}

export interface WebhooksOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly accountSid: string;
  readonly authToken: string;
  /** Where inbound texts are posted to; null for nowhere. */
  readonly url: string | null;
  /** Tells the consent word as `OptOutType`, as Twilio does with Advanced Opt-Out only. */
  readonly hasAdvancedOptOut: boolean;
  readonly log: WritableEventLog<WebhookCall>;
}

// Twilio waits this long for an answer, and by default tries again only when it could not connect.
const timeoutMs = 15_000;

/** Makes the webhooks of a gateway. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const pending = new Set<Promise<void>>();
  let duplicates = 0;

  const post = (url: string, kind: WebhookCall['kind'], record: TextRecord, form: Record<string, string>): void => {
    const token = options.random.hex(32);
    const work = deliver(url, form, options.authToken, token).then((status) => {
      options.log.append({ at: options.clock.now(), kind, sid: record.sid, status });
      pending.delete(work);
    });
    pending.add(work);
  };

  return {
    inbound: (record, word) => {
      if (options.url === null) return;
      const form = toInboundForm(record, options.accountSid, options.hasAdvancedOptOut ? word : null);
      post(options.url, 'inbound', record, form);
      if (duplicates > 0) {
        duplicates -= 1;
        post(options.url, 'inbound', record, form);
      }
    },
    status: (record) => {
      if (record.statusCallback === null) return;
      post(record.statusCallback, 'status', record, {
        ...toCommonForm(record, options.accountSid),
        MessageStatus: record.status,
        SmsStatus: record.status,
        ...(record.errorCode === null ? {} : { ErrorCode: String(record.errorCode) }),
      });
    },
    duplicate: (times) => {
      duplicates += times;
    },
    idle: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/**
 * Signs a webhook: HMAC-SHA1 over the URL and the parameters in order of their names
 * (https://www.twilio.com/docs/usage/security#validating-requests).
 */
function signWebhook(authToken: string, url: string, form: Readonly<Record<string, string>>): string {
  const text = Object.keys(form)
    .sort()
    .reduce((joined, name) => joined + name + (form[name] ?? ''), url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

async function deliver(
  url: string,
  form: Record<string, string>,
  authToken: string,
  token: string,
): Promise<number | null> {
  // The fragment configures the connection; it is neither sent nor signed.
  const [address = url] = url.split('#');
  const request = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signWebhook(authToken, address, form),
      'i-twilio-idempotency-token': token,
    },
    body: new URLSearchParams(form).toString(),
  };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const response = await fetch(address, { ...request, signal: AbortSignal.timeout(timeoutMs) });
      await response.arrayBuffer();
      return response.status;
    } catch {
      // Nobody there: tried once more, then the receiver has to find the text in the list.
    }
  }
  return null;
}

function toCommonForm(record: TextRecord, accountSid: string): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: record.from,
    To: record.to,
    MessageSid: record.sid,
    SmsSid: record.sid,
  };
}

function toInboundForm(record: TextRecord, accountSid: string, word: ConsentWord | null): Record<string, string> {
  return {
    ...toCommonForm(record, accountSid),
    SmsMessageSid: record.sid,
    SmsStatus: 'received',
    Body: record.body,
    NumMedia: '0',
    NumSegments: String(countSegments(record.body)),
    ...(word === null ? {} : { OptOutType: word.toUpperCase() }),
  };
}
