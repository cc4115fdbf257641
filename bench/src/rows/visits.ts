import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrivals } from '@clinicarrivals/core';
import type { PhoneNumber } from '@clinicarrivals/core';
import { createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { atAnyHour, benchClinic, createInstantGateway, ownNumber, strictLogger } from '../bench-clinic.ts';
import { createEndlessDay } from '../endless-day.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';
import { runBareVisits } from './bare-visits.ts';

const replies = ['no thanks', "I'm here", 'thank you'] as const;

/**
 * Runs visits end to end on SQLite: three texts out, three replies in, every one durable, with all features. Each patient answers the
 * moment a text reaches the gateway.
 *
 * @param options.file the database; a new one in a temporary folder if not given
 * @returns visits a second
 */
export async function runVisits(options: {
  readonly visits: number;
  readonly inFlight: number;
  readonly file?: string;
}): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-bench-'));
  const progress = { begun: 0, finished: 0 };
  const done = Promise.withResolvers<undefined>();
  const answer = (from: PhoneNumber, text: number): void => {
    const body = replies[text - 1] ?? 'thank you';
    const message = {
      gatewayId: `in-${from}-${text}`,
      from,
      to: ownNumber,
      body,
      receivedAt: Date.now(),
      carrierKeyword: null,
    };
    arrivals.receive(message).catch(done.reject);
  };
  const arrivals = createArrivals({
    clinic: benchClinic,
    appointments: createEndlessDay(options, progress),
    messages: createInstantGateway((to, text) => setImmediate(answer, to, text)),
    video: createMemoryVideoProvider({ clock: { now: () => Date.now() } }),
    store: createSqliteStore({ file: options.file ?? join(folder, 'bench.db'), clinicId: benchClinic.id }),
    settings: { ...atAnyHour, pollSeconds: 0.02, receiveSeconds: 60 },
    logger: strictLogger,
  });
  arrivals.on('reply-handled', ({ intent }) => {
    if (intent !== 'thanks') return;
    progress.finished += 1;
    if (progress.finished === options.visits) done.resolve(undefined);
  });
  const begin = performance.now();
  await arrivals.start();
  await done.promise;
  const seconds = (performance.now() - begin) / 1000;
  await arrivals.stop();
  await rm(folder, { recursive: true });
  return options.visits / seconds;
}

/** Row 1: visits a second with 200 in flight, as a share of the bare loop in the same run. */
export async function measureVisits(): Promise<Row> {
  const ours: number[] = [];
  const bare: number[] = [];
  await runVisits({ visits: 400, inFlight: 200 });
  for (let round = 0; round < 5; round += 1) {
    bare.push(await runBareVisits({ visits: 6_000, inFlight: 200 }));
    ours.push(await runVisits({ visits: 3_000, inFlight: 200 }));
  }
  const shares = ours.map((value, round) => (100 * value) / (bare[round] ?? Infinity));
  return {
    target: 1,
    name: 'visits end to end on SQLite, 200 in flight, share of the bare loop',
    value: median(ours),
    unit: 'visits/s',
    baseline: median(bare),
    figure: median(shares),
    figureUnit: '%',
    atLeast: { bound: 'minimum', value: 40 },
  };
}
