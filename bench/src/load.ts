import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What a server made of a load. */
export interface LoadResult {
  readonly perSecond: number;
  /** Of all requests, from the first byte written to the last one read. */
  readonly p99Ms: number;
}

/**
 * Sends ready-made requests over so many connections, on each the next one when the last is answered. Bare sockets, so that the sender takes
 * little of the machine that the server runs on.
 *
 * Throws when anything but a 2xx is answered.
 */
export async function sendLoad(options: {
  readonly port: number;
  readonly requests: readonly Buffer[];
  readonly connections: number;
}): Promise<LoadResult> {
  const queue = options.requests.values();
  const times: number[] = [];
  const begin = performance.now();
  const work = async (): Promise<void> => {
    const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    for (const request of queue) {
      const sentAt = performance.now();
      await exchange(socket, request);
      times.push(performance.now() - sentAt);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: options.connections }, work));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: options.requests.length / seconds, p99Ms: times[Math.floor(times.length * 0.99)] ?? Infinity };
}

/** Writes one request and resolves with the body of the answer. */
export function exchange(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const settle = (end: () => void): void => {
      socket.off('data', read).off('close', close);
      end();
    };
    const close = (): void => settle(() => reject(new Error('load: the server closed the connection')));
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1] ?? NaN);
      if (Number.isNaN(length)) return settle(() => reject(new Error('load: an answer without a length')));
      if (answer.length < end + 4 + length) return;
      const isGood = /^HTTP\/1\.1 2\d\d /.test(answer);
      settle(() => (isGood ? resolve(answer.slice(end + 4)) : reject(new Error(`load: ${answer.slice(0, 40)}`))));
    };
    socket.on('data', read).on('close', close);
    socket.write(request);
  });
}
