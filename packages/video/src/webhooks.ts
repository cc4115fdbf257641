export { createVideoWebhookHandler } from './webhooks/create-video-webhook-handler.ts';
export type { VideoWebhookHandler, VideoWebhookHandlerOptions } from './webhooks/create-video-webhook-handler.ts';
export type { VideoWebhook, VideoWebhookReader, VideoWebhookReading } from './webhooks/video-webhook-reader.ts';
