import type { MessageGateway } from '@clinicarrivals/core';
import { createVonageGateway, createVonageWebhookReader } from '@clinicarrivals/sms/vonage';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import type { WebhookReceiver } from '@clinicarrivals/sms/webhooks';

/** Texts leave by Vonage. What it posts comes in by the handler that is returned, which mounts at the address that Vonage knows. */
export function textByVonage(
  account: { applicationId: string; privateKey: string; apiKey: string; signatureSecret: string; baseUrl?: string },
  start: (messages: MessageGateway) => WebhookReceiver, // gives what `createArrivals({ messages, … })` gives
) {
  const arrivals = start(createVonageGateway({ ...account, from: '+61480000001' }));
  const { apiKey, signatureSecret } = account;
  return createWebhookHandler({ reader: createVonageWebhookReader({ apiKey, signatureSecret }), arrivals });
}
