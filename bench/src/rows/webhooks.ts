import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic } from '../bench-clinic.ts';
import { startServer } from '../child-server.ts';
import { sendLoad } from '../load.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';
import { writeSignedWebhooks } from '../signed-webhooks.ts';

const connections = 32;
/** So many requests until the server is as fast as it gets. */
const warmUp = 12_000;
const rounds = 3;
const aRound = 4_000;

/**
 * Row 3: webhooks a second, each verified and durable before it is answered, as a share of the same handler that stores nothing; and how long
 * the slowest hundredth takes. Both servers run side by side, one is asked at a time.
 */
export async function measureWebhooks(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-webhooks-'));
  const file = join(folder, 'bench.db');
  const [bare, stored] = await Promise.all([
    startServer('webhook-process.ts', ['none']),
    startServer('webhook-process.ts', ['stored', file]),
  ]);
  const requests = writeSignedWebhooks(warmUp + rounds * aRound);
  const shares: number[] = [];
  const times: number[] = [];
  const speeds: { readonly bare: number; readonly stored: number }[] = [];
  for (const { port } of [bare, stored]) await sendLoad({ port, requests: requests.slice(0, warmUp), connections });
  for (let round = 0; round < rounds; round += 1) {
    const from = warmUp + round * aRound;
    const load = { requests: requests.slice(from, from + aRound), connections };
    const without = await sendLoad({ port: bare.port, ...load });
    const durable = await sendLoad({ port: stored.port, ...load });
    shares.push((100 * durable.perSecond) / without.perSecond);
    times.push(durable.p99Ms);
    speeds.push({ bare: without.perSecond, stored: durable.perSecond });
  }
  await Promise.all([bare.stop(), stored.stop()]);
  await checkNothingMissing(file, requests.length);
  await rm(folder, { recursive: true });
  return [
    {
      target: 3,
      name: 'webhooks, verified and durable before the answer, 32 connections, share of not stored',
      value: median(speeds.map((speed) => speed.stored)),
      unit: 'requests/s',
      baseline: median(speeds.map((speed) => speed.bare)),
      figure: median(shares),
      figureUnit: '%',
      atLeast: { bound: 'minimum', value: 75 },
    },
    {
      target: 3,
      name: 'the same: the slowest hundredth',
      value: median(times),
      unit: 'ms',
      baseline: null,
      figure: median(times),
      figureUnit: 'ms',
      atLeast: { bound: 'maximum', value: 10 },
    },
  ];
}

async function checkNothingMissing(file: string, sent: number): Promise<void> {
  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  await store.open();
  const waiting = await store.pendingInbox({ limit: sent + 1 });
  await store.close();
  if (waiting.length !== sent) throw new Error(`webhooks: ${sent} were answered, ${waiting.length} are stored`);
}
