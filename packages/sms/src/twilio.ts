export { createTwilioGateway } from './twilio/create-twilio-gateway.ts';
export type { TwilioClient, TwilioGatewayOptions } from './twilio/options.ts';
export { createTwilioWebhookReader } from './twilio/webhook-reader.ts';
export type { TwilioWebhookReaderOptions } from './twilio/webhook-reader.ts';
