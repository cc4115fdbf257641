import { createGatewayErrors } from '../http/gateway-errors.ts';
import type { RefusalMeaning } from '../http/gateway-errors.ts';

/** How a refusal of the smsbox begins, the name that we give it, and what it means. Source: gw/smsbox.c of Kannel 1.4.5 */
const refusals: readonly (RefusalMeaning & { readonly begins: string; readonly code: string })[] = [
  {
    begins: 'Authorization failed',
    code: 'not-authorised',
    failure: 'configuration',
    meaning: 'wrong username or password',
  },
  { begins: 'Not routable', code: 'not-routable', failure: 'permanent', meaning: 'no connection takes this number' },
  { begins: 'Number(s) has/have been denied', code: 'denied', failure: 'permanent', meaning: 'number is on a list' },
  // The bearerbox has refused it, so that nothing has left although it is a 503.
  {
    begins: 'Temporal failure',
    code: 'temporary',
    failure: 'retry',
    meaning: 'Kannel is full or has no connection',
    isCertain: true,
  },
];

/** Finds the name of a refusal in the words of the answer; null when they are not Kannel's. */
export function toRefusalCode(text: string): string | null {
  return refusals.find(({ begins }) => text.startsWith(begins))?.code ?? null;
}

/** Makes a GatewayError of anything that a request to Kannel threw. */
export const toGatewayError = createGatewayErrors({
  vendor: 'kannel',
  console: "Kannel's configuration",
  explain: ({ code }) => refusals.find((refusal) => refusal.code === code),
});
