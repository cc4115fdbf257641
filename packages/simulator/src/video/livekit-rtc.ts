import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { UpgradeHandler } from '../http-server.ts';

/** Lets in whoever shows a token; null: they are not let in. */
type Join = (token: string, onOut: () => void) => { disconnect(): void } | null;

/** What a browser reaches besides the API. */
export interface LiveKitRtc {
  readonly upgrade: UpgradeHandler;
  /** Breaks all connections of browsers. */
  close(): void;
}

// RFC 6455, section 1.3.
const webSocketKey = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const closeFrame = 8;

/**
 * Answers the first connection of `livekit-client`, a WebSocket at `/rtc` with the token in the query.
 *
 * Whoever shows a good token is in the room until the connection ends. Nothing is said on it, so that a page waits for its pictures.
 */
export function createLiveKitRtc(join: Join): LiveKitRtc {
  const sockets = new Set<Duplex>();
  return {
    upgrade: (request, socket) => {
      socket.on('error', () => socket.destroy());
      const url = new URL(request.url ?? '/', 'http://localhost');
      const token = url.searchParams.get('access_token') ?? '';
      const person = /^\/rtc(\/v\d+)?$/.test(url.pathname) ? join(token, () => socket.destroy()) : null;
      if (person === null) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        person.disconnect();
      });
      socket.on('data', (frame: Buffer) => {
        if (((frame[0] ?? 0) & 0x0f) === closeFrame) socket.end();
      });
      socket.on('end', () => socket.destroy());
      socket.write(accept(request));
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function accept(request: IncomingMessage): string {
  const key = request.headers['sec-websocket-key'] ?? '';
  const answer = createHash('sha1').update(`${key}${webSocketKey}`).digest('base64');
  return [
    'HTTP/1.1 101 Switching Protocols',
    'upgrade: websocket',
    'connection: Upgrade',
    `sec-websocket-accept: ${answer}`,
    '\r\n',
  ].join('\r\n');
}
