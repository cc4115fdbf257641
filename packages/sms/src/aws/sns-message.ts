import { createVerify } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { parseJson, textOf } from '../json-fields.ts';

/** What SNS posts. */
export type SnsType = 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';

/** A message of SNS, not yet believed. */
export interface SnsMessage {
  readonly type: SnsType;
  readonly topicArn: string;
  readonly message: string;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly subscribeUrl: string | null;
  readonly signingCertUrl: string;
  /** What the signature is made over. */
  readonly signed: string;
  readonly algorithm: 'RSA-SHA1' | 'RSA-SHA256';
  readonly signature: Buffer;
}

const algorithms: Readonly<Record<string, SnsMessage['algorithm']>> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
/** The fields that a signature is made over, in this order. `Subject` counts only where it is there. */
const signedFields: Readonly<Record<SnsType, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: confirmation,
  UnsubscribeConfirmation: confirmation,
};

/**
 * Reads the envelope of SNS; null when it is none.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html
 */
export function readSnsMessage(body: Uint8Array): SnsMessage | null {
  const json = parseJson(new TextDecoder().decode(body));
  const type = textOf(json, 'Type');
  if (type === null || !isType(type)) return null;
  const [topicArn, message] = [textOf(json, 'TopicArn'), textOf(json, 'Message')];
  const [timestamp, signingCertUrl] = [textOf(json, 'Timestamp'), textOf(json, 'SigningCertURL')];
  const signature = textOf(json, 'Signature');
  const algorithm = algorithms[textOf(json, 'SignatureVersion') ?? ''];
  if (topicArn === null || message === null || timestamp === null || signingCertUrl === null) return null;
  if (signature === null || algorithm === undefined) return null;
  const signed = signedFields[type]
    .map((field) => [field, textOf(json, field)])
    .filter(([, value]) => value !== null)
    .map(([field, value]) => `${field}\n${value}\n`)
    .join('');
  return {
    type,
    topicArn,
    message,
    timestamp,
    subscribeUrl: textOf(json, 'SubscribeURL'),
    signingCertUrl,
    signed,
    algorithm,
    signature: Buffer.from(signature, 'base64'),
  };
}

/** True when the certificate's key has signed the message, and was valid then. */
export function isSignedBy(certificate: X509Certificate, sns: SnsMessage): boolean {
  const at = Date.parse(sns.timestamp);
  const isValid = at >= Date.parse(certificate.validFrom) && at <= Date.parse(certificate.validTo);
  if (!isValid || certificate.publicKey.asymmetricKeyType !== 'rsa') return false;
  return createVerify(sns.algorithm).update(sns.signed, 'utf8').verify(certificate.publicKey, sns.signature);
}

function isType(type: string): type is SnsType {
  return Object.hasOwn(signedFields, type);
}
