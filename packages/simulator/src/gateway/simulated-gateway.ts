import { ConfigurationError, isPhoneNumber } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import { createEventLog } from '../event-log.ts';
import type { EventLog, WritableEventLog } from '../event-log.ts';
import { createFaultQueue, createHangingRequests } from '../faults.ts';
import { createHttpServer } from '../http-server.ts';
import { createRandom } from '../random.ts';
import { createWake } from '../wake.ts';
import { createExchange } from './exchange.ts';
import type { ExchangeListener } from './exchange.ts';
import { createGatewayControls } from './gateway-controls.ts';
import type { GatewayControls } from './gateway-controls.ts';
import { createGatewayHandler } from './gateway-handler.ts';
import type { GatewayFaultKind, ListLag } from './gateway-handler.ts';
import type { TextLogEntry, TextRecord, TextStatusChange } from './text-record.ts';
import { createWebhooks } from './webhooks.ts';
import type { WebhookCall, Webhooks } from './webhooks.ts';

export interface SimulatedGatewayOptions {
  readonly clock: Clock;
  /** `AC` and 32 hexadecimal digits, as Twilio's SDK wants it. */
  readonly accountSid: string;
  readonly authToken: string;
  /** The clinic's own numbers in E.164 form; at least one. */
  readonly numbers: readonly string[];
  /** `MG` and 32 hexadecimal digits: a messaging service with these numbers, the only way to hand texts over ahead; none unless given. */
  readonly messagingServiceSid?: string;
  /** Decides ids and delivery times; 1 unless given. */
  readonly seed?: number | string;
  /** Where texts that come in are posted, signed; nowhere unless given, so that they are only in the list. */
  readonly webhookUrl?: string;
  /** Tells consent words as `OptOutType`; false unless given. */
  readonly advancedOptOut?: boolean;
}

/** A gateway that speaks Twilio's messaging API and keeps everything in memory. */
export interface SimulatedGateway {
  /** The base URL, in the place of `https://api.twilio.com`; throws `ConfigurationError` before `listen`. */
  readonly url: string;
  /** Answers without a socket. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Listens on 127.0.0.1, on a free port unless one is given. Gives the base URL. */
  listen(port?: number): Promise<string>;
  /** Stops listening, lets go of hanging requests and of its clock (idempotent). What it knows is kept. */
  close(): Promise<void>;
  readonly controls: GatewayControls;
  /** Every text in and out, as it was taken. */
  readonly log: EventLog<TextLogEntry>;
  /** Every change of a text's status afterwards. */
  readonly statuses: EventLog<TextStatusChange>;
  /** Every webhook that was posted. */
  readonly webhooks: EventLog<WebhookCall>;
  /** When the status of a text changes next; null when all texts have arrived or failed. */
  nextAt(): number | null;
  /** Does what is due at the clock's time. Not needed where the clock runs what is scheduled. */
  runDue(): void;
  /** Resolves when every webhook has been answered or has failed. */
  idle(): Promise<void>;
}

/**
 * Makes a simulated gateway.
 *
 * @throws ConfigurationError when the account or a number is malformed
 */
export function createSimulatedGateway(options: SimulatedGatewayOptions): SimulatedGateway {
  const [firstNumber] = checkOptions(options);
  const { clock } = options;
  const random = createRandom(options.seed ?? 1);
  const logs = { texts: createEventLog<TextLogEntry>(), statuses: createEventLog<TextStatusChange>() };
  const calls = createEventLog<WebhookCall>();
  const webhooks = createWebhooks({
    ...options,
    random: random.fork('webhooks'),
    url: options.webhookUrl ?? null,
    hasAdvancedOptOut: options.advancedOptOut ?? false,
    log: calls,
  });
  const exchange = createExchange({ clock, random: random.fork('exchange'), listener: toListener(webhooks, logs) });
  const faults = createFaultQueue<GatewayFaultKind>();
  const hanging = createHangingRequests();
  const wake = createWake(clock, exchange.delivery);
  const listLag: ListLag = { durationMs: 0 };
  const { settle } = wake;
  const handler = createGatewayHandler({ ...options, exchange, faults, hanging, listLag, settle });
  const server = createHttpServer('gateway', handler);

  return {
    get url() {
      return server.origin();
    },
    fetch: async (request) => handler(request),
    listen: (port = 0) => server.listen(port),
    close: async () => {
      wake.stop();
      hanging.release();
      await server.close();
    },
    controls: createGatewayControls({ exchange, webhooks, faults, listLag, settle, firstNumber }),
    log: logs.texts,
    statuses: logs.statuses,
    webhooks: calls,
    nextAt: () => exchange.delivery.nextAt(),
    runDue: settle,
    idle: () => webhooks.idle(),
  };
}

function toListener(
  webhooks: Webhooks,
  logs: { readonly texts: WritableEventLog<TextLogEntry>; readonly statuses: WritableEventLog<TextStatusChange> },
): ExchangeListener {
  return {
    taken: (record, word) => {
      if (record.direction === 'inbound') webhooks.inbound(record, word);
      logs.texts.append(toLogEntry(record));
    },
    changed: (record) => {
      webhooks.status(record);
      const { updatedAt: at, sid, status, errorCode } = record;
      logs.statuses.append({ at, sid, status, errorCode });
    },
  };
}

function toLogEntry(record: TextRecord): TextLogEntry {
  const { sid, from, to, body, status, createdAt, sendAt, direction } = record;
  const isInbound = direction === 'inbound';
  const isAutomatic = direction === 'outbound-reply';
  return { direction: isInbound ? 'in' : 'out', at: sendAt ?? createdAt, sid, from, to, body, status, isAutomatic };
}

function checkOptions({ accountSid, authToken, numbers }: SimulatedGatewayOptions): readonly [string] {
  const wrong = (field: string, message: string): ConfigurationError => new ConfigurationError({ field, message });
  if (!/^AC[0-9a-f]{32}$/.test(accountSid))
    throw wrong('accountSid', 'must be AC and 32 lower-case hexadecimal digits');
  if (authToken === '') throw wrong('authToken', 'must not be empty');
  const [first] = numbers;
  if (first === undefined || !numbers.every((number) => isPhoneNumber(number))) {
    throw wrong('numbers', 'must be one or more E.164 numbers, such as +61480000000');
  }
  return [first];
}
