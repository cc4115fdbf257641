export { createAndroidGateway } from './android/create-android-gateway.ts';
export type { AndroidGatewayOptions } from './android/options.ts';
export { createAndroidWebhookReader } from './android/webhook-reader.ts';
export type { AndroidWebhookReaderOptions } from './android/webhook-reader.ts';
