import { serve } from '@hono/node-server';
import type { Arrivals } from '@clinicarrivals/core';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';

/** Takes what Twilio posts to https://clinic.example/twilio, where a proxy listens, and passes it on to this port. */
export function serveTwilio(arrivals: Arrivals, authToken: string, port: number) {
  const reader = createTwilioWebhookReader({ authToken });
  const fetch = createWebhookHandler({ reader, arrivals, publicUrl: 'https://clinic.example' });
  return serve({ fetch, port, hostname: '127.0.0.1' });
}
