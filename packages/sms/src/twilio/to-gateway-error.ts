import { createGatewayErrors } from '../http/gateway-errors.ts';
import { refusals } from './error-codes.ts';

/** Makes a GatewayError of anything that a request to Twilio threw; the SDK's errors hold the token, the number and the text. */
export const toGatewayError = createGatewayErrors({
  vendor: 'twilio',
  console: 'the Twilio console',
  explain: ({ code }) => (code === null ? undefined : refusals[code]),
});
