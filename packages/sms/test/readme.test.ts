import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startRecordingServer } from './recording-server.ts';
import { inbound, page, resource, sid } from './twilio-wire.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

it('shows in the README the example that is type-checked here', async () => {
  const example = await read('./readme-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('runs the example of the README, with a local server in place of Twilio', async () => {
  const server = await startRecordingServer(({ method }) =>
    method === 'POST' ? { status: 201, body: resource(sid(1)) } : page([inbound(sid(2), Date.now(), 'here')]),
  );
  const folder = await mkdtemp(join(tmpdir(), 'sms-readme-'));
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    const example = await read('./readme-example.ts');
    const copy = join(folder, 'example.ts');
    await writeFile(copy, example.replace('accountSid:', `baseUrl: '${server.url}', accountSid:`));
    // The copy differs from the example only in where it sends its requests; neither exports anything.
    const module = (await import(/* @vite-ignore */ copy)) as typeof import('./readme-example.ts');
    expect(Object.keys(module)).toEqual([]);
    expect(server.requests.map((request) => request.method)).toEqual(['POST', 'GET', 'GET']);
    expect(log.mock.calls).toEqual([
      [sid(2), expect.any(Number)],
      [0, 'more'],
    ]);
  } finally {
    log.mockRestore();
    await server.close();
    await rm(folder, { recursive: true });
  }
});
