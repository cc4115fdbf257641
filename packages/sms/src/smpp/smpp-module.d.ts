/** The part of the package `smpp` 0.5 that is used; it brings no types. */
declare module 'smpp' {
  import type { Server, Socket } from 'node:net';

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    /** The fields of the command, by their names in the standard. */
    readonly [field: string]: unknown;
    isResponse(): boolean;
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
  }

  export interface Session {
    readonly socket: Socket;
    on(event: 'connect' | 'secureConnect' | 'close', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'pdu', listener: (pdu: Pdu) => void): this;
    /** False when it cannot be written. */
    send(pdu: Pdu, onResponse?: (response: Pdu) => void): boolean;
    destroy(): void;
  }

  export function connect(options: { readonly host: string; readonly port: number; readonly tls: boolean }): Session;
  export function createServer(onSession: (session: Session) => void): Server;
  export const PDU: new (command: string, fields?: Readonly<Record<string, unknown>>) => Pdu;
}
