import type { Clock, WebhookReader, WebhookReading } from '@clinicarrivals/core';
import { GatewayError } from '@clinicarrivals/core';
import { checkTimeout, createWrongOption } from '../gateway-options.ts';
import { request } from '../http/request.ts';
import { fieldOf, parseJson, parseTime, textOf } from '../json-fields.ts';
import { createSystemClock } from '../system-clock.ts';
import { accepted, refused } from '../webhook-readings.ts';
import { readDeliveryEvent } from './delivery-events.ts';
import { checkTopics } from './options.ts';
import { createSigningCertificates } from './signing-certificates.ts';
import { isSignedBy, readSnsMessage } from './sns-message.ts';
import type { SnsMessage } from './sns-message.ts';

const minute = 60_000;
/** A relay keeps webhooks for a week, and SNS tries for an hour; what comes twice is known by its id. */
const defaultMaxAgeMs = 8 * 24 * 60 * minute;
const toleranceMs = 5 * minute;

/** Whose webhooks are believed. */
export interface AwsWebhookReaderOptions {
  /** The SNS topics that texts and events come by. Messages of any other topic are refused, however well they are signed. */
  readonly topicArns: readonly string[];
  /** Confirms the subscription of these topics by itself, with a request to SNS; false by default: confirm it in the AWS console. */
  readonly confirmSubscriptions?: boolean;
  /** How old a message may be: 8 days by default, since a webhook may wait in a relay. */
  readonly maxAgeMs?: number;
  /** How long a request to SNS may take, 15 000 by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/**
 * Makes the reader of what SNS posts: texts of two-way numbers, and events of texts that we sent. Raw message delivery must be off.
 *
 * `read` throws a GatewayError to be tried again when SNS cannot be asked for its certificate.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html
 */
export function createAwsWebhookReader(options: AwsWebhookReaderOptions): WebhookReader {
  const { confirmSubscriptions = false, maxAgeMs = defaultMaxAgeMs, clock = createSystemClock(), fetch } = options;
  const wrong = createWrongOption('aws');
  const topicArns = checkTopics(options.topicArns);
  const timeoutMs = checkTimeout(wrong, options.timeoutMs);
  if (!(maxAgeMs >= 1000)) throw wrong('maxAgeMs', 'must be at least 1000 milliseconds');
  const certificates = createSigningCertificates({ fetch, timeoutMs, clock });

  const findForgery = async (sns: SnsMessage): Promise<string | null> => {
    if (!topicArns.includes(sns.topicArn)) return 'of a topic that is not in topicArns';
    if (!isCertificateOfSns(sns.signingCertUrl, sns.topicArn)) return 'signed with a certificate that is not of SNS';
    const age = clock.now() - Date.parse(sns.timestamp);
    if (!(age <= maxAgeMs + toleranceMs && age >= -toleranceMs)) return 'too old or of the future: check the clock';
    const certificate = await certificates.get(sns.signingCertUrl);
    return certificate !== null && isSignedBy(certificate, sns) ? null : 'signature wrong';
  };

  const confirm = async ({ subscribeUrl, topicArn }: SnsMessage): Promise<WebhookReading> => {
    if (!confirmSubscriptions) {
      return refused(
        'unsupported',
        'a subscription waits for its confirmation: set confirmSubscriptions, and ask SNS for it again',
      );
    }
    if (subscribeUrl === null || toSnsUrl(subscribeUrl, topicArn) === null) {
      return refused('malformed', 'a confirmation whose address is not of SNS');
    }
    const how = { timeoutMs, readCode: () => null, ...(fetch === undefined ? {} : { fetch }) };
    await request({ method: 'GET', url: subscribeUrl, headers: { accept: '*/*' } }, how).catch(() => {
      const message = '[aws] webhook not read: SNS did not take the confirmation of a subscription, will be retried';
      throw new GatewayError({ failure: 'retry', message });
    });
    return accepted();
  };

  return {
    acknowledgement: { status: 200, contentType: null, body: '' },
    read: async ({ method, body }) => {
      if (method !== 'POST') return refused('unsupported', 'only POST is read');
      const sns = readSnsMessage(body);
      if (sns === null) return refused('forged', 'no signed message of SNS: switch off raw message delivery');
      const forgery = await findForgery(sns);
      if (forgery !== null) return refused('forged', forgery);
      if (sns.type === 'SubscriptionConfirmation') return confirm(sns);
      if (sns.type === 'UnsubscribeConfirmation') {
        return refused('unsupported', 'somebody has ended the subscription: subscribe again, or no texts come');
      }
      return readNotification(sns);
    },
  };
}

/** Gives an address of SNS itself in the region of the topic; null for any other: nothing else is ever asked. */
function toSnsUrl(address: string, topicArn: string): URL | null {
  const [, partition = '', , region = ''] = topicArn.split(':');
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  return url?.origin === `https://${host}` && url.username === '' && url.password === '' ? url : null;
}

/** By its name too: other answers of SNS repeat words of its customers, and so could hold a certificate that somebody wrote there. */
function isCertificateOfSns(address: string, topicArn: string): boolean {
  const url = toSnsUrl(address, topicArn);
  return url !== null && url.search === '' && /^\/SimpleNotificationService-[\da-f]{32}\.pem$/.test(url.pathname);
}

function readNotification(sns: SnsMessage): WebhookReading {
  const says = parseJson(sns.message);
  if (textOf(says, 'eventType') !== null) {
    const receipt = readDeliveryEvent(says);
    return accepted(receipt === null ? {} : { receipts: [receipt] });
  }
  const [gatewayId, from] = [textOf(says, 'inboundMessageId'), textOf(says, 'originationNumber')];
  const to = textOf(says, 'destinationNumber');
  const body = fieldOf(says, 'messageBody');
  if (gatewayId === null || from === null || to === null || typeof body !== 'string') {
    return refused('malformed', 'neither a text nor an event of one');
  }
  // AWS does not say whether it has answered a consent word itself.
  const message = { gatewayId, from, to, body, receivedAt: parseTime(sns.timestamp), carrierKeyword: null };
  return accepted({ messages: [message] });
}
