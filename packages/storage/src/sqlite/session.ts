import type { DatabaseSync } from 'node:sqlite';
import type { Commit, Logger } from '@clinicarrivals/core';
import { registerClinic } from './backup.ts';
import { createConnection, limitSize, openDatabase } from './connection.ts';
import type { Connection } from './connection.ts';
import { prepareFile } from './file-access.ts';
import { createGroupCommit } from './group-commit.ts';
import type { GroupCommit } from './group-commit.ts';
import { untilUnlocked } from './lock-wait.ts';
import { makeLogRoom } from './log-room.ts';
import { migrate, schemaVersion } from './migrations/migrate.ts';
import { conversationReads } from './read-conversations.ts';
import { fedAppointmentReads } from './read-fed-appointments.ts';
import { inboxReads } from './read-inbox.ts';
import { otherReads } from './read-others.ts';
import { outboxReads } from './read-outbox.ts';
import { createRecordCaches } from './record-cache.ts';
import type { RecordCaches } from './record-cache.ts';
import { createCommitWriter } from './write-commit.ts';

/** The options of a session, with every default filled in. */
export interface SessionOptions {
  readonly file: string;
  readonly clinicId: string;
  readonly lockWaitMs: number;
  readonly maxBytes: number | null;
  readonly logger: Logger | null;
}

/** An open database with everything that works on it. */
export interface Session extends GroupCommit {
  readonly connection: Connection;
  /** Writes a commit inside a transaction. Returns in which generation of what is kept. */
  readonly writeCommit: (commit: Commit) => number;
  readonly reads: ReturnType<typeof allReads>;
  /** Keeps what a commit has made durable. Takes the generation in which it was written. */
  readonly keepCommitted: RecordCaches['keepCommitted'];
  /** Forgets what was kept: something was written in another way, or did not hold. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** Opens the file, creates it where there is none, and brings its tables to the present version. */
export async function openSession(options: SessionOptions): Promise<Session> {
  prepareFile(options.file);
  const database = await untilUnlocked('open', options.lockWaitMs, () => openDatabase(options.file));
  try {
    return await startSession(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function startSession(database: DatabaseSync, options: SessionOptions): Promise<Session> {
  const found = await untilUnlocked('open', options.lockWaitMs, () => migrate(database));
  if (found < schemaVersion) {
    options.logger?.log('info', '[sqlite] tables brought to the present version', { from: found, to: schemaVersion });
  }
  await untilUnlocked('open', options.lockWaitMs, () => makeLogRoom(database, options.file));
  if (options.maxBytes !== null) limitSize(database, options.maxBytes);
  const connection = createConnection(database, options.clinicId);
  await untilUnlocked('open', options.lockWaitMs, () => registerClinic(connection));
  const caches = createRecordCaches(database);
  const write = createCommitWriter(connection);
  return {
    connection,
    keepCommitted: caches.keepCommitted,
    forget: caches.forget,
    writeCommit: (commit) => {
      write(commit);
      return caches.generation();
    },
    reads: allReads(connection, caches),
    close: () => database.close(),
    ...createGroupCommit(database, options.lockWaitMs),
  };
}

function allReads(connection: Connection, { conversations, threads, pending }: RecordCaches) {
  return {
    ...conversationReads(connection, conversations),
    ...inboxReads(connection, pending),
    ...outboxReads(connection),
    ...otherReads(connection, threads),
    ...fedAppointmentReads(connection),
  };
}
