import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTask } from '@clinicarrivals/core/testing';
import { createSqliteStore } from '../src/sqlite.ts';
import type { SqliteStore } from '../src/sqlite.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const script = fileURLToPath(new URL('./hold-lock.mjs', import.meta.url));

describe('a file that another process writes to', () => {
  let folder: TemporaryFolder;
  let store: SqliteStore;
  /** A store that goes on trying for long. */
  let waiting: SqliteStore;
  let child: ChildProcess;

  beforeEach(async () => {
    folder = createTemporaryFolder();
    store = createSqliteStore({ file: folder.file('clinic.db'), clinicId: 'clinic-1', lockWaitMs: 60 });
    await store.open();
    waiting = createSqliteStore({ file: folder.file('clinic.db'), clinicId: 'clinic-1' });
    await waiting.open();
    child = spawn(process.execPath, [script, folder.file('clinic.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (child.stdout !== null) await once(child.stdout, 'data');
  });
  afterEach(async () => {
    await end();
    await store.close();
    await waiting.close();
    folder.remove();
  });

  const end = async (signal?: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    if (signal === undefined) child.stdin?.write('\n');
    else child.kill(signal);
    await exit;
  };

  it('fails a commit after the set time with an error that names the lock, and writes nothing', async () => {
    await expect(store.commit({ tasks: [aTask()] })).rejects.toMatchObject({
      code: 'storage',
      isRetryable: true,
      message: '[sqlite] commit failed: the file was locked by another process for 60 ms; end it or try again',
    });
    expect(await store.openTasks()).toEqual([]);
    await end();
    expect(await store.commit({ tasks: [aTask()] })).toBe('committed');
    expect(await store.document({ kind: 'setting', id: 'byTheOther' })).toMatchObject({ value: 1 });
  });

  it('fails to open it when the lock stays', async () => {
    const late = createSqliteStore({ file: folder.file('clinic.db'), clinicId: 'clinic-1', lockWaitMs: 20 });
    await expect(late.open()).rejects.toMatchObject({ code: 'storage', isRetryable: true });
    await late.close();
    await end();
    await late.open();
    expect(await late.openTasks()).toEqual([]);
    await late.close();
  });

  it('is read meanwhile, as it was before', async () => {
    expect(await store.document({ kind: 'setting', id: 'byTheOther' })).toBe(null);
  });

  it('commits once the other is done, and leaves the event loop free until then', async () => {
    let isCommitted = false;
    const committing = waiting.commit({ tasks: [aTask()] }).finally(() => {
      isCommitted = true;
    });
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(isCommitted).toBe(false);
    await end();
    expect(await committing).toBe('committed');
    expect(await store.openTasks()).toHaveLength(1);
  });

  it('loses nothing but what was not committed when the other is killed', async () => {
    await end('SIGKILL');
    expect(await store.commit({ tasks: [aTask()] })).toBe('committed');
    expect(await store.document({ kind: 'setting', id: 'byTheOther' })).toBe(null);
  });
});
