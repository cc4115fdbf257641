import { ClinicArrivalsError } from '@clinicarrivals/core';

/** Words why a program could not start: a line for each thing to mend, and a stack only where it is our own mistake. */
export function describeStartError(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describeStartError).join('\n');
  if (ClinicArrivalsError.isInstance(error)) return error.message;
  // What `parseArgs` throws says itself what is wrong with an option.
  if (error instanceof TypeError && 'code' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
