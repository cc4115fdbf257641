import type { Appointment } from '../appointment.ts';
import { AppointmentStoreError, type AppointmentStoreFailure } from '../errors.ts';
import type {
  AppointmentListing,
  AppointmentStore,
  AppointmentStoreAbilities,
  ListAppointments,
} from '../ports/appointment-store.ts';
import type { Clock } from '../ports/clock.ts';

/** A change that was asked for and made a difference. */
export interface MemoryAppointmentWrite {
  readonly act: 'mark-arrived' | 'set-telehealth' | 'clear-telehealth' | 'confirm' | 'cancel' | 'undo-cancel';
  readonly id: string;
  readonly at: number;
}

/** An appointment store in memory, with the controls of the practice management system behind it. */
export interface MemoryAppointmentStore extends AppointmentStore {
  /** Books an appointment or changes it, as reception would. The store gives it a new version and time of change. */
  put(appointment: Appointment): void;
  /** Deletes it. */
  remove(id: string): void;
  /** Makes an appointment unusable for a reason, until it is put again. */
  damage(id: string, reason: string): void;
  /** Makes every call fail in one way, until it is called with null. */
  fail(failure: AppointmentStoreFailure | null): void;
  /** What the store was asked to change and did, oldest first. */
  readonly writes: readonly MemoryAppointmentWrite[];
}

/** What a {@link MemoryAppointmentStore} is made of. */
export interface MemoryAppointmentStoreOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly appointments?: readonly Appointment[];
  /** What it lets us do; everything if not given. */
  readonly abilities?: Partial<AppointmentStoreAbilities>;
}

type Entry = { readonly appointment: Appointment; readonly damage: string | null };

/** The appointments as the system keeps them; whatever changes them raises the revision. */
function createRecords(clock: Pick<Clock, 'now'>) {
  const entries = new Map<string, Entry>();
  let revision = 0;
  return {
    revision: () => revision,
    get: (id: string) => entries.get(id),
    all: () => [...entries.values()],
    put: (appointment: Appointment): Appointment => {
      revision += 1;
      const stored = { ...appointment, version: String(revision), changedAt: clock.now(), readAt: clock.now() };
      entries.set(stored.id, { appointment: stored, damage: null });
      return stored;
    },
    remove: (id: string) => {
      revision += 1;
      entries.delete(id);
    },
    damage: (id: string, reason: string) => {
      const entry = entries.get(id);
      if (entry === undefined) return;
      revision += 1;
      entries.set(id, { ...entry, damage: reason });
    },
  };
}

/** Makes a store whose appointments live in memory. It obeys the same contract as a real one. */
export function createMemoryAppointmentStore(options: MemoryAppointmentStoreOptions): MemoryAppointmentStore {
  const { clock } = options;
  const records = createRecords(clock);
  const writes: MemoryAppointmentWrite[] = [];
  const instance = crypto.randomUUID();
  let failure: AppointmentStoreFailure | null = null;

  const failIfAsked = (tried: string): void => {
    if (failure !== null) throw toError(tried, failure, 'as the test asked');
  };
  const write = async (request: WriteRequest): Promise<Appointment> => {
    const tried = `${request.act} Appointment/${request.id}`;
    failIfAsked(tried);
    if (!abilities[request.ability]) throw toError(tried, 'read-only', 'switched off by the abilities');
    const record = records.get(request.id);
    if (record === undefined) throw toError(tried, 'not-found', 'there is none');
    if (record.damage !== null) throw toError(tried, 'unusable', record.damage);
    const present = record.appointment;
    if (request.isSo(present)) return { ...present, readAt: clock.now() };
    if (!request.isAllowed(present)) throw toError(tried, 'refused', `it is ${present.status}`);
    if (request.takesTime === true && isTaken(present, records.all()))
      throw toError(tried, 'slot-taken', 'another appointment has the time');
    writes.push({ act: request.act, id: request.id, at: clock.now() });
    return records.put({ ...present, ...request.change });
  };
  const abilities = { ...everything, ...options.abilities };
  for (const appointment of options.appointments ?? []) records.put(appointment);

  return {
    abilities,
    writes,
    put: (appointment) => void records.put(appointment),
    remove: (id) => records.remove(id),
    damage: (id, reason) => records.damage(id, reason),
    fail: (next) => {
      failure = next;
    },
    list: async (query) => {
      failIfAsked('list');
      const readAt = clock.now();
      const token = JSON.stringify({ store: instance, from: query.from, to: query.to, revision: records.revision() });
      if (query.token === token) return { type: 'unchanged', readAt };
      return { ...toListing(records.all(), query, readAt), token };
    },
    read: async ({ id }) => {
      failIfAsked(`read Appointment/${id}`);
      const record = records.get(id);
      if (record === undefined) return null;
      if (record.damage !== null) throw toError(`read Appointment/${id}`, 'unusable', record.damage);
      return { ...record.appointment, readAt: clock.now() };
    },
    ...createWrites(write),
  };
}

