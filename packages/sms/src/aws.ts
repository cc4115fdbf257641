export { createAwsGateway } from './aws/create-aws-gateway.ts';
export type { AwsClient, AwsGatewayOptions } from './aws/options.ts';
export { createAwsWebhookReader } from './aws/webhook-reader.ts';
export type { AwsWebhookReaderOptions } from './aws/webhook-reader.ts';
