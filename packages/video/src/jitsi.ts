export { createJitsiProvider } from './jitsi/create-jitsi-provider.ts';
export type { JaasOptions, JitsiOptions, JitsiTokenOptions } from './jitsi/options.ts';
export { createJaasWebhookReader } from './jitsi/jaas-webhook-reader.ts';
export type { JaasWebhookReaderOptions } from './jitsi/jaas-webhook-reader.ts';
