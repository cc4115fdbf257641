import { ConfigurationError } from '@clinicarrivals/core';

/** Collects everything that is wrong, so that one start tells all of it. */
export interface Problems {
  add(field: string, message: string): void;
  /** Runs a check of a library and keeps its error; gives null when it has thrown. */
  attempt<T>(check: () => T): T | null;
  /** Throws an `AggregateError` of `ConfigurationError`s when anything was added. */
  throwIfAny(): void;
}

/** Makes an empty collection. */
export function createProblems(): Problems {
  const errors: ConfigurationError[] = [];
  return {
    add: (field, message) => {
      errors.push(new ConfigurationError({ field, message }));
    },
    attempt: (check) => {
      try {
        return check();
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        errors.push(error);
        return null;
      }
    },
    throwIfAny: () => {
      if (errors.length > 0) throw new AggregateError(errors, '[settings] something is wrong, see errors');
    },
  };
}
