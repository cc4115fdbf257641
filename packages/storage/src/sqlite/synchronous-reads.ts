/** The same methods without the promise: SQLite answers at once, and what waits for locks is wrapped around it. */
export type SynchronousReads<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...query: infer Query) => Promise<infer Answer>
    ? (...query: Query) => Answer
    : never;
};
