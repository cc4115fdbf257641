import type {
  AcceptedMessage,
  InboundMessage,
  MessageGateway,
  MessageReceipt,
  OutboundMessage,
} from '@clinicarrivals/core';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Pdu } from 'smpp';
import { textOf } from '../json-fields.ts';
import { toOpaqueId } from '../opaque-id.ts';
import { chooseNumber, refuseUnsendable, secondsLeft } from '../outbound-text.ts';
import { receivePushed } from '../pushed-messages.ts';
import { keepBound, loadSmpp } from './bound-session.ts';
import type { BoundSession } from './bound-session.ts';
import { isNotice, isReceipt, readPart, readReceipt } from './delivered.ts';
import { createInboundTexts } from './inbound-texts.ts';
import type { DeliveryAnswer, InboundTexts } from './inbound-texts.ts';
import { checkOptions } from './options.ts';
import type { SmppGatewayOptions, SmppSettings } from './options.ts';
import { isMomentary, smppError, toRefusal } from './refusals.ts';
import { encodeText } from './text-parts.ts';

const vendor = 'smpp';
const international = 1;
const isdn = 1;
/** The words begin with a header. Source: SMPP 3.4 section 5.2.12 */
const headerClass = 0x40;
/** How often a further part is tried that the SMSC does not take at the moment, and how long apart. */
const partTries = 5;
const partPauseMs = 1_000;

/** Who takes what the SMSC delivers; core's `Arrivals` fits. What a method was given is durable when it resolves. */
export interface SmppReceiver {
  receive(message: InboundMessage): Promise<void>;
  receiveReceipt(receipt: MessageReceipt): Promise<void>;
}

/** A gateway with a connection of its own. */
export interface SmppGateway extends MessageGateway {
  /**
   * Binds to the SMSC and keeps bound until `close`: lost connections are made again. From now on texts can be sent, and what the SMSC
   * delivers is given to the receiver; the SMSC keeps each delivery until it is durable there.
   *
   * Throws ConfigurationError when the package `smpp` is missing, or when it is called twice.
   */
  connect(receiver: SmppReceiver): Promise<void>;
  /** Ends the connection for good. Resolves when what was in memory alone has been given to the receiver. */
  close(): Promise<void>;
}

/**
 * Makes a gateway that texts through an SMSC by SMPP 3.4, with the package `smpp`, which is loaded when it connects.
 *
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://smpp.org/SMPP_v3_4_Issue1_2.pdf
 * @example
 * const gateway = createSmppGateway({ url: 'smpps://smsc.example:3550', systemId, password, from: '+61480000001' });
 * const arrivals = createArrivals({ messages: gateway, … });
 * await arrivals.start();
 * await gateway.connect(arrivals);
 */
export function createSmppGateway(options: SmppGatewayOptions): SmppGateway {
  const settings = checkOptions(options);
  let sessions: readonly BoundSession[] | null = null;
  let texts: InboundTexts | null = null;
  let isClosed = false;
  let reference = Math.floor(Math.random() * 256);

  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: false, hasReceipts: false, canLookUp: false },
    connect: async (receiver) => {
      if (sessions !== null) throw new ConfigurationError({ field: 'smpp.connect', message: 'was called before' });
      sessions = [];
      const smpp = await loadSmpp();
      if (isClosed) return;
      const inbound = createInboundTexts({ clock: settings.clock, receive: (message) => receiver.receive(message) });
      texts = inbound;
      const onDeliver = (pdu: Pdu): Promise<DeliveryAnswer> =>
        takeDelivery(pdu, { texts: inbound, receiver, settings });
      const commands =
        settings.bind === 'transceiver'
          ? (['bind_transceiver'] as const)
          : (['bind_transmitter', 'bind_receiver'] as const);
      sessions = commands.map((command) => keepBound({ smpp, command, settings, onDeliver }));
    },
    close: async () => {
      isClosed = true;
      for (const session of sessions ?? []) session.close();
      await texts?.settle();
    },
    send: async (message) => {
      const transmitter = sessions?.[0];
      reference = (reference + 1) % 256;
      return send({ message, settings, transmitter, reference });
    },
    receive: receivePushed,
    lookUp: async () => null,
    receipts: async () => [],
  };
}

