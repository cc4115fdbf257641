import { joinGateways } from '@clinicarrivals/core';
import type { Arrivals, Logger, MessageGateway } from '@clinicarrivals/core';
import { createProxyClient } from '@clinicarrivals/proxy-client';
import { createTwilioGateway, createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import type { RealSettings } from '../settings/read-settings.ts';
import type { Entrance } from './entrance.ts';

/** Where Twilio's webhooks are taken, below PUBLIC_URL. */
const webhookPath = '/webhooks/twilio';

/** What {@link createTwilioMessages} takes. */
export interface TwilioMessagesOptions {
  readonly twilio: RealSettings['twilio'];
  readonly relay: RealSettings['relay'];
  /** Where Twilio reaches this server; null where it cannot. */
  readonly publicUrl: URL | null;
  /** How often Twilio's list is asked beside a relay; undefined for the default. */
  readonly sweepSeconds: number | undefined;
  readonly logger: Logger;
}

/** Where Twilio posts to; null where it cannot reach this server. It takes no http address, an emulator does. */
export function toWebhookUrl(publicUrl: URL | null, twilio: RealSettings['twilio']): string | null {
  if (publicUrl === null || (publicUrl.protocol !== 'https:' && twilio.baseUrl === null)) return null;
  return `${publicUrl.href.replace(/\/$/, '')}${webhookPath}`;
}

/**
 * Makes the gateway: texts leave by Twilio; replies come by Twilio's list or by a relay, and by webhook besides where Twilio reaches us. A
 * reply that comes both ways is one reply.
 */
export function createTwilioMessages(options: TwilioMessagesOptions): MessageGateway {
  const { twilio, relay, publicUrl, sweepSeconds, logger } = options;
  const { accountSid, authToken, from, messagingServiceSid, baseUrl } = twilio;
  const relayed = relay?.type === 'mailbox' ? relay.webhookUrl : null;
  const statusCallbackUrl = relayed ?? toWebhookUrl(publicUrl, twilio);
  const send = createTwilioGateway({
    accountSid,
    authToken,
    // Replies come to the numbers, whichever of them Twilio chooses.
    ...(messagingServiceSid === null ? { from } : { messagingServiceSid, numbers: from }),
    ...(statusCallbackUrl === null ? {} : { statusCallbackUrl }),
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
  // A text that did not get as far as the relay stands in Twilio's list.
  return joinGateways({ send, receive, sweep: send, ...(sweepSeconds === undefined ? {} : { sweepSeconds }), logger });
}

/** Makes the way in for Twilio's webhooks; none where it cannot reach this server. */
export function createTwilioEntrances(
  options: Pick<TwilioMessagesOptions, 'twilio' | 'logger'> & {
    readonly publicUrl: URL | null;
    readonly arrivals: Arrivals;
  },
): readonly Entrance[] {
  const { twilio, publicUrl, arrivals, logger } = options;
  const url = toWebhookUrl(publicUrl, twilio);
  if (url === null) return [];
  const { accountSid, authToken } = twilio;
  const handle = createWebhookHandler({
    reader: createTwilioWebhookReader({ accountSid, authToken }),
    arrivals,
    publicUrl: url.slice(0, -webhookPath.length),
    logger,
  });
  return [{ path: webhookPath, handle }];
}
