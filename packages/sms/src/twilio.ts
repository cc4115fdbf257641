export { createTwilioGateway } from './twilio/create-twilio-gateway.ts';
export type { TwilioClient, TwilioGatewayOptions } from './twilio/options.ts';
