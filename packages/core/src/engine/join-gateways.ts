import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type {
  MessageGateway,
  MessageGatewayAbilities,
  ReceivedMessages,
  ReceiveQuery,
} from '../ports/message-gateway.ts';
import { systemClock } from './system-clock.ts';

/** What {@link joinGateways} puts together. */
export interface GatewayWays {
  readonly send: Omit<MessageGateway, 'receive'>;
  readonly receive: Pick<MessageGateway, 'numbers' | 'receive'> & {
    readonly abilities?: Pick<MessageGatewayAbilities, 'waitsForMessages'>;
  };
  /**
   * Where the same texts can be found as well, such as the gateway's own list beside a relay: what was lost on the way is found there. A
   * text must have the same `gatewayId` both ways, so that it is one text; by the first relay's protocol it has not.
   */
  readonly sweep?: Pick<MessageGateway, 'receive'>;
  /** How often it is asked; default 60. */
  readonly sweepSeconds?: number;
  /** Default: the system's. */
  readonly clock?: Pick<Clock, 'now'>;
  /** Told when the sweep fails, which holds up nothing. Default: silence. */
  readonly logger?: Logger;
}

/**
 * Makes one gateway of several, where texts leave by one way and come in by another: sent by Twilio, received through a relay.
 *
 * What is asked about sent texts (look-up, receipts, lists) goes to the way by which they left. The numbers of both are ours, so that
 * neither is answered.
 *
 * @example
 * const twilio = createTwilioGateway(account);
 * const messages = joinGateways({ send: twilio, receive: createProxyClient(relay), sweep: twilio });
 */
export function joinGateways(ways: GatewayWays): MessageGateway {
  const { send, receive } = ways;
  return {
    numbers: [...new Set([...send.numbers, ...receive.numbers])],
    abilities: { ...send.abilities, waitsForMessages: receive.abilities?.waitsForMessages ?? false },
    send: (message) => send.send(message),
    lookUp: (query) => send.lookUp(query),
    receipts: (query) => send.receipts(query),
    ...(send.scheduling === undefined ? {} : { scheduling: send.scheduling }),
    ...(send.listSent === undefined ? {} : { listSent: (query) => send.listSent?.(query) ?? Promise.resolve([]) }),
    receive: ways.sweep === undefined ? (query) => receive.receive(query) : receiveAndSweep(ways, ways.sweep),
  };
}

/** Where both ways have been read to. */
interface Cursors {
  readonly main: string | null;
  readonly sweep: string | null;
}

function receiveAndSweep(
  { receive, sweepSeconds = 60, clock = systemClock, logger }: GatewayWays,
  sweep: NonNullable<GatewayWays['sweep']>,
): MessageGateway['receive'] {
  let sweptAt = -Infinity;
  let underWay = false;
  let found: ReceivedMessages | null = null;

  /** Asks the second way; what it has is given at the next call, so that it holds up nothing. */
  const begin = async (query: ReceiveQuery): Promise<void> => {
    underWay = true;
    try {
      found = await sweep.receive(query);
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'unknown';
      logger?.log('warn', '[gateways] the second way in could not be asked, it is asked again later', { cause });
    } finally {
      underWay = false;
    }
  };
  return async ({ cursor, since, waitMs = 0, signal }) => {
    const cursors = parseCursors(cursor);
    const now = clock.now();
    if (!underWay && found === null && Math.abs(now - sweptAt) >= sweepSeconds * 1_000) {
      sweptAt = now;
      void begin({ cursor: cursors.sweep, since });
    }
    // Nothing is waited for while the other way may have something in a moment.
    const query: ReceiveQuery = { cursor: cursors.main, since, waitMs: underWay || found !== null ? 0 : waitMs };
    const asked = receive.receive(signal === undefined ? query : { ...query, signal });
    const [main] = await Promise.allSettled([asked]);
    const swept = found;
    found = null;
    if (main.status === 'fulfilled') return join(cursors, main.value, swept);
    // What the sweep has found is given all the same; that the first way is down is said at the next call.
    if (swept === null || swept.messages.length === 0) throw main.reason;
    return join(cursors, null, swept);
  };
}

function join(cursors: Cursors, main: ReceivedMessages | null, swept: ReceivedMessages | null): ReceivedMessages {
  return {
    messages: [...(main?.messages ?? []), ...(swept?.messages ?? [])],
    receipts: [...(main?.receipts ?? []), ...(swept?.receipts ?? [])],
    cursor: JSON.stringify({
      main: (main ?? { cursor: cursors.main }).cursor,
      sweep: (swept ?? { cursor: cursors.sweep }).cursor,
    }),
  };
}

/** Reads the cursor of both. One that was given by either way alone, before they were joined, is offered to both: each knows its own. */
function parseCursors(cursor: string | null): Cursors {
  const alone = { main: cursor, sweep: cursor };
  if (cursor === null) return alone;
  try {
    const parsed: unknown = JSON.parse(cursor);
    if (typeof parsed !== 'object' || parsed === null || !('main' in parsed) || !('sweep' in parsed)) return alone;
    return { main: toText(parsed.main), sweep: toText(parsed.sweep) };
  } catch {
    return alone;
  }
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
