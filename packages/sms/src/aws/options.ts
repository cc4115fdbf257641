import type { PinpointSMSVoiceV2Client, PinpointSMSVoiceV2ClientConfig } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Clock, PhoneNumber } from '@clinicarrivals/core';
import { checkNumbers, checkTimeout, checkUrl, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('aws');
/** An id or ARN; never a name as sender, which cannot be replied to. */
const poolOrNumber =
  /^(pool|phone)-[\da-z]{1,64}$|^arn:aws[a-z-]*:sms-voice:[a-z\d-]+:\d{12}:(pool|phone-number)\/[\w-]{1,128}$/;

/** The SDK's client; it must be made with `maxAttempts: 1`, lest it sends a text twice. */
export type AwsClient = Pick<PinpointSMSVoiceV2Client, 'send' | 'config'>;

/** Where the account is and which numbers are ours. */
export interface AwsGatewayOptions {
  /** The region of the numbers, such as `ap-southeast-2`. */
  readonly region: string;
  /** Keys or a provider of the SDK; where the SDK finds them by itself (environment, role of the machine) when left out. */
  readonly credentials?: NonNullable<PinpointSMSVoiceV2ClientConfig['credentials']>;
  /** Our number in E.164 form, or several: each recipient always hears from the same one. */
  readonly from: string | readonly string[];
  /** A pool or a shared number (id or ARN) that texts leave by, in place of the number itself. */
  readonly originationIdentity?: string;
  /** The configuration set whose event destination tells what became of a text; without it no receipts come. */
  readonly configurationSetName?: string;
  /** The most that one text may cost, in US dollars, such as `0.20`. */
  readonly maxPrice?: string;
  /** Another server that speaks the protocol; AWS by default. */
  readonly endpoint?: string;
  /** How long one request may take, 15 000 by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  /** A client made elsewhere: then no `credentials` and `endpoint` are needed. */
  readonly client?: AwsClient;
}

/** The options after every check. */
export interface AwsSettings {
  readonly region: string;
  readonly credentials: AwsGatewayOptions['credentials'];
  readonly numbers: readonly PhoneNumber[];
  readonly originationIdentity: string | null;
  readonly configurationSetName: string | null;
  readonly maxPrice: string | null;
  readonly endpoint: string | null;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly client: AwsClient | null;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: AwsGatewayOptions): AwsSettings {
  const { region, endpoint, originationIdentity = null, configurationSetName = null, maxPrice = null } = options;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    throw wrong('region', 'must be the region of the numbers, such as ap-southeast-2');
  if (originationIdentity !== null && !poolOrNumber.test(originationIdentity)) {
    throw wrong('originationIdentity', 'must be the id or ARN of a pool or number, as the AWS console shows it');
  }
  if (configurationSetName !== null && !/^[A-Za-z0-9_:/-]{1,256}$/.test(configurationSetName)) {
    throw wrong('configurationSetName', 'must be the name or ARN of a configuration set, as the AWS console shows it');
  }
  if (maxPrice !== null && !/^\d{0,2}\.\d{1,5}$/.test(maxPrice)) {
    throw wrong('maxPrice', 'must be an amount of US dollars with a point, such as 0.20');
  }
  return {
    region,
    credentials: options.credentials,
    numbers: checkNumbers(wrong, 'from', options.from),
    originationIdentity,
    configurationSetName,
    maxPrice,
    endpoint: endpoint === undefined ? null : checkUrl(wrong, 'endpoint', { text: endpoint, isHttpAllowed: true }),
    timeoutMs: checkTimeout(wrong, options.timeoutMs),
    clock: options.clock ?? createSystemClock(),
    client: options.client ?? null,
  };
}

/** Checks the topics whose messages are believed. */
export function checkTopics(topicArns: readonly string[]): readonly string[] {
  if (topicArns.length === 0) throw wrong('topicArns', 'is missing; give the ARN of each SNS topic that texts come by');
  for (const arn of topicArns) {
    if (/^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}$/.test(arn)) continue;
    throw wrong('topicArns', 'must be ARNs of SNS topics, such as arn:aws:sns:ap-southeast-2:123456789012:replies');
  }
  return topicArns;
}
