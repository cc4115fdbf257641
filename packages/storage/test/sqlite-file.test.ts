import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTask, aText, minutesLater, testPhone } from '@clinicarrivals/core/testing';
import { createSqliteStore } from '../src/sqlite.ts';
import type { SqliteStore } from '../src/sqlite.ts';
import { openDatabase } from '../src/sqlite/connection.ts';
import { isOnNetwork } from '../src/sqlite/file-access.ts';
import { everyTable } from './records.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const clinicId = 'clinic-1';
const isPosix = process.platform !== 'win32';
const nobody = 65_534;

/** Root may write everywhere, so where the tests run as root it becomes somebody else for a moment. */
async function withoutRoot(body: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(nobody);
  try {
    await body();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('the file of the SQLite store', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  afterEach(() => folder.remove());

  const createOpen = async (name = 'clinic.db', maxBytes?: number): Promise<SqliteStore> => {
    const store = createSqliteStore({
      file: folder.file(name),
      clinicId,
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    await store.open();
    return store;
  };
  const mode = (name: string): number => statSync(folder.file(name)).mode & 0o777;

  it.runIf(isPosix)(
    'can be read by its owner only, as can its log, its shared memory and its backup [linux, darwin only: file modes]',
    async () => {
      const store = await createOpen();
      await store.commit(everyTable);
      await store.backup({ path: folder.file('backup.db'), now: 1 });
      const names = ['backup.db', 'clinic.db', 'clinic.db-shm', 'clinic.db-wal'];
      expect(readdirSync(folder.file('.')).sort()).toEqual(names);
      for (const name of names) expect(mode(name)).toBe(0o600);
      await store.close();
    },
  );

  it('gives its log the full length at once, again after an erasure, and leaves nothing of that in the database', async () => {
    const store = await createOpen();
    const logBytes = (): number => statSync(folder.file('clinic.db-wal')).size;
    expect(logBytes()).toBeGreaterThan(4_096_000);
    const before = logBytes();
    await (await createOpen()).close();
    await store.commit(everyTable);
    expect(logBytes()).toBe(before);
    await store.erasePatient({ patientId: 'nobody', phones: [] });
    expect(logBytes()).toBeGreaterThan(4_096_000);
    await store.close();
    expect(statSync(folder.file('clinic.db')).size).toBeLessThan(1_000_000);
    const database = new DatabaseSync(folder.file('clinic.db'));
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'room'").all()).toEqual([]);
    database.close();
  });

  it.runIf(isPosix)('loses the rights that others had to it [linux, darwin only: file modes]', async () => {
    await (await createOpen()).close();
    chmodSync(folder.file('clinic.db'), 0o664);
    await (await createOpen()).close();
    expect(mode('clinic.db')).toBe(0o600);
  });

  it.runIf(isPosix)('is refused clearly when it is read-only [linux, darwin only: file modes]', async () => {
    await (await createOpen()).close();
    chmodSync(folder.file('clinic.db'), 0o444);
    chmodSync(folder.file('.'), 0o777);
    await withoutRoot(() =>
      expect(createOpen()).rejects.toMatchObject({
        code: 'storage',
        message: '[sqlite] open failed: the file or its folder is read-only; give this user the right to write to both',
      }),
    );
    expect(mode('clinic.db') & 0o222).toBe(0);
  });

  it.runIf(isPosix)('is refused clearly when it cannot be created [linux, darwin only: file modes]', async () => {
    chmodSync(folder.file('.'), 0o555);
    await withoutRoot(() =>
      expect(createOpen()).rejects.toMatchObject({
        code: 'storage',
        message: '[sqlite] open failed: the file cannot be created; give this user the right to write to its folder',
      }),
    );
    chmodSync(folder.file('.'), 0o755);
  });

  it('is refused clearly when its folder does not exist', async () => {
    const store = createSqliteStore({ file: folder.file('missing/clinic.db'), clinicId });
    await expect(store.open()).rejects.toMatchObject({
      code: 'storage',
      message: '[sqlite] open failed: the folder of the file does not exist; create it first',
    });
  });

  it('is refused clearly when it is a folder', async () => {
    mkdirSync(folder.file('clinic.db'));
    const message = expect.stringMatching(/^\[sqlite\] open failed: the file cannot be opened/);
    await expect(createOpen()).rejects.toMatchObject({ code: 'storage', message });
  });

  it('is refused clearly when it is no database', async () => {
    writeFileSync(folder.file('clinic.db'), 'Dear diary, today nobody came to the clinic. '.repeat(100));
    const message = expect.stringContaining('not a SQLite database or is damaged');
    await expect(createOpen()).rejects.toMatchObject({ code: 'storage', message });
  });

  it('gives a clear error when it is damaged inside', async () => {
    const store = await createOpen();
    await store.commit(everyTable);
    await store.close();
    const bytes = readFileSync(folder.file('clinic.db'));
    writeFileSync(folder.file('clinic.db'), bytes.fill(0xff, 4096));
    const damaged = createOpen().then(async (reopened) => {
      try {
        return await reopened.journal({ limit: 1 });
      } finally {
        await reopened.close();
      }
    });
    await expect(damaged).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('the file is damaged; stop, keep a copy of it, and restore the last backup'),
    });
  });

  it('that is full fails the write, keeps what was there, and goes on when there is room', async () => {
    const store = await createOpen('clinic.db', 1_048_576);
    await store.commit(everyTable);
    const body = 'x'.repeat(100_000);
    const fill = async (): Promise<void> => {
      for (let index = 0; index < 20; index += 1)
        await store.commit({ effects: [aText({ id: `large-${index}`, body })] });
    };
    await expect(fill()).rejects.toMatchObject({
      code: 'storage',
      isRetryable: true,
      message: '[sqlite] commit failed: the disk is full or the size limit is reached; make room, then it goes on',
    });
    expect(await store.openTasks()).toHaveLength(1);
    await store.close();

    const larger = await createOpen();
    expect(await larger.effect({ id: 'large-0' })).toMatchObject({ body });
    expect(await larger.commit({ effects: [aText({ id: 'large-99', body })] })).toBe('committed');
    await larger.close();
  });

  it('is refused where a write-ahead log is impossible', () => {
    expect(() => openDatabase(':memory:')).toThrow('does not allow a write-ahead log');
  });

  it('holds nothing of an erased patient, nor does its log', async () => {
    const secret = 'a sentence that must go';
    const store = await createOpen();
    await store.commit(everyTable);
    await store.commit({ inbox: [{ ...everyTable.inbox![0]!, gatewayId: 'message-2', body: secret }] });
    await store.erasePatient({ patientId: 'patient-1', phones: [testPhone] });
    const log = readFileSync(folder.file('clinic.db-wal'));
    await store.close();
    const database = readFileSync(folder.file('clinic.db'));
    for (const gone of [secret, testPhone, 'patient-1', 'Hello']) {
      for (const bytes of [log, database]) expect(bytes.includes(gone)).toBe(false);
    }
  });

  it('holds no purged body', async () => {
    const secret = 'a sentence that must go';
    const store = await createOpen();
    const done = aText({ status: 'done', body: secret, finishedAt: minutesLater(0) });
    await store.commit({
      effects: [done, ...Array.from({ length: 450 }, (_, index) => ({ ...done, id: `text ${index}` }))],
    });
    expect(await store.purgeBodies({ before: minutesLater(1) })).toBe(451);
    await store.close();
    expect(readFileSync(folder.file('clinic.db')).includes(secret)).toBe(false);
  });

  it('keeps clinics that share it apart', async () => {
    const first = await createOpen();
    const second = createSqliteStore({ file: folder.file('clinic.db'), clinicId: 'clinic-2' });
    await second.open();
    await first.commit(everyTable);
    expect(await second.commit(everyTable)).toBe('committed');
    await second.commit({ taskChanges: [{ type: 'resolve', id: 'task-1', at: 1, by: 'staff:A' }] });
    expect(await first.openTasks()).toHaveLength(1);
    expect(await second.openTasks()).toHaveLength(0);
    expect(await second.acquireLease({ holder: 'b', now: 0, ttlMs: 10 })).toBe(true);
    expect(await first.acquireLease({ holder: 'a', now: 0, ttlMs: 10 })).toBe(true);
    await first.erasePatient({ patientId: 'patient-1', phones: [testPhone] });
    expect(await second.conversation({ appointmentId: 'appointment-1' })).not.toBe(null);
    await first.close();
    await second.close();
  });

  it('tells network drives by their path on Windows and by their file system on Linux', () => {
    const on = (path: string, platform: NodeJS.Platform, fileSystemType = 0): boolean =>
      isOnNetwork({ path, platform, fileSystemType });
    expect(on('\\\\server\\share\\clinic.db', 'win32')).toBe(true);
    expect(on('//server/share/clinic.db', 'win32')).toBe(true);
    expect(on('\\\\?\\UNC\\server\\share\\clinic.db', 'win32')).toBe(true);
    expect(on('C:\\clinic\\clinic.db', 'win32')).toBe(false);
    expect(on('\\\\?\\C:\\clinic\\clinic.db', 'win32')).toBe(false);
    expect(on('/mnt/share/clinic.db', 'linux', 0x6969)).toBe(true);
    expect(on('/mnt/share/clinic.db', 'linux', 0xff534d42 | 0)).toBe(true);
    expect(on('/var/lib/clinic.db', 'linux', 0xef53)).toBe(false);
    expect(on('/Volumes/clinic.db', 'darwin', 0x6969)).toBe(false);
  });
});

describe('backup of the SQLite store', () => {
  let folder: TemporaryFolder;
  let store: SqliteStore;
  beforeEach(async () => {
    folder = createTemporaryFolder();
    store = createSqliteStore({ file: folder.file('clinic.db'), clinicId });
    await store.open();
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('refuses to write over the database itself', async () => {
    const backup = store.backup({ path: folder.file('clinic.db'), now: 1 });
    await expect(backup).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('database itself'),
    });
  });

  it('refuses to write over a database that somebody has open', async () => {
    await store.backup({ path: folder.file('backup.db'), now: 1 });
    const copy = createSqliteStore({ file: folder.file('backup.db'), clinicId });
    await copy.open();
    const backup = store.backup({ path: folder.file('backup.db'), now: 2 });
    await expect(backup).rejects.toMatchObject({ code: 'storage', message: expect.stringContaining('in use') });
    await copy.close();
  });

  it('holds one moment while writes go on', async () => {
    const body = 'x'.repeat(20_000);
    for (let round = 0; round < 20; round += 1) {
      const rows = Array.from({ length: 20 }, (_, index) => aText({ id: `text ${round}-${index}`, body }));
      await store.commit({ effects: rows, tasks: [aTask({ id: `task ${round}` })] });
    }
    let isCopying = true;
    let writes = 0;
    const copying = store.backup({ path: folder.file('backup.db'), now: 1 }).finally(() => {
      isCopying = false;
    });
    while (isCopying) {
      writes += 1;
      await store.commit({ effects: [aText({ id: `later ${writes}` })], tasks: [aTask({ id: `later ${writes}` })] });
    }
    await copying;
    expect(writes).toBeGreaterThan(3);
    const copy = createSqliteStore({ file: folder.file('backup.db'), clinicId });
    await copy.open();
    expect((await copy.openTasks()).filter((task) => task.id.startsWith('later'))).toEqual([]);
    expect(await copy.effect({ id: 'text 19-19' })).toMatchObject({ body });
    await copy.close();
    expect(await store.openTasks()).toHaveLength(20 + writes);
  });

  it('says so when the folder of the copy does not exist', async () => {
    const backup = store.backup({ path: folder.file('missing/backup.db'), now: 1 });
    await expect(backup).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('create it first'),
    });
  });

  it('takes the place of an older copy only when it is complete, and leaves nothing beside it', async () => {
    await store.backup({ path: folder.file('backup.db'), now: 1 });
    await store.commit({ tasks: [aTask()] });
    writeFileSync(folder.file('backup.db.partial'), 'left by a crash');
    await store.backup({ path: folder.file('backup.db'), now: 2 });
    expect(readdirSync(folder.file('.')).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
    const copy = createSqliteStore({ file: folder.file('backup.db'), clinicId });
    await copy.open();
    expect(await copy.restoredFrom()).toBe(2);
    expect(await copy.openTasks()).toHaveLength(1);
    await copy.close();
  });

  it('fails clearly and cleans up when it cannot be put in place', async () => {
    mkdirSync(folder.file('backup.db'));
    await expect(store.backup({ path: folder.file('backup.db'), now: 1 })).rejects.toMatchObject({ code: 'storage' });
    expect(existsSync(folder.file('backup.db.partial'))).toBe(false);
  });

  it('keeps the older moment of a restore that is not settled', async () => {
    await store.backup({ path: folder.file('first.db'), now: 10 });
    const first = createSqliteStore({ file: folder.file('first.db'), clinicId });
    await first.open();
    await first.backup({ path: folder.file('second.db'), now: 20 });
    await first.close();
    const second = createSqliteStore({ file: folder.file('second.db'), clinicId });
    await second.open();
    expect(await second.restoredFrom()).toBe(10);
    await second.close();
  });

  it('is a database in one file that other programs can check', async () => {
    await store.commit(everyTable);
    await store.backup({ path: folder.file('backup.db'), now: 1 });
    const copy = new DatabaseSync(folder.file('backup.db'), { readOnly: true });
    expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    copy.close();
  });
});
