import type { AnswerRecord, SnapshotMark, SnapshotRecord } from '../ports/conversation-store/fed-appointments.ts';
import type {
  ConversationRecord,
  DocumentRecord,
  EffectRecord,
  InboxRecord,
  JournalEntry,
  ThreadRecord,
} from '../ports/conversation-store/records.ts';
import type { Task } from '../task.ts';

/** What the memory store holds. Every record in it is a frozen copy, so that it can be handed out as it is. */
export interface ConversationTables {
  readonly conversations: Map<string, ConversationRecord>;
  readonly threads: Map<string, ThreadRecord>;
  readonly effects: Map<string, EffectRecord>;
  readonly inbox: Map<string, InboxRecord>;
  readonly tasks: Map<string, Task>;
  readonly documents: Map<string, DocumentRecord>;
  readonly snapshots: Map<string, WrittenSnapshot>;
  readonly answers: Map<string, AnswerRecord>;
  snapshotMark: SnapshotMark;
  journal: JournalEntry[];
  lease: { readonly holder: string; readonly until: number } | null;
}

/** A snapshot and which write of all it was. */
export interface WrittenSnapshot {
  readonly record: SnapshotRecord;
  readonly written: number;
}

/** Makes empty tables. */
export function createConversationTables(): ConversationTables {
  return {
    conversations: new Map(),
    threads: new Map(),
    effects: new Map(),
    inbox: new Map(),
    tasks: new Map(),
    documents: new Map(),
    snapshots: new Map(),
    answers: new Map(),
    snapshotMark: { written: 0, removed: 0 },
    journal: [],
    lease: null,
  };
}

/** The key of a document among all documents. */
export function documentKey(document: Pick<DocumentRecord, 'kind' | 'id'>): string {
  return `${document.kind}/${document.id}`;
}

/** Copies plain data and freezes the copy throughout, so that neither giver nor taker can change what is stored. */
export function frozenCopy<T>(value: T): T {
  return freeze(structuredClone(value));
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}
