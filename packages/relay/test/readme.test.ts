import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, expectTypeOf, it } from 'vitest';
import { lease } from './clinic.ts';
import { createRelayPage } from './join-page-example.ts';
import { startRelay } from './relay-server.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

it('shows in the README the example that is type-checked here', async () => {
  // The compiler reads the example with the tests, and it stands alone.
  expectTypeOf<keyof typeof import('./readme-example.ts')>().toBeNever();
  const example = await read('./readme-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('runs the example of the README: a webhook comes in and goes out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relay-readme-'));
  const port = await findFreePort();
  await writeFile(join(folder, 'example.ts'), (await read('./readme-example.ts')).replace('4700', String(port)));
  await symlink(
    fileURLToPath(new URL('../../../node_modules', import.meta.url)),
    join(folder, 'node_modules'),
    'junction',
  );
  const child = spawn(process.execPath, ['example.ts'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await expect.poll(() => printed, { timeout: 15_000 }).toMatch(/for the clinic: \S+\n/);
    const path = /relay\.example(\/in\/\S+)/.exec(printed)?.[1] ?? '';
    const token = /for the clinic: (\S+)/.exec(printed)?.[1] ?? '';
    const url = `http://127.0.0.1:${port}`;
    const posted = await fetch(url + path, { method: 'POST', body: 'Body=here' });
    expect(await posted.text()).toBe('<Response/>');
    const { webhooks } = await lease({ url }, { account: { id: 'main-street' }, token });
    expect(webhooks[0]?.webhook).toMatchObject({ url: `https://relay.example${path}`, body: 'Qm9keT1oZXJl' });
  } finally {
    child.kill();
    await once(child, 'exit');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('shows in the README how the join page is served, and serves it so', async () => {
  const example = await read('./join-page-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
  const server = await startRelay({ accounts: [] });
  try {
    // The relay has just started: it knows no links yet.
    const answer = await createRelayPage(server.relay)(new Request(`https://relay.example/v/${'x'.repeat(30)}/visit`));
    expect([answer.status, await answer.json()]).toEqual([503, { error: 'unavailable', clinic: null }]);
  } finally {
    await server.remove();
  }
});
