export { createVonageGateway } from './vonage/create-vonage-gateway.ts';
export type { VonageGatewayOptions } from './vonage/options.ts';
export { createVonageWebhookReader } from './vonage/webhook-reader.ts';
export type { VonageWebhookReaderOptions } from './vonage/webhook-reader.ts';
