import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import type { TwilioGatewayOptions } from '@clinicarrivals/sms/twilio';
import type { MessageGateway, OutboundMessage } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordedRequest, RecordingServer } from './recording-server.ts';

export const accountSid = `AC${'0a'.repeat(16)}`;
export const authToken = 'secret-token-of-the-clinic';
export const ourNumber = '+61480000001';
export const patientNumber = '+61491570156';
export const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
export const startAt = Date.parse('2026-05-04T09:00:00+10:00');

/** A gateway that talks to a scripted server, at a time that stands still. */
export interface Wire {
  readonly gateway: MessageGateway;
  readonly server: RecordingServer;
  readonly clock: MovableClock;
}

/** Runs a test on a gateway and its scripted server, and closes the server whatever happens. */
export async function onWire(
  answer: (request: RecordedRequest, count: number) => Answer | Promise<Answer>,
  test: (wire: Wire) => Promise<void>,
  options: Partial<TwilioGatewayOptions> = {},
): Promise<void> {
  const server = await startRecordingServer(answer);
  const clock = createMovableClock(startAt);
  const gateway = createTwilioGateway({
    accountSid,
    authToken,
    ...(options.messagingServiceSid === undefined ? { from: ourNumber } : {}),
    baseUrl: server.url,
    clock,
    ratePerSecond: 1000,
    ...options,
  });
  try {
    await test({ gateway, server, clock });
  } finally {
    await server.close();
  }
}

export function newText(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return { id: 'a1:screening:0', to: patientNumber, body: 'Please come in', validUntil: startAt + 60_000, ...changes };
}

/** An entry of the Messages list in the shape of Twilio's documentation. */
export function resource(sid: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const date = toRfc2822(startAt);
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: 'Please come in',
    date_created: date,
    date_sent: date,
    date_updated: date,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: ourNumber,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    sid,
    status: 'queued',
    subresource_uris: {},
    to: patientNumber,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
    ...changes,
  };
}

/** A text of the patient to us. */
export function inbound(sid: string, at: number, body: string): Record<string, unknown> {
  const date = toRfc2822(at);
  const parties = { from: patientNumber, to: ourNumber };
  return resource(sid, {
    ...parties,
    direction: 'inbound',
    status: 'received',
    body,
    date_created: date,
    date_sent: date,
  });
}

/** A page of the Messages list. */
export function page(messages: readonly unknown[], next: string | null = null): Answer {
  return {
    body: {
      end: 0,
      first_page_uri: `${messagesPath}?PageSize=50&Page=0`,
      messages,
      next_page_uri: next,
      page: 0,
      page_size: 50,
      previous_page_uri: null,
      start: 0,
      uri: messagesPath,
    },
  };
}

export function toRfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** An id of a message that is told apart by its last digits. */
export function sid(number: number): string {
  return `SM${String(number).padStart(32, '0')}`;
}
