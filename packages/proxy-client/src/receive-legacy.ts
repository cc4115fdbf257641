import type { InboundMessage, Logger, PhoneNumber, ReceivedMessages } from '@clinicarrivals/core';
import { toRecord, toTime } from './lease.ts';
import type { Collect } from './pacing.ts';
import { failed } from './request.ts';

/** What collecting from an original relay needs. */
export interface LegacyMailbox {
  readonly accountSid: string;
  readonly numbers: readonly PhoneNumber[];
  readonly logger: Logger;
  /** Takes everything from the relay, which keeps nothing of it. */
  take(): Promise<unknown>;
}

/** A date that tells two texts apart: with the second at least. The original writes its database's local time, in any form. */
const hasSeconds = /\d{1,2}[:.]\d{2}[:.]\d{2}/;

/**
 * Makes what collects from a relay of the first ClinicArrivals, which hands out every text once and forgets it.
 *
 * What the caller has not made durable is therefore kept here and given again before more is taken.
 */
export function createLegacyCollect(mailbox: LegacyMailbox): Collect {
  const instance = crypto.randomUUID();
  let given: readonly InboundMessage[] = [];
  let turn = 0;
  const nameCursor = (): string => JSON.stringify(['legacy-relay', instance, turn]);

  return async ({ cursor }): Promise<ReceivedMessages> => {
    if (cursor === nameCursor()) given = [];
    if (given.length === 0) {
      // Never cut off by the caller's signal: the relay may have handed out already what would then be lost.
      given = await toMessages(mailbox, await mailbox.take());
      if (given.length > 0) turn += 1;
    }
    return { messages: given, cursor: nameCursor() };
  };
}

async function toMessages(mailbox: LegacyMailbox, answer: unknown): Promise<readonly InboundMessage[]> {
  const rows = toRecord(answer)?.['messages'];
  if (!Array.isArray(rows))
    throw failed({ operation: 'receive' }, 'the answer is not that of a relay', 'configuration');
  const key = await toKey(mailbox.accountSid);
  const counts = new Map<string, number>();
  const messages: InboundMessage[] = [];
  for (const row of rows) {
    const { from, date, body } = toRecord(row) ?? {};
    if (typeof from !== 'string' || typeof body !== 'string') {
      mailbox.logger.log('error', '[relay] a text of the answer makes no sense and is lost: the relay keeps none');
      continue;
    }
    const at = typeof date === 'string' ? date : '';
    // The database pads its columns with spaces.
    const text = { from: from.trim(), date: at, body };
    const same = JSON.stringify([text.from, at, body]);
    const nth = counts.get(same) ?? 0;
    counts.set(same, nth + 1);
    messages.push(
      toMessage(mailbox, text, hasSeconds.test(at) ? await toId(key, `${same} ${nth}`) : crypto.randomUUID()),
    );
  }
  return messages;
}

function toMessage(
  { numbers }: LegacyMailbox,
  { from, date, body }: { readonly from: string; readonly date: string; readonly body: string },
  id: string,
): InboundMessage {
  const [only = '', second] = numbers;
  return {
    gatewayId: `legacy-${id}`,
    from,
    // Not said by the relay; with several numbers it cannot be known.
    to: second === undefined ? only : '',
    body,
    receivedAt: toTime(date),
    carrierKeyword: null,
  };
}

/** A key of Web Crypto, whose type not every runtime's declarations name. */
type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

function toKey(secret: string): Promise<HmacKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign']);
}

/** Keyed, because ids stand in logs, and a plain hash of a number and a short text is soon guessed. */
async function toId(key: HmacKey, text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
  return [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
