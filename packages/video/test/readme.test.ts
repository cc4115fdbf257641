import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { video } from './readme-example.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

it('shows in the README the example that is type-checked here', async () => {
  const example = await read('./readme-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('gives the links that the README names', () => {
  const query = { sessionId: 'session-1', role: 'patient' } as const;
  expect(video.link({ ...query, practitionerId: 'practitioner-sharma' })).toBe('https://meet.example/dr-sharma');
  expect(video.link({ ...query, practitionerId: 'practitioner-wong' })).toBe(null);
});
