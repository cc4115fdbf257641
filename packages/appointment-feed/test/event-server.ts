import { createAdaptorServer } from '@hono/node-server';
import { Webhook } from 'standardwebhooks';
import { createEventHandler } from '../src/json.ts';
import type { EventHandlerOptions } from '../src/json.ts';
import { createRecordingSink } from './recording-sink.ts';
import type { RecordingSink } from './recording-sink.ts';

/** A secret of the tests. */
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The handler on a real server. */
export interface EventServer {
  readonly url: string;
  readonly sink: RecordingSink;
  /** Posts a body, signed by the library of Standard Webhooks. */
  post(body: unknown, options?: PostOptions): Promise<EventAnswer>;
  close(): Promise<void>;
}

/** How a test posts. */
export interface PostOptions {
  readonly id?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was answered. */
export interface EventAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  // The tests look into it by matchers.
  readonly body: unknown;
}

/** Starts it on a free port. */
export async function startEventServer(options: Partial<EventHandlerOptions> = {}): Promise<EventServer> {
  const sink = createRecordingSink();
  const handle = createEventHandler({ sink, secrets: [secret], country: 'AU', ...options });
  const server = createAdaptorServer({ fetch: (request) => handle(request), overrideGlobalObjects: false });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/events`;
  let count = 0;
  return {
    url,
    sink,
    post: async (body, { id = `msg_${(count += 1)}`, contentType = 'application/json', headers = {} } = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return readAnswer(
        await fetch(url, {
          method: 'POST',
          headers: { 'content-type': contentType, ...signed(id, text), ...headers },
          body: text,
        }),
      );
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** The headers of a signed request, as the library of Standard Webhooks signs. */
export function signed(id: string, body: string, at = new Date(), by = secret): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(by).sign(id, at, body),
  };
}

/** Reads an answer to its end. */
export async function readAnswer(response: Response): Promise<EventAnswer> {
  const body: unknown = await response.json();
  return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, body };
}
