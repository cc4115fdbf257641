import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic } from '../bench-clinic.ts';
import type { Row } from '../row.ts';
import { runVisits } from './visits.ts';

/**
 * Two processes on one file: one leads and runs visits, the other stands by and stores pushed messages as fast as it may. The share
 * tells how much of its speed the leader keeps; nothing that either stored may be missing.
 */
export async function measureTwoProcesses(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-two-'));
  const file = join(folder, 'shared.db');
  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  await store.open();
  await store.close();
  const alone = await runVisits({ visits: 1_500, inFlight: 200 });
  const child = spawn(process.execPath, [fileURLToPath(new URL('../second-process.ts', import.meta.url)), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const shared = await runVisits({ visits: 1_500, inFlight: 200, file });
  child.stdin.end();
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  await once(child, 'exit');
  await checkNothingMissing(file, Number(output.toString()));
  await rm(folder, { recursive: true });
  return {
    target: null,
    name: 'visits while a second process stores messages into the same file, share of alone',
    value: shared,
    unit: 'visits/s',
    baseline: alone,
    figure: (100 * shared) / alone,
    figureUnit: '%',
    atLeast: { bound: 'minimum', value: 40 },
  };
}

async function checkNothingMissing(file: string, stored: number): Promise<void> {
  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  await store.open();
  const known = await Promise.all(
    Array.from({ length: stored }, (_, number) => store.inboxMessage({ gatewayId: `standby-${number}` })),
  );
  await store.close();
  if (stored === 0 || known.includes(null)) throw new Error('two processes: a message that was stored is missing');
}
