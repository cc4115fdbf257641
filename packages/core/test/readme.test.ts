import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { status, texts } from './readme-example.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const fenced = (source: string): string => `\`\`\`ts\n${source.replaceAll('\r\n', '\n')}\`\`\``;

it('shows in the README the example that is type-checked here', async () => {
  const example = await read('./readme-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(fenced(example));
});

it('tells in the README what the example ends with', () => {
  expect(texts).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo', 'ArrivedThanks', 'DoctorReady']);
  expect(status).toBe('called');
});

it('shows the minimal example in the README of the repository', async () => {
  const example = await read('../../../examples/minimal/waiting-room.ts');
  expect((await read('../../../README.md')).replaceAll('\r\n', '\n')).toContain(fenced(example));
});
