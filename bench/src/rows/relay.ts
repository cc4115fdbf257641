import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../child-server.ts';
import type { ChildServer } from '../child-server.ts';
import { exchange } from '../load.ts';
import { nameOf, pathOf, tokenOf } from '../relay-accounts.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';
import { writeSignedWebhooks } from '../signed-webhooks.ts';

const texts = 300;
const clients = 10_000;
/** As long as each wait, so that every client asks once within it. */
const idleSeconds = 25;

/** What a relay costs: from a webhook to the client that waits for it, and clients that wait for nothing. */
export async function measureRelay(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-relay-'));
  const server = await startServer('relay-process.ts', [join(folder, 'relay.db'), String(clients + 1)]);
  const times = await deliver(server);
  const share = await waitIdly(server);
  await server.stop();
  await rm(folder, { recursive: true });
  return [
    {
      target: null,
      name: 'relay: webhook posted → sealed, durable, in the hands of the client that waits, median',
      value: median(times),
      unit: 'ms',
      baseline: null,
      figure: median(times),
      figureUnit: 'ms',
      atLeast: { bound: 'maximum', value: 5 },
    },
    {
      target: null,
      name: 'relay: 10 000 clients that wait 25 s at a time and get nothing, share of one core',
      value: share,
      unit: '%',
      baseline: null,
      figure: share,
      figureUnit: '%',
      atLeast: { bound: 'maximum', value: 20 },
    },
  ];
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

async function deliver({ port }: ChildServer): Promise<readonly number[]> {
  const [gateway, client] = [await open(port), await open(port)];
  const times: number[] = [];
  let after: string | null = null;
  for (const webhook of writeSignedWebhooks(texts, { path: `/in/${pathOf(0)}` })) {
    const leased = exchange(client, writeLease(0, { after, waitSeconds: 25 }));
    // Until the client is known to wait.
    await sleep(5);
    const begin = performance.now();
    await Promise.all([exchange(gateway, webhook), leased]);
    times.push(performance.now() - begin);
    const { webhooks, cursor } = JSON.parse(await leased) as { webhooks: readonly unknown[]; cursor: string };
    if (webhooks.length !== 1) throw new Error('relay: a webhook did not come');
    after = cursor;
  }
  for (const socket of [gateway, client]) socket.destroy();
  return times;
}

/** The share of a core, in percent, that the relay takes while every account has a client that waits. */
async function waitIdly(server: ChildServer): Promise<number> {
  const sockets: Socket[] = [];
  let isOver = false;
  for (let first = 0; first < clients; first += 200) {
    // The mailbox of account 0 is not empty.
    const group = Array.from({ length: 200 }, (_, index) => first + index + 1);
    for (const number of group) {
      const socket = await open(server.port);
      sockets.push(socket);
      void keepWaiting(socket, number, () => isOver);
    }
    // The first waits end as spread out as they begin.
    await sleep(100);
  }
  await sleep(1_000);
  const before = await server.cpuMs();
  await sleep(idleSeconds * 1_000);
  const used = (await server.cpuMs()) - before;
  isOver = true;
  for (const socket of sockets) socket.destroy();
  return (100 * used) / (idleSeconds * 1_000);
}

async function keepWaiting(socket: Socket, number: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      await exchange(socket, writeLease(number, { after: null, waitSeconds: idleSeconds }));
    } catch (error) {
      if (!isOver()) throw error;
    }
  }
}

function writeLease(
  number: number,
  { after, waitSeconds }: { readonly after: string | null; readonly waitSeconds: number },
): Buffer {
  const body = JSON.stringify({ consumer: 'bench', after, waitSeconds });
  return Buffer.from(
    [
      `POST /v1/accounts/${nameOf(number)}/lease HTTP/1.1`,
      'Host: relay.example',
      `Authorization: Bearer ${tokenOf(number)}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
