import type { PostedWebhook } from './twilio-webhook.ts';

/** Posts a webhook to its address, as Twilio does. */
export function post({ url, headers, body }: PostedWebhook): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body });
}
