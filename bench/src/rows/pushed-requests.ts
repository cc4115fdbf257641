import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic } from '../bench-clinic.ts';
import { startServer } from '../child-server.ts';
import { sendLoad } from '../load.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';
import { writeSignedEvents } from '../signed-events.ts';

const connections = 32;
const warmUp = 8_000;
const rounds = 3;
const aRound = 4_000;

/**
 * Events a second over HTTP, each verified, read, merged and durable before it is answered, beside the same handler that stores nothing; and
 * how long the slowest hundredth takes. Both servers run side by side, one is asked at a time.
 */
export async function measurePushedRequests(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-pushed-'));
  const file = join(folder, 'stored.db');
  const [bare, stored] = await Promise.all([
    startServer('event-process.ts', ['none', join(folder, 'none.db')]),
    startServer('event-process.ts', ['stored', file]),
  ]);
  const requests = writeSignedEvents(warmUp + rounds * aRound);
  for (const { port } of [bare, stored]) await sendLoad({ port, requests: requests.slice(0, warmUp), connections });
  const speeds: { readonly bare: number; readonly stored: number; readonly p99Ms: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = warmUp + round * aRound;
    const load = { requests: requests.slice(from, from + aRound), connections };
    const without = await sendLoad({ port: bare.port, ...load });
    const durable = await sendLoad({ port: stored.port, ...load });
    speeds.push({ bare: without.perSecond, stored: durable.perSecond, p99Ms: durable.p99Ms });
  }
  await Promise.all([bare.stop(), stored.stop()]);
  await checkNothingMissing(file, requests.length);
  await rm(folder, { recursive: true });
  const value = median(speeds.map((speed) => speed.stored));
  const slowest = median(speeds.map((speed) => speed.p99Ms));
  return [
    {
      target: null,
      name: 'pushed events over HTTP, verified and durable before the answer, 32 connections; bare: not stored',
      value,
      unit: 'requests/s',
      baseline: median(speeds.map((speed) => speed.bare)),
      figure: value,
      figureUnit: '/s',
      atLeast: { bound: 'minimum', value: 5_000 },
    },
    {
      target: null,
      name: 'the same: the slowest hundredth',
      value: slowest,
      unit: 'ms',
      baseline: null,
      figure: slowest,
      figureUnit: 'ms',
      atLeast: { bound: 'maximum', value: 20 },
    },
  ];
}

async function checkNothingMissing(file: string, sent: number): Promise<void> {
  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  await store.open();
  const { length } = await store.snapshotsBetween({ from: 0, to: Number.MAX_SAFE_INTEGER });
  await store.close();
  if (length !== sent) throw new Error(`pushed events: ${sent} were answered, ${length} are stored`);
}
