import { createHash } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import type { FeedEventSink, FeedOutcome } from '../feed-event.ts';
import { createSystemClock } from '../system-clock.ts';
import { createZonedTimes } from '../zoned-time.ts';
import { nameOf, writeAcknowledgement } from './acknowledgement.ts';
import type { Acknowledgement, Hl7Error } from './acknowledgement.ts';
import { decodeMessage, isEncoding } from './decode-message.ts';
import { parseMessage } from './message.ts';
import type { Hl7Message } from './message.ts';
import { createMllpServer } from './mllp-server.ts';
import type { ListenerTls } from './mllp-server.ts';
import { readSiu } from './read-siu.ts';
import type { SiuContext, SiuReading } from './read-siu.ts';
import { toSiuError } from './siu-error.ts';

/** What {@link createSiuListener} takes. */
export interface SiuListenerOptions {
  readonly sink: FeedEventSink;
  /** 0 takes a free one. */
  readonly port: number;
  /** Default `127.0.0.1`. Where other machines reach it, `tls` with `ca` or `addresses` is needed: MLLP itself knows no senders. */
  readonly host?: string;
  readonly tls?: ListenerTls;
  /** Addresses of senders, or networks such as `10.1.0.0/16`; all when absent. */
  readonly addresses?: readonly string[];
  /** The facilities (MSH-4, first component) whose messages are taken; all when absent. */
  readonly sendingFacilities?: readonly string[];
  /** The IANA name of the zone of time stamps without an offset: that of the sender's clock. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2 code of the country whose national form telephone numbers may have, such as `AU`. */
  readonly country: string;
  /** The encoding of messages that say none in MSH-18 and are no UTF-8; default `windows-1252`. */
  readonly encoding?: string;
  /** The processing ids (MSH-11) that are taken; default `P`: a message of a training would text real patients. */
  readonly processingIds?: readonly ('P' | 'T' | 'D')[];
  /** How long a message may be, in bytes; default 262 144. */
  readonly maxBytes?: number;
  /** How long a message may take from its first byte to its last, in milliseconds; default 30 000. */
  readonly messageTimeoutMs?: number;
  /** Default 32. */
  readonly maxConnections?: number;
  /** Default: silence. */
  readonly logger?: Logger;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Clock;
}

/** Listens for messages of scheduling. */
export interface SiuListener {
  /** Resolves with the port. Throws ConfigurationError when it cannot listen. */
  start(): Promise<number>;
  /** Answers what is under way, and ends (idempotent). */
  stop(): Promise<void>;
}

/**
 * Makes the listener for HL7 v2 messages of scheduling (SIU) over MLLP.
 *
 * `AA` says that what a message tells is durable; the same message twice, and one that is older than what is known, are acknowledged and change
 * nothing. `AE` says that this message cannot be used, `AR` that messages of this kind are not taken, each with an `ERR` segment that names the
 * field; reception sees it where it matters. What could not be stored is not answered and the connection is ended, so that its sender sends it
 * again.
 *
 * @throws ConfigurationError when an option is wrong
 *
 * @example
 * const listener = createSiuListener({ sink: feed, port: 2575, timeZone: 'Australia/Melbourne', country: 'AU' });
 * await listener.start();
 */
export function createSiuListener(options: SiuListenerOptions): SiuListener {
  const { sink, tls, addresses } = options;
  checkOptions(options);
  const clock = options.clock ?? createSystemClock();
  const log = (why: string, field?: string): void =>
    options.logger?.log('warn', '[hl7] refused', { reason: why, ...(field === undefined ? {} : { field }) });
  const context: Omit<SiuContext, 'now'> = {
    country: options.country,
    timeZone: options.timeZone,
    times: createZonedTimes(),
    sendingFacilities: options.sendingFacilities ?? null,
    processingIds: options.processingIds ?? ['P'],
  };
  const take = async (bytes: Uint8Array): Promise<Taken> => {
    const read = readBytes(bytes, options.encoding ?? 'windows-1252');
    const messageId = toMessageId(read.message, bytes);
    const reading =
      'error' in read ? unread(read.error) : await readSiu(read.message, { ...context, now: clock.now() });
    const acknowledgement = await give(sink, reading, messageId);
    if (acknowledgement.code !== 'AA') log(acknowledgement.code, nameOf(acknowledgement.error));
    return { message: read.message, acknowledgement };
  };
  return createMllpServer({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    ...(tls === undefined ? {} : { tls }),
    ...(addresses === undefined ? {} : { addresses }),
    maxConnections: checkLimit('maxConnections', options.maxConnections ?? 32),
    maxBytes: checkLimit('maxBytes', options.maxBytes ?? 262_144),
    messageTimeoutMs: checkLimit('messageTimeoutMs', options.messageTimeoutMs ?? 30_000),
    clock,
    onDropped: log,
    answer: async (bytes) => {
      const taken = await take(bytes).catch((error: unknown) => {
        log(`not stored, ${error instanceof Error ? error.name : 'unknown'}`);
        return null;
      });
      return (
        taken && writeAcknowledgement({ ...taken, now: clock.now(), controlId: toMessageId(null, bytes).slice(-20) })
      );
    },
  });
}

