import { once } from 'node:events';
import type { Server, AddressInfo } from 'node:net';
import { createServer } from 'smpp';
import type { Pdu, Session } from 'smpp';

/** What the next submit_sm is answered: a status, no answer and an end of the connection, or that after the text was taken. */
export type SmppFault = number | 'break' | 'lost' | 'silence';

/** An SMSC on 127.0.0.1, by the server of the package `smpp`. */
export interface SmppServer {
  readonly url: string;
  /** All that was bound, submitted and answered, as it came. */
  readonly pdus: readonly Pdu[];
  readonly binds: () => number;
  failNext(...faults: readonly SmppFault[]): void;
  /** The id of the next text, in place of `id-1`, `id-2` and so on. */
  nameNext(id: string): void;
  /** Refuses binds with this status from now on; 0 takes them again. */
  refuseBinds(status: number): void;
  /** Delivers, and resolves with the status of the answer. */
  deliver(fields: Readonly<Record<string, unknown>>): Promise<number>;
  /** Ends all connections. */
  hangUp(): void;
  /** Leaves enquire_link without an answer. */
  ignoreEnquiries(): void;
  close(): Promise<void>;
}

/** Starts it. */
export async function startSmppServer(): Promise<SmppServer> {
  const pdus: Pdu[] = [];
  const sessions = new Set<Session>();
  let faults: SmppFault[] = [];
  let bindStatus = 0;
  let isMute = false;
  let nextId: string | null = null;
  let count = 0;
  const { PDU } = await import('smpp');
  const submit = (session: Session, pdu: Pdu): void => {
    const fault = faults.shift() ?? 0;
    if (fault === 'break') return session.destroy();
    if (typeof fault === 'string' || fault === 0) pdus.push(pdu);
    if (fault === 'lost') return session.destroy();
    if (fault === 'silence') return;
    count += fault === 0 ? 1 : 0;
    const messageId = nextId ?? `id-${count}`;
    nextId = null;
    session.send(pdu.response(fault === 0 ? { message_id: messageId } : { command_status: fault }));
  };
  const server: Server = createServer((session) => {
    sessions.add(session);
    session.on('error', () => session.destroy());
    session.on('close', () => void sessions.delete(session));
    session.on('pdu', (pdu) => {
      if (pdu.command === 'submit_sm') return submit(session, pdu);
      if (pdu.isResponse() || (isMute && pdu.command === 'enquire_link')) return;
      pdus.push(pdu);
      session.send(pdu.response(pdu.command.startsWith('bind') ? { command_status: bindStatus } : {}));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  const hangUp = (): void => {
    for (const session of sessions) session.destroy();
  };
  return {
    url: `smpp://127.0.0.1:${port}`,
    pdus,
    binds: () => pdus.filter(({ command }) => command.startsWith('bind')).length,
    failNext: (...next) => {
      faults = [...next];
    },
    nameNext: (id) => {
      nextId = id;
    },
    refuseBinds: (status) => {
      bindStatus = status;
    },
    deliver: (fields) =>
      new Promise((resolve) => {
        const session = [...sessions].at(-1);
        session?.send(new PDU('deliver_sm', fields), (response) => resolve(response.command_status));
      }),
    hangUp,
    ignoreEnquiries: () => {
      isMute = true;
    },
    close: async () => {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}
