import { describe, expect, it } from 'vitest';
import { testConversationStore } from '@clinicarrivals/core/testing';
import type { ConversationStore } from '@clinicarrivals/core';
import { createSqliteStore } from '../src/sqlite.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

describe('the SQLite store', () => {
  testConversationStore(
    { describe, it, expect },
    {
      create: async () => {
        const folder = createTemporaryFolder();
        const others: ConversationStore[] = [];
        const open = async (name: string): Promise<ConversationStore> => {
          const store = createSqliteStore({ file: folder.file(name), clinicId: 'clinic-1' });
          await store.open();
          others.push(store);
          return store;
        };
        const store = await open('clinic.db');
        return {
          store,
          reopen: async () => {
            await store.close();
            return open('clinic.db');
          },
          second: () => open('clinic.db'),
          copy: { path: folder.file('backup.db'), open: () => open('backup.db') },
          close: async () => {
            for (const other of others) await other.close();
            folder.remove();
          },
        };
      },
    },
  );
});
