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
    'pms.confirmed': settle,
    'pms.noshow': settle,
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
    'pms.confirmed': settleAnew,
    'pms.noshow': settleAnew,
    // The answer says the new time: it is known then. The place it does not say.
    'reply.confirm-outdated': { guard: 'isPlaceAsKnown', target: 'quiet', actions: markKnown },
    'reply.cancel-outdated': [
      { guard: 'isCancelTooClose', actions: [] },
      { guard: 'isPlaceAsKnown', target: 'quiet', actions: markKnown },
    ],
    // Staff have talked to the patient: there is nothing left to tell.
    'staff.resolved': { target: 'quiet', actions: markKnown },
    'due.settle': [
      { guard: 'isPatientHere', target: 'quiet', actions: [note('the patient is here: nothing is told'), markKnown] },
      { guard: 'isMissedNews', target: 'quiet', actions: [say('NoShow'), markKnown] },
      { guard: 'isBookedNews', target: 'quiet', actions: [say('Booked'), markKnown] },
      { guard: 'isCancellationNews', target: 'quiet', actions: [say('Cancellation'), markKnown] },
      { guard: 'isRescheduledNews', target: 'quiet', actions: [say('Rescheduled'), markKnown] },
      { guard: 'isModifiedNews', target: 'quiet', actions: [say('Modified'), markKnown] },
      { guard: 'isConfirmedNews', target: 'quiet', actions: [say('Confirmed'), markKnown] },
      { target: 'quiet', actions: [note('nothing to tell'), markKnown] },
    ],
  },
});
