import { toKnown } from '../observe.ts';
import {
  arriveAtReception,
  awaitPatient,
  close,
  courtesy,
  forgetArrival,
  joinAgain,
  joinAtReception,
  keepVideo,
  markKnown,
  markScreened,
  movedWhileHere,
  needsPerson,
  note,
  raise,
  remember,
  say,
  sayInAnswer,
  update,
  vocabulary,
} from '../vocabulary.ts';
import { roomThatEnds } from './room.ts';
import { askForUndo, undoImpossible } from './undo.ts';

const isBack = note('in the PMS again: the patient is here');

/** The appointment ended in the PMS while the patient is here: a person settles it. */
export const held = vocabulary.createStateConfig({
  on: {
    ...roomThatEnds,
    'staff.resolved': { target: 'closed', actions: [...close.actions, markKnown, note('staff have settled it')] },
    'pms.arrived': [joinAgain, { target: 'arrived', actions: isBack }],
    'pms.booked': [
      { guard: 'isNotToday', ...movedWhileHere },
      {
        guard: 'isRemoteVisit',
        target: 'remote-ready',
        actions: [isBack, update('set-telehealth'), update('mark-arrived')],
      },
      { target: 'arrived', actions: [isBack, update('mark-arrived')] },
    ],
    'pms.ready': awaitPatient,
    'pms.cancelled': courtesy,
    'pms.noshow': courtesy,
    'pms.entered-in-error': courtesy,
    'pms.gone': courtesy,
    'reply.thanks': courtesy,
    'reply.*': needsPerson,
  },
});

/** Who has taken the cancellation back hears that it is done; nobody else did it, so there is nothing else to tell. */
const tellUndone = vocabulary.enqueueActions(({ check, enqueue }) => {
  if (!check('isUndone')) return;
  enqueue.assign({ known: ({ context }) => toKnown(context.appointment, true) });
  enqueue(sayInAnswer('Booked'));
});

const openAgain = [
  forgetArrival,
  remember({ chosen: null, isLate: false }),
  note('open again'),
  tellUndone,
  remember({ cancelledByTextAt: null, undoAskedAt: null }),
] as const;

const noOpenAppointment = [note('no open appointment'), raise('reply-without-question'), say('Unexpected')] as const;

/** The visit is over, whatever became of it. */
export const closed = vocabulary.createStateConfig({
  on: {
    'pms.booked': [
      { guard: 'isDayOver', ...courtesy },
      { guard: 'isNoticesOnly', target: 'notices-only', actions: openAgain },
      { guard: 'wasScreenedForVideo', ...keepVideo, actions: [...openAgain, ...keepVideo.actions] },
      { guard: 'wasScreened', target: 'expected', actions: [...openAgain, markScreened] },
      { target: 'upcoming', actions: openAgain },
    ],
    'pms.arrived': [
      { guard: 'isDayOver', ...courtesy },
      { guard: 'isNoticesOnly', target: 'notices-only', actions: [...openAgain, markKnown] },
      { ...joinAtReception, actions: [...openAgain, ...joinAtReception.actions, markKnown] },
      { ...arriveAtReception, actions: [...openAgain, arriveAtReception.actions, markKnown] },
    ],
    // What was asked about another start is asked anew.
    'pms.moved-within-day': { actions: [remember({ screenedFor: null }), note('moved after it had ended')] },
    'pms.moved-to-another-day': { actions: [remember({ screenedFor: null }), note('moved after it had ended')] },
    'pms.over': courtesy,
    'pms.tentative': courtesy,
    'pms.cancelled': courtesy,
    'pms.noshow': courtesy,
    'pms.entered-in-error': courtesy,
    'pms.gone': courtesy,
    'pms.ready': courtesy,
    'pms.maybe-ready': courtesy,
    'pms.number-changed': courtesy,
    'delivery.failed': courtesy,
    'reply.thanks': courtesy,
    'reply.undo': [
      { guard: 'mayUndo', actions: askForUndo },
      { guard: 'isCancelled', actions: undoImpossible },
      { actions: noOpenAppointment },
    ],
    'reply.*': { actions: noOpenAppointment },
  },
});
