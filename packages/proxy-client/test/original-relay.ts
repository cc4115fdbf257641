import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The first relay's wire behaviour, as its source has it: no ids, padded numbers, local time, marked as read all at once. */
export interface OriginalRelay {
  readonly url: string;
  /** The methods and targets of the requests, in order. */
  readonly requests: readonly string[];
  /** What the texts that come are dated with; the database's local time, in a form that depends on its driver. */
  now: () => string;
  /** Something that happens between the relay's two statements: reading what is new, and marking everything as read. */
  betweenStatements: () => void;
  /** A text that comes in at this moment. */
  insert(from: string, body: string): void;
  /** Answers the next GET wrongly: `break` after its statements, `unmarked` when the second of them fails. */
  failNext(
    fault: 'break' | 'unmarked' | { readonly status: number; readonly type: string; readonly body: string },
  ): void;
  close(): Promise<void>;
}

interface Row {
  readonly from: string;
  readonly date: string;
  readonly body: string;
  status: 1 | 2;
}

const reply = '<?xml version="1.0" encoding="UTF-8" ?><Response><Message>Thanks. Working...</Message></Response>';

/** Starts it on a free port, for one account. */
export async function startOriginalRelay(accountSid: string): Promise<OriginalRelay> {
  const rows: Row[] = [];
  const requests: string[] = [];
  const faults: Parameters<OriginalRelay['failNext']>[0][] = [];

  const give = (incoming: IncomingMessage, response: ServerResponse): void => {
    const fault = faults.shift();
    if (typeof fault === 'object')
      return void response.writeHead(fault.status, { 'content-type': fault.type }).end(fault.body);
    const asked = new URL(incoming.url ?? '/', 'http://relay.test').searchParams.get('AccountSid');
    const selected = asked === accountSid ? rows.filter(({ status }) => status === 1) : [];
    relay.betweenStatements();
    // All rows of the account, not those that were selected: what came in between is lost.
    if (fault !== 'unmarked') for (const row of rows) row.status = 2;
    if (fault === 'break') return void incoming.socket.destroy();
    const messages = selected.map(({ from, date, body }) => ({ from, date, body }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ messages }));
  };
  const take = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    relay.insert(form.get('From') ?? '', form.get('Body') ?? '');
    response.writeHead(200, { 'content-type': 'application/xml' }).end(reply);
  };
  const server = createServer((incoming, response) => {
    requests.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    if (!(incoming.url ?? '').startsWith('/twilio')) return void response.writeHead(404).end();
    if (incoming.method === 'POST') void take(incoming, response);
    else give(incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  const relay: OriginalRelay = {
    url: `http://127.0.0.1:${port}`,
    requests,
    now: () => new Date().toISOString().replace('T', ' ').replace('Z', ''),
    betweenStatements: () => undefined,
    // nchar(255): the database fills the column with spaces.
    insert: (from, body) => void rows.push({ from: from.padEnd(255), date: relay.now(), body, status: 1 }),
    failNext: (fault) => void faults.push(fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return relay;
}
