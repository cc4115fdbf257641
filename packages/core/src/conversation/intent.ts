/** What a reply means. `unknown` covers everything that is not clearly one of the others. */
export const intents = [
  'yes',
  'no',
  'arrived',
  'ready',
  'confirm',
  'cancel',
  'undo',
  'reschedule',
  'late',
  'stop',
  'start',
  'help',
  'urgent',
  'wrong-number',
  'choice',
  'thanks',
  'unknown',
] as const;

/** One of {@link intents}. */
export type Intent = (typeof intents)[number];
