import { aloneInRoom, ringNow, toVideoAgain } from '../room-vocabulary.ts';
import {
  arriveAtReception,
  backToWaiting,
  becomeReady,
  close,
  courtesy,
  endedWhileHere,
  forgetArrival,
  joinAgain,
  markKnown,
  movedWhileHere,
  needsPerson,
  note,
  raise,
  remember,
  rememberReady,
  say,
  sayFromNow,
  update,
  vocabulary,
} from '../vocabulary.ts';
import { room } from './room.ts';

const countCall = vocabulary.assign({ calls: ({ context }) => context.calls + 1 });
const awaitReceipt = vocabulary.assign({ receiptAwaitedSince: ({ event }) => event.now });

/** In the waiting room, the car park or the car. */
export const arrived = vocabulary.createStateConfig({
  on: {
    ...endedWhileHere,
    'pms.ready': [
      {
        guard: 'isCalledWithOtherPart',
        target: 'called',
        actions: [rememberReady, countCall, note('called in with the part before')],
      },
      {
        guard: 'isCallInTimely',
        target: 'called',
        actions: [
          rememberReady,
          note('the practitioner is ready'),
          countCall,
          say('DoctorReady'),
          awaitReceipt,
          vocabulary.enqueueActions(({ check, enqueue }) => {
            if (check('isPatientElsewhere')) enqueue(raise('arrived-elsewhere'));
          }),
        ],
      },
      {
        target: 'called',
        actions: [rememberReady, note('ready for too long to call in by text'), raise('call-in-not-delivered')],
      },
    ],
    'pms.booked': { target: 'expected', actions: [forgetArrival, note('reception took the arrival back')] },
    'reply.arrived': [
      {
        guard: 'canThankAgain',
        actions: [
          vocabulary.assign({ arrivedRepeats: ({ context }) => context.arrivedRepeats + 1 }),
          note('arrived again'),
          say('ArrivedThanks'),
        ],
      },
      courtesy,
    ],
    'reply.thanks': courtesy,
    'reply.*': needsPerson,
    'pms.moved-within-day': { actions: note('moved within the day: the patient is here') },
    'pms.moved-to-another-day': movedWhileHere,
  },
});

const arriveWhileAwaited = [
  {
    guard: 'canCallAtOnce',
    target: 'called',
    actions: [
      vocabulary.assign({ arrivedFrom: ({ event }) => event.from }),
      countCall,
      note('arrived while the practitioner waits'),
      sayFromNow('DoctorReady'),
      awaitReceipt,
      raise('doctor-ready-no-arrival'),
    ],
  },
  { actions: [note('arrived, but the practitioner may have moved on'), raise('doctor-ready-no-arrival')] },
] as const;

const readyNoMore = [remember({ readyAt: null }), note('the practitioner is not ready any more')] as const;

/** The practitioner is ready and nobody knows where the patient is. */
export const awaited = vocabulary.createStateConfig({
  on: {
    ...room,
    ...endedWhileHere,
    'reply.arrived': arriveWhileAwaited,
    'visit.arrived': arriveWhileAwaited,
    'reply.ready': { guard: 'isRemoteVisit', target: 'called', actions: becomeReady },
    'video.joined': { target: 'called', actions: becomeReady },
    'pms.by-video': [{ guard: 'isRemoteVisit', ...toVideoAgain }, courtesy],
    'video.call-requested': [
      { guard: 'isHeldByTelephone', ...courtesy },
      { guard: 'isRemoteVisit', target: 'called', actions: [...ringNow, update('mark-arrived')] },
      courtesy,
    ],
    'pms.arrived': [
      { ...joinAgain, actions: [remember({ readyAt: null }), ...joinAgain.actions] },
      { ...arriveAtReception, actions: [remember({ readyAt: null }), arriveAtReception.actions] },
    ],
    'due.invite': { actions: [note('the invite window opened'), 'invite'] },
    'pms.booked': [
      { guard: 'isToBeInvited', target: 'remote-scheduled', actions: readyNoMore },
      { guard: 'isRemoteVisit', target: 'remote-invited', actions: readyNoMore },
      { target: 'expected', actions: readyNoMore },
    ],
    'pms.ready': courtesy,
    'pms.moved-within-day': { actions: note('moved within the day: the patient is awaited') },
    'pms.moved-to-another-day': movedWhileHere,
  },
});

/** Asked to come to the room, or met by video. */
export const called = vocabulary.createStateConfig({
  on: {
    ...room,
    'due.receipt': {
      actions: [
        remember({ receiptAwaitedSince: null }),
        note('no delivery receipt for the call-in'),
        raise('call-in-not-delivered'),
      ],
    },
    'delivery.delivered': [
      { guard: 'isOfEarlierCall', actions: note('an earlier call-in was delivered') },
      { actions: [remember({ receiptAwaitedSince: null }), note('the call-in was delivered')] },
    ],
    // The patient has been called anew since, and that call-in has a receipt of its own.
    'delivery.failed': { guard: 'isOfEarlierCall', actions: note('an earlier call-in was not delivered') },
    'due.alone': { actions: aloneInRoom },
    'reply.thanks': courtesy,
    'reply.yes': courtesy,
    // The link came late and asked for it: the practitioner may have gone on meanwhile.
    'reply.ready': [
      { guard: 'isInviteAsked', actions: [note('ready after the practitioner was'), raise('ready-late')] },
      needsPerson,
    ],
    'reply.*': needsPerson,
    'pms.ready': courtesy,
    'pms.by-video': [{ guard: 'isRemoteVisit', ...toVideoAgain }, courtesy],
    'video.call-requested': [
      { guard: 'isHeldByTelephone', ...courtesy },
      { guard: 'isRemoteVisit', actions: ringNow },
      courtesy,
    ],
    'pms.arrived': backToWaiting,
    'pms.booked': [
      { guard: 'isToBeInvited', target: 'remote-scheduled', actions: [forgetArrival, note('back to booked')] },
      { guard: 'isRemoteVisit', target: 'remote-invited', actions: [forgetArrival, note('back to booked')] },
      { target: 'expected', actions: [forgetArrival, note('back to booked')] },
    ],
    // The patient is with the practitioner: a notice would only confuse.
    'pms.cancelled': { target: 'closed', actions: [...close.actions, markKnown] },
    'pms.moved-within-day': { actions: note('moved within the day: the patient is called in') },
    'pms.moved-to-another-day': movedWhileHere,
  },
});
