import type { InboundMessage, ReceivedMessages } from '@clinicarrivals/core';
import { noRelay } from './failure.ts';
import { fieldsOf, toTime } from './lease.ts';
import type { LegacySettings } from './options.ts';
import type { Collect } from './pacing.ts';
import { request } from './request.ts';

/** A date that tells two texts apart: with the second at least. The original writes its database's local time, in any form. */
const hasSeconds = /\d{1,2}[:.]\d{2}[:.]\d{2}/;

/**
 * Makes what collects from a relay of the first ClinicArrivals, which hands out every text once and forgets it.
 *
 * What the caller has not made durable is therefore kept here and given again before more is taken.
 */
export function createLegacyCollect(settings: LegacySettings): Collect {
  const { url, accountSid, token, fetch } = settings;
  const instance = crypto.randomUUID();
  let given: readonly InboundMessage[] = [];
  let turn = 0;
  const nameCursor = (): string => JSON.stringify(['legacy-relay', instance, turn]);

  return async ({ cursor }): Promise<ReceivedMessages> => {
    if (cursor === nameCursor()) given = [];
    if (given.length === 0) {
      // Never cut off by the caller's signal: the relay may have handed out already what would then be lost.
      const answer = await request(fetch, { url: `${url}/twilio?AccountSid=${accountSid}`, token });
      given = await toMessages(settings, answer);
      if (given.length > 0) turn += 1;
    }
    return { messages: given, cursor: nameCursor() };
  };
}

async function toMessages(settings: LegacySettings, answer: unknown): Promise<readonly InboundMessage[]> {
  const rows = fieldsOf(answer)['messages'];
  if (!Array.isArray(rows)) throw noRelay();
  const [only = '', second] = settings.numbers;
  const counts: Record<string, number> = {};
  const messages: InboundMessage[] = [];
  for (const row of rows) {
    const { from, date, body } = fieldsOf(row);
    if (typeof from !== 'string' || typeof body !== 'string') {
      settings.logger.log('error', '[relay] a text is lost: it makes no sense, and the relay keeps none');
      continue;
    }
    const same = JSON.stringify([from, date, body]);
    const nth = (counts[same] = (counts[same] ?? 0) + 1);
    const isToldApart = hasSeconds.test(String(date));
    messages.push({
      gatewayId: `legacy-${isToldApart ? await toId(settings.accountSid, same + nth) : crypto.randomUUID()}`,
      // The database pads its columns with spaces.
      from: from.trim(),
      // Not said by the relay; with several numbers it cannot be known.
      to: second === undefined ? only : '',
      body,
      receivedAt: toTime(date),
      carrierKeyword: null,
    });
  }
  return messages;
}

/** Keyed, because ids stand in logs, and a plain hash of a number and a short text is soon guessed. */
async function toId(secret: string, text: string): Promise<string> {
  const bytes = (part: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(part);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign']);
  const code = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(text)));
  return Array.from(code.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
