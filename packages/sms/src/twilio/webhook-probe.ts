import { toRequestFailure } from '../http/request-failure.ts';
import type { RequestFailure } from '../http/request-failure.ts';
import type { ProbeAnswer, TwilioWebhookFinding } from './webhook-findings.ts';
import { loadTwilioWebhooks } from './webhook-signature.ts';
import { selfTestParameter } from './webhook-content.ts';

/** Posts signed self-tests to one URL. */
export interface Prober {
  /** Signs as if `signedUrl` had been requested; the finding says why no answer came. */
  probe(signedUrl: string, authToken: string): Promise<ProbeAnswer | TwilioWebhookFinding>;
}

/** Makes the prober of a URL. */
export function createProber(options: {
  readonly url: string;
  readonly accountSid: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}): Prober {
  const { url, accountSid, fetch, timeoutMs } = options;
  const parameters = { AccountSid: accountSid, [selfTestParameter]: '1' };
  return {
    probe: async (signedUrl, authToken) => {
      const { getExpectedTwilioSignature } = await loadTwilioWebhooks();
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': getExpectedTwilioSignature(authToken, signedUrl, parameters),
          },
          body: new URLSearchParams(parameters).toString(),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        const contentType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim() ?? '';
        return { status: response.status, contentType, text: await readBeginning(response) };
      } catch (error) {
        return toFinding(toRequestFailure(error), timeoutMs);
      }
    },
  };
}

async function readBeginning(response: Response): Promise<string> {
  if (response.body === null) return '';
  // The body of a response gives bytes and nothing else (Fetch, section 2.2.4).
  const chunks = response.body as AsyncIterable<Uint8Array>;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > 1000) break;
  }
  return text;
}

function toFinding(failure: RequestFailure, timeoutMs: number): TwilioWebhookFinding {
  if (failure.type === 'timed-out') {
    const message = `No answer came within ${timeoutMs / 1000} seconds, and Twilio waits no longer than 15. Look at the server and the firewall.`;
    return { code: 'no-answer', message };
  }
  const code = 'code' in failure && failure.code !== null ? failure.code : 'unknown';
  if (failure.type === 'not-trusted' || /^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    const message = `The connection is not secure as it should be (${code}). Use a certificate that browsers trust, for this host name.`;
    return { code: 'certificate', message };
  }
  if (failure.type === 'not-reached') {
    const message = `The server cannot be reached (${code}). Check host, port and firewall, and that the server runs.`;
    return { code: 'not-reached', message };
  }
  return {
    code: 'no-answer',
    message: `The connection broke off before an answer came (${code}). Look at the server's log.`,
  };
}
