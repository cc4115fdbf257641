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
  update,
  vocabulary,
} from '../vocabulary.ts';
import { roomThatEnds } from './room.ts';

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

const openAgain = [forgetArrival, remember({ chosen: null, isLate: false }), note('open again')] as const;

/** The visit is over, whatever became of it. */
export const closed = vocabulary.createStateConfig({
  on: {
    'pms.booked': [
      { guard: 'isDayOver', ...courtesy },
      { guard: 'wasScreenedForVideo', ...keepVideo, actions: [...openAgain, ...keepVideo.actions] },
      { guard: 'wasScreened', target: 'expected', actions: [...openAgain, markScreened] },
      { target: 'upcoming', actions: openAgain },
    ],
    'pms.arrived': [
      { guard: 'isDayOver', ...courtesy },
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
    'reply.*': { actions: [note('no open appointment'), raise('reply-without-question'), say('Unexpected')] },
  },
});
