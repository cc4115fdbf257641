import { ConfigurationError } from '@clinicarrivals/core';
import { checkAddress } from './webhook-address.ts';
import { ourMark, otherAccount } from './webhook-content.ts';
import type { ProbeAnswer, TwilioWebhookFinding } from './webhook-findings.ts';
import { createProber } from './webhook-probe.ts';
import type { Prober } from './webhook-probe.ts';

/** What `checkTwilioWebhook` is given. */
export interface TwilioWebhookCheck {
  /** As it stands, or will stand, in the Twilio console. */
  readonly url: string;
  /** The primary auth token of the account. */
  readonly authToken: string;
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid: string;
  /** Default: `globalThis.fetch`. */
  readonly fetch?: typeof fetch;
  /** For each request; default 15 000, as long as Twilio waits. */
  readonly timeoutMs?: number;
}

/**
 * Tries a webhook as Twilio would, and tells in plain words what is wrong with its URL or token; nothing when all is well.
 *
 * It posts a signed request that says nothing and is stored nowhere, and one with a wrong signature that must be refused. Where the right
 * one is refused, it tries what a proxy may have made of the URL. It asks from where it runs: that Twilio gets through the firewall too is not
 * shown by it. Throws ConfigurationError when the token or the account is none.
 *
 * @example
 * for (const { message } of await checkTwilioWebhook({ url, authToken, accountSid })) console.log(message);
 */
export async function checkTwilioWebhook(options: TwilioWebhookCheck): Promise<readonly TwilioWebhookFinding[]> {
  const { authToken, accountSid, fetch = globalThis.fetch, timeoutMs = 15_000 } = options;
  for (const [field, isGood] of [
    ['authToken', authToken.trim() !== ''],
    ['accountSid', /^AC[0-9a-f]{32}$/i.test(accountSid)],
  ] as const) {
    if (!isGood)
      throw new ConfigurationError({ field: `twilio.${field}`, message: 'is none; copy it from the Twilio console' });
  }
  // What stands behind the # tells Twilio how to connect; it is neither requested nor signed.
  const url = options.url.split('#', 1)[0] ?? '';
  const { findings, canBeAsked } = await checkAddress(url);
  if (!canBeAsked) return findings;
  const prober = createProber({ url, accountSid, fetch, timeoutMs });
  const found = await ask(prober, url, authToken);
  return found === null ? findings : [...findings, found];
}

async function ask(prober: Prober, url: string, authToken: string): Promise<TwilioWebhookFinding | null> {
  const answer = await prober.probe(url, authToken);
  if ('code' in answer) return answer;
  if (!isAccepted(answer)) return explain(answer, prober, url, authToken);
  const forged = await prober.probe(url, `not ${authToken}`);
  if ('code' in forged || !isAccepted(forged)) return null;
  return {
    code: 'unguarded',
    message:
      'The server takes requests that Twilio has not signed: anybody could send texts in a patient’s name. Mount createWebhookHandler there.',
  };
}

/** Our acknowledgement, and nothing else that is well. */
function isAccepted({ status, contentType, text }: ProbeAnswer): boolean {
  return status === 200 && contentType === 'text/xml' && text.trim() === '<Response/>';
}

async function explain(
  answer: ProbeAnswer,
  prober: Prober,
  url: string,
  authToken: string,
): Promise<TwilioWebhookFinding> {
  const { status, text } = answer;
  if (!text.startsWith(ourMark)) return explainStatus(status);
  if (text.includes(otherAccount)) {
    return { code: 'another-account', message: 'The server expects another account. Check accountSid on both sides.' };
  }
  if (status !== 403) return explainStatus(status);
  for (const { seen, publicUrl } of alterations(url)) {
    const altered = await prober.probe(seen, authToken);
    if ('code' in altered || !isAccepted(altered)) continue;
    const message = `The token is right, but a proxy hides from the server what was requested: it sees ${seen.split('?', 1)[0] ?? seen}. Set publicUrl to ${publicUrl}.`;
    return { code: 'altered-url', message };
  }
  return {
    code: 'signature',
    message: `The server refuses our signature. Either it has another token than this one (Twilio signs with the primary token of the account, never with an API key), or a proxy changes host, port or path: then set publicUrl to ${new URL(url).origin}.`,
  };
}

function explainStatus(status: number): TwilioWebhookFinding {
  if (status >= 300 && status < 400) {
    return { code: 'redirect', message: `The server redirects (${status}). Give Twilio the URL at which it ends.` };
  }
  if (status === 404 || status === 410) {
    return {
      code: 'not-found',
      message: `Nothing is at this path (${status}). Check the path, and where the handler is mounted.`,
    };
  }
  if (status === 405) {
    return {
      code: 'no-post',
      message: 'No POST is taken at this path (405). Check the path, and that the handler is mounted for POST.',
    };
  }
  if (status === 401 || status === 403 || status === 407 || status === 429) {
    const message = `Something before our handler refuses (${status}): a login, a firewall or a filter. Let Twilio through to this path.`;
    return { code: 'blocked', message };
  }
  if (status >= 500) {
    return { code: 'server-error', message: `The server, or a proxy before it, fails (${status}). Look at its log.` };
  }
  return {
    code: 'another-answer',
    message: `Something else answers here (${status}), not our handler. Check host and path.`,
  };
}

/** What a proxy may make of a URL: the scheme of the last mile, its own host, a path without its prefix. The likely ones first. */
function alterations(url: string): readonly { readonly seen: string; readonly publicUrl: string }[] {
  const { protocol, host, origin, pathname, search } = new URL(url);
  const schemes = protocol === 'https:' ? ['http:', 'https:'] : ['http:', 'https:'].reverse();
  const segments = pathname.split('/').slice(1);
  // Any number of segments taken off the front; the last one leaves the root.
  const paths = segments.map((_, index) => `/${segments.slice(index).join('/')}`);
  if (pathname !== '/') paths.push('/');
  const all = paths.flatMap((path) =>
    [host, 'localhost', '127.0.0.1'].flatMap((seenHost) =>
      schemes.map((scheme) => ({
        seen: `${scheme}//${seenHost}${path}${search}`,
        publicUrl: origin + (path === '/' ? pathname : pathname.slice(0, pathname.length - path.length)),
      })),
    ),
  );
  return all.filter(({ seen }) => seen !== url).slice(0, mostAlterations);
}

/** Each is a request. */
const mostAlterations = 24;
