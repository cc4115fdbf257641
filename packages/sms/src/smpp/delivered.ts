import type { DeliveryStatus, MessageReceipt } from '@clinicarrivals/core';
import type { Pdu } from 'smpp';
import { fieldOf, textOf } from '../json-fields.ts';

/** A text, or a part of one, as the SMSC delivers it. */
export interface DeliveredPart {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Null for a text that is whole. */
  readonly part: { readonly reference: number; readonly total: number; readonly number: number } | null;
}

/** Reads a delivered text; null when it is data. */
export function readPart(pdu: Pdu): DeliveredPart | null {
  const body = textIn(pdu);
  if (body === null) return null;
  const from = numberOf(pdu['source_addr'], pdu['source_addr_ton']);
  const to = numberOf(pdu['destination_addr'], pdu['dest_addr_ton']);
  return { from, to, body, part: partByHeader(pdu) ?? partByFields(pdu) };
}

/** The package has decoded words by their alphabet, and leaves data as bytes. An empty text is bytes too. */
function textIn(pdu: Pdu): string | null {
  const short = fieldOf(pdu['short_message'], 'message');
  const message = typeof short === 'string' && short !== '' ? short : fieldOf(pdu['message_payload'], 'message');
  if (typeof message === 'string') return message;
  const isEmpty = message === undefined && (short === '' || fieldOf(short, 'length') === 0);
  return isEmpty ? '' : null;
}

/** Type 1 is an international number. Source: SMPP 3.4 section 5.2.5 */
function numberOf(address: unknown, type: unknown): string {
  const digits = typeof address === 'string' ? address : '';
  return type === 1 && /^\d/.test(digits) ? `+${digits}` : digits;
}

/** Source: 3GPP TS 23.040 sections 9.2.3.24.1 and 9.2.3.24.8 */
function partByHeader(pdu: Pdu): DeliveredPart['part'] {
  const elements = fieldOf(pdu['short_message'], 'udh');
  for (const element of Array.isArray(elements) ? elements : []) {
    if (!(element instanceof Uint8Array)) continue;
    const [kind, , ...rest] = element;
    const [total, number] = rest.slice(-2);
    const reference = kind === 0x08 ? (rest[0] ?? 0) * 256 + (rest[1] ?? 0) : (rest[0] ?? 0);
    if (kind === 0x00 || kind === 0x08) return checkPart(reference, total, number);
  }
  return null;
}

function partByFields(pdu: Pdu): DeliveredPart['part'] {
  return checkPart(pdu['sar_msg_ref_num'], pdu['sar_total_segments'], pdu['sar_segment_seqnum']);
}

function checkPart(reference: unknown, total: unknown, number: unknown): DeliveredPart['part'] {
  if (typeof reference !== 'number' || typeof total !== 'number' || typeof number !== 'number') return null;
  return total > 1 && number >= 1 && number <= total ? { reference, total, number } : null;
}

/** Whether it reports what became of a text. Source: SMPP 3.4 section 5.2.12 */
export function isReceipt(pdu: Pdu): boolean {
  return kindOf(pdu) === 0x04;
}

/** Whether it says something about a text that is not over yet, or about something else than texts. */
export function isNotice(pdu: Pdu): boolean {
  return kindOf(pdu) !== 0;
}

function kindOf(pdu: Pdu): number {
  const esmClass = pdu['esm_class'];
  return typeof esmClass === 'number' ? esmClass & 0x3c : 0;
}

type Outcome = Pick<MessageReceipt, 'failure'> & { readonly status: DeliveryStatus };

/** Source: SMPP 3.4 section 5.2.28, and appendix B for the words */
const outcomes: Readonly<Record<string, Outcome>> = {
  ENROUTE: { status: 'sent', failure: null },
  ACCEPTD: { status: 'sent', failure: null },
  DELIVRD: { status: 'delivered', failure: null },
  EXPIRED: { status: 'undelivered', failure: 'retry' },
  DELETED: { status: 'undelivered', failure: 'permanent' },
  UNDELIV: { status: 'undelivered', failure: 'permanent' },
  REJECTD: { status: 'undelivered', failure: 'permanent' },
};

const states = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];

/** Reads a report; null when it says nothing that we could act on. */
export function readReceipt(pdu: Pdu): MessageReceipt | null {
  const words = textIn(pdu) ?? '';
  const inWords = (name: string): string | undefined => new RegExp(`\\b${name}:(\\S+)`, 'i').exec(words)?.[1];
  const gatewayId = textOf(pdu, 'receipted_message_id') ?? inWords('id');
  const state = pdu['message_state'];
  const vendorStatus = (typeof state === 'number' ? states[state] : undefined) ?? inWords('stat')?.toUpperCase() ?? '';
  const outcome = outcomes[vendorStatus];
  if (gatewayId === undefined || outcome === undefined) return null;
  const error = inWords('err');
  const isCode = error !== undefined && /^[\da-f]{1,6}$/i.test(error) && !/^0+$/.test(error);
  const vendorCode = outcome.failure === null ? null : isCode ? error : vendorStatus;
  return { gatewayId, ...outcome, vendorCode };
}
