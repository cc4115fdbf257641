import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ConfigurationError } from '@clinicarrivals/core';
import type { AwsClient, AwsSettings } from './options.ts';

/** The SDK, as much of it as the gateway uses. */
export type AwsSdk = Pick<
  typeof import('@aws-sdk/client-pinpoint-sms-voice-v2'),
  'PinpointSMSVoiceV2Client' | 'SendTextMessageCommand'
>;

/** A client and the command that it sends. */
export interface LoadedAws {
  readonly client: AwsClient;
  readonly sdk: AwsSdk;
}

/**
 * Makes the function that gives the client, made at the first call: the SDK is an optional peer and takes a while to load.
 *
 * The function rejects with a ConfigurationError when the SDK is not installed, or when a client of the user tries again by itself.
 */
export function createLazyClient(
  settings: AwsSettings,
  load: () => Promise<AwsSdk> = () => import('@aws-sdk/client-pinpoint-sms-voice-v2'),
): () => Promise<LoadedAws> {
  let loaded: Promise<LoadedAws> | null = null;
  const create = async (): Promise<LoadedAws> => {
    const sdk = await load().catch(() => {
      const message = 'is not installed; run npm install @aws-sdk/client-pinpoint-sms-voice-v2';
      throw new ConfigurationError({ field: 'aws SDK', message });
    });
    const client = settings.client ?? createClient(settings, sdk);
    if ((await client.config.maxAttempts()) !== 1) {
      // What got no answer may have left: a second attempt would text the patient twice.
      throw new ConfigurationError({ field: 'aws.client', message: 'must be made with maxAttempts: 1' });
    }
    return { client, sdk };
  };
  return () => (loaded ??= create());
}

function createClient(settings: AwsSettings, sdk: AwsSdk): AwsClient {
  const { region, credentials, endpoint } = settings;
  return new sdk.PinpointSMSVoiceV2Client({
    region,
    maxAttempts: 1,
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === null ? {} : { endpoint }),
    // A connection of its own for each text: an idle one may be closed just when we write, which would leave the text in doubt.
    requestHandler: {
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
    },
  });
}
