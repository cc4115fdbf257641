import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { AnswerBody } from '../src/index.ts';

/** What the endpoint answers instead of 200. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Take it, and break the connection before anything is answered. */
  readonly isCutOff?: boolean;
  /** Answer nothing at all. */
  readonly isSilent?: boolean;
}

/** One request as it came. */
export interface ReceivedAnswer {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: AnswerBody;
}

/** The endpoint of an EHR: it checks signatures with other people's library, and takes each id once. */
export interface EhrEndpoint {
  readonly url: string;
  /** Every request whose signature holds. */
  readonly received: readonly ReceivedAnswer[];
  /** Those that changed something, by their ids. */
  readonly taken: ReadonlyMap<string, AnswerBody>;
  /** Requests whose signature does not hold. */
  countForged(): number;
  /** What it answers from now on; null answers 200. A function decides by the answer. */
  fail(fault: Fault | null | ((answer: ReceivedAnswer) => Fault | null)): void;
  close(): Promise<void>;
}

export const endpointSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

/** Starts an endpoint on a port of this machine. */
export async function startEhrEndpoint(secret = endpointSecret): Promise<EhrEndpoint> {
  const webhook = new Webhook(secret);
  const received: ReceivedAnswer[] = [];
  const taken = new Map<string, AnswerBody>();
  let forged = 0;
  let faultOf: (answer: ReceivedAnswer) => Fault | null = () => null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { headers } = request;
      try {
        // Throws for any other signature, and for a time that is more than five minutes away.
        webhook.verify(text, headers as Record<string, string>);
      } catch {
        forged += 1;
        response.writeHead(401).end();
        return;
      }
      const answer = { id: String(headers['webhook-id']), headers, body: JSON.parse(text) as AnswerBody };
      received.push(answer);
      const fault = faultOf(answer);
      if (fault === null || fault.isCutOff === true) taken.set(answer.id, answer.body);
      if (fault?.isSilent === true) return;
      if (fault?.isCutOff === true) request.socket.destroy();
      else response.writeHead(fault?.status ?? 200, fault?.headers).end('{"echo":"what the EHR writes is not read"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/answers`,
    received,
    taken,
    countForged: () => forged,
    fail: (fault) => {
      faultOf = typeof fault === 'function' ? fault : () => fault;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
