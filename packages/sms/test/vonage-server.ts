import { createHash, createHmac, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { WebhookRequest } from '@clinicarrivals/core';
import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordedRequest, RecordingServer } from './recording-server.ts';

export const applicationId = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
export const apiKey = 'a1b2c3d4';
export const signatureSecret = 'my-signature-secret-of-the-account';
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
/** The key of an application, made anew for each test file. */
export const { privateKey } = keys;

/** A text as the server has taken it. */
export interface TakenText {
  readonly uuid: string;
  readonly to: string;
  readonly text: string;
  readonly clientRef: string;
}

/** A server that answers as Vonage's Messages API does. */
export interface VonageServer extends RecordingServer {
  readonly taken: readonly TakenText[];
  /** Answers the next request in this way in place of taking its text; `lost` takes it and breaks the connection. */
  failNext(answer: Answer | 'lost'): void;
}

/** A problem in the form of https://developer.vonage.com/en/api-errors. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers,
    body: {
      type: `https://developer.vonage.com/api-errors/messages#${code}`,
      title: 'Invalid something',
      detail: 'The `to` parameter 61491570156 and "Please come in" are not good.',
      instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
    },
  };
}

/** Source of what it takes and answers: https://developer.vonage.com/en/api/messages. */
export async function startVonageServer(): Promise<VonageServer> {
  const taken: TakenText[] = [];
  let next: Answer | 'lost' | null = null;
  const server = await startRecordingServer((request) => {
    const answer = next;
    next = null;
    if (answer !== null && answer !== 'lost') return answer;
    const refusal = findRefusal(request);
    if (refusal !== null) return refusal;
    const uuid = randomUUID();
    const { to, text, client_ref: clientRef } = JSON.parse(request.body) as Record<string, string>;
    taken.push({ uuid, to: String(to), text: String(text), clientRef: String(clientRef) });
    return answer === 'lost' ? 'break' : { status: 202, body: { message_uuid: uuid } };
  });
  return {
    ...server,
    taken,
    failNext: (answer) => {
      next = answer;
    },
  };
}

function findRefusal(request: RecordedRequest): Answer | null {
  if (request.method !== 'POST' || request.path !== '/v1/messages') return { status: 404, body: {} };
  const claims = verifyToken(/^Bearer (\S+)$/.exec(String(request.headers['authorization']))?.[1] ?? '');
  const now = Date.now() / 1000;
  if (claims === null || claims['application_id'] !== applicationId || !(Number(claims['exp']) > now)) {
    return problem(401, 'unauthorized');
  }
  const body = JSON.parse(request.body) as Readonly<Record<string, unknown>>;
  if (body['channel'] !== 'sms') return problem(422, '1400');
  if (body['message_type'] !== 'text') return problem(422, '1440');
  if (!/^[1-9]\d{6,14}$/.test(String(body['from']))) return problem(422, '1420');
  if (!/^[1-9]\d{6,14}$/.test(String(body['to']))) return problem(422, '1430');
  if (String(body['text']).length < 1 || String(body['text']).length > 1000) return problem(422, '1020');
  if (String(body['client_ref']).length > 100) return problem(422, '1450');
  if (!Number.isInteger(body['ttl']) || Number(body['ttl']) < 20) return problem(422, '1130');
  return null;
}

/** Checks a token by hand (RFC 7515), so that the test does not rely on the library that made it. */
export function verifyToken(token: string): Readonly<Record<string, unknown>> | null {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const isGood = createVerify('sha256')
    .update(`${header}.${payload}`)
    .verify(keys.publicKey, Buffer.from(signature, 'base64url'));
  return isGood ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>) : null;
}

/** Signs a webhook by hand as Vonage does. */
export function signedWebhook(
  says: unknown,
  { at = Date.now(), secret = signatureSecret, claims = {}, header = { alg: 'HS256', typ: 'JWT' } } = {},
): WebhookRequest {
  const body = Buffer.from(typeof says === 'string' ? says : JSON.stringify(says));
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const payload = {
    iat: Math.floor(at / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: apiKey,
    application_id: applicationId,
    ...claims,
  };
  const signed = `${encode(header)}.${encode(payload)}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64url');
  return {
    method: 'POST',
    url: 'https://clinic.example/sms',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${signed}.${signature}` },
    body,
  };
}
