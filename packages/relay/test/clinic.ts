import { createRelayAccount } from '@clinicarrivals/relay';
import type { NewRelayAccount } from '@clinicarrivals/relay';
import sodium from 'libsodium-wrappers';
import type { RelayServer } from './relay-server.ts';

/** What a lease answers. */
export interface LeaseAnswer {
  readonly webhooks: readonly {
    readonly id: string;
    readonly receivedAt: string;
    readonly sealed?: string;
    readonly webhook?: { method: string; url: string; headers: Record<string, string>; body: string };
  }[];
  readonly cursor: string | null;
  readonly waiting: number;
  readonly unreadSince: string | null;
}

/** A clinic as the relay sees it from outside. */
export interface Clinic extends NewRelayAccount {
  /** The key pair of a clinic whose webhooks are sealed. */
  readonly keys: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array } | null;
}

/** Makes a clinic's account, with a key when it is sealed. */
export async function createClinic(
  given: Parameters<typeof createRelayAccount>[0],
  { isSealed = false } = {},
): Promise<Clinic> {
  await sodium.ready;
  const keys = isSealed ? sodium.crypto_box_keypair() : null;
  const publicKey = keys === null ? {} : { publicKey: Buffer.from(keys.publicKey).toString('base64') };
  return { ...createRelayAccount({ ...given, ...publicKey }), keys };
}

/** Posts a form as Twilio does. */
export function postText(
  server: Pick<RelayServer, 'url'>,
  clinic: Clinic,
  body: string,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${server.url}/in/${clinic.webhookPath}${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ From: '+61491570156', To: '+61480000001', Body: body }).toString(),
  });
}

/** Calls one of the clinic's own addresses. */
export function call(
  server: Pick<RelayServer, 'url'>,
  { account, token }: { readonly account: { readonly id: string }; readonly token: string },
  what: 'lease' | 'token',
  body: unknown = {},
): Promise<Response> {
  return fetch(`${server.url}/v1/accounts/${account.id}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Leases, and fails unless that succeeds. */
export async function lease(
  server: Pick<RelayServer, 'url'>,
  clinic: { readonly account: { readonly id: string }; readonly token: string },
  asked: Record<string, unknown> = {},
): Promise<LeaseAnswer> {
  const response = await call(server, clinic, 'lease', { consumer: 'one', ...asked });
  if (response.status !== 200) throw new Error(`a lease was answered with ${response.status}`);
  // What the answer holds is what each test asserts.
  return (await response.json()) as LeaseAnswer;
}

/** The words of the texts in an answer, opened with the clinic's key where they are sealed. */
export function wordsOf({ webhooks }: LeaseAnswer, { keys }: Clinic): (string | null)[] {
  return webhooks.map(({ sealed, webhook }) => {
    const json =
      sealed === undefined || keys === null
        ? JSON.stringify(webhook)
        : Buffer.from(
            sodium.crypto_box_seal_open(Buffer.from(sealed, 'base64'), keys.publicKey, keys.privateKey),
          ).toString();
    // Sealed or not, the inside has the same shape.
    const { body } = JSON.parse(json) as { body: string };
    return new URLSearchParams(Buffer.from(body, 'base64').toString()).get('Body');
  });
}
