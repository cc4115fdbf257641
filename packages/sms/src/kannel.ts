export { createKannelGateway } from './kannel/create-kannel-gateway.ts';
export type { KannelGatewayOptions } from './kannel/options.ts';
export { createKannelWebhookReader } from './kannel/webhook-reader.ts';
export type { KannelWebhookReaderOptions } from './kannel/webhook-reader.ts';
