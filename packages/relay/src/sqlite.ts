export { createSqliteRelayStore } from './sqlite/sqlite-relay-store.ts';
export type { SqliteRelayStoreOptions } from './sqlite/sqlite-relay-store.ts';
