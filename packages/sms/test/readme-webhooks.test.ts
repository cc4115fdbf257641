import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { scenario } from '@clinicarrivals/core/testing';
import type { Scenario } from '@clinicarrivals/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findFreePort } from './emulate-process.ts';
import { serveTwilio } from './readme-webhooks-example.ts';
import { authToken } from './twilio-wire.ts';
import { inboundForm, postForm } from './webhook-wire.ts';

let clinic: Scenario;
let server: ReturnType<typeof serveTwilio>;
let url: string;

beforeEach(async () => {
  clinic = await scenario({ at: '09:50' });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  // The example runs on the machine's clock, the clinic's day on its own: a reply of another day would be a person's to read.
  vi.useFakeTimers({ toFake: ['Date'], now: clinic.parts.clock.now() });
  const port = await findFreePort();
  server = serveTwilio(clinic.parts.arrivals, authToken, port);
  await once(server, 'listening');
  url = `http://127.0.0.1:${port}/twilio`;
});
afterEach(async () => {
  vi.useRealTimers();
  server.close();
  await clinic.parts.arrivals.stop();
});

const arrivals = (): number => clinic.parts.pms.writes.filter(({ act }) => act === 'mark-arrived').length;

it('shows in the README the example of webhooks that is run here', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  const example = await read('./readme-webhooks-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('marks a patient as arrived once, however often Twilio posts the reply (P1, P2)', async () => {
  const reply = inboundForm({ From: clinic.parts.phoneOf('Amelia'), Body: "I'm here" });
  const options = { signedUrl: 'https://clinic.example/twilio' };
  const answers = await Promise.all([1, 2, 3].map(() => postForm(url, reply, options)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await clinic.parts.arrivals.runOnce();
  expect(arrivals()).toBe(1);
  const texts = clinic.parts.gateway.sent.length;
  expect((await postForm(url, reply, options)).status).toBe(200);
  await clinic.parts.arrivals.runOnce();
  expect(arrivals()).toBe(1);
  expect(clinic.parts.gateway.sent).toHaveLength(texts);
});

it('acts on nothing that Twilio has not signed for the public address', async () => {
  const reply = inboundForm({ From: clinic.parts.phoneOf('Amelia'), Body: "I'm here" });
  expect((await postForm(url, reply)).status).toBe(403);
  expect((await postForm(url, reply, { signedUrl: 'https://clinic.example/other' })).status).toBe(403);
  await clinic.parts.arrivals.runOnce();
  expect(arrivals()).toBe(0);
});
