import type { PhoneNumber } from '../../phone-number.ts';

/** Leadership, retention, backup, export and erasure: what a store does besides reading and committing. */
export interface StoreMaintenance {
  /**
   * Takes or renews the lease that makes one process the leader of the clinic.
   *
   * Returns true if `holder` has the lease until `now + ttlMs`. A lease whose time has passed is free, and so is one that
   * reaches further than `ttlMs` from now: it is from before the clock was put back. Atomic across processes.
   */
  acquireLease(query: { readonly holder: string; readonly now: number; readonly ttlMs: number }): Promise<boolean>;
  /** Gives the lease up if `holder` has it. */
  releaseLease(query: { readonly holder: string }): Promise<void>;

  /** Sets the message bodies of finished effects and handled messages older than `before` to null. Returns how many. */
  purgeBodies(query: { readonly before: number }): Promise<number>;
  /**
   * Deletes closed conversations that started before a moment with all that belongs to them, and snapshots of that age that no
   * conversation needs, with their answers; and journal lines of that age about events that could not be used. Returns how many
   * conversations.
   */
  purgeConversations(query: { readonly before: number }): Promise<number>;

  /** Everything stored about one patient and the given numbers, as JSON-serialisable rows by table. */
  exportPatient(query: {
    readonly patientId: string;
    readonly phones: readonly PhoneNumber[];
  }): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /**
   * Deletes the patient's conversations, snapshots, answers, effects, tasks, journal lines, and the threads and messages of the given numbers.
   * The consent of a number that opted out is kept, so that it is not texted again. Returns how many rows went.
   */
  erasePatient(query: { readonly patientId: string; readonly phones: readonly PhoneNumber[] }): Promise<number>;

  /** Writes a consistent copy to a file while the store is in use; absent where the store has no files of its own. */
  backup?(query: { readonly path: string; readonly now: number }): Promise<void>;
  /** When the copy that this data was restored from had been taken; null when it was not restored, or that is settled. */
  restoredFrom(): Promise<number | null>;
  /** Notes that what left between the backup and the restore has been dealt with. */
  settleRestore(): Promise<void>;
}
