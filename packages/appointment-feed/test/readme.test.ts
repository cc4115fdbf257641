import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { Arrivals } from '@clinicarrivals/core';
import { endpointSecret, startEhrEndpoint } from './ehr-endpoint.ts';
import type { EhrEndpoint } from './ehr-endpoint.ts';
import { createClinicFile } from './feed-clinic.ts';
import type { ClinicFile } from './feed-clinic.ts';
import { connectEhr } from './readme-example.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

let file: ClinicFile;
let endpoint: EhrEndpoint;
beforeEach(async () => {
  file = createClinicFile();
  endpoint = await startEhrEndpoint();
});
afterEach(async () => {
  await endpoint.close();
  await file.close();
});

it('shows in the README the example that is type-checked here', async () => {
  const example = (await read('./readme-example.ts')).replaceAll('\r\n', '\n');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('runs the example of the README: a signed event comes in, a signed answer goes out', async () => {
  const hints: string[] = [];
  // Of the engine the example calls this alone.
  const engine = { noticed: async ({ appointmentIds }) => void hints.push(...appointmentIds) } as Pick<
    Arrivals,
    'noticed'
  > as Arrivals;
  const ehr = { url: endpoint.url, secret: endpointSecret };
  const { feed, handleEvents } = connectEhr(await file.open(), () => engine, ehr);

  const start = new Date(Date.now() + 3_600_000).toISOString();
  const patient = { id: 'patient-1', firstName: 'Test', lastName: 'Patient', mobile: '0491 570 156' };
  const practitioner = { id: 'practitioner-1', title: 'Dr', firstName: 'Test', lastName: 'Doctor' };
  const data = { id: 'visit-1', status: 'booked', start, patient, practitioner };
  const body = JSON.stringify({ id: 'event-1', type: 'appointment.changed', data });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'event-1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': new Webhook(endpointSecret).sign('event-1', new Date(), body),
  };
  const response = await handleEvents(new Request('https://clinic.example/events', { method: 'POST', headers, body }));
  expect(response.status).toBe(202);
  await expect.poll(() => hints).toEqual(['visit-1']);
  expect(await feed.confirm({ id: 'visit-1' })).toMatchObject({ isConfirmed: true });
  expect([...endpoint.taken.values()]).toMatchObject([{ type: 'appointment.confirmed' }]);
});
