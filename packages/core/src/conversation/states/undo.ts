import { note, raise, say, update, vocabulary } from '../vocabulary.ts';

/** Asks the PMS to take the patient's cancellation back. */
export const askForUndo = [
  vocabulary.assign({ undoAskedAt: ({ event }) => event.now }),
  note('the patient takes the cancellation back'),
  update('undo-cancel'),
] as const;

/** Too late, or the PMS does not let us: a person finds another time. */
export const undoImpossible = [
  note('the cancellation cannot be taken back by text'),
  raise('undo-impossible'),
  say('Received'),
] as const;
