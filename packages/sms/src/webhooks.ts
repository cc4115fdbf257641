export { createWebhookHandler } from './webhooks/create-webhook-handler.ts';
export type { WebhookHandlerOptions, WebhookReceiver } from './webhooks/create-webhook-handler.ts';