function createWrites(
  write: (request: WriteRequest) => Promise<Appointment>,
): Pick<AppointmentStore, 'markArrived' | 'setTelehealth' | 'clearTelehealth' | 'confirm' | 'cancel' | 'undoCancel'> {
  return {
    markArrived: ({ id }) => write({ ...markArrived, id }),
    setTelehealth: ({ id, modality, link }) => {
      const change = link === null ? { modality } : { modality, videoLink: link };
      return write({ ...setTelehealth, id, change, isSo: (present) => holds(present, change) });
    },
    clearTelehealth: ({ id }) => write({ ...clearTelehealth, id }),
    confirm: ({ id }) => write({ ...confirm, id }),
    cancel: ({ id }) => write({ ...cancel, id }),
    undoCancel: ({ id }) => write({ ...undoCancel, id }),
  };
}

interface WriteRequest {
  readonly act: MemoryAppointmentWrite['act'];
  readonly id: string;
  readonly ability: keyof AppointmentStoreAbilities;
  readonly change: Partial<Appointment>;
  readonly isSo: (present: Appointment) => boolean;
  readonly isAllowed: (present: Appointment) => boolean;
  /** It needs the time, which somebody else may have. */
  readonly takesTime?: boolean;
}

const everything: AppointmentStoreAbilities = {
  canMarkArrived: true,
  canSetTelehealth: true,
  canConfirm: true,
  canCancel: true,
  canUndoCancel: true,
};

const markArrived = {
  act: 'mark-arrived',
  ability: 'canMarkArrived',
  change: { status: 'arrived' },
  isSo: ({ status }: Appointment) => status === 'arrived' || status === 'checked-in' || status === 'fulfilled',
  isAllowed: ({ status }: Appointment) => status === 'booked' || status === 'noshow',
} as const;

const setTelehealth = { act: 'set-telehealth', ability: 'canSetTelehealth', isAllowed: isAlive } as const;

const clearTelehealth = {
  act: 'clear-telehealth',
  ability: 'canSetTelehealth',
  change: { modality: 'unknown', videoLink: null },
  isSo: ({ modality }: Appointment) => modality === 'unknown' || modality === 'in-person',
  isAllowed: () => true,
} as const;

const confirm = {
  act: 'confirm',
  ability: 'canConfirm',
  change: { isConfirmed: true },
  isSo: ({ isConfirmed }: Appointment) => isConfirmed,
  isAllowed: isAlive,
} as const;

const cancel = {
  act: 'cancel',
  ability: 'canCancel',
  change: { status: 'cancelled' },
  isSo: ({ status }: Appointment) => status === 'cancelled',
  isAllowed: ({ status }: Appointment) => !['fulfilled', 'noshow', 'entered-in-error'].includes(status),
} as const;

const undoCancel = {
  act: 'undo-cancel',
  ability: 'canUndoCancel',
  change: { status: 'booked' },
  isSo: isOn,
  isAllowed: ({ status }: Appointment) => status === 'cancelled',
  takesTime: true,
} as const;

function isOn({ status }: Appointment): boolean {
  return ['booked', 'arrived', 'checked-in', 'fulfilled'].includes(status);
}

/** Whether another appointment of the practitioner has some of the time. */
function isTaken(appointment: Appointment, others: readonly Entry[]): boolean {
  return others.some(
    ({ appointment: other }) =>
      other.id !== appointment.id &&
      other.practitioner.id === appointment.practitioner.id &&
      isOn(other) &&
      other.startAt < appointment.endAt &&
      appointment.startAt < other.endAt,
  );
}

function isAlive({ status }: Appointment): boolean {
  return status !== 'cancelled' && status !== 'entered-in-error';
}

function holds(present: Appointment, change: Pick<Appointment, 'modality'> & { readonly videoLink?: string }): boolean {
  return present.modality === change.modality && (change.videoLink ?? present.videoLink) === present.videoLink;
}

type Listed = Omit<Extract<AppointmentListing, { type: 'listed' }>, 'token'>;

function toListing(records: readonly Entry[], query: ListAppointments, readAt: number): Listed {
  const inRange = records.filter(
    ({ appointment }) => appointment.startAt >= query.from && appointment.startAt < query.to,
  );
  return {
    type: 'listed',
    appointments: inRange.flatMap(({ appointment, damage }) => (damage === null ? [{ ...appointment, readAt }] : [])),
    unusable: inRange.flatMap(({ appointment, damage }) =>
      damage === null ? [] : [{ id: appointment.id, reason: damage }],
    ),
    readAt,
  };
}

function toError(tried: string, failure: AppointmentStoreFailure, detail: string): AppointmentStoreError {
  return new AppointmentStoreError({ message: `[memory] ${tried} failed: ${detail}`, failure });
}
