import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import { expect, it, vi } from 'vitest';
import { createKeyPair } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { startRelay } from '../../relay/test/relay-server.ts';
import { publishLinks } from './links-example.ts';
import { createMemoryDesk } from './memory-desk.ts';
import { startScriptedRelay, token } from './scripted-relay.ts';
import { messageSid, postedText } from './twilio-webhook.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

it('shows in the README the example that is type-checked here', async () => {
  const example = await read('./readme-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('runs the example of the README, with a local relay', async () => {
  const relay = await startScriptedRelay();
  const folder = await mkdtemp(join(tmpdir(), 'proxy-client-readme-'));
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    const example = await read('./readme-example.ts');
    const [, privateKey = ''] = /privateKey: '([^']+)'/.exec(example) ?? [];
    await sodium.ready;
    const publicKey = sodium.crypto_scalarmult_base(Buffer.from(privateKey, 'base64'));
    const accountSid = 'AC0123456789abcdef0123456789abcdef';
    const text = { number: 1, token: 'from the Twilio console', accountSid };
    relay.keep(postedText(relay.webhookUrl, text), Buffer.from(publicKey).toString('base64'));
    const copy = join(folder, 'example.ts');
    const changed = example
      .replace('https://relay.example.test', relay.url)
      .replace('from-whoever-runs-the-relay', token);
    await writeFile(copy, changed);
    // The copy differs from the example only in which relay it asks; neither exports anything.
    const module = (await import(/* @vite-ignore */ copy)) as typeof import('./readme-example.ts');
    expect(Object.keys(module)).toEqual([]);
    expect(log.mock.calls).toEqual([
      [messageSid(1), expect.any(Number)],
      [0, 'more'],
    ]);
    expect(relay.unread).toEqual([]);
  } finally {
    log.mockRestore();
    await relay.close();
    await rm(folder, { recursive: true });
  }
});

it('shows in the README how links are published, and publishes them so', async () => {
  const example = await read('./links-example.ts');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
  const { publicKey, privateKey } = await createKeyPair();
  const { account, token: secret } = createRelayAccount({ id: 'main-street', publicKey });
  const server = await startRelay({ accounts: [account] });
  const { url } = server;
  const desk = createMemoryDesk('a-session-of-the-day');
  const video = { ...desk, noticed: async () => undefined, link: async () => null };
  const given = { url, account: account.id, token: secret, privateKey };
  const publisher = publishLinks({ video }, given, 's'.repeat(32));
  publisher.start();
  const links = createJoinLinks({ url: `${url}/v`, secret: 's'.repeat(32) });
  const code = links.link({ sessionId: 'a-session-of-the-day', role: 'guest' }).slice(links.url.length + 1);
  try {
    await expect
      .poll(() => server.relay.video.read(code).catch(() => null), { timeout: 5_000 })
      .toMatchObject({ role: 'guest' });
  } finally {
    await publisher.stop();
    await server.remove();
  }
});
