import type { PhoneNumber } from '../../phone-number.ts';
import type { Task } from '../../task.ts';
import type { AnswerChange, AnswerRecord, FedAppointments, SnapshotRecord } from './fed-appointments.ts';
import type {
  ConversationRecord,
  DocumentRecord,
  EffectChange,
  EffectRecord,
  InboxChange,
  InboxRecord,
  JournalEntry,
  ThreadRecord,
} from './records.ts';
import type { StoreMaintenance } from './store-maintenance.ts';

/**
 * Everything that must survive a crash, for one clinic.
 *
 * There is one way to write: {@link commit}. It is atomic and durable when it resolves. Commits asked for in the same turn of
 * the event loop may share one transaction; each still succeeds or conflicts alone. Reads see all resolved commits. Records are
 * values: a store may keep and share them, so nobody changes one that was given or read. Every method
 * throws `StorageError`. The contract is checked by `testConversationStore` of `@clinicarrivals/core/testing`.
 */
export interface ConversationStore extends StoreMaintenance, FedAppointments {
  /** Makes the store ready and brings older data to the present form. Throws when the data is of a newer version. Idempotent. */
  open(): Promise<void>;
  /** Waits for the running commits and lets go. Idempotent. */
  close(): Promise<void>;

  /** Writes all of it or, where an expectation does not hold, nothing and returns `conflict`. */
  commit(commit: Commit): Promise<CommitResult>;

  conversation(query: { readonly appointmentId: string }): Promise<ConversationRecord | null>;
  /** Those of a clinic day, closed ones included, by start and then id. */
  conversationsOfDay(query: { readonly day: string }): Promise<readonly ConversationRecord[]>;
  /** Those of one number whose start lies in the range (to exclusive), closed ones included, by start and then id. */
  conversationsOfPhone(query: {
    readonly phone: PhoneNumber;
    readonly from: number;
    readonly to: number;
  }): Promise<readonly ConversationRecord[]>;
  /** Those whose `dueAt` is at or before `now`, earliest first. */
  dueConversations(query: { readonly now: number; readonly limit: number }): Promise<readonly ConversationRecord[]>;
  /** Live ones that start before a moment, by start and then id. */
  liveConversations(query: { readonly before: number }): Promise<readonly ConversationRecord[]>;

  /** Messages without an outcome, of everybody or of one number, in the order they were stored. */
  pendingInbox(query: { readonly limit: number; readonly phone?: PhoneNumber }): Promise<readonly InboxRecord[]>;
  inboxMessage(query: { readonly gatewayId: string }): Promise<InboxRecord | null>;
  /** Messages of one number stored since a moment, oldest first. */
  inboxOfPhone(query: { readonly phone: PhoneNumber; readonly since: number }): Promise<readonly InboxRecord[]>;
  /** Messages with the outcome `unknown` stored since a moment, oldest first. */
  unknownInbox(query: { readonly since: number }): Promise<readonly InboxRecord[]>;

  /**
   * Waiting effects whose `dueAt` is at or before `now` and whose `after` is null or done, call-ins first, then by `dueAt`.
   * An effect whose `after` failed or was dropped is given out too: the dispatcher decides what becomes of it.
   */
  dueEffects(query: { readonly now: number; readonly limit: number }): Promise<readonly EffectRecord[]>;
  effect(query: { readonly id: string }): Promise<EffectRecord | null>;
  effectsOfAppointment(query: { readonly appointmentId: string }): Promise<readonly EffectRecord[]>;
  /** Texts to one number created since a moment, oldest first. */
  effectsOfPhone(query: { readonly phone: PhoneNumber; readonly since: number }): Promise<readonly EffectRecord[]>;
  /** Rows of one status, oldest first: `claimed` ones tell what a crash left, `done` texts without a final delivery want a receipt. */
  effectsOfStatus(query: {
    readonly status: 'claimed' | 'in-doubt';
    readonly limit: number;
  }): Promise<readonly EffectRecord[]>;
  /** Texts done since a moment whose delivery is not final (`accepted` or `sent`), oldest first. */
  undeliveredEffects(query: { readonly since: number; readonly limit: number }): Promise<readonly EffectRecord[]>;
  /** The earliest moment at which a conversation or a waiting effect (with `after` null or done) is due; null when none is. */
  nextDueAt(): Promise<number | null>;

  thread(query: { readonly phone: PhoneNumber }): Promise<ThreadRecord | null>;
  journalOfAppointment(query: { readonly appointmentId: string }): Promise<readonly JournalEntry[]>;
  /** The newest entries of the whole clinic, newest first. */
  journal(query: { readonly limit: number }): Promise<readonly JournalEntry[]>;

  task(query: { readonly id: string }): Promise<Task | null>;
  /** Unresolved tasks, urgent first, then oldest first. */
  openTasks(): Promise<readonly Task[]>;
  tasksOfAppointment(query: { readonly appointmentId: string }): Promise<readonly Task[]>;

  document(query: Pick<DocumentRecord, 'kind' | 'id'>): Promise<DocumentRecord | null>;
  documents(query: Pick<DocumentRecord, 'kind'>): Promise<readonly DocumentRecord[]>;
}

/** What one decision writes. Absent parts write nothing. */
export interface Commit {
  /** Written only if the stored version is `record.version`; stored with that version plus one. */
  readonly conversations?: readonly ConversationRecord[];
  readonly threads?: readonly ThreadRecord[];
  /**
   * New outbox rows. One whose id exists is left as it is: that is how a thing is done at most once. One that comes claimed conflicts
   * then, since whoever claims it means to do it.
   */
  readonly effects?: readonly EffectRecord[];
  readonly effectChanges?: readonly EffectChange[];
  /**
   * New inbound messages. One whose `gatewayId` exists is left as it is. One that comes with its outcome conflicts then, since what it
   * asked for may have been done already.
   */
  readonly inbox?: readonly InboxRecord[];
  readonly inboxChanges?: readonly InboxChange[];
  readonly journal?: readonly JournalEntry[];
  /** New tasks. One whose id exists is left as it is. */
  readonly tasks?: readonly Task[];
  /** Changes of tasks that exist. `resolve` applies only while unresolved; otherwise the commit conflicts. */
  readonly taskChanges?: readonly TaskChange[];
  /** Written only if the stored version is `record.version`; stored with that version plus one. */
  readonly snapshots?: readonly SnapshotRecord[];
  /** New answers to the EHR. One whose id exists is left as it is. */
  readonly answers?: readonly AnswerRecord[];
  readonly answerChanges?: readonly AnswerChange[];
  /** Written over what was there. */
  readonly documents?: readonly DocumentRecord[];
}

export type TaskChange =
  | { readonly type: 'resolve'; readonly id: string; readonly at: number; readonly by: string }
  | { readonly type: 'escalate'; readonly id: string; readonly at: number };

export type CommitResult = 'committed' | 'conflict';
