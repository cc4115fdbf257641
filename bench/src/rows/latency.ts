import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { createArrivals } from '@clinicarrivals/core';
import { createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import {
  anAppointment,
  atAnyHour,
  benchClinic,
  createInstantGateway,
  ownNumber,
  strictLogger,
} from '../bench-clinic.ts';
import { createEndlessDay } from '../endless-day.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';

const patients = 1_000;
/** So many replies warm the process up, one right after the other; the others come one at a time, with nothing else going on. */
const warmUp = 800;

/** Row 2: from taking a reply, while nothing else goes on, to handing the answer to the sender, all durable. */
export async function measureLatency(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-latency-'));
  const times = await runReplies(join(folder, 'bench.db'));
  const baseline = measureCommit(join(folder, 'bare.db'));
  await rm(folder, { recursive: true });
  return {
    target: 2,
    name: 'reply taken → answer handed to the sender, durable, unloaded, median',
    value: median(times),
    unit: 'ms',
    baseline,
    figure: median(times),
    figureUnit: 'ms',
    atLeast: { bound: 'maximum', value: 0.5 },
  };
}

async function runReplies(file: string): Promise<readonly number[]> {
  let onSent: ((at: number) => void) | null = null;
  const arrivals = createArrivals({
    clinic: benchClinic,
    appointments: createEndlessDay({ visits: patients, inFlight: patients }, { begun: 0, finished: 0 }),
    messages: createInstantGateway(() => onSent?.(performance.now())),
    video: createMemoryVideoProvider({ clock: { now: () => Date.now() } }),
    store: createSqliteStore({ file, clinicId: benchClinic.id }),
    settings: { ...atAnyHour, pollSeconds: 0.2, receiveSeconds: 60 },
    logger: strictLogger,
  });
  await arrivals.start();
  await waitForQuestions(() =>
    arrivals.today().then(({ lines }) => lines.filter((line) => line.state === 'screening').length),
  );
  const times: number[] = [];
  for (let number = 1; number <= patients; number += 1) {
    const { mobile } = anAppointment(number, 0).patient;
    const sent = new Promise<number>((resolve) => (onSent = resolve));
    const begin = performance.now();
    const message = {
      gatewayId: `in-${number}`,
      from: mobile ?? '',
      to: ownNumber,
      body: 'no thanks',
      receivedAt: Date.now(),
      carrierKeyword: null,
    };
    await arrivals.receive(message);
    times.push((await sent) - begin);
    onSent = null;
    if (number > warmUp) await sleep(5);
  }
  await arrivals.stop();
  return times.slice(warmUp);
}

async function waitForQuestions(count: () => Promise<number>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await count()) === patients) {
      await sleep(300);
      return;
    }
    await sleep(50);
  }
  throw new Error('latency: the questions did not go out');
}

/** What one durable commit costs here: two of them are the least that the promises allow. */
function measureCommit(file: string): number {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)',
  );
  const insert = database.prepare('INSERT INTO row (body) VALUES (?)');
  const times = Array.from({ length: 200 }, () => {
    const begin = performance.now();
    insert.run('no thanks');
    return performance.now() - begin;
  });
  database.close();
  return median(times);
}
