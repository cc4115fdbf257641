import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sodium from 'libsodium-wrappers';
import type { PostedWebhook } from './twilio-webhook.ts';

export const account = 'main-street';
export const token = 'a-token-of-the-clinic-0123456789';

/** A request as the relay saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer in place of the right one: `hang` gives none, `break` closes the connection, `break-midway` after half of it; `none` is the right one. */
export type Fault =
  | 'none'
  | 'hang'
  | 'break'
  | 'break-midway'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string };

/** A relay in memory that keeps to the protocol, and to faults that are asked for. */
export interface ScriptedRelay {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** The ids that are not acknowledged. */
  readonly unread: readonly string[];
  /** The URL to which the gateway posts. */
  readonly webhookUrl: string;
  /** Takes a webhook, sealed to a key if there is one. */
  keep(webhook: PostedWebhook, publicKey?: string): void;
  /** Keeps any text in place of sealed bytes. */
  keepSealed(sealed: string): void;
  /** Answers the next requests wrongly, one after the other. */
  failNext(...faults: readonly Fault[]): void;
  /** What `unreadSince` says. */
  unreadSince: string | null;
  /** What `receivedAt` says of what is kept from now on. */
  now: () => number;
  close(): Promise<void>;
}

interface Kept {
  readonly id: string;
  readonly receivedAt: string;
  readonly sealed?: string;
  readonly webhook?: unknown;
}

/** Starts the relay on a free port. */
export async function startScriptedRelay(): Promise<ScriptedRelay> {
  await sodium.ready;
  const requests: SeenRequest[] = [];
  const faults: Fault[] = [];
  let kept: Kept[] = [];
  let lastId = 1_000;
  const waiting = new Set<() => void>();
  const tokens = new Set([token]);

  const add = (content: Pick<Kept, 'sealed' | 'webhook'>): void => {
    lastId += 1;
    kept.push({ id: String(lastId), receivedAt: new Date(relay.now()).toISOString(), ...content });
    for (const wake of waiting) wake();
  };
  const arrival = (seconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(end, seconds * 1000);
      function end(): void {
        clearTimeout(timer);
        waiting.delete(end);
        resolve();
      }
      waiting.add(end);
    });
  const lease = async (body: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const after = typeof body['after'] === 'string' ? body['after'] : null;
    if (after !== null) kept = kept.filter(({ id }) => Number(id) > Number(after));
    const waitSeconds = Number(body['waitSeconds'] ?? 0);
    const behind = (): readonly Kept[] => kept.filter(({ id }) => Number(id) > Number(body['from'] ?? 0));
    if (behind().length === 0 && waitSeconds > 0) await arrival(waitSeconds);
    const webhooks = behind().slice(0, Number(body['limit'] ?? 100));
    const cursor = webhooks.at(-1)?.id ?? after ?? '1000';
    return { webhooks, cursor, waiting: behind().length - webhooks.length, unreadSince: relay.unreadSince };
  };
  const answer = async (seen: SeenRequest): Promise<readonly [number, unknown]> => {
    if (!tokens.has(seen.authorization?.replace('Bearer ', '') ?? ''))
      return [401, { error: { code: 'unauthorised' } }];
    if (seen.path === `/v1/accounts/${account}/lease`) return [200, await lease(seen.body)];
    if (seen.path !== `/v1/accounts/${account}/token`) return [401, { error: { code: 'unauthorised' } }];
    const fresh = `a-new-token-${crypto.randomUUID()}`;
    tokens.add(fresh);
    return [201, { token: fresh }];
  };
  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const seen = await see(incoming);
    requests.push(seen);
    const fault = faults.shift();
    if (typeof fault === 'object') return void response.writeHead(fault.status, fault.headers).end(fault.body);
    if (fault === 'hang') return;
    if (fault === 'break') return void incoming.socket.destroy();
    const [status, body] = await answer(seen);
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    if (fault === 'break-midway') response.write(text.slice(0, text.length / 2), () => incoming.socket.destroy());
    else response.end(text);
  };
  const server = createServer((incoming, response) => void respond(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const relay: ScriptedRelay = {
    url,
    requests,
    get unread() {
      return kept.map(({ id }) => id);
    },
    webhookUrl: `${url}/in/${'p'.repeat(43)}`,
    keep: ({ url: posted, headers, body }, publicKey) => {
      const webhook = { method: 'POST', url: posted, headers, body: Buffer.from(body).toString('base64') };
      if (publicKey === undefined) return add({ webhook });
      const sealed = sodium.crypto_box_seal(JSON.stringify(webhook), Buffer.from(publicKey, 'base64'));
      add({ sealed: Buffer.from(sealed).toString('base64') });
    },
    keepSealed: (sealed) => add({ sealed }),
    failNext: (...next) => void faults.push(...next),
    unreadSince: null,
    now: () => Date.now(),
    close: () =>
      new Promise((resolve) => {
        for (const wake of waiting) wake();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return relay;
}

async function see(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    authorization: incoming.headers.authorization,
    // Our own client writes JSON objects or nothing.
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
