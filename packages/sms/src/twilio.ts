export { createTwilioGateway } from './twilio/create-twilio-gateway.ts';
export type { TwilioClient, TwilioGatewayOptions } from './twilio/options.ts';
export { createTwilioWebhookReader } from './twilio/webhook-reader.ts';
export type { TwilioWebhookReaderOptions } from './twilio/webhook-reader.ts';
export { checkTwilioWebhook } from './twilio/check-webhook.ts';
export type { TwilioWebhookCheck } from './twilio/check-webhook.ts';
export type { TwilioWebhookFinding } from './twilio/webhook-findings.ts';
