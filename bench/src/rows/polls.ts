import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import type { FhirAppointmentStoreOptions } from '@clinicarrivals/fhir-adapter';
import { toCpuMs } from '../cpu.ts';
import { benchDay, startPms } from '../pms.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';

const hour = 60 * 60_000;
const rounds = 500;

/** Row 5: an unchanged poll of a server with ETags. */
export function measurePollByEtag(): Promise<Row> {
  return measurePoll({ by: 'ETag', atMostMs: 0.4, hasEtags: true });
}

/** Row 5: an unchanged poll by `_lastUpdated`. */
export function measurePollByLastUpdated(): Promise<Row> {
  return measurePoll({ by: '_lastUpdated', atMostMs: 0.4, hasEtags: false, incremental: { sweepMs: hour } });
}

/** Row 5: an unchanged poll of a server with neither. */
export function measurePollByComparing(): Promise<Row> {
  return measurePoll({ by: 'its bytes', atMostMs: 1.5, hasEtags: false });
}

interface PollOptions extends Pick<FhirAppointmentStoreOptions, 'incremental'> {
  readonly by: string;
  readonly atMostMs: number;
  readonly hasEtags: boolean;
}

/** Polls, and makes the same requests by bare `fetch`, by turns. */
async function measurePoll({ by, atMostMs, hasEtags, ...incremental }: PollOptions): Promise<Row> {
  const pms = await startPms({ appointments: 300, hasEtags });
  let requests: (readonly [Parameters<typeof fetch>[0], NonNullable<RequestInit['headers']>])[] = [];
  let poll = await createPoll({
    ...incremental,
    baseUrl: pms.url,
    country: 'AU',
    fetch: (input, init) => {
      requests.push([input, init?.headers ?? {}]);
      return fetch(input, init);
    },
  });
  // The second poll is as all that follow.
  await poll();
  requests = [];
  await poll();
  const bareRequests = requests;
  poll = await createPoll({ ...incremental, baseUrl: pms.url, country: 'AU' });
  const bare = async (): Promise<void> => {
    for (const [input, headers] of bareRequests) await (await fetch(input, { headers })).arrayBuffer();
  };
  const ours: number[] = [];
  const baseline: number[] = [];
  // One by one: in blocks, the collector clears away after one what the other has left.
  for (let round = 0; round < rounds; round += 1) {
    baseline.push(await toCpuMs(bare));
    ours.push(await toCpuMs(poll));
  }
  await pms.stop();
  // The first ones warm up.
  const value = median(ours.slice(rounds / 5));
  return {
    target: 5,
    name: `CPU of a poll that recognises an unchanged day of 300 by ${by}; bare: the same by fetch`,
    value,
    unit: 'ms',
    baseline: median(baseline.slice(rounds / 5)),
    figure: value,
    figureUnit: 'ms',
    atLeast: { bound: 'maximum', value: atMostMs },
  };
}

async function createPoll(options: FhirAppointmentStoreOptions): Promise<() => Promise<void>> {
  const store = createFhirAppointmentStore({ ...options, profile: 'starts-on-fulfilled' });
  const first = await store.list({ ...benchDay, token: null });
  if (first.type !== 'listed') throw new Error(`polls: the first listing is ${first.type}`);
  const { token } = first;
  return async () => {
    const { type } = await store.list({ ...benchDay, token });
    if (type !== 'unchanged') throw new Error(`polls: an unchanged day is ${type}`);
  };
}
