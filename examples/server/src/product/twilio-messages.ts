import { joinGateways } from '@clinicarrivals/core';
import type { Arrivals, Logger, MessageGateway } from '@clinicarrivals/core';
import { createProxyClient } from '@clinicarrivals/proxy-client';
import { createTwilioGateway, createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import type { RealSettings } from '../settings/read-settings.ts';
import { webhookPath } from './product.ts';

/** What {@link createTwilioMessages} takes. */
export interface TwilioMessagesOptions {
  readonly twilio: RealSettings['twilio'];
  readonly relay: RealSettings['relay'];
  /** Where Twilio reaches this server; null where it cannot. */
  readonly publicUrl: URL | null;
  readonly logger: Logger;
}

/**
 * Makes the gateway: texts leave by Twilio; replies come by Twilio's list or by a relay, and by webhook besides where Twilio reaches us. A
 * reply that comes both ways is one reply.
 */
export function createTwilioMessages({ twilio, relay, publicUrl, logger }: TwilioMessagesOptions): MessageGateway {
  const { accountSid, authToken, from, baseUrl } = twilio;
  const send = createTwilioGateway({
    accountSid,
    authToken,
    from,
    ...(publicUrl === null ? {} : { statusCallbackUrl: new URL(webhookPath, publicUrl).href }),
    ...(baseUrl === null ? {} : { baseUrl }),
  });
  if (relay === null) return send;
  const { url, token, type } = relay;
  if (type === 'original') {
    const legacy = { accountSid, ...(token === null ? {} : { token }) };
    return joinGateways({ send, receive: createProxyClient({ url, legacy, numbers: from, logger }) });
  }
  const { account, privateKey } = relay;
  const receive = createProxyClient({
    url,
    account,
    token: relay.token,
    ...(privateKey === null ? {} : { privateKey }),
    reader: createTwilioWebhookReader({ accountSid, authToken }),
    numbers: from,
    logger,
  });
  return joinGateways({ send, receive });
}

/** Makes the handler of Twilio's webhooks. */
export function createTwilioWebhook(
  options: Pick<TwilioMessagesOptions, 'twilio' | 'logger'> & {
    readonly publicUrl: URL;
    readonly arrivals: Arrivals;
  },
): (request: Request) => Promise<Response> {
  const { twilio, publicUrl, arrivals, logger } = options;
  const { accountSid, authToken } = twilio;
  return createWebhookHandler({
    reader: createTwilioWebhookReader({ accountSid, authToken }),
    arrivals,
    publicUrl: publicUrl.href,
    logger,
  });
}
