import type { PhoneNumber } from '../phone-number.ts';
import type { ConsentChange, DocumentRecord, JsonValue } from '../ports/conversation-store/records.ts';
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
  return toChanges((await engine.store.document({ kind: 'consent', id: patientId }))?.value ?? null);
}

/** The document of a patient with one more change. */
export async function toPatientConsent(
  engine: Engine,
  patientId: string,
  change: ConsentChange,
): Promise<DocumentRecord> {
  return toDocument(patientId, [...(await consentOfPatient(engine, patientId)), change]);
}

/** What stays of a patient who is erased: that no texts are wanted, as it was said last; null removes the rest. */
export async function toErasedConsent(engine: Engine, patientId: string): Promise<DocumentRecord> {
  const last = (await consentOfPatient(engine, patientId)).at(-1);
  return toDocument(patientId, last?.consent === 'opted-out' ? [last] : []);
}

/** The ids of the patients who want no texts, whatever their number. */
export function toOptedOutPatients(documents: readonly DocumentRecord[]): ReadonlySet<string> {
  return new Set(documents.flatMap(({ id, value }) => (toChanges(value).at(-1)?.consent === 'opted-out' ? [id] : [])));
}

function toDocument(id: string, changes: readonly ConsentChange[]): DocumentRecord {
  const value: JsonValue = changes.map((change) => ({ ...change }));
  return { kind: 'consent', id, value: changes.length === 0 ? null : value };
}

function toChanges(value: JsonValue): readonly ConsentChange[] {
  // Only this file writes documents of consent, and always whole.
  return (value ?? []) as unknown as readonly ConsentChange[];
}