/** Gives what is delivered to the receiver. */
async function takeDelivery(
  pdu: Pdu,
  to: { readonly texts: InboundTexts; readonly receiver: SmppReceiver; readonly settings: SmppSettings },
): Promise<DeliveryAnswer> {
  if (isReceipt(pdu)) {
    const receipt = readReceipt(pdu);
    if (receipt !== null) await to.receiver.receiveReceipt(receipt);
    return { isTaken: true };
  }
  const part = isNotice(pdu) ? null : readPart(pdu);
  if (part !== null) return to.texts.take(part);
  // Data or a notice: the SMSC would deliver it for days.
  to.settings.logger.log('warn', '[smpp] something was delivered that is no text', {});
  return { isTaken: true };
}

async function send(asked: {
  readonly message: OutboundMessage;
  readonly settings: SmppSettings;
  readonly transmitter: BoundSession | undefined;
  readonly reference: number;
}): Promise<AcceptedMessage> {
  const { message, settings, transmitter, reference } = asked;
  const { clock, numbers, longTexts } = settings;
  refuseUnsendable(vendor, message);
  const from = chooseNumber(vendor, numbers, message.to);
  const seconds = secondsLeft(vendor, message, clock.now());
  if (transmitter === undefined) throw smppError('retry', 'send failed: not connected, call connect first');
  const { dataCoding, whole, parts } = encodeText(message.body, reference);
  const isPayload = parts.length > 1 && longTexts === 'payload';
  const common = {
    source_addr_ton: international,
    source_addr_npi: isdn,
    source_addr: from.slice(1),
    dest_addr_ton: international,
    dest_addr_npi: isdn,
    destination_addr: message.to.slice(1),
    priority_flag: message.isUrgent === true ? 1 : 0,
    validity_period: toRelativeTime(seconds),
    data_coding: dataCoding,
  };
  let answer: Pdu | null = null;
  const handed = isPayload ? [whole] : parts;
  for (const [index, bytes] of handed.entries()) {
    const fields = {
      ...common,
      esm_class: handed.length > 1 ? headerClass : 0,
      // A text has one receipt: that of its last part.
      registered_delivery: index === handed.length - 1 ? 1 : 0,
      short_message: isPayload ? Buffer.alloc(0) : Buffer.from(bytes),
      ...(isPayload ? { message_payload: Buffer.from(bytes) } : {}),
    };
    answer = index === 0 ? await submit(transmitter, fields) : await submitFurther(transmitter, fields, settings);
  }
  // Some SMSCs name no id: then there are no receipts either.
  const messageId = textOf(answer, 'message_id') ?? toOpaqueId(message.id);
  return { gatewayId: toReceiptId(messageId, settings), acceptedAt: clock.now() };
}

/** Writes the id of a text as its receipts will. */
function toReceiptId(messageId: string, { receiptIds }: SmppSettings): string {
  return receiptIds === 'decimal' && /^[\da-f]+$/i.test(messageId) ? String(BigInt(`0x${messageId}`)) : messageId;
}

async function submit(transmitter: BoundSession, fields: Readonly<Record<string, unknown>>): Promise<Pdu> {
  const answer = await transmitter.ask('submit_sm', fields);
  if (answer.command_status !== 0) throw toRefusal('send', answer.command_status);
  return answer;
}

/** Hands over a part when one before it has left: it is tried again a while, and then nobody can say what the telephone shows. */
async function submitFurther(
  transmitter: BoundSession,
  fields: Readonly<Record<string, unknown>>,
  { clock }: SmppSettings,
): Promise<Pdu> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await submit(transmitter, fields);
    } catch (error) {
      if (!isMomentary(error) || tried === partTries) {
        throw smppError('in-doubt', 'send failed: only a part of the text was taken');
      }
      await new Promise<void>((resolve) => void clock.schedule(partPauseMs, resolve));
    }
  }
}

/** Writes a duration as YYMMDDhhmmss000R. Source: SMPP 3.4 section 7.1.1.2 */
function toRelativeTime(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const days = Math.min(30, Math.floor(seconds / 86_400));
  const rest = seconds % 86_400;
  return `0000${pad(days)}${pad(Math.floor(rest / 3600))}${pad(Math.floor(rest / 60) % 60)}${pad(rest % 60)}000R`;
}
