import { Message, Server } from 'simple-hl7';
import { Webhook } from 'standardwebhooks';
import { secret, token } from './pushed-clinic.ts';
import type { PushedClinic } from './pushed-clinic.ts';

/** What an EHR says of the visit. */
export interface VisitEvent {
  readonly kind: 'BOOKED' | 'RESCHEDULED' | 'CONFIRMED' | 'CANCELED' | 'NOSHOWED';
  /** The time of day, on the day after the first. */
  readonly time: string;
}

/** A way by which an EHR sends an event; resolves with what it was answered. */
export type Send = (clinic: PushedClinic, event: VisitEvent) => Promise<string>;

/** The visit of every test. */
export const visitId = '20000';

/** The number of the patient. */
export const phone = '+61491570006';

const toTwilioEvent = (clinic: PushedClinic, { kind, time }: VisitEvent) => ({
  event_type: kind,
  event_datetime_utc: new Date(clinic.clock.now()).toISOString(),
  patient_id: '1000',
  patient_first_name: 'Zoë',
  patient_last_name: "O'Brien, Jr.",
  patient_phone: phone,
  provider_id: 'fox',
  provider_first_name: 'Anna',
  provider_last_name: 'Fox',
  provider_callback_phone: '(800) 111-2222',
  appointment_location: 'Owl House, Level 2',
  appointment_id: visitId,
  appointment_timezone: '+1000',
  appointment_datetime: `2026-05-05T${time}:00`,
});

async function outcomeOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json();
  return typeof body === 'object' && body !== null && 'outcome' in body ? String(body.outcome) : String(answer.status);
}

/** As the integration guide of Twilio's app has it: a form with `To`, `From` and `Parameters`, by HTTP basic. */
export const sendTwilioForm: Send = async (clinic, event) => {
  const Parameters = JSON.stringify(toTwilioEvent(clinic, event));
  const headers = { authorization: `Basic ${Buffer.from(`AC0:${token}`).toString('base64')}` };
  const body = new URLSearchParams({ To: phone, From: '+61480000001', Parameters });
  return outcomeOf(await fetch(clinic.eventsUrl, { method: 'POST', headers, body }));
};

/** The same event as JSON, signed by the library of Standard Webhooks. */
export const sendSignedJson: Send = async (clinic, event) => {
  const body = JSON.stringify(toTwilioEvent(clinic, event));
  const [id, at] = [`msg_${event.kind}_${clinic.clock.now()}`, new Date(clinic.clock.now())];
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return outcomeOf(await fetch(clinic.eventsUrl, { method: 'POST', headers, body }));
};

const triggers = { BOOKED: 'S12', RESCHEDULED: 'S13', CONFIRMED: 'S14', CANCELED: 'S15', NOSHOWED: 'S26' } as const;

/** The same event as SIU, sent by the client of simple-hl7. */
export const sendSiu: Send = (clinic, { kind, time }) => {
  const client = Server.createTcpClient({ host: '127.0.0.1', port: clinic.hl7Port });
  const now = new Date(clinic.clock.now()).toISOString().slice(0, 19).replace(/\D/g, '');
  const header = [
    'PLANNER',
    'OWL',
    'ARRIVALS',
    'OWL',
    `${now}+0000`,
    '',
    ['SIU', triggers[kind]],
    `${kind}${now}`,
    'P',
    '2.4',
  ];
  const message = new Message(...header);
  const fillerStatus = kind === 'CONFIRMED' ? 'Confirmed' : '';
  const start = `20260505${time.replace(':', '')}00`;
  const none = (count: number): string[] => Array.from({ length: count }, () => '');
  message.addSegment('SCH', '', visitId, ...none(8), ['', '', '', start], ...none(13), fillerStatus);
  message.addSegment('PID', '1', '', '1000', '', ["O'Brien, Jr.", 'Zoë'], ...none(7), [phone, 'PRS', 'CP']);
  message.addSegment('AIL', '1', '', ['A', '', '', '', '', '', '', '', 'Owl House, Level 2']);
  message.addSegment('AIP', '1', '', ['fox', 'Fox', 'Anna']);
  return new Promise((resolve, reject) => {
    client.send(message, (error, answer) => {
      if (error === null) resolve(answer.getSegment('MSA')?.getField(1) ?? '');
      else reject(error);
    });
  });
};

/** By two ways, one after the other. */
export const sendBoth =
  (first: Send, second: Send): Send =>
  async (clinic, event) =>
    `${await first(clinic, event)} ${await second(clinic, event)}`;
