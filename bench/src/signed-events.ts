import { createHmac } from 'node:crypto';

const key = 'a secret of thirty-two bytes, ok';
/** By what the events of the bench are signed; invented. */
export const eventSecret = `whsec_${Buffer.from(key).toString('base64')}`;

/**
 * Writes the HTTP requests of so many events, each about an appointment of its own and signed as Standard Webhooks are.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function writeSignedEvents(count: number): readonly Buffer[] {
  const now = Date.now();
  const start = new Date(Math.floor(now / 3_600_000) * 3_600_000 + 48 * 3_600_000).toISOString();
  const timestamp = Math.floor(now / 1000);
  return Array.from({ length: count }, (_, number) => {
    const id = `event-${number}`;
    const patient = { id: `p-${number}`, firstName: 'Amelia', lastName: 'Wong', mobile: `04${91_000_000 + number}` };
    const practitioner = { id: 'd-1', title: 'Dr', firstName: 'Priya', lastName: 'Sharma' };
    const data = { id: `visit-${number}`, status: 'booked', start, location: 'Room 2', patient, practitioner };
    const body = JSON.stringify({ id, type: 'appointment.changed', timestamp: new Date(now).toISOString(), data });
    const code = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return Buffer.from(
      [
        'POST /events HTTP/1.1',
        'Host: bench.example',
        'Content-Type: application/json',
        `webhook-id: ${id}`,
        `webhook-timestamp: ${timestamp}`,
        `webhook-signature: v1,${code}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
  });
}
