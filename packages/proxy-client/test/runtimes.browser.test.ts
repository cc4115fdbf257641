import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { createContext, runInContext } from 'node:vm';
import { createKeyPair } from '@clinicarrivals/proxy-client';
import type { ProxyClient, ProxyClientOptions } from '@clinicarrivals/proxy-client';
import { chromium } from 'playwright-core';
import { beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { bundleForBrowsers } from './bundle.ts';
import { account, startScriptedRelay, token } from './scripted-relay.ts';
import type { ScriptedRelay } from './scripted-relay.ts';
import { ourNumber, postedText } from './twilio-webhook.ts';

// The gate finds a browser and names it; run alone, the test takes Debian's.
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) throw new Error('there is no Chromium: install it, or set CHROMIUM_PATH');

let bundle: string;
let relay: ScriptedRelay;

beforeAll(async () => {
  bundle = await bundleForBrowsers();
}, 60_000);
beforeEach(async () => {
  relay = await startScriptedRelay();
});
afterEach(() => relay.close());

/** What is run in another runtime, as text: a sealed text is received, and the reader sees its words. */
const receiveThere = `async ({ url, account, token, privateKey, numbers }) => {
  const reader = {
    acknowledgement: { status: 200, contentType: null, body: '' },
    read: async ({ body }) => {
      const form = new URLSearchParams(new TextDecoder().decode(body));
      const [gatewayId, from, to, words] = ['MessageSid', 'From', 'To', 'Body'].map((name) => form.get(name));
      const message = { gatewayId, from, to, body: words, receivedAt: null, carrierKeyword: null };
      return { type: 'accepted', messages: [message], receipts: [] };
    },
  };
  const client = proxyClient.createProxyClient({ url, account, token, privateKey, numbers, reader });
  const first = await client.receive({ cursor: null, since: 0, waitMs: 5000 });
  const second = await client.receive({ cursor: first.cursor, since: 0 });
  const pair = await proxyClient.createKeyPair();
  return { bodies: first.messages.map(({ body }) => body), rest: second.messages.length, key: atob(pair.publicKey).length };
}`;

const words = 'I’m here 🙂';

async function keepSealedText(): Promise<Pick<ProxyClientOptions, 'privateKey'>> {
  const { publicKey, privateKey } = await createKeyPair();
  relay.keep(postedText(relay.webhookUrl, { number: 1, body: words }), publicKey);
  return { privateKey };
}

describe('outside Node', () => {
  it('receives in Chromium what was sealed, from a page of the same origin', async () => {
    const keys = await keepSealedText();
    // A page may ask its own origin only, so the relay's answers come through the server of the page.
    const server = await servePage(relay.url);
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    try {
      const page = await browser.newPage();
      const url = `http://127.0.0.1:${portOf(server)}`;
      await page.goto(url);
      await page.addScriptTag({ content: bundle });
      const given = JSON.stringify({ url, account, token, numbers: [ourNumber], ...keys });
      expect(await page.evaluate(`(${receiveThere})(${given})`)).toEqual({ bodies: [words], rest: 0, key: 32 });
      expect(relay.unread).toEqual([]);
    } finally {
      await browser.close();
      server.close();
    }
  }, 60_000);

  it('receives with nothing but what every runtime for the web has', async () => {
    const keys = await keepSealedText();
    const { AbortController, Headers, ReadableStream, Response, TextDecoder, TextEncoder, URL, URLSearchParams } =
      globalThis;
    const { atob, btoa, clearTimeout, crypto, fetch, setTimeout } = globalThis;
    const web = { AbortController, Headers, ReadableStream, Response, TextDecoder, TextEncoder, URL, URLSearchParams };
    const context = createContext({ ...web, atob, btoa, clearTimeout, crypto, fetch, setTimeout });
    runInContext(bundle, context);
    expect(runInContext('[typeof process, typeof Buffer, typeof require].join()', context)).toBe(
      'undefined,undefined,undefined',
    );
    // The function is written above, and what it gives is compared as a whole.
    const receive = runInContext(`(${receiveThere})`, context) as (given: object) => ReturnType<ProxyClient['receive']>;
    const given = { url: relay.url, account, token, numbers: [ourNumber], ...keys };
    expect(await receive(given)).toEqual({ bodies: [words], rest: 0, key: 32 });
  });
});

/** A page, and the relay behind the same address. */
async function servePage(relayUrl: string): Promise<Server> {
  const server = createServer((incoming, response) => {
    const pass = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
      const { authorization = '' } = incoming.headers;
      const headers = { authorization, 'content-type': 'application/json' };
      const init = { method: incoming.method ?? 'GET', headers, body: Buffer.concat(chunks) };
      const answer = await fetch(`${relayUrl}${incoming.url ?? ''}`, init);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    };
    if (incoming.method === 'POST') void pass();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  // A TCP server's address is an object, never a path.
  return (server.address() as AddressInfo).port;
}
