import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationStore } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic } from '../bench-clinic.ts';
import { toCpuMs } from '../cpu.ts';
import { startPms } from '../pms.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';
import { createScanClock, createScanningClinic, scanAgain } from '../scanning-clinic.ts';

const rounds = 60;
const day = 24 * 60 * 60_000;

/** Row 6: what a scan that finds ten changes costs among 3 000 appointments, as a multiple of what it costs among 300. */
export async function measureGrowth(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-growth-'));
  const small = await openClinic(300, join(folder, 'small.db'));
  const large = await openClinic(3_000, join(folder, 'large.db'));
  const times = { small: [] as number[], large: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.small.push(await small.scan());
    times.large.push(await large.scan());
  }
  await Promise.all([small.close(), large.close()]);
  await rm(folder, { recursive: true });
  // The first ones warm up.
  const [value, baseline] = [median(times.large.slice(20)), median(times.small.slice(20))];
  return {
    target: 6,
    name: 'CPU of an incremental scan with 10 changes: of 3 000 appointments, of 300',
    value,
    unit: 'ms',
    baseline,
    figure: value / baseline,
    figureUnit: '×',
    atLeast: { bound: 'maximum', value: 1.2 },
  };
}

interface GrowingClinic {
  /** Changes ten appointments and scans; gives the processor time of the scan in milliseconds. */
  scan(): Promise<number>;
  close(): Promise<void>;
}

async function openClinic(count: number, file: string): Promise<GrowingClinic> {
  const pms = await startPms({ appointments: count, hasEtags: false });
  const clock = createScanClock();
  const incremental = { sweepMs: day };
  const appointments = createFhirAppointmentStore({
    baseUrl: pms.url,
    country: 'AU',
    clock,
    incremental,
    pageSize: 5_000,
    profile: 'starts-on-fulfilled',
  });
  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  const changed = new Set<string>();
  const commit: ConversationStore['commit'] = (change) => {
    for (const { appointmentId } of change.conversations ?? []) changed.add(appointmentId);
    return store.commit(change);
  };
  const arrivals = createScanningClinic({ appointments, store: { ...store, commit }, clock });
  await arrivals.runOnce();
  return {
    scan: async () => {
      await pms.change();
      changed.clear();
      const spent = await toCpuMs(() => scanAgain(arrivals, clock));
      if (changed.size !== 10) throw new Error(`growth: a scan found ${changed.size} changes instead of 10`);
      return spent;
    },
    close: async () => {
      await arrivals.stop();
      await pms.stop();
    },
  };
}
