import { AppointmentStoreError } from '../errors.ts';
import type { DocumentRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guarded.ts';
import type { DayScans } from './scan-days.ts';
import { isWithin } from './scan-days.ts';
import type { Scanner } from './scan.ts';

/** Stands for a hint that names no appointment. */
const anyAppointment = '*';
/** An appointment that the PMS fails to give for so long is left to the scan, so that it does not look down for ever. */
const longestMs = 24 * 60 * 60_000;
/** So many appointments are read at the same time. */
const mostReads = 8;

/** What pushes tell the engine. */
export interface Noticed {
  /**
   * Takes the hint that something has happened to appointments: they are read afresh at once, by the process that leads. With no id all
   * days that are watched are read.
   *
   * Resolves when the hint is durable, so that whoever pushed may be told so. The same hint may come as often as it likes. One that the
   * PMS does not find is left to the scan.
   *
   * @throws StorageError when the hint cannot be stored: have it pushed again
   */
  noticed(hint: { readonly appointmentIds: readonly string[] }): Promise<void>;
}

/** Hints that wait to be looked at. */
export interface Hints {
  /** Keeps hints, for whichever process leads. */
  keep(appointmentIds: readonly string[]): Promise<void>;
  /** Reads what the hints that wait are about. Where the PMS cannot be read they go on waiting. */
  look(): Promise<void>;
}

/** Makes them. Nothing is read before the first scan of all: until then nobody can tell what is new. */
export function createHints(parts: {
  readonly engine: Engine;
  readonly scanner: Scanner;
  readonly dayScans: DayScans;
}): Hints {
  const { engine, scanner, dayScans } = parts;
  let failedAt = -Infinity;
  let isLooking = false;
  let isWanted = false;

  const readAbout = (id: string): Promise<void> =>
    id === anyAppointment ? dayScans.scanNow() : see(engine, scanner, id);
  const look = async (): Promise<boolean> => {
    const hints = await engine.store.documents({ kind: 'hint' });
    const ids = [...new Set(hints.map(idOf))];
    if (ids.length === 0) return true;
    const read = new Set<string>();
    const isRead = await guarded(engine, 'pms', () =>
      forEachOf(ids, async (id) => {
        await readAbout(id);
        read.add(id);
      }),
    );
    failedAt = isRead ? -Infinity : engine.clock.now();
    const oldest = engine.clock.now() - longestMs;
    const done = hints.filter((hint) => read.has(idOf(hint)) || !(Number(hint.value) > oldest));
    if (done.length > 0) await engine.store.commit({ documents: done.map((hint) => ({ ...hint, value: null })) });
    return isRead;
  };

  return {
    keep: async (appointmentIds) => {
      const ids = appointmentIds.length === 0 ? [anyAppointment] : [...new Set(appointmentIds)];
      const at = engine.clock.now();
      // Each is a document of its own: one that comes while another about the same appointment is looked at stays.
      const toHint = (id: string): DocumentRecord => ({
        kind: 'hint',
        id: `${id}|${globalThis.crypto.randomUUID()}`,
        value: at,
      });
      await engine.store.commit({ documents: ids.map(toHint) });
    },
    look: async () => {
      isWanted = true;
      const isTooSoon = isWithin(engine.clock.now() - failedAt, engine.config.settings.pollSeconds);
      if (isLooking || isTooSoon || !dayScans.hasBaseline) return;
      isLooking = true;
      try {
        while (isWanted) {
          isWanted = false;
          if (!(await look())) return;
        }
      } finally {
        isLooking = false;
      }
    },
  };
}

function idOf({ id }: DocumentRecord): string {
  return id.slice(0, id.lastIndexOf('|'));
}

async function see({ appointments }: Engine, scanner: Scanner, id: string): Promise<void> {
  try {
    const appointment = await appointments.read({ id });
    if (appointment !== null) await scanner.see(appointment);
  } catch (error) {
    // The scan says of it that it cannot be used. What the PMS refuses to read is no id that it has.
    if (!(error instanceof AppointmentStoreError) || !isFinal(error)) throw error;
  }
}

function isFinal({ failure }: AppointmentStoreError): boolean {
  return failure === 'unusable' || failure === 'refused' || failure === 'not-found';
}

/** A few at a time. One that fails leaves the others looked at. */
async function forEachOf(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids];
  const failures: unknown[] = [];
  const workOff = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      await work(id).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: mostReads }, workOff));
  if (failures.length > 0) throw failures[0];
}
