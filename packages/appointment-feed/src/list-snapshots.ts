import { AppointmentStoreError, ClinicArrivalsError } from '@clinicarrivals/core';
import type {
  Appointment,
  AppointmentListing,
  AppointmentStore,
  Clock,
  ConversationStore,
  ListAppointments,
  SnapshotMark,
  SnapshotRecord,
  UnusableAppointment,
} from '@clinicarrivals/core';

/** So many ranges are remembered: the days that are watched, and the one beyond them. */
const mostRanges = 100;
/** Where more has changed than this, the whole range is as quickly read. */
const mostChanges = 1_000;

/** What was listed last of a range, so that the next listing of it costs what has changed. */
interface ListedRange {
  readonly token: string;
  mark: SnapshotMark;
  readonly ids: ReadonlySet<string>;
}

/** Makes the reading half of the appointment store: it gives the snapshots as the EHR has last told them. */
export function createSnapshotReads(parts: {
  readonly store: ConversationStore;
  readonly clock: Clock;
}): Pick<AppointmentStore, 'list' | 'read'> {
  const { store, clock } = parts;
  const ranges = createListedRanges();

  const listAll = async (query: ListAppointments, mark: SnapshotMark, readAt: number): Promise<AppointmentListing> => {
    const records = await store.snapshotsBetween({ from: query.from, to: query.to });
    const token = ranges.note(query, mark, new Set(records.map(({ appointmentId }) => appointmentId)));
    return { type: 'listed', ...sort(records, readAt), token, readAt };
  };
  const listChanges = (
    query: ListAppointments,
    since: { readonly last: ListedRange; readonly mark: SnapshotMark; readonly changes: readonly SnapshotRecord[] },
    readAt: number,
  ): AppointmentListing => {
    const { last, mark, changes } = since;
    const within = changes.filter((record) => startsWithin(record, query));
    const ids = new Set([...last.ids, ...within.map(({ appointmentId }) => appointmentId)]);
    const left = changes.filter((record) => !startsWithin(record, query) && ids.delete(record.appointmentId));
    if (within.length + left.length === 0) {
      last.mark = mark;
      return { type: 'unchanged', readAt };
    }
    const gone = left.map(({ appointmentId }) => appointmentId);
    const { appointments: changed, unusable } = sort(within, readAt);
    return { type: 'changed', changed, unusable, gone, token: ranges.note(query, mark, ids), readAt };
  };

  return {
    list: (query) =>
      fromStore('list', async () => {
        const readAt = clock.now();
        // The mark is read first: what is written meanwhile is then given twice, never missed.
        const mark = await store.snapshotMark();
        const last = ranges.find(query);
        if (last === null || mark.removed !== last.mark.removed) return listAll(query, mark, readAt);
        const { written } = last.mark;
        const changes = mark.written === written ? [] : await store.snapshotsSince({ written, limit: mostChanges + 1 });
        if (changes.length > mostChanges) return listAll(query, mark, readAt);
        return listChanges(query, { last, mark, changes }, readAt);
      }),
    read: ({ id }) =>
      fromStore(`read Appointment/${id}`, async () => {
        const { appointment = null, doubt = null } = (await store.snapshot({ appointmentId: id })) ?? {};
        if (appointment === null) return null;
        if (doubt !== null) throw unusable(`read Appointment/${id}`, doubt);
        return { ...appointment, readAt: clock.now() };
      }),
  };
}

/** Remembers what was listed last of each range. */
function createListedRanges() {
  const instance = globalThis.crypto.randomUUID();
  const ranges = new Map<string, ListedRange>();
  let listings = 0;
  return {
    /** The listing that the token of a query is from; null when it is from another or forgotten. */
    find: (query: ListAppointments): ListedRange | null => {
      const last = ranges.get(toKey(query));
      return last !== undefined && last.token === query.token ? last : null;
    },
    /** Notes a listing and gives its token. */
    note: (query: ListAppointments, mark: SnapshotMark, ids: ReadonlySet<string>): string => {
      listings += 1;
      const token = `${instance}/${listings}`;
      const key = toKey(query);
      ranges.delete(key);
      ranges.set(key, { token, mark, ids });
      const oldest = ranges.size > mostRanges ? ranges.keys().next().value : undefined;
      if (oldest !== undefined) ranges.delete(oldest);
      return token;
    },
  };
}

/** The error of an appointment that cannot be used until the EHR has said it again. */
export function unusable(tried: string, doubt: string): AppointmentStoreError {
  return new AppointmentStoreError({ message: `[feed] ${tried} failed: ${doubt}`, failure: 'unusable' });
}

/** Does work on the clinic's store; what fails there is a failure of this port. */
export async function fromStore<Value>(tried: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error) || error.code !== 'storage') throw error;
    throw new AppointmentStoreError({
      message: `[feed] ${tried} failed: ${error.message}`,
      failure: 'unavailable',
      cause: error,
    });
  }
}

function toKey({ from, to }: ListAppointments): string {
  return `${from}/${to}`;
}

function startsWithin({ appointment }: SnapshotRecord, { from, to }: ListAppointments): boolean {
  return appointment !== null && appointment.startAt >= from && appointment.startAt < to;
}

function sort(
  records: readonly SnapshotRecord[],
  readAt: number,
): { readonly appointments: readonly Appointment[]; readonly unusable: readonly UnusableAppointment[] } {
  return {
    appointments: records.flatMap(({ appointment, doubt }) =>
      appointment === null || doubt !== null ? [] : [{ ...appointment, readAt }],
    ),
    unusable: records.flatMap(({ appointmentId: id, doubt }) => (doubt === null ? [] : [{ id, reason: doubt }])),
  };
}
