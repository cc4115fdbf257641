export { createSmppGateway } from './smpp/create-smpp-gateway.ts';
export type { SmppGateway, SmppReceiver } from './smpp/create-smpp-gateway.ts';
export type { SmppGatewayOptions } from './smpp/options.ts';
