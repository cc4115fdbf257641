import type { AppointmentStore, ConversationStore } from '@clinicarrivals/core';
import { createMemoryConversationStore } from '@clinicarrivals/core/memory';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { startPms } from '../pms.ts';
import type { Row } from '../row.ts';
import { createScanClock, createScanningClinic, scanAgain } from '../scanning-clinic.ts';

const appointments = 300;
const scans = 20;

/** Row 4: what scans of an unchanged day write. */
export async function measureScanWrites(): Promise<Row> {
  const { commits } = await countUnchangedScans();
  return toCountRow(`writes of an unchanged scan of ${appointments} appointments`, commits / scans);
}

/** Row 4: what scans of an unchanged day read for each appointment, besides the listing itself. */
export async function measureScanReads(): Promise<Row> {
  const { reads } = await countUnchangedScans();
  return toCountRow(
    `PMS reads for each appointment of an unchanged scan of ${appointments}`,
    reads / scans / appointments,
  );
}

function toCountRow(name: string, value: number): Row {
  const atLeast = { bound: 'maximum', value: 0 } as const;
  return { target: 4, name, value, unit: '', baseline: null, figure: value, figureUnit: '', atLeast };
}

async function countUnchangedScans(): Promise<{ readonly commits: number; readonly reads: number }> {
  const pms = await startPms({ appointments, hasEtags: false });
  const counts = { commits: 0, reads: 0, requests: 0 };
  const clock = createScanClock();
  const fhir = createFhirAppointmentStore({
    baseUrl: pms.url,
    country: 'AU',
    clock,
    fetch: (input, init) => {
      counts.requests += 1;
      return fetch(input, init);
    },
  });
  const read: AppointmentStore['read'] = (query) => {
    counts.reads += 1;
    return fhir.read(query);
  };
  const store = createMemoryConversationStore();
  const commit: ConversationStore['commit'] = (change) => {
    counts.commits += 1;
    return store.commit(change);
  };
  const arrivals = createScanningClinic({ appointments: { ...fhir, read }, store: { ...store, commit }, clock });
  await arrivals.runOnce();
  const { lines } = await arrivals.today();
  if (lines.length !== appointments)
    throw new Error(`scans: ${lines.length} appointments came instead of ${appointments}`);
  counts.commits = 0;
  counts.reads = 0;
  counts.requests = 0;
  for (let scan = 0; scan < scans; scan += 1) await scanAgain(arrivals, clock);
  await arrivals.stop();
  await pms.stop();
  if (counts.requests < scans) throw new Error('scans: the clinic has not scanned');
  // One request is the listing of the day; every other one reads.
  return { commits: counts.commits, reads: counts.reads + counts.requests - scans };
}
