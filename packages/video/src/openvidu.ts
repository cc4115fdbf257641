export { createOpenViduProvider } from './openvidu/create-openvidu-provider.ts';
export type { OpenViduProviderOptions } from './openvidu/options.ts';
export { createOpenViduWebhookReader } from './openvidu/webhook-reader.ts';
export type { OpenViduWebhookReaderOptions } from './openvidu/webhook-reader.ts';
