export { createLiveKitProvider } from './livekit/create-livekit-provider.ts';
export type { LiveKitProviderOptions } from './livekit/options.ts';
export { createLiveKitWebhookReader } from './livekit/webhook-reader.ts';
export type { LiveKitWebhookReaderOptions } from './livekit/webhook-reader.ts';
