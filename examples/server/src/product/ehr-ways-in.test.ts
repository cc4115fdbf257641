import { connect } from 'node:net';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, openStage, people, phone, startClinic, until } from '../testing/real-clinic.ts';
import type { Stage } from '../testing/real-clinic.ts';

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.end());

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const event = {
  event_type: 'BOOKED',
  appointment_id: 'visit-9',
  appointment_datetime: new Date(Date.now() + 60_000).toISOString(),
  patient_id: 'patient-9',
  patient_first_name: '小明',
  patient_last_name: '王',
  patient_phone: phone,
  provider_id: 'practitioner-9',
  provider_last_name: 'Fox',
};

function post(url: string, body: object, by = secret): Promise<Response> {
  const [id, at, text] = [
    `msg_${Math.random()}`.replace('.', ''),
    Math.floor(Date.now() / 1_000),
    JSON.stringify(body),
  ];
  const key = Buffer.from(by.slice('whsec_'.length), 'base64');
  const code = createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${code}` };
  return fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: text });
}

/** Sends a message over MLLP and gives the code of its acknowledgement. */
function sendHl7(port: number, segments: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`\v${segments.join('\r')}\r\x1c\r`));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(/MSA\|(\w\w)/.exec(data.toString())?.[1] ?? '');
    });
    socket.once('error', reject);
  });
}

describe('a server to which an EHR pushes', () => {
  it('knows what was pushed either way, marks who texts "arrived", and tells the EHR', async () => {
    const [port, hl7Port, answersPort] = [await freePort(), await freePort(), await freePort()];
    const told: unknown[] = [];
    const ehr = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        told.push(JSON.parse(body));
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => ehr.listen(answersPort, '127.0.0.1', resolve));
    stage.onEnd(() => new Promise((resolve) => ehr.close(resolve)));
    const { gateway, product, description, lines } = await startClinic(stage, {
      port,
      receiveSeconds: 0.05,
      environment: {
        FHIR_BASE_URL: '',
        EHR_EVENTS_SECRET: secret,
        EHR_ANSWERS_URL: `http://127.0.0.1:${answersPort}/answers`,
        EHR_ANSWERS_SECRET: secret,
        HL7_PORT: String(hl7Port),
      },
    });
    const text = description.join('\n');
    expect(text).toContain('knows the appointments that the EHR pushes');
    expect(text).toContain('/events (HTTP POST).');
    expect(text).toContain(`port ${hl7Port} of 127.0.0.1`);

    // Past the door of the page, which needs a link; who has not signed gets nowhere.
    expect((await post(`http://127.0.0.1:${port}/events`, event, `whsec_${'A'.repeat(43)}=`)).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/api/day`)).status).toBe(401);
    const booked = await post(`http://127.0.0.1:${port}/events`, event);
    expect([booked.status, await booked.json()]).toMatchObject([202, { outcome: 'stored' }]);
    const names = async () => (await product.arrivals.today()).lines.map(({ patientName }) => patientName).sort();
    await until(async () => (await names()).length === 1);
    const start = new Date(Date.now() + 90_000).toISOString().replace(/[-:T]|\..*/g, '');
    const siu = [
      `MSH|^~\\&|PLANNER|OWL|||${start}+0000||SIU^S12|1|P|2.5`,
      `SCH||visit-10`,
      `TQ1|||||||${start}+0000`,
      `PID|||patient-10||Wong^Amelia||||||||0491570156`,
      `AIP|||FOX^Fox^Anna`,
    ];
    expect(await sendHl7(hl7Port, siu)).toBe('AA');
    expect(await sendHl7(hl7Port, siu.slice(0, 1))).toBe('AE');
    await until(async () => (await names()).length === 2);
    expect(await names()).toEqual(['Amelia Wong', '王小明']);

    gateway.controls.inbound({ from: phone, body: 'arrived' });
    await until(() => told.length === 1);
    expect(told).toMatchObject([{ type: 'appointment.arrived', data: { appointmentId: 'visit-9' } }]);
    await until(async () => (await product.arrivals.thread({ phone })).at(-1)?.what === 'ArrivedThanks');
    expect(lines.join('\n')).not.toMatch(/Wong|王|91570006|0491570156/);
  });

  it('reads the PMS at once where there is one, and believes nothing but that', async () => {
    const port = await freePort();
    const { pms, product, description } = await startClinic(stage, {
      port,
      environment: { EHR_EVENTS_SECRET: secret },
      pollSeconds: 3_600,
    });
    expect(description.join('\n')).toContain('/events (HTTP POST), as hints to read the PMS at once.');
    pms.controls.book({
      id: 'visit-2',
      patientId: 'patient-1',
      practitionerId: 'practitioner-1',
      startAt: Date.now() + 600_000,
    });
    const moved = { ...event, appointment_id: 'visit-2' };
    expect((await post(`http://127.0.0.1:${port}/events`, moved)).status).toBe(202);
    await until(async () => (await product.arrivals.today()).lines.length === 2);
    expect((await product.arrivals.today()).lines.map(({ patientName }) => patientName)).toEqual([
      'Amelia Wong',
      'Amelia Wong',
    ]);
  });

  it.each(['rest-hook', 'https://pms.example/SubscriptionTopic/appointments'])(
    'is told at once by the PMS itself where it is asked to (%s)',
    async (kind) => {
      const port = await freePort();
      const { pms, product, description, lines } = await startClinic(stage, {
        port,
        environment: { FHIR_SUBSCRIPTION: kind, PUBLIC_URL: `http://127.0.0.1:${port}` },
        pollSeconds: 3_600,
      });
      expect(description.join('\n')).toContain(`tell of changes at http://127.0.0.1:${port}/webhooks/fhir`);
      const isActive = () =>
        pms.changes.entries().some(({ after }) => after?.resourceType === 'Subscription' && after.status === 'active');
      await until(() => Promise.resolve(isActive()));
      pms.controls.book({ id: 'visit-2', ...people, startAt: Date.now() + 600_000 });
      await until(async () => (await product.arrivals.today()).lines.length === 2);
      expect((await fetch(`http://127.0.0.1:${port}/webhooks/fhir`, { method: 'POST' })).status).toBe(401);
      expect(lines.join('\n')).not.toMatch(/Bearer|Wong/);
    },
  );
});
