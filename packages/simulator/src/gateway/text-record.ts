/** The statuses of Twilio's Message resource that the simulated gateway uses. */
export type TextStatus =
  'scheduled' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'canceled' | 'received';

/** Which way a text went, in Twilio's words. */
export type TextDirection = 'inbound' | 'outbound-api' | 'outbound-reply';

/** One text as the gateway has it. Times are epoch milliseconds. */
export interface TextRecord {
  readonly sid: string;
  readonly direction: TextDirection;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: TextStatus;
  readonly errorCode: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it left, or came in; null until then. */
  readonly sentAt: number | null;
  /** Not delivered after this. */
  readonly validUntil: number;
  readonly statusCallback: string | null;
  /** The messaging service that it was handed to; null when to a number. */
  readonly messagingServiceSid: string | null;
  /** When it leaves, where it was handed over ahead; null for the others. */
  readonly sendAt: number | null;
}

/** One text in or out, as logged when the gateway took it. */
export interface TextLogEntry {
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: TextStatus;
  /** True for the gateway's own answer to STOP, START or HELP, which nobody sent through the API. */
  readonly isAutomatic: boolean;
}

/** One step of a text's status. */
export interface TextStatusChange {
  readonly at: number;
  readonly sid: string;
  readonly status: TextStatus;
  readonly errorCode: number | null;
}

/** Writes a text as Twilio's API does (https://www.twilio.com/docs/messaging/api/message-resource). */
export function toTextJson(record: TextRecord, accountSid: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${record.sid}.json`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: record.body,
    date_created: toRfc2822(record.createdAt),
    date_sent: record.sentAt === null ? null : toRfc2822(record.sentAt),
    date_updated: toRfc2822(record.updatedAt),
    direction: record.direction,
    error_code: record.errorCode,
    error_message: record.errorCode === null ? null : (errorMessages[record.errorCode] ?? 'Unknown error'),
    from: record.from,
    messaging_service_sid: record.messagingServiceSid,
    num_media: '0',
    num_segments: String(countSegments(record.body)),
    price: null,
    price_unit: 'USD',
    sid: record.sid,
    status: record.status,
    subresource_uris: { media: uri.replace(/\.json$/, '/Media.json') },
    to: record.to,
    uri,
  };
}

const errorMessages: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30036: 'Validity Period Expired',
};

/** A moment in the form that Twilio uses, to the second: `Thu, 02 Apr 2026 01:30:00 +0000`. */
function toRfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

// The basic set of GSM 03.38; the characters of its extension count twice.
const gsmText = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;

/** Counts the segments of a text: 160 or 153 septets in GSM-7, 70 or 67 units in UCS-2. */
export function countSegments(body: string): number {
  const isGsm = gsmText.test(body);
  const units = isGsm ? body.length + (body.match(/[\^{}\\[~\]|€]/g)?.length ?? 0) : body.length;
  const [single, part] = isGsm ? [160, 153] : [70, 67];
  return units <= single ? 1 : Math.ceil(units / part);
}
