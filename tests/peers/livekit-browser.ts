import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import process from 'node:process';
import type { VideoTicket } from '@clinicarrivals/core';
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';

/** A browser in which people join rooms with `livekit-client`, and publish nothing. */
export interface LiveKitBrowser {
  /** Connects a tab of its own; rejects when it is not let in. */
  join(ticket: VideoTicket): Promise<LiveKitVisitor>;
  close(): Promise<void>;
}

export interface LiveKitVisitor {
  /** `connected`, or why it is not any more: a DisconnectReason of the protocol. */
  state(): Promise<string>;
  leave(): Promise<void>;
}

const page = `<!doctype html><title>visitor</title><script src="/livekit-client.js"></script><script>
  const { Room, RoomEvent, DisconnectReason } = LivekitClient;
  let state = 'new';
  const room = new Room();
  room.on(RoomEvent.Disconnected, (reason) => { state = DisconnectReason[reason] ?? 'unknown'; });
  const join = async (url, token) => { await room.connect(url, token); state = 'connected'; };
</script>`;

const require = createRequire(import.meta.url);

/** Starts Chromium and serves the page that it joins from. */
export async function startLiveKitBrowser(): Promise<LiveKitBrowser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error('there is no Chromium: install it, or set CHROMIUM_PATH');
  const client = await readFile(require.resolve('livekit-client'), 'utf8');
  const server = serve({
    fetch: ({ url }) =>
      new URL(url).pathname === '/livekit-client.js'
        ? new Response(client, { headers: { 'content-type': 'text/javascript' } })
        : new Response(page, { headers: { 'content-type': 'text/html' } }),
    hostname: '127.0.0.1',
    port: 0,
  });
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

  return {
    join: async (ticket) => {
      if (ticket.type !== 'livekit') throw new Error('not a ticket for LiveKit');
      const tab = await browser.newPage();
      await tab.goto(`http://127.0.0.1:${port}/`);
      await tab.evaluate(`join(${JSON.stringify(ticket.serverUrl)}, ${JSON.stringify(ticket.token)})`);
      return { state: () => tab.evaluate<string>('state'), leave: () => tab.evaluate<undefined>('room.disconnect()') };
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