interface Taken {
  readonly message: Hl7Message | null;
  readonly acknowledgement: Acknowledgement;
}

type ReadBytes = { readonly message: Hl7Message } | { readonly message: Hl7Message | null; readonly error: Hl7Error };

function readBytes(bytes: Uint8Array, encoding: string): ReadBytes {
  const decoded = decodeMessage(bytes, encoding);
  // The header can be read all the same, for the answer.
  const message = parseMessage('text' in decoded ? decoded.text : Buffer.from(bytes).toString('latin1'));
  if (message === null) {
    return {
      message,
      error: { segment: 'MSH', field: null, code: 100, message: 'is missing at the beginning, or is no header' },
    };
  }
  if ('text' in decoded) return { message };
  return { message, error: { segment: 'MSH', field: 18, code: 103, message: decoded.problem } };
}

function unread(error: Hl7Error): SiuReading {
  return {
    type: 'refused',
    code: error.field === null ? 'AR' : 'AE',
    error,
    appointmentId: null,
    madeAt: null,
    leavesDoubt: false,
  };
}

/** Gives what was read to the feed. */
async function give(sink: FeedEventSink, reading: SiuReading, messageId: string): Promise<Acknowledgement> {
  switch (reading.type) {
    case 'appointment': {
      const { madeAt, appointment } = reading;
      const outcome: FeedOutcome = await sink.accept({ messageId, madeAt, appointment });
      return outcome.type === 'refused' ? { code: 'AE', error: toSiuError(outcome) } : { code: 'AA' };
    }
    case 'slot': {
      const message = 'a slot was blocked or opened: no patient is told';
      const about = { appointmentId: null, messageId, madeAt: null, field: 'MSH-9' };
      await sink.refuse({ ...about, message, leavesDoubt: false });
      return { code: 'AA' };
    }
    case 'refused': {
      const { code, error, appointmentId, madeAt, leavesDoubt } = reading;
      const { message } = error;
      await sink.refuse({ appointmentId, messageId, madeAt, field: nameOf(error), message, leavesDoubt });
      return { code, error };
    }
    default:
      return reading satisfies never;
  }
}

/** The same for the same bytes alone: control ids begin anew when a sender is restarted, and would hide what is new. */
function toMessageId(message: Hl7Message | null, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const controlId =
    message?.header
      .text(10)
      .replace(/[^\w.-]/g, '')
      .slice(0, 64) ?? '';
  return `${controlId}#${hash}`;
}

function checkOptions({
  host = '127.0.0.1',
  tls,
  addresses,
  port,
  timeZone,
  country,
  encoding,
}: SiuListenerOptions): void {
  const refuse = (field: string, message: string): never => {
    throw new ConfigurationError({ field: `hl7.${field}`, message });
  };
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    refuse('port', 'must be a whole number from 0 to 65535, such as 2575');
  const isHere = ['127.0.0.1', '::1', 'localhost'].includes(host);
  if (!isHere && tls?.ca === undefined && addresses === undefined)
    refuse(
      'addresses',
      'must name the senders where other machines reach the port, or tls.ca who signs their certificates: else anybody could send',
    );
  if (!createZonedTimes().isZone(timeZone))
    refuse('timeZone', 'must be the IANA name of a zone, such as Australia/Melbourne');
  if (!/^[A-Z]{2}$/.test(country)) refuse('country', 'must be an ISO 3166-1 alpha-2 code, such as AU');
  if (encoding !== undefined && !isEncoding(encoding))
    refuse('encoding', 'must be the name of an encoding, such as windows-1252');
}

function checkLimit(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new ConfigurationError({ field: `hl7.${field}`, message: 'must be a whole number above 0' });
}
