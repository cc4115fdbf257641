import type { MessageGateway, PhoneNumber } from '@clinicarrivals/core';
import { noRelay, wrong } from './failure.ts';
import { fieldsOf, toLease } from './lease.ts';
import { checkLegacyOptions, checkOptions, isToken } from './options.ts';
import type { LegacyProxyClientOptions, LegacySettings, MailboxSettings, ProxyClientOptions } from './options.ts';
import { paced } from './pacing.ts';
import type { Collect } from './pacing.ts';
import { createRead } from './read-webhook.ts';
import { createCollect } from './receive-webhooks.ts';
import type { WebhookCounts } from './receive-webhooks.ts';
import { request } from './request.ts';

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
  return 'legacy' in options
    ? createLegacyClient(checkLegacyOptions(options))
    : createMailboxClient(checkOptions(options));
}

function createLegacyClient(settings: LegacySettings): ReceivingSide {
  let collect: Collect | null = null;
  const receive = paced(settings.clock, async (query) => {
    // On its own, so that only who needs the first protocol loads it.
    collect ??= (await import('./receive-legacy.ts')).createLegacyCollect(settings);
    return collect(query);
  });
  return { numbers: settings.numbers, abilities: { waitsForMessages: false }, receive };
}

function createMailboxClient(settings: MailboxSettings): ProxyClient {
  const { url, account, numbers, fetch, clock, logger, consumer, onTokenRotated } = settings;
  const address = `${url}/v1/accounts/${account}`;
  const counts = { accepted: 0, unopened: 0, forged: 0, malformed: 0, unsupported: 0 };
  let { token } = settings;
  let rotation: Promise<void> | null = null;

  const collect = createCollect({
    address,
    read: createRead(settings.reader, settings.privateKey),
    clock,
    logger,
    counts,
    lease: async (asked, { waitMs, signal }) => {
      const waitSeconds = Math.min(settings.waitSeconds, Math.floor(waitMs / 1000));
      const body = { consumer, ...asked, waitSeconds, leaseSeconds };
      const answer = await request(fetch, { url: `${address}/lease`, token, body, waitMs: waitSeconds * 1000, signal });
      return toLease(answer, body);
    },
  });
  const rotate = async (): Promise<void> => {
    if (onTokenRotated === undefined) throw wrong('onTokenRotated', 'is missing; it keeps the new token');
    const fresh = fieldsOf(await request(fetch, { url: `${address}/token`, token, body: {} }))['token'];
    if (typeof fresh !== 'string' || !isToken(fresh)) throw noRelay();
    // Used only when it is kept: the relay drops the old one at the first use of the new one.
    await onTokenRotated(fresh);
    token = fresh;
  };

  return {
    numbers,
    abilities: { waitsForMessages: true },
    counts,
    receive: paced(clock, collect),
    rotateToken: () => (rotation ??= rotate().finally(() => (rotation = null))),
  };
}
