import type { Clock, GatewayError } from '@clinicarrivals/core';
import type { Pdu, Session } from 'smpp';
import { toRequestFailure } from '../http/request-failure.ts';
import type { BoundSessionOptions } from './bound-session.ts';
import type { SmppSettings } from './options.ts';
import { smppError, toRefusal } from './refusals.ts';

/** What the package `smpp` exports. */
export type SmppModule = typeof import('smpp');

const interfaceVersion = 0x34;
/** Try again later. Source: SMPP 3.4 section 5.1.3, ESME_RX_T_APPN */
const temporaryFailure = 0x64;
/** ESME_RINVCMDID */
const invalidCommand = 0x03;
/** What the standard answers by nothing. */
const withoutAnswer = ['alert_notification', 'outbind'];

/** Asks, and resolves with the answer. */
type Ask = (command: string, fields: Readonly<Record<string, unknown>>) => Promise<Pdu>;

/** One connection, from its first moment to its end. */
export interface Connection {
  isBound(): boolean;
  readonly ask: Ask;
  end(): void;
}

/** Connects and binds. `onEnd` is called once, whatever ends it. */
export function connect(
  { smpp, command, settings, onDeliver }: BoundSessionOptions,
  on: { readonly onBound: () => void; readonly onEnd: (error: GatewayError) => void },
): Connection {
  const { host, port, tls, clock, timeoutMs, enquireMs } = settings;
  const session = smpp.connect({ host, port, tls });
  const { ask, breakOff } = createAsking({ smpp, session, clock, timeoutMs });
  let isBound = false;
  let hasEnded = false;
  let cancelEnquiry = (): void => undefined;

  const end = (error: GatewayError): void => {
    if (hasEnded) return;
    hasEnded = true;
    isBound = false;
    cancelConnect();
    cancelEnquiry();
    session.destroy();
    breakOff();
    on.onEnd(error);
  };
  // Nobody answers for a connection that hangs before it stands.
  const cancelConnect = clock.schedule(timeoutMs, () => {
    if (!isBound) end(smppError('retry', 'not bound in time'));
  });
  const enquire = (): void => {
    cancelEnquiry = clock.schedule(enquireMs, () => {
      ask('enquire_link', {}).then(enquire, () => end(smppError('retry', 'connection lost: no sign of life')));
    });
  };
  const bind = async (): Promise<void> => {
    const { command_status: status } = await ask(command, toBindFields(settings));
    if (status !== 0) return end(toRefusal('bind', status));
    isBound = true;
    on.onBound();
    enquire();
  };

  session.on(tls ? 'secureConnect' : 'connect', () => {
    bind().catch(() => end(smppError('retry', 'bind failed: no answer')));
  });
  // After an error of its parser the package reads nothing more.
  session.on('error', (error) => end(toConnectionError(error)));
  session.on('close', () => end(smppError('retry', 'connection lost')));
  session.on('pdu', (pdu) => {
    // What does not fit the standard makes the package throw.
    answer(session, pdu, onDeliver).catch(() => end(smppError('retry', 'connection failed')));
    if (pdu.command === 'unbind') end(smppError('retry', 'the SMSC has unbound us'));
  });
  return {
    isBound: () => isBound,
    ask,
    end: () => {
      if (isBound) session.send(new smpp.PDU('unbind', {}));
      end(smppError('retry', 'connection closed'));
    },
  };
}

/** Says why a connection failed, by the code alone. */
function toConnectionError(error: Error): GatewayError {
  const failed = toRequestFailure(error);
  if (failed.type === 'not-trusted') return smppError('configuration', `certificate not trusted (${failed.code})`);
  return smppError('retry', 'code' in failed ? `connection failed (${String(failed.code)})` : 'connection failed');
}

function toBindFields({ systemId, password, systemType }: SmppSettings): Readonly<Record<string, unknown>> {
  return { system_id: systemId, password, system_type: systemType, interface_version: interfaceVersion };
}

/** Makes the function that asks, and the one that leaves all in doubt that has no answer yet. */
function createAsking(parts: {
  readonly smpp: SmppModule;
  readonly session: Session;
  readonly clock: Clock;
  readonly timeoutMs: number;
}): { readonly ask: Ask; readonly breakOff: () => void } {
  const { smpp, session, clock, timeoutMs } = parts;
  const waiting = new Set<(error: GatewayError) => void>();
  const ask: Ask = (command, fields) =>
    new Promise((resolve, reject) => {
      const fail = (error: GatewayError): void => {
        waiting.delete(fail);
        cancelTimer();
        reject(error);
      };
      const cancelTimer = clock.schedule(timeoutMs, () => fail(smppError('in-doubt', 'no answer in time')));
      waiting.add(fail);
      const isWritten = session.send(new smpp.PDU(command, fields), (response) => {
        waiting.delete(fail);
        cancelTimer();
        resolve(response);
      });
      if (!isWritten) fail(smppError('retry', 'not connected'));
    });
  const breakOff = (): void => {
    for (const fail of [...waiting]) fail(smppError('in-doubt', 'connection broke off'));
  };
  return { ask, breakOff };
}

/** Answers what the SMSC asks by itself: a delivery when it is durable. What we do not know is refused, lest it counts as delivered. */
async function answer(session: Session, pdu: Pdu, onDeliver: BoundSessionOptions['onDeliver']): Promise<void> {
  if (pdu.isResponse() || withoutAnswer.includes(pdu.command)) return;
  if (pdu.command === 'enquire_link' || pdu.command === 'unbind') return void session.send(pdu.response());
  if (pdu.command !== 'deliver_sm') return void session.send(pdu.response({ command_status: invalidCommand }));
  const { isTaken, onAnswered } = await onDeliver(pdu).catch(() => ({ isTaken: false, onAnswered: undefined }));
  const isWritten = session.send(pdu.response({ command_status: isTaken ? 0 : temporaryFailure }));
  if (isWritten) onAnswered?.();
}
