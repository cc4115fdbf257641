export { createMessageMediaGateway } from './messagemedia/create-messagemedia-gateway.ts';
export type { MessageMediaGatewayOptions } from './messagemedia/options.ts';
