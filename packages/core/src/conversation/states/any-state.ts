import {
  close,
  closeQuestion,
  courtesy,
  markCancelled,
  note,
  raise,
  remember,
  say,
  sayOnceDone,
  update,
} from '../vocabulary.ts';

const over = { target: '.closed', actions: close.actions } as const;

/** What holds in every state that does not say otherwise itself. */
export const inAnyState = {
  'pms.cancelled': over,
  'pms.over': over,
  'pms.tentative': over,
  'pms.noshow': over,
  'pms.entered-in-error': over,
  'pms.gone': { target: '.closed', actions: [...close.actions, note('gone from the PMS'), raise('appointment-gone')] },
  'pms.number-changed': [
    { guard: 'isPatientHere', actions: note('another number: the patient is here') },
    { actions: [note('another number'), 'askAgain'] },
  ],
  'pms.booked': courtesy,
  'pms.arrived': courtesy,
  'pms.modified': courtesy,
  'pms.other-practitioner': courtesy,
  'pms.telehealth': courtesy,
  'pms.in-person': courtesy,
  'pms.by-phone': courtesy,
  'pms.by-video': courtesy,
  'pms.moved-within-day': courtesy,
  'pms.moved-to-another-day': courtesy,
  'pms.maybe-ready': { actions: [note('ready, if a profile of the PMS said so'), raise('profile-not-chosen')] },
  'due.day-end': over,
  'delivery.failed': {
    actions: [
      remember({ receiptAwaitedSince: null }),
      note('the call-in was not delivered'),
      raise('call-in-not-delivered'),
    ],
  },
  'reply.late': [
    { guard: 'isBeforeStart', actions: [remember({ isLate: true }), note('the patient will be late')] },
    {
      actions: [remember({ isLate: true }), note('late, after the start'), raise('late-after-start'), say('Received')],
    },
  ],
  'reply.reschedule': { actions: [note('wants another time'), raise('wants-to-reschedule'), say('Received')] },
  'reply.cancel': [
    {
      guard: 'isCancelTooClose',
      actions: [note('wants to cancel, close to the start'), raise('wants-to-cancel'), say('Received')],
    },
    { actions: [note('wants to cancel'), say('ConfirmCancel')] },
  ],
  'reply.cancel-confirmed': [
    {
      guard: 'mayCancelByText',
      actions: [
        closeQuestion,
        note('the patient cancels'),
        update('cancel'),
        sayOnceDone('Cancellation'),
        markCancelled,
      ],
    },
    { actions: [closeQuestion, note('wants to cancel'), raise('wants-to-cancel'), say('Received')] },
  ],
  'reply.cancel-withdrawn': { actions: [closeQuestion, courtesy.actions] },
  'reply.thanks': courtesy,
  'reply.*': [
    { guard: 'isFirstMisunderstood', actions: [note('not understood'), 'dontUnderstand'] },
    { actions: [note('not understood again'), raise('reply-not-understood')] },
  ],
  'visit.arrived': courtesy,
  'video.joined': courtesy,
  'video.left': courtesy,
  'video.practitioner': courtesy,
  'video.call-requested': courtesy,
  'room.opened': courtesy,
  'room.failed': courtesy,
  'room.closed': courtesy,
} as const;
