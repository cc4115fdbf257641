import type * as TwilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookParameters } from './webhook-parameters.ts';

/** What `X-Twilio-Signature` was made over. */
export interface SignedContent {
  readonly signature: string;
  /** As it was requested. */
  readonly url: string;
  readonly parameters: WebhookParameters;
}

/** Tells whether one of these tokens signed a request. Compares in constant time. */
export type SignatureCheck = (content: SignedContent) => Promise<boolean>;

/**
 * Makes the check. Twilio's SDK does it, of which only the few kilobytes for webhooks are loaded, at the first request.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function createSignatureCheck(authTokens: readonly string[]): SignatureCheck {
  let loading: Promise<typeof TwilioWebhooks> | null = null;
  return async ({ signature, url, parameters }) => {
    const { validateRequest } = await (loading ??= loadTwilioWebhooks());
    // The SDK throws for what is no URL.
    if (!URL.canParse(url)) return false;
    const signed = Object.fromEntries([...parameters].map(([name, values]) => [name, [...values]]));
    return authTokens.some((token) =>
      spellings(url).some((spelling) => validateRequest(token, signature, spelling, signed)),
    );
  };
}

/** Loads the part of Twilio's SDK that signs and checks webhooks. */
export async function loadTwilioWebhooks(): Promise<typeof TwilioWebhooks> {
  return import('twilio/lib/webhooks/webhooks.js');
}

/**
 * How Twilio may have written the URL. The SDK tries it with and without its port and as browsers spell it. What only can be turned back: a
 * server's `Request` writes an apostrophe as `%27`, and a slash where the URL in the Twilio console ends with the host.
 */
function spellings(url: string): readonly string[] {
  const query = url.indexOf('?');
  const [path, rest] = query === -1 ? [url, ''] : [url.slice(0, query), url.slice(query)];
  const hasNoPath = /^[a-z]+:\/\/[^/]+\/$/i.test(path);
  if (!hasNoPath && !rest.includes('%27')) return [url];
  const paths = hasNoPath ? [path, path.slice(0, -1)] : [path];
  return paths.flatMap((each) => [each + rest, each + rest.replaceAll('%27', "'")]);
}
