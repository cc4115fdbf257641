import type { DeliveryStatus, MessageReceipt } from '@clinicarrivals/core';
import { toRequestFailure } from '../http/request-failure.ts';
import { listOf, textOf } from '../json-fields.ts';
import { someAtATime } from '../some-at-a-time.ts';
import { referenceOf, toKnownId } from './api.ts';
import type { Ask } from './api.ts';

const concurrency = 4;

/**
 * MessageMedia's statuses of a text. One that is not listed is on its way: accepted.
 *
 * Source: https://messagemedia.github.io/documentation/#tag/Delivery-Reports
 */
const statuses: Readonly<Record<string, Pick<MessageReceipt, 'status' | 'failure'>>> = {
  submitted: { status: 'sent', failure: null },
  delivered: { status: 'delivered', failure: null },
  expired: { status: 'undelivered', failure: 'retry' },
  // The number is blocked, the account has no credit left, or the words were filtered: the status does not tell which.
  rejected: { status: 'undelivered', failure: 'permanent' },
  undeliverable: { status: 'undelivered', failure: 'permanent' },
  failed: { status: 'undelivered', failure: 'permanent' },
  cancelled: { status: 'undelivered', failure: 'permanent' },
};

/** Asks what became of each text, a few at a time. Texts that MessageMedia does not know are left out. */
export async function fetchReceipts(ask: Ask, gatewayIds: readonly string[]): Promise<readonly MessageReceipt[]> {
  const receipts = await someAtATime(gatewayIds, concurrency, (gatewayId) => fetchReceipt(ask, gatewayId));
  return receipts.filter((receipt) => receipt !== null);
}

async function fetchReceipt(ask: Ask, gatewayId: string): Promise<MessageReceipt | null> {
  // Anything else would become part of another path.
  if (!/^[\w-]+$/.test(gatewayId)) return null;
  try {
    const message = await ask({ path: `/v1/messages/${gatewayId}` });
    return toReceipt(gatewayId, textOf(message, 'status') ?? '');
  } catch (error) {
    const failed = toRequestFailure(error);
    if (failed.type === 'refused' && failed.status === 404) return null;
    throw error;
  }
}

/** A delivery report of a text of ours. */
export interface DeliveryReport {
  /** What confirms it. */
  readonly reportId: string;
  readonly receipt: MessageReceipt;
}

/** Reads the delivery reports of our own texts; those of other senders of the account are left alone. */
export function readDeliveryReports(answer: unknown): readonly DeliveryReport[] {
  return listOf(answer, 'delivery_reports').flatMap((report) => {
    const [reportId, gatewayId] = [textOf(report, 'delivery_report_id'), textOf(report, 'message_id')];
    const reference = referenceOf(report);
    if (reportId === null || gatewayId === null || reference === null) return [];
    return [
      { reportId, receipt: { ...toReceipt(gatewayId, textOf(report, 'status') ?? ''), ...toKnownId(reference) } },
    ];
  });
}

function toReceipt(gatewayId: string, vendorStatus: string): MessageReceipt {
  const onItsWay: { readonly status: DeliveryStatus; readonly failure: null } = { status: 'accepted', failure: null };
  return { gatewayId, ...(statuses[vendorStatus] ?? onItsWay), vendorCode: null };
}
