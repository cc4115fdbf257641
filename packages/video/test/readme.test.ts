import { readFile } from 'node:fs/promises';
import { createArrivals } from '@clinicarrivals/core';
import {
  createMemoryAppointmentStore,
  createMemoryConversationStore,
  createMemoryMessageGateway,
} from '@clinicarrivals/core/memory';
import { expect, it } from 'vitest';
import { video } from './readme-example.ts';
import { meetOnLiveKit } from './video-example.ts';

const read = async (path: string): Promise<string> =>
  (await readFile(new URL(path, import.meta.url), 'utf8')).replaceAll('\r\n', '\n');

it.each([
  ['../README.md', './readme-example.ts'],
  ['../../../docs/video.md', './video-example.ts'],
])('shows in %s the example that is type-checked here', async (page, example) => {
  expect(await read(page)).toContain(`\`\`\`ts\n${await read(example)}\`\`\``);
});

it('gives the links that the README names', () => {
  const query = { sessionId: 'session-1', role: 'patient' } as const;
  expect(video.link({ ...query, practitionerId: 'practitioner-sharma' })).toBe('https://meet.example/dr-sharma');
  expect(video.link({ ...query, practitionerId: 'practitioner-wong' })).toBe(null);
});

it('mounts the page and the webhooks of the example, which let in nobody whom they do not know', async () => {
  const clock = { now: () => Date.now() };
  const server = { url: 'wss://livekit.clinic.example', apiKey: 'devkey', apiSecret: 'secret' };
  const { page, webhooks } = meetOnLiveKit({ ...server, secret: 'only for tests, and not for a clinic' }, (provider) =>
    createArrivals({
      clinic: {
        id: 'main-street',
        name: 'Main Street Clinic',
        phone: '03 7010 0000',
        timeZone: 'Australia/Melbourne',
        country: 'AU',
      },
      appointments: createMemoryAppointmentStore({ clock }),
      messages: createMemoryMessageGateway({ clock, numbers: ['+61480000001'] }),
      video: provider,
      store: createMemoryConversationStore(),
    }),
  );
  expect((await page(new Request('https://clinic.example/v/a-code-that-nobody-gave/visit'))).status).toBe(404);
  const unsigned = new Request('https://clinic.example/webhooks/livekit', { method: 'POST', body: '{}' });
  expect((await webhooks(unsigned)).status).toBe(401);
});
