import { toKnown } from '../observe.ts';
import {
  close,
  closeQuestion,
  courtesy,
  markCancelled,
  note,
  noteOwnCancellation,
  raise,
  remember,
  say,
  sayInAnswer,
  sayOnceDone,
  update,
  vocabulary,
} from '../vocabulary.ts';
import { askForUndo, undoImpossible } from './undo.ts';

const over = { target: '.closed', actions: close.actions } as const;

const notUnderstood = [
  { guard: 'isFirstMisunderstood', actions: [note('not understood'), 'dontUnderstand'] },
  { actions: [note('not understood again'), raise('reply-not-understood')] },
] as const;

const confirm = [
  vocabulary.assign({
    confirmation: ({ context, event }) => ({ at: event.now, startAt: context.appointment.startAt }),
  }),
  note('the patient confirms'),
  update('confirm'),
  sayOnceDone('Confirmed'),
] as const;

const cancel = [
  closeQuestion,
  note('the patient cancels'),
  update('cancel'),
  sayOnceDone('Cancellation'),
  markCancelled,
] as const;
const cancelByHand = [closeQuestion, note('wants to cancel'), raise('wants-to-cancel'), say('Received')] as const;
const cancelTooClose = {
  guard: 'isCancelTooClose',
  actions: [note('wants to cancel, close to the start'), raise('wants-to-cancel'), say('Received')],
} as const;

/** The PMS may not have taken the cancellation yet: then it is not cancelled, and known to be on. */
const undoAtOnce = [
  ...askForUndo,
  vocabulary.assign({ known: ({ context }) => toKnown(context.appointment, true) }),
  sayOnceDone('Booked'),
] as const;

/** What holds in every state that does not say otherwise itself. */
export const inAnyState = {
  'pms.cancelled': { target: '.closed', actions: [...close.actions, noteOwnCancellation] },
  'pms.over': over,
  'pms.tentative': over,
  'pms.noshow': over,
  'pms.entered-in-error': over,
  'pms.gone': { target: '.closed', actions: [...close.actions, note('gone from the PMS'), raise('appointment-gone')] },
  'pms.number-changed': [
    { guard: 'isPatientHere', actions: note('another number: the patient is here') },
    { actions: [note('another number'), 'askAgain'] },
  ],
  'pms.notices-only': courtesy,
  'pms.whole-visit': courtesy,
  'pms.confirmed': courtesy,
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
  'reply.confirm': [
    { guard: 'mayConfirm', actions: confirm },
    { guard: 'hasConfirmed', ...courtesy },
    ...notUnderstood,
  ],
  'reply.confirm-outdated': {
    actions: [note('it answers what the appointment was before'), sayInAnswer('Booked')],
  },
  // Said once more to who has confirmed, it is no riddle.
  'reply.yes': [{ guard: 'hasConfirmed', ...courtesy }, ...notUnderstood],
  'reply.cancel': [
    { guard: 'hasCancelled', ...courtesy },
    cancelTooClose,
    { guard: 'mayCancelAtOnce', actions: cancel },
    { guard: 'isSureToCancel', actions: cancelByHand },
    { actions: [note('wants to cancel'), say('ConfirmCancel')] },
  ],
  'reply.cancel-confirmed': [{ guard: 'mayCancelByText', actions: cancel }, { actions: cancelByHand }],
  'reply.cancel-outdated': [
    cancelTooClose,
    { actions: [note('it answers what the appointment was before'), say('ConfirmCancel')] },
  ],
  'reply.cancel-withdrawn': { actions: [closeQuestion, courtesy.actions] },
  'reply.thanks': courtesy,
  'reply.undo': [
    { guard: 'mayUndo', actions: undoAtOnce },
    { guard: 'hasCancelled', actions: undoImpossible },
    ...notUnderstood,
  ],
  'reply.*': notUnderstood,
  'visit.arrived': courtesy,
  'video.joined': courtesy,
  'video.left': courtesy,
  'video.practitioner': courtesy,
  'video.call-requested': courtesy,
  'room.opened': courtesy,
  'room.failed': courtesy,
  'room.closed': courtesy,
} as const;
