import type { TwilioClient } from './options.ts';
import { UnusableAnswerError } from '../http/request-failure.ts';

/** One entry of the Messages list, as far as we use it. */
export interface ListedMessage {
  readonly gatewayId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly isInbound: boolean;
  /** As Twilio says it, such as `scheduled`. */
  readonly status: string;
  readonly messagingServiceSid: string | null;
  /** When Twilio sent or received it, else when it was made, in whole seconds; null when it says neither. */
  readonly at: number | null;
}

/** The filters of the list that Twilio offers, and when to stop. */
export interface ListQuery {
  readonly to?: string;
  readonly dateSentAfter?: Date;
  readonly pageSize: number;
  /** The list is newest first: no page is asked for after one whose messages are all older. Epoch milliseconds. */
  readonly oldestAt?: number;
}

type SdkMessage = Awaited<ReturnType<TwilioClient['messages']['page']>>['instances'][number];

const mostPages = 1000;

/**
 * Reads all pages of the Messages list. A message that is on two pages, because newer ones came meanwhile, is given once.
 *
 * Throws UnusableAnswerError when the pages go round in a circle.
 */
export async function listMessages(client: TwilioClient, query: ListQuery): Promise<readonly ListedMessage[]> {
  const { oldestAt, ...filters } = query;
  const found = new Map<string, ListedMessage>();
  const visited = new Set<string>();
  let page = await client.messages.page(filters);
  for (;;) {
    const messages = page.instances.map(toListedMessage);
    for (const message of messages) found.set(message.gatewayId, message);
    const next = page.nextPageUrl;
    const isOld = oldestAt !== undefined && messages.every((message) => message.at !== null && message.at < oldestAt);
    if (next === undefined || isOld) return [...found.values()];
    if (visited.has(next) || visited.size >= mostPages) throw new UnusableAnswerError('pages without an end');
    visited.add(next);
    page = await client.messages.getPage(next);
  }
}

/** Tells whether a text is on its way at least: it neither waits for its time nor was taken back. */
export function hasLeft({ status }: ListedMessage): boolean {
  return status !== 'scheduled' && status !== 'canceled';
}

/** Twilio's times are in whole seconds: a message of the same second must not count as older. */
export function toWholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

function toListedMessage(message: SdkMessage): ListedMessage {
  return {
    gatewayId: toGatewayId(message),
    // The SDK declares these as text, but a queued message of a messaging service has no sender yet.
    from: toText(message.from),
    to: toText(message.to),
    body: toText(message.body),
    isInbound: message.direction === 'inbound',
    status: toText(message.status),
    messagingServiceSid: toText(message.messagingServiceSid) || null,
    at: toEpoch(message.dateSent) ?? toEpoch(message.dateCreated),
  };
}

/** Reads the id of a message; throws UnusableAnswerError when the answer has none. */
export function toGatewayId(message: { readonly sid: unknown }): string {
  const sid = toText(message.sid);
  if (sid === '') throw new UnusableAnswerError('an answer without the id of a message');
  return sid;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The SDK makes dates of what it can read, and leaves the rest as it came. */
function toEpoch(value: unknown): number | null {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : null;
}
