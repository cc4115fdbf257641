import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { createAdaptorServer } from '@hono/node-server';
import type { InboundMessage, Logger, MessageReceipt } from '@clinicarrivals/core';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import type { WebhookHandlerOptions, WebhookReceiver } from '@clinicarrivals/sms/webhooks';
import { accountSid, authToken, ourNumber, patientNumber, sid } from './twilio-wire.ts';

/** Names and values in the order in which they stand in a form. */
export type Pairs = readonly (readonly [string, string])[];

/** A text of the patient as Twilio posts it. Source: https://www.twilio.com/docs/messaging/guides/webhook-request */
export function inboundForm(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ToCountry: 'AU',
    ToState: '',
    SmsMessageSid: sid(1),
    NumMedia: '0',
    ToCity: '',
    FromZip: '',
    SmsSid: sid(1),
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: 'I am here',
    FromCountry: 'AU',
    To: ourNumber,
    ToZip: '',
    NumSegments: '1',
    MessageSid: sid(1),
    AccountSid: accountSid,
    From: patientNumber,
    ApiVersion: '2010-04-01',
    ...changes,
  };
}

/** A status callback. Source: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
export function statusForm(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    SmsSid: sid(2),
    SmsStatus: 'delivered',
    MessageStatus: 'delivered',
    To: patientNumber,
    MessageSid: sid(2),
    AccountSid: accountSid,
    From: ourNumber,
    ApiVersion: '2010-04-01',
    RawDlrDoneDate: '2605040900',
    ...changes,
  };
}

/** Twilio's signature, made here without its SDK: each name once, in order, with each of its values once, in order. */
export function sign(url: string, pairs: Pairs, token = authToken): string {
  const names = [...new Set(pairs.map(([name]) => name))].sort();
  const text = names.map((name) => {
    const values = new Set(pairs.filter(([other]) => other === name).map(([, value]) => value));
    return [...values].sort().map((value) => name + value);
  });
  return createHmac('sha1', token)
    .update(url + text.flat().join(''))
    .digest('base64');
}

/** What a form looks like on the wire. */
export function encode(pairs: Pairs): string {
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
}

/** Posts a signed form. `signedUrl` is what Twilio believes to have requested, where it differs. */
export function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  { signedUrl = url, token = authToken }: { readonly signedUrl?: string; readonly token?: string } = {},
): Promise<Response> {
  const pairs = Object.entries(form);
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': sign(signedUrl, pairs, token),
      'i-twilio-idempotency-token': '2b9e3b0c-8f6f-4f0e-9f7c-4e6d1f3f9a10',
    },
    body: encode(pairs),
  });
}

/** Takes what webhooks say and keeps it in memory; fails when it is told to. */
export interface RecordingReceiver extends WebhookReceiver {
  readonly messages: InboundMessage[];
  readonly receipts: MessageReceipt[];
  failure: Error | null;
}

export function createRecordingReceiver(): RecordingReceiver {
  const receiver: RecordingReceiver = {
    messages: [],
    receipts: [],
    failure: null,
    receive: async (message) => {
      if (receiver.failure !== null) throw receiver.failure;
      receiver.messages.push(message);
    },
    receiveReceipt: async (receipt) => {
      if (receiver.failure !== null) throw receiver.failure;
      receiver.receipts.push(receipt);
    },
  };
  return receiver;
}

/** The lines of a log, as they would be read. */
export function createRecordingLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, log: (level, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })) };
}

/** A handler that listens, on one of two ways from Node's requests to those of fetch. */
export interface WebhookServer {
  readonly url: string;
  readonly receiver: RecordingReceiver;
  readonly log: readonly string[];
  close(): Promise<void>;
}

export type Platform = 'hono' | 'bare';

/** Starts a handler with Twilio's reader, or the one that is given, on a free port. */
export async function startWebhooks(
  options: Partial<WebhookHandlerOptions> & { readonly platform?: Platform } = {},
): Promise<WebhookServer> {
  const { platform = 'hono', ...given } = options;
  const receiver = createRecordingReceiver();
  const logger = createRecordingLogger();
  const handle = createWebhookHandler({
    reader: createTwilioWebhookReader({ authToken, accountSid }),
    arrivals: receiver,
    logger,
    ...given,
  });
  const server = platform === 'hono' ? createHonoServer(handle) : createServer(toListener(handle));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    receiver,
    log: logger.lines,
    close: () => close(server),
  };
}

function createHonoServer(handle: (request: Request) => Promise<Response>): Server {
  // Made without options for HTTP/2, so that it is a server of node:http.
  return createAdaptorServer({ fetch: handle }) as Server;
}

/** The least that turns a request of Node into one of fetch. */
function toListener(handle: (request: Request) => Promise<Response>) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
    const request = new Request(`http://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`, {
      method: incoming.method ?? 'GET',
      headers: Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      ),
      // Node's own stream, which fetch takes although the two declarations differ.
      ...(hasBody ? { body: Readable.toWeb(incoming) as NodeReadableStream<Uint8Array>, duplex: 'half' as const } : {}),
    });
    void handle(request).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(new Uint8Array(await response.arrayBuffer()));
    });
  };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a path.
  return (server.address() as AddressInfo).port;
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Writes bytes to a server as they are given, and gives all that it answers until it closes the connection. */
export async function exchange(url: string, parts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answer: Buffer[] = [];
  socket.on('data', (chunk) => answer.push(Buffer.from(chunk)));
  // A server that has heard enough breaks the connection while we still write.
  socket.on('error', () => undefined);
  for (const part of parts) socket.write(part, 'latin1');
  await new Promise((resolve) => socket.on('close', resolve));
  return Buffer.concat(answer).toString('latin1');
}
