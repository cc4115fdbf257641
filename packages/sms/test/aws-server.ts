import { randomUUID } from 'node:crypto';
import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordedRequest, RecordingServer } from './recording-server.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A server that answers SendTextMessage as AWS does. */
export interface AwsServer extends RecordingServer {
  /** What was asked for the texts that were taken, each with its id. */
  readonly texts: readonly Fields[];
  readonly optedOut: Set<string>;
  /** Answers the next request in this way in place of taking its text; `lost` takes it and breaks the connection. */
  failNext(answer: Answer | 'lost'): void;
}

/** An exception in the form of the AWS JSON 1.0 protocol. */
export function exception(name: string, reason?: string, status = 400): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
    body: {
      __type: `com.amazonaws.pinpointsmsvoicev2#${name}`,
      Message: 'Destination +61491570156 and "Please come in" are not good.',
      ...(reason === undefined ? {} : { Reason: reason }),
    },
  };
}

/** Source: https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html, with its constraints. */
export async function startAwsServer(): Promise<AwsServer> {
  const texts: Fields[] = [];
  const optedOut = new Set<string>();
  let next: Answer | 'lost' | null = null;
  const server = await startRecordingServer((request) => {
    const fault = next;
    next = null;
    if (fault !== null && fault !== 'lost') return fault;
    const asked = JSON.parse(request.body) as Fields;
    const refusal = findRefusal(request, asked, optedOut);
    if (refusal !== null) return refusal;
    const id = randomUUID();
    texts.push({ ...asked, id });
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return fault === 'lost' ? 'break' : { headers, body: { MessageId: id } };
  });
  return {
    ...server,
    texts,
    optedOut,
    failNext: (answer) => {
      next = answer;
    },
  };
}

function findRefusal({ headers, method }: RecordedRequest, asked: Fields, optedOut: Set<string>): Answer | null {
  if (method !== 'POST' || headers['x-amz-target'] !== 'PinpointSMSVoiceV2.SendTextMessage') {
    return exception('UnknownOperationException');
  }
  const scope = /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/ap-southeast-2\/sms-voice\/aws4_request, /;
  if (!scope.test(String(headers['authorization']))) return exception('UnrecognizedClientException');
  const isText = (field: string, pattern: RegExp): boolean => pattern.test(String(asked[field]));
  const isGood =
    isText('DestinationPhoneNumber', /^\+?[1-9]\d{1,18}$/) &&
    isText('OriginationIdentity', /^[A-Za-z0-9_:/+-]{1,256}$/) &&
    isText('MessageBody', /^[\s\S]{1,1600}$/) &&
    Number(asked['TimeToLive']) >= 5 &&
    Number(asked['TimeToLive']) <= 259_200 &&
    Object.entries(asked['Context'] as Fields).every(
      ([key, value]) => /^\S{1,100}$/.test(key) && /^(?!\s)[\s\S]{1,800}(?<!\s)$/.test(String(value)),
    );
  if (!isGood) return exception('ValidationException', 'INVALID_PARAMETER');
  return optedOut.has(String(asked['DestinationPhoneNumber']))
    ? exception('ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT')
    : null;
}
