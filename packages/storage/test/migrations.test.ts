import { copyFileSync, readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  aConversation,
  aFedSnapshot,
  aJournalEntry,
  aTask,
  aText,
  aThread,
  anAnswer,
  anInboxRecord,
  testPhone,
} from '@clinicarrivals/core/testing';
import type { LogLevel } from '@clinicarrivals/core';
import { createSqliteStore } from '../src/sqlite.ts';
import { migrations, schemaVersion } from '../src/sqlite/migrations/migrate.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const clinicId = 'clinic-1';

describe('migrations', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  afterEach(() => folder.remove());

  const alter = (file: string, sql: string): void => {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
  };

  it('are numbered from 1 without a gap', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('have a fixture file of each version', () => {
    expect(readdirSync(fixtures).sort()).toEqual(migrations.map(({ version }) => `v${version}.db`));
  });

  for (const { version } of migrations) {
    it(`bring a file of version ${version} to the present one with all that is in it (P9)`, async () => {
      const file = folder.file('clinic.db');
      copyFileSync(`${fixtures}v${version}.db`, file);
      const store = createSqliteStore({ file, clinicId });
      await store.open();
      expect(await store.conversation({ appointmentId: 'appointment-1' })).toMatchObject({
        version: 1,
        patientId: aConversation().patientId,
        startAt: aConversation().startAt,
        dueAt: 1,
        isLive: true,
        state: { machineVersion: 1, visit: 'upcoming' },
      });
      expect(await store.thread({ phone: testPhone })).toEqual(aThread({ version: 1, consent: 'opted-in' }));
      expect(await store.effect({ id: 'text-1' })).toMatchObject({
        status: 'waiting',
        dueAt: aText().dueAt,
        body: 'Hello',
      });
      expect(await store.pendingInbox({ limit: 9 })).toEqual([anInboxRecord()]);
      expect(await store.journal({ limit: 9 })).toEqual([aJournalEntry()]);
      expect(await store.openTasks()).toEqual([aTask()]);
      expect(await store.documents({ kind: 'setting' })).toEqual([{ kind: 'setting', id: 'pollSeconds', value: 30 }]);
      const isFed = version >= 3;
      expect(await store.snapshotsSince({ written: 0, limit: 9 })).toEqual(isFed ? [aFedSnapshot({ version: 1 })] : []);
      expect(await store.waitingAnswers({ limit: 9 })).toEqual(isFed ? [anAnswer()] : []);
      expect(await store.restoredFrom()).toBe(null);
      expect(await store.commit({ snapshots: [aFedSnapshot({ appointmentId: 'appointment-2' })] })).toBe('committed');
      expect(await store.commit({ conversations: [aConversation({ version: 1 })] })).toBe('committed');
      await store.close();

      const database = new DatabaseSync(file);
      expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: schemaVersion });
      expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      database.close();
    });
  }

  it('put the clinic first in every primary key', async () => {
    const file = folder.file('clinic.db');
    const store = createSqliteStore({ file, clinicId });
    await store.open();
    await store.close();
    const database = new DatabaseSync(file);
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    expect(tables).toHaveLength(11);
    for (const table of tables) {
      const first = database.prepare('SELECT name FROM pragma_table_info(?) WHERE pk = 1').get(table['name'] ?? null);
      expect(first).toEqual({ name: 'clinic_id' });
    }
    database.close();
  });

  it('are told to the logger once', async () => {
    const lines: (readonly [LogLevel, string, unknown])[] = [];
    const logger = {
      log: (level: LogLevel, message: string, fields?: unknown) => lines.push([level, message, fields]),
    };
    for (let start = 0; start < 2; start += 1) {
      const store = createSqliteStore({ file: folder.file('clinic.db'), clinicId, logger });
      await store.open();
      await store.close();
    }
    const message = '[sqlite] tables brought to the present version';
    expect(lines).toEqual([['info', message, { from: 0, to: schemaVersion }]]);
  });

  it('refuse a file of a newer version, say what to do, and change nothing', async () => {
    const file = folder.file('clinic.db');
    copyFileSync(`${fixtures}v1.db`, file);
    alter(file, 'PRAGMA user_version = 99');
    await expect(createSqliteStore({ file, clinicId }).open()).rejects.toMatchObject({
      code: 'storage',
      isRetryable: false,
      message: expect.stringMatching(
        /newer version \(tables 99, this version knows \d+\); update @clinicarrivals\/storage/,
      ),
    });
    alter(file, 'PRAGMA user_version = 1');
    const store = createSqliteStore({ file, clinicId });
    await store.open();
    expect(await store.openTasks()).toHaveLength(1);
    await store.close();
  });

  it('refuse the database of another program', async () => {
    const file = folder.file('other.db');
    alter(file, 'CREATE TABLE invoices (id INTEGER PRIMARY KEY)');
    const opening = createSqliteStore({ file, clinicId }).open();
    await expect(opening).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('another program'),
    });
  });

  it('are made once by two stores that open a new file together', async () => {
    const stores = [1, 2, 3].map(() => createSqliteStore({ file: folder.file('clinic.db'), clinicId }));
    await Promise.all(stores.map((store) => store.open()));
    for (const store of stores) expect(await store.nextDueAt()).toBe(null);
    for (const store of stores) await store.close();
  });
});
