import { markKnown, note, say, vocabulary } from '../vocabulary.ts';

const settle = { guard: 'mayTellChanges', target: 'settling' } as const;
const settleAnew = { target: 'settling', reenter: true } as const;

/** Nothing to tell. */
export const quiet = vocabulary.createStateConfig({
  on: {
    // Even with nothing to tell: who books anew within this time has moved, and keeps answers and arrival.
    'pms.cancelled': { target: 'settling' },
    'pms.moved-within-day': settle,
    'pms.moved-to-another-day': settle,
    'pms.modified': settle,
    'pms.booked': settle,
  },
});

/** Something changed in the PMS; when it has been quiet for a while, the net change is told. */
export const settling = vocabulary.createStateConfig({
  entry: vocabulary.assign({ settlingSince: ({ event }) => event.now }),
  on: {
    'pms.cancelled': settleAnew,
    'pms.moved-within-day': settleAnew,
    'pms.moved-to-another-day': settleAnew,
    'pms.modified': settleAnew,
    'pms.booked': settleAnew,
    // Staff have talked to the patient: there is nothing left to tell.
    'staff.resolved': { target: 'quiet', actions: markKnown },
    'due.settle': [
      { guard: 'isPatientHere', target: 'quiet', actions: [note('the patient is here: nothing is told'), markKnown] },
      { guard: 'isCancellationNews', target: 'quiet', actions: [say('Cancellation'), markKnown] },
      { guard: 'isRescheduledNews', target: 'quiet', actions: [say('Rescheduled'), markKnown] },
      { guard: 'isModifiedNews', target: 'quiet', actions: [say('Modified'), markKnown] },
      { target: 'quiet', actions: [note('nothing to tell'), markKnown] },
    ],
  },
});
