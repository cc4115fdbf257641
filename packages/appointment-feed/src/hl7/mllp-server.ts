import { BlockList, createServer, isIP } from 'node:net';
import type { Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import { createFrameReader } from './frame-reader.ts';

/** Who a listener is to other machines, where it uses TLS. */
export interface ListenerTls {
  /** The private key, PEM. */
  readonly key: string;
  /** The certificate with its chain, PEM. */
  readonly cert: string;
  /** Whose certificates senders have to show, PEM; without it they need none. */
  readonly ca?: string;
}

/** What {@link createMllpServer} takes. */
export interface MllpServerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: ListenerTls;
  /** Addresses, or networks such as `10.1.0.0/16`, that may connect; all when absent. */
  readonly addresses?: readonly string[];
  readonly maxConnections: number;
  /** How long a message may be. */
  readonly maxBytes: number;
  /** How long a message may take from its first byte to its last, in milliseconds. */
  readonly messageTimeoutMs: number;
  readonly clock: Clock;
  /** Gives the answer; null ends the connection without one, so that the sender sends the message again. */
  readonly answer: (message: Uint8Array) => Promise<Uint8Array | null>;
  /** Told of a connection that is ended from here, and why. */
  readonly onDropped: (why: string) => void;
}

/** A server of messages in frames. */
export interface MllpServer {
  /** Resolves with the port once it listens. */
  start(): Promise<number>;
  /** Takes no more messages, answers those that are under way, and ends (idempotent). */
  stop(): Promise<void>;
}

const longestFarewellMs = 5_000;
const longestUnread = 65_536;

/**
 * Makes the server. The messages of one connection are answered one after the other, in order; nothing is read from it meanwhile.
 *
 * @throws ConfigurationError when an address is none
 */
export function createMllpServer(options: MllpServerOptions): MllpServer {
  const { host, port, tls, clock } = options;
  const isAllowed = createAddressCheck(options.addresses);
  const connections = new Set<{ readonly socket: Socket; readonly stop: () => Promise<void> }>();
  const connect = (socket: Socket): void => {
    if (!isAllowed(socket.remoteAddress)) {
      options.onDropped('address not allowed');
      socket.destroy();
      return;
    }
    const connection = { socket, stop: serveConnection(socket, options) };
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  };
  // A sender may end its side after the last message and still wait for the answer.
  const settings = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 };
  const server: Server =
    tls === undefined
      ? createServer(settings, connect)
      : createTlsServer({ ...settings, ...tls, requestCert: tls.ca !== undefined }, connect);
  server.maxConnections = options.maxConnections;
  server.on('drop', () => options.onDropped('too many connections'));
  let stopping: Promise<void> | null = null;

  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    const force = clock.schedule(longestFarewellMs, () => connections.forEach(({ socket }) => socket.destroy()));
    await Promise.all([...connections].map((connection) => connection.stop()));
    await closed;
    force();
  };
  return {
    start: () =>
      new Promise((resolve, reject) => {
        const refuse = (error: Error): void => reject(toListenError(error, `${host}:${port}`));
        server.once('error', refuse);
        server.listen(port, host, () => {
          server.off('error', refuse);
          // Such as no more files: those who are connected are served on.
          server.on('error', () => options.onDropped('connection not accepted'));
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      }),
    stop: () => (stopping ??= server.listening ? stop() : Promise.resolve()),
  };
}

/** Serves a connection; gives what ends it once the message that is under way is answered. */
function serveConnection(socket: Socket, options: MllpServerOptions): () => Promise<void> {
  const { clock, maxBytes, messageTimeoutMs, answer, onDropped } = options;
  const reader = createFrameReader({ maxBytes });
  let stopWaiting: (() => void) | null = null;
  let isStopping = false;
  let working: Promise<void> = Promise.resolve();

  const drop = (why: string): void => {
    onDropped(why);
    socket.destroy();
  };
  const answerAll = async (messages: readonly Uint8Array[]): Promise<void> => {
    for (const message of messages) {
      if (isStopping || socket.destroyed) return;
      const answered = await answer(message);
      if (answered === null) return drop('message not stored');
      if (socket.destroyed) return;
      socket.write(answered);
      if (socket.writableLength > longestUnread) return drop('answers not read');
    }
  };
  socket.on('data', (bytes: Buffer) => {
    const messages = reader.push(bytes);
    if (reader.isTooMuch && messages.length === 0) return drop('message too long');
    if (!reader.isWithin || messages.length > 0) {
      stopWaiting?.();
      stopWaiting = null;
    }
    if (reader.isWithin) stopWaiting ??= clock.schedule(messageTimeoutMs, () => drop('message came too slowly'));
    if (messages.length === 0) return;
    socket.pause();
    working = answerAll(messages).then(() => void (isStopping || socket.resume()));
  });
  socket.on('end', () => void working.then(() => socket.end()));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => stopWaiting?.());
  return async () => {
    isStopping = true;
    socket.pause();
    await working;
    await new Promise<void>((resolve) => {
      if (socket.destroyed) return resolve();
      socket.once('close', () => resolve());
      socket.end(() => socket.destroy());
    });
  };
}

function createAddressCheck(addresses: readonly string[] | undefined): (address: string | undefined) => boolean {
  if (addresses === undefined) return () => true;
  const allowed = new BlockList();
  for (const each of addresses) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
      throw new ConfigurationError({
        field: 'hl7.addresses',
        message: 'must be IP addresses, or networks such as 10.1.0.0/16',
      });
    allowed.addSubnet(address, Number(bits ?? most), family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address = '') => {
    // How a socket for both families writes an address of the older one.
    const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const family = isIP(bare);
    return family !== 0 && allowed.check(bare, family === 4 ? 'ipv4' : 'ipv6');
  };
}

function toListenError(error: Error, address: string): ConfigurationError {
  const code = 'code' in error ? String(error.code) : error.name;
  const message = `cannot listen on ${address} (${code}); choose another port, or an address of this machine`;
  return new ConfigurationError({ field: 'hl7.port', message, cause: error });
}
