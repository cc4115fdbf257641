/** One step from a version of the tables to the next. What has been released is never changed; a change is a new step. */
export interface Migration {
  /** The value of `PRAGMA user_version` after this step; the first is 1 and each is one more than the one before. */
  readonly version: number;
  readonly sql: string;
}
