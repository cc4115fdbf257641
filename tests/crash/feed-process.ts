// One process of a clinic whose EHR pushes, on the published packages: it takes events as fast as they come and tells which it has
// acknowledged, and marks every tenth patient as arrived. Another process kills it.
import { createAppointmentFeed } from '@clinicarrivals/appointment-feed';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';

/** What the process is started with, as JSON in its first argument. */
export interface FeedProcessOptions {
  readonly file: string;
  readonly clinicId: string;
  readonly answers: { readonly url: string; readonly secret: string };
}

const { file, clinicId, answers } = JSON.parse(process.argv[2] ?? '') as FeedProcessOptions;
const store = createSqliteStore({ file, clinicId });
await store.open();
const feed = createAppointmentFeed({ store, clinic: { id: clinicId }, noticed: () => undefined, answers });

const startAt = Date.now() + 3_600_000;
for (let number = 0; ; number += 1) {
  const id = `visit-${number}`;
  const patient = { id: `patient-${number}`, name: 'Test Patient', firstName: 'Test', mobile: null };
  const practitioner = { id: 'practitioner-1', name: 'Dr Test', lastName: 'Test' };
  const accepted = feed
    .accept({ messageId: id, madeAt: null, appointment: { id, startAt, patient, practitioner } })
    .then(() => process.send?.(id));
  if (number % 20 === 19) await accepted;
  if (number % 10 === 0) void accepted.then(() => feed.markArrived({ id })).catch(() => undefined);
}
