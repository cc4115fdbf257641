import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A connection that sends bytes as a test wants them. */
export interface MllpSender {
  readonly socket: Socket;
  send(bytes: string | Uint8Array): void;
  /** Resolves with so many answers, without their frames. */
  answers(count: number): Promise<readonly string[]>;
  /** Resolves once the other side has ended the connection. */
  readonly closed: Promise<void>;
}

/** Connects. */
export async function connectSender(port: number, host = '127.0.0.1'): Promise<MllpSender> {
  const socket = connect({ port, host, allowHalfOpen: true });
  let received = '';
  const listeners = new Set<() => void>();
  const closed = new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', () => resolve());
  });
  socket.on('error', () => undefined);
  socket.on('data', (data: Buffer) => {
    received += data.toString('latin1');
    for (const listener of listeners) listener();
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return {
    socket,
    closed,
    send: (bytes) => void socket.write(bytes),
    answers: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          const answers = [...received.matchAll(/\v([^\x1c]*)\x1c\r/g)].map(([, text = '']) => text);
          if (answers.length < count) return;
          listeners.delete(look);
          resolve(answers);
        };
        listeners.add(look);
        look();
      }),
  };
}

/** The segments of an acknowledgement by name, each as its fields. */
export function segmentsOf(answer: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    answer
      .split('\r')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, 3), line.split('|')]),
  );
}
