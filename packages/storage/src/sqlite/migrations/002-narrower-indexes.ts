import type { Migration } from './migration.ts';

/**
 * Two indexes hold less, and are written less often: whether a number has a message that waits is asked at every reply, and the body of a
 * text is looked for only once it is finished.
 */
export const narrowerIndexes: Migration = {
  version: 2,
  sql: `
    DROP INDEX inbox_pending;
    CREATE INDEX inbox_pending ON inbox (clinic_id, phone) WHERE outcome IS NULL;
    DROP INDEX outbox_with_body;
    CREATE INDEX outbox_with_body ON outbox (clinic_id, finished_at) WHERE body IS NOT NULL AND finished_at IS NOT NULL;
  `,
};
