import {
  aConversation,
  aFedSnapshot,
  aJournalEntry,
  aTask,
  aText,
  aThread,
  anAnswer,
  anInboxRecord,
} from '@clinicarrivals/core/testing';
import type { Commit } from '@clinicarrivals/core';

/** A commit that leaves a row in every table that commits write to. */
export const everyTable: Commit = {
  conversations: [aConversation({ dueAt: 1 })],
  threads: [aThread({ consent: 'opted-in' })],
  effects: [aText({ body: 'Hello' })],
  inbox: [anInboxRecord()],
  journal: [aJournalEntry()],
  tasks: [aTask()],
  snapshots: [aFedSnapshot()],
  answers: [anAnswer()],
  documents: [{ kind: 'setting', id: 'pollSeconds', value: 30 }],
};
