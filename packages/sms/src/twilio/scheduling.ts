import { GatewayError } from '@clinicarrivals/core';
import type { AcceptedMessage, MessageScheduling, ScheduledMessage } from '@clinicarrivals/core';
import type { Operation } from '../http/gateway-errors.ts';
import { toRequestFailure, UnusableAnswerError } from '../http/request-failure.ts';
import { refuseUnsendable, secondsLeft } from '../outbound-text.ts';
import type { AcceptedTexts } from './accepted-texts.ts';
import { findListed } from './find-listed.ts';
import { hasLeft, listMessages, toGatewayId, toWholeSecond } from './message-list.ts';
import type { TwilioClient, TwilioSettings } from './options.ts';
import { longestValidity, withTextId } from './send-message.ts';

/** More than 300 seconds, as Twilio wants it, on clocks that differ a little. */
const leastMs = 310_000;
/** At most 35 days, as Twilio wants it. */
const mostMs = 35 * 24 * 60 * 60_000 - 60_000;
const minute = 60_000;
const vendor = 'twilio';

/** Asks Twilio something; throws GatewayError. */
export type Request = <Result>(operation: Operation, ask: (client: TwilioClient) => Promise<Result>) => Promise<Result>;

/**
 * Makes the part of the gateway that takes texts ahead. Twilio does so for a messaging service alone: without one it ignores the time and sends
 * at once.
 *
 * @see https://www.twilio.com/docs/messaging/features/message-scheduling
 */
export function createScheduling(
  settings: TwilioSettings & { readonly messagingServiceSid: string },
  request: Request,
  accepted: AcceptedTexts,
): MessageScheduling {
  const { messagingServiceSid } = settings;
  return {
    leastMs,
    mostMs,
    schedule: async (message) => {
      refuseUnschedulable(message, settings.clock.now());
      const answer = await request('schedule', (sdk) => schedule(sdk, settings, message));
      accepted.add(message.id, answer);
      return answer;
    },
    withdraw: ({ gatewayId }) => request('withdraw', (sdk) => withdraw(sdk, gatewayId)),
    lookUp: async (query) =>
      accepted.find(query.id) ??
      request('look-up', (sdk) =>
        findListed(sdk, query, (message) => {
          // One that left before is another text that reads the same.
          const isOfThen = hasLeft(message) && (message.at ?? 0) >= query.sendAt - minute;
          return (message.status === 'scheduled' || isOfThen) && !accepted.isAnother(message.gatewayId, query.id);
        }),
      ),
    standing: ({ since }) =>
      request('list', async (sdk) => {
        const oldestAt = toWholeSecond(since);
        const listed = await listMessages(sdk, { pageSize: 1000, oldestAt });
        return listed.flatMap(({ gatewayId, at, to, body, ...message }) => {
          const isOurs = message.status === 'scheduled' && message.messagingServiceSid === messagingServiceSid;
          return isOurs && at !== null && at >= oldestAt ? [{ gatewayId, acceptedAt: at, to, body }] : [];
        });
      }),
  };
}

function refuseUnschedulable(message: ScheduledMessage, now: number): void {
  refuseUnsendable(vendor, message);
  const aheadMs = message.sendAt - now;
  if (aheadMs >= leastMs && aheadMs <= mostMs) return;
  throw new GatewayError({
    failure: 'permanent',
    message: '[twilio] schedule failed: Twilio takes texts more than 300 seconds and at most 35 days ahead',
  });
}

async function schedule(
  client: TwilioClient,
  {
    clock,
    messagingServiceSid,
    statusCallbackUrl,
    authToken,
  }: TwilioSettings & { readonly messagingServiceSid: string },
  message: ScheduledMessage,
): Promise<AcceptedMessage> {
  const created = await client.messages.create({
    to: message.to,
    body: message.body,
    messagingServiceSid,
    scheduleType: 'fixed',
    sendAt: new Date(message.sendAt),
    validityPeriod: Math.min(longestValidity, secondsLeft(vendor, message, message.sendAt)),
    ...(statusCallbackUrl === null ? {} : { statusCallback: withTextId(statusCallbackUrl, message.id, authToken) }),
  });
  return { gatewayId: toGatewayId(created), acceptedAt: clock.now() };
}

/** What Twilio refuses to cancel is looked at: its status says why. */
async function withdraw(client: TwilioClient, gatewayId: string): ReturnType<MessageScheduling['withdraw']> {
  // Anything else would become part of another path.
  if (!/^[A-Za-z0-9]+$/.test(gatewayId)) return 'unknown';
  try {
    const { status } = await client.messages(gatewayId).update({ status: 'canceled' });
    if (status === 'canceled') return 'withdrawn';
  } catch (error) {
    if (!isAboutText(error)) throw error;
  }
  const status = await statusOf(client, gatewayId);
  if (status === 'scheduled') throw new UnusableAnswerError('a text that can neither be cancelled nor has left');
  if (status === null) return 'unknown';
  return status === 'canceled' ? 'withdrawn' : 'left';
}

/** A refusal that is about the state of the text (30409), and not about us or the way to Twilio. */
function isAboutText(error: unknown): boolean {
  const failed = toRequestFailure(error);
  return failed.type === 'refused' && failed.code !== null && [400, 404, 409].includes(failed.status);
}

/** Null for a text that this account does not have (any more). */
async function statusOf(client: TwilioClient, gatewayId: string): Promise<string | null> {
  try {
    return (await client.messages(gatewayId).fetch()).status;
  } catch (error) {
    const failed = toRequestFailure(error);
    if (failed.type === 'refused' && failed.status === 404 && failed.code === '20404') return null;
    throw error;
  }
}
