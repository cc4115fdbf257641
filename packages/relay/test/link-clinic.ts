import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { VideoVisit } from '@clinicarrivals/core';
import sodium from 'libsodium-wrappers';
import type { Clinic, LeaseAnswer } from './clinic.ts';
import type { RelayServer } from './relay-server.ts';

/** A link as a clinic makes it, by the protocol and not by our code. */
export function toLink(code: string): { readonly code: string; readonly id: string; readonly key: Buffer } {
  const bytes = Buffer.from(hkdfSync('sha256', code, '', 'clinicarrivals link 1', 64));
  return { code, id: bytes.toString('hex', 0, 32), key: bytes.subarray(32) };
}

/** Seals with the key of a link, as the protocol says. */
export function sealWith(key: Buffer, purpose: string, content: unknown): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(purpose));
  const text = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()]);
  return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64');
}

export const openVisit: VideoVisit = {
  status: 'open',
  clinic: { name: 'Main Street Clinic', phone: '03 9000 0000', timeZone: 'Australia/Melbourne' },
  language: null,
  meeting: {
    opensAt: 1_000,
    startAt: 2_000,
    endAt: 3_000,
    practitionerName: 'Dr Sharma',
    patientName: null,
    patientInSince: null,
    practitionerInSince: 1_500,
    delayMinutes: 10,
    mayAskForCall: true,
  },
};

/** What a clinic pushes of a link. */
export function toRecord(
  code: string,
  content: unknown = { role: 'patient', visit: openVisit },
): { id: string; sealed: string } {
  const { id, key } = toLink(code);
  return { id, sealed: sealWith(key, `visit ${id}`, content) };
}

/** Posts to one of the addresses for links. */
export function postLinks(
  server: Pick<RelayServer, 'url'>,
  { account, token }: Pick<Clinic, 'account' | 'token'>,
  body: unknown,
  path = 'links',
): Promise<Response> {
  return fetch(`${server.url}/v1/accounts/${account.id}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** A question as the clinic reads it. */
export interface AskedQuestion {
  readonly question: string;
  readonly type: string;
  readonly code: string;
}

/** Waits for questions and opens them with the clinic's key. */
export async function leaseQuestions(
  server: Pick<RelayServer, 'url'>,
  clinic: Clinic,
  asked: Record<string, unknown> = {},
): Promise<{ readonly answer: LeaseAnswer & { readonly now: string }; readonly questions: readonly AskedQuestion[] }> {
  const response = await postLinks(server, clinic, { consumer: 'one', waitSeconds: 5, ...asked }, 'links/lease');
  if (response.status !== 200) throw new Error(`a lease was answered with ${response.status}`);
  // What the answer holds is what each test asserts.
  const answer = (await response.json()) as LeaseAnswer & { readonly now: string };
  const { publicKey = new Uint8Array(), privateKey = new Uint8Array() } = clinic.keys ?? {};
  const questions = answer.webhooks.map(({ sealed = '' }) => {
    const opened = sodium.crypto_box_seal_open(Buffer.from(sealed, 'base64'), publicKey, privateKey);
    return JSON.parse(Buffer.from(opened).toString()) as AskedQuestion;
  });
  return { answer, questions };
}

/** Answers a question as the clinic does. */
export function answerWith({ question, code }: AskedQuestion, content: unknown): { question: string; sealed: string } {
  return { question, sealed: sealWith(toLink(code).key, `answer ${question}`, content) };
}
