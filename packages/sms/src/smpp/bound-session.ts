import { ConfigurationError } from '@clinicarrivals/core';
import type { GatewayError } from '@clinicarrivals/core';
import type { Pdu } from 'smpp';
import { connect } from './connection.ts';
import type { Connection, SmppModule } from './connection.ts';
import type { DeliveryAnswer } from './inbound-texts.ts';
import type { SmppSettings } from './options.ts';
import { smppError } from './refusals.ts';

/** One connection to the SMSC that is made again whenever it is lost. */
export interface BoundSession {
  /** Asks, and resolves with the answer. Rejects as `retry` when nothing has left, as `in-doubt` when there is no answer. */
  ask(command: string, fields: Readonly<Record<string, unknown>>): Promise<Pdu>;
  close(): void;
}

/** What a session is made of. */
export interface BoundSessionOptions {
  readonly smpp: SmppModule;
  readonly command: 'bind_transceiver' | 'bind_transmitter' | 'bind_receiver';
  readonly settings: SmppSettings;
  /** Takes what the SMSC delivers; it is answered when this resolves. */
  readonly onDeliver: (pdu: Pdu) => Promise<DeliveryAnswer>;
}

const firstPauseMs = 500;
const longestPauseMs = 60_000;

/** Loads the package; throws ConfigurationError where it is not installed. */
export async function loadSmpp(): Promise<SmppModule> {
  try {
    return await import('smpp');
  } catch {
    throw new ConfigurationError({ field: 'smpp', message: 'the package smpp is missing; npm install smpp' });
  }
}

/** Opens the first connection and keeps one open until `close`. */
export function keepBound(options: BoundSessionOptions): BoundSession {
  const { settings } = options;
  const { clock, logger } = settings;
  let current: Connection | null = null;
  let lastError: GatewayError = smppError('retry', 'not bound yet');
  let pauseMs = firstPauseMs;
  let isClosed = false;
  let cancelRetry = (): void => undefined;

  const open = (): void => {
    const connection = connect(options, {
      onBound: () => {
        pauseMs = firstPauseMs;
        logger.log('info', '[smpp] bound', { command: options.command });
      },
      onEnd: (error) => {
        current = null;
        lastError = error;
        if (isClosed) return;
        logger.log('warn', error.message, { command: options.command });
        // With jitter, lest all clinics come back in one moment.
        cancelRetry = clock.schedule(pauseMs * (0.5 + Math.random() / 2), open);
        pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      },
    });
    current = connection;
  };
  open();
  return {
    ask: async (command, fields) => {
      if (current === null || !current.isBound()) throw lastError;
      return current.ask(command, fields);
    },
    close: () => {
      isClosed = true;
      cancelRetry();
      current?.end();
    },
  };
}
