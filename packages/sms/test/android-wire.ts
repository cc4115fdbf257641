import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@clinicarrivals/core';

/** The key that the app shows. */
export const signingKey = 'signing key of the app';

/** Signs as PayloadSingingPlugin.kt of the app does: the body, followed by the seconds. */
export function signAndroid(says: unknown, at = Date.now()): WebhookRequest {
  const body = JSON.stringify(says);
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', signingKey).update(`${body}${timestamp}`).digest('hex');
  return {
    method: 'POST',
    url: 'https://clinic.example/sms',
    headers: { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-signature': signature },
    body: new TextEncoder().encode(body),
  };
}
