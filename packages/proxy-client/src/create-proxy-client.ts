import { ConfigurationError } from '@clinicarrivals/core';
import type { MessageGateway, PhoneNumber } from '@clinicarrivals/core';
import { toLease, toRecord } from './lease.ts';
import { checkLegacyOptions, checkOptions } from './options.ts';
import type { LegacyProxyClientOptions, MailboxSettings, ProxyClientOptions } from './options.ts';
import { paced } from './pacing.ts';
import { createOpen } from './read-webhook.ts';
import { createLegacyCollect } from './receive-legacy.ts';
import { createCollect } from './receive-webhooks.ts';
import type { WebhookCounts } from './receive-webhooks.ts';
import { failed, request } from './request.ts';

/** How long a request may take besides the time for which it waits. */
const marginMs = 15_000;
/** Time enough to make a hundred texts durable. A lease that runs out does no harm, since the engine knows a text that comes again. */
const leaseSeconds = 10;

/** The side of a gateway that receives: `joinGateways({ send, receive })` of core makes a whole one. */
export interface ReceivingSide {
  readonly numbers: readonly PhoneNumber[];
  readonly abilities: { readonly waitsForMessages: boolean };
  /** See `MessageGateway.receive`. After a failure it asks no sooner than the relay can bear. */
  readonly receive: MessageGateway['receive'];
}

/** A mailbox at a relay. */
export interface ProxyClient extends ReceivingSide {
  /** How many webhooks were dealt with since the start, by what became of them. */
  readonly counts: WebhookCounts;
  /**
   * Asks the relay for a new token, gives it to `onTokenRotated`, and uses it from then on.
   *
   * If anything fails the one in use stays good. Other processes of the clinic must be given the new one. Throws GatewayError, ConfigurationError
   * without `onTokenRotated`, and whatever `onTokenRotated` throws.
   */
  rotateToken(): Promise<void>;
}

/**
 * Makes a client that collects texts from a relay, for a clinic without a public address.
 *
 * The relay need not be trusted: it holds no secret of the gateway, can keep webhooks sealed, and what comes out is believed only when the
 * `reader` finds the gateway's signature. Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://github.com/clinicarrivals/clinicarrivals/blob/main/docs/relay-protocol.md
 * @example
 * const receive = createProxyClient({ url, account, token, privateKey, reader: createTwilioWebhookReader({ authToken }), numbers });
 * const messages = joinGateways({ send: createTwilioGateway(twilio), receive });
 */
export function createProxyClient(options: ProxyClientOptions): ProxyClient;
/** Makes a client for a relay of the first ClinicArrivals, by its own protocol. */
export function createProxyClient(options: LegacyProxyClientOptions): ReceivingSide;
export function createProxyClient(options: ProxyClientOptions | LegacyProxyClientOptions): ReceivingSide {
  return 'legacy' in options ? createLegacyClient(options) : createMailboxClient(checkOptions(options));
}

function createLegacyClient(options: LegacyProxyClientOptions): ReceivingSide {
  const { url, accountSid, token, numbers, fetch, clock, logger } = checkLegacyOptions(options);
  const collect = createLegacyCollect({
    accountSid,
    numbers,
    logger,
    take: () =>
      request(fetch, {
        operation: 'receive',
        method: 'GET',
        url: `${url}/twilio?AccountSid=${accountSid}`,
        token,
        timeoutMs: marginMs,
      }),
  });
  return { numbers, abilities: { waitsForMessages: false }, receive: paced(clock, collect) };
}

function createMailboxClient(settings: MailboxSettings): ProxyClient {
  const { url, account, fetch, consumer } = settings;
  const address = `${url}/v1/accounts/${account}`;
  const counts = { accepted: 0, unopened: 0, forged: 0, malformed: 0, unsupported: 0 };
  let token = settings.token;
  let rotation: Promise<void> | null = null;

  const collect = createCollect({
    address,
    open: settings.privateKey === null ? null : createOpen(settings.privateKey),
    reader: settings.reader,
    skipsRefused: settings.skipRefused,
    logger: settings.logger,
    counts,
    lease: async ({ after, limit, waitMs, signal }) => {
      const waitSeconds = Math.min(settings.waitSeconds, Math.floor(waitMs / 1000));
      const answer = await request(fetch, {
        operation: 'receive',
        method: 'POST',
        url: `${address}/lease`,
        token,
        body: { consumer, after, limit, waitSeconds, leaseSeconds },
        timeoutMs: waitSeconds * 1000 + marginMs,
        signal,
      });
      return toLease(answer, { after, limit });
    },
  });

  const rotate = async (): Promise<void> => {
    const { onTokenRotated } = settings;
    if (onTokenRotated === null)
      throw new ConfigurationError({
        field: 'proxy.onTokenRotated',
        message: 'is missing; give a function that stores the new token, or it is lost with this process',
      });
    const answer = await request(fetch, {
      operation: 'token rotation',
      method: 'POST',
      url: `${address}/token`,
      token,
      timeoutMs: marginMs,
    });
    const fresh = toRecord(answer)?.['token'];
    if (typeof fresh !== 'string' || !/^[\x21-\x7e]{16,1024}$/.test(fresh))
      throw failed({ operation: 'token rotation' }, 'the answer is not that of a relay', 'configuration');
    // Used only when it is kept: the relay drops the old one at the first use of the new one.
    await onTokenRotated(fresh);
    token = fresh;
  };

  return {
    numbers: settings.numbers,
    abilities: { waitsForMessages: true },
    counts,
    receive: paced(settings.clock, collect),
    rotateToken: () => (rotation ??= rotate().finally(() => (rotation = null))),
  };
}
