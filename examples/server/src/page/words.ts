import type { BoardLine, VisitState } from '@clinicarrivals/core';

/** How much a state asks of reception; the page gives each a look of its own. */
export type Tone = 'quiet' | 'waiting' | 'here' | 'called' | 'alert' | 'done';

/** A state in words that need no explanation at the front desk. */
export const stateWords: Readonly<Record<VisitState, { readonly words: string; readonly tone: Tone }>> = {
  upcoming: { words: 'Not asked yet', tone: 'quiet' },
  'notices-only': { words: 'Notices and reminders only', tone: 'quiet' },
  screening: { words: 'Asked: in person or by video?', tone: 'waiting' },
  expected: { words: 'Coming in', tone: 'waiting' },
  arrived: { words: 'Here, waiting to be called', tone: 'here' },
  awaited: { words: 'Doctor ready, patient not seen', tone: 'alert' },
  called: { words: 'Called in', tone: 'called' },
  'remote-scheduled': { words: 'From afar, not invited yet', tone: 'waiting' },
  'remote-invited': { words: 'Invited, not ready yet', tone: 'waiting' },
  'remote-ready': { words: 'Ready, waiting for the doctor', tone: 'here' },
  held: { words: 'Stopped: talk to the patient', tone: 'alert' },
  closed: { words: 'Over', tone: 'done' },
};

/** Why a patient is not to be reached by text. */
export const problemWords: Readonly<Record<NonNullable<BoardLine['textProblem']>, string>> = {
  'opted-out': 'opted out of texts',
  'wrong-number': 'somebody else’s number',
  landline: 'a landline: no texts',
  unassigned: 'nobody has this number',
  unreachable: 'last text did not arrive',
};

/** Who has said that the patient comes. */
export const confirmedWords: Readonly<Record<NonNullable<BoardLine['confirmedBy']>, string>> = {
  patient: 'confirmed by text',
  clinic: 'confirmed',
};
