import type { PhoneNumber } from '../phone-number.ts';
import type { ConsentChange, DocumentRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { loadThread } from './threads.ts';

/** All that was said about texts to a number, oldest first. */
export async function consentOfNumber(engine: Engine, phone: PhoneNumber): Promise<readonly ConsentChange[]> {
  const { consent, consentAt, consentBy, consentLog } = await loadThread(engine, phone);
  if (consentLog !== undefined) return consentLog;
  // An early version kept the newest alone.
  if (consent === 'unknown' || consentAt === null) return [];
  return [{ consent, at: consentAt, by: consentBy ?? 'engine', how: null }];
}

/** All that staff have recorded about texts to a patient, whatever the number, oldest first. */
export async function consentOfPatient(engine: Engine, patientId: string): Promise<readonly ConsentChange[]> {
  const own = (await ledgerOf(engine, patientId)).map(({ entry }) => entry);
  return own.map(({ at, consent, by, how }) => ({ at, consent, by, how }));
}

/** One more change of a patient. It is a document of its own, so that of two processes none writes over the other's. */
export async function toPatientConsent(
  engine: Engine,
  patientId: string,
  change: ConsentChange,
): Promise<DocumentRecord> {
  const last = (await ledgerOf(engine, patientId)).at(-1);
  const number = (last?.entry.number ?? 0) + 1;
  const value = { patientId, number, ...change } satisfies LedgerEntry;
  return { kind: 'consent', id: `${patientId}|${globalThis.crypto.randomUUID()}`, value };
}

/** What goes with a patient who is erased: all but that no texts are wanted, as it was said last. */
export async function toErasedConsent(engine: Engine, patientId: string): Promise<readonly DocumentRecord[]> {
  const ledger = await ledgerOf(engine, patientId);
  const erased = ledger.at(-1)?.entry.consent === 'opted-out' ? ledger.slice(0, -1) : ledger;
  return erased.map(({ document }) => ({ ...document, value: null }));
}

/** The ids of the patients who want no texts, whatever their number. */
export function toOptedOutPatients(documents: readonly DocumentRecord[]): ReadonlySet<string> {
  const newest = new Map(toLedger(documents).map(({ entry }) => [entry.patientId, entry.consent]));
  return new Set([...newest].flatMap(([patientId, consent]) => (consent === 'opted-out' ? [patientId] : [])));
}

/** A change of a patient as it is stored. */
interface LedgerEntry extends ConsentChange {
  readonly patientId: string;
  /** Counts the changes of the patient, whatever the clock says. Two processes may count the same. */
  readonly number: number;
}

interface StoredEntry {
  readonly document: DocumentRecord;
  readonly entry: LedgerEntry;
}

async function ledgerOf(engine: Engine, patientId: string): Promise<readonly StoredEntry[]> {
  const stored = toLedger(await engine.store.documents({ kind: 'consent' }));
  return stored.filter(({ entry }) => entry.patientId === patientId);
}

/** Oldest first. Of what was recorded at the same instant the opt-out is the newer: when in doubt nobody is texted. */
function toLedger(documents: readonly DocumentRecord[]): readonly StoredEntry[] {
  return documents
    .map((document): StoredEntry => {
      // Only this file writes documents of consent, each whole.
      return { document, entry: document.value as unknown as LedgerEntry };
    })
    .sort(
      ({ entry: a }, { entry: b }) =>
        a.number - b.number || Number(a.consent === 'opted-out') - Number(b.consent === 'opted-out'),
    );
}
