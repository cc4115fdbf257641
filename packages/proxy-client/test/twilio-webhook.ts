import { createHmac } from 'node:crypto';

export const authToken = '0123456789abcdef0123456789abcdef';
export const accountSid = `AC${'0a'.repeat(16)}`;
export const ourNumber = '+61480000001';
export const patientNumber = '+61491570156';

/** A request of Twilio's to a webhook's URL. */
export interface PostedWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An id of a text that is told apart by its last digits. */
export function messageSid(number: number): string {
  return `SM${number.toString(16).padStart(32, '0')}`;
}

/** What Twilio posts for a text of the patient, signed as its documentation says. */
export function postedText(
  url: string,
  text: {
    readonly number: number;
    readonly body?: string;
    readonly from?: string;
    readonly token?: string;
    readonly accountSid?: string;
  },
): PostedWebhook {
  const { number, body = `text ${number}`, from = patientNumber, token = authToken } = text;
  const account = text.accountSid ?? accountSid;
  const sid = messageSid(number);
  return sign(
    url,
    { AccountSid: account, Body: body, From: from, MessageSid: sid, NumMedia: '0', To: ourNumber },
    token,
  );
}

/** What Twilio posts when it knows what became of a text of ours. */
export function postedReceipt(
  url: string,
  receipt: { readonly number: number; readonly status: string },
): PostedWebhook {
  const sid = messageSid(receipt.number);
  const fields = { AccountSid: accountSid, From: ourNumber, MessageSid: sid, MessageStatus: receipt.status };
  return sign(url, { ...fields, SmsStatus: receipt.status, To: patientNumber }, authToken);
}

/** Source: https://www.twilio.com/docs/usage/security#validating-requests */
function sign(url: string, fields: Readonly<Record<string, string>>, token: string): PostedWebhook {
  const signed = Object.entries(fields)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .reduce((text, [name, value]) => text + name + value, url);
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': createHmac('sha1', token).update(signed).digest('base64'),
    },
    body: new URLSearchParams(fields).toString(),
  };
}
