import type { MessageReceipt } from '@clinicarrivals/core';
import { fieldOf, textOf } from '../json-fields.ts';
import { fromReference } from '../text-reference.ts';

/** Under which name our id of a text stands in its context, which events give back. */
export const contextKey = 'clinicarrivals_id';
/** What is longer does not fit there. */
export const longestContext = 800;

const undelivered = 'undelivered';

/**
 * What an event says about a text. Others say nothing.
 *
 * Source: https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
 */
const events: Readonly<Record<string, Pick<MessageReceipt, 'status' | 'failure' | 'numberFailure'>>> = {
  TEXT_QUEUED: { status: 'accepted', failure: null },
  TEXT_PENDING: { status: 'accepted', failure: null },
  // Taken by the carrier, which in some countries is all that is ever told.
  TEXT_SUCCESSFUL: { status: 'sent', failure: null },
  TEXT_DELIVERED: { status: 'delivered', failure: null },
  TEXT_BLOCKED: { status: undelivered, failure: 'permanent' },
  TEXT_CARRIER_BLOCKED: { status: undelivered, failure: 'permanent' },
  TEXT_SPAM: { status: undelivered, failure: 'permanent' },
  TEXT_INVALID_MESSAGE: { status: undelivered, failure: 'permanent' },
  TEXT_INVALID: { status: undelivered, failure: 'permanent', numberFailure: 'unassigned' },
  TEXT_UNREACHABLE: { status: undelivered, failure: 'retry', numberFailure: 'unreachable' },
  TEXT_CARRIER_UNREACHABLE: { status: undelivered, failure: 'retry' },
  TEXT_TTL_EXPIRED: { status: undelivered, failure: 'retry' },
  TEXT_UNKNOWN: { status: undelivered, failure: 'retry' },
  TEXT_PROTECT_BLOCKED: { status: undelivered, failure: 'configuration' },
};

/** Reads an event of a text; null where it says nothing about one. */
export function readDeliveryEvent(event: unknown): MessageReceipt | null {
  const [type, gatewayId] = [textOf(event, 'eventType') ?? '', textOf(event, 'messageId')];
  const known = Object.hasOwn(events, type) ? events[type] : undefined;
  if (known === undefined || gatewayId === null) return null;
  const id = fromReference(fieldOf(fieldOf(event, 'context'), contextKey));
  return { gatewayId, ...(id === null ? {} : { id }), ...known, vendorCode: known.failure === null ? null : type };
}
