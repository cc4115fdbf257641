import { createSign, randomUUID } from 'node:crypto';
import type { WebhookReader, WebhookRequest } from '@clinicarrivals/core';
import { createAwsWebhookReader } from '@clinicarrivals/sms/aws';
import type { AwsWebhookReaderOptions } from '@clinicarrivals/sms/aws';
import { createOwnCertificate } from './own-certificate.ts';

export const topicArn = 'arn:aws:sns:ap-southeast-2:123456789012:replies';
const host = 'https://sns.ap-southeast-2.amazonaws.com';
export const signingCertUrl = `${host}/SimpleNotificationService-${'0a'.repeat(16)}.pem`;
export const subscribeUrl = `${host}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=2336412f37fb687f`;
/** What SNS signs with in the tests. */
export const certificate = createOwnCertificate();

type Fields = Readonly<Record<string, string>>;

/** Signs a message of SNS by hand, over the fields that it says; `changes` come before the signature, `tampered` after. */
export function snsRequest(
  says: unknown,
  { changes = {}, tampered = {}, version = '1', privateKey = certificate.privateKey } = {},
): WebhookRequest {
  const message: Fields = {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Message: typeof says === 'string' ? says : JSON.stringify(says),
    Timestamp: new Date().toISOString(),
    SignatureVersion: version,
    SigningCertURL: signingCertUrl,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${topicArn}:1`,
    ...changes,
  };
  const fields =
    message['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const sign = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256');
  for (const field of fields) {
    if (message[field] !== undefined) sign.update(`${field}\n${message[field]}\n`);
  }
  const body = JSON.stringify({ ...message, Signature: sign.sign(privateKey, 'base64'), ...tampered });
  return {
    method: 'POST',
    url: 'https://clinic.example/sms',
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': String(message['Type']) },
    body: Buffer.from(body),
  };
}

/** A reader, and what it has asked over HTTP. */
export interface SnsWire {
  readonly reader: WebhookReader;
  readonly asked: readonly string[];
}

/** Makes a reader for which SNS is a function: its address is fixed, and is not ours to serve. */
export function createSnsWire(
  answer: (url: string) => Response | Promise<Response> = () => new Response(certificate.pem),
  options: Partial<AwsWebhookReaderOptions> = {},
): SnsWire {
  const asked: string[] = [];
  const reader = createAwsWebhookReader({
    topicArns: [topicArn],
    fetch: async (url) => {
      const address = url instanceof Request ? url.url : String(url);
      asked.push(address);
      return answer(address);
    },
    ...options,
  });
  return { reader, asked };
}
