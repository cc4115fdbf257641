// ConversationStore on SQLite, the embedded default.
export { createSqliteStore } from './sqlite/sqlite-store.ts';
export type { SqliteStore, SqliteStoreOptions } from './sqlite/sqlite-store.ts';
