import { ring, ringNow, toTelephone, toVideoAgain } from '../room-vocabulary.ts';
import {
  arriveInsteadOfVideo,
  askPlace,
  awaitPatient,
  becomeReady,
  beRungByAnother,
  comeInAfterAll,
  courtesy,
  endedWhileHere,
  forgetArrival,
  markedByPartInsteadOfVideo,
  meetAnother,
  movedWhileHere,
  needsPerson,
  noSession,
  note,
  raise,
  remember,
  rememberReady,
  sayOnceDone,
  startAgain,
  toInPerson,
  update,
  vocabulary,
} from '../vocabulary.ts';
import { room } from './room.ts';

const losesVideo = {
  'pms.in-person': toInPerson,
  'pms.modified': [
    { ...toInPerson[0], guard: 'losesVideoLate' },
    { ...toInPerson[1], guard: 'losesVideo' },
  ],
} as const;

const toldNothing = [note('another practitioner holds the visit'), update('set-telehealth')] as const;

const beforeReady = {
  ...room,
  ...losesVideo,
  // "No" to "at the clinic, or at your phone?" is no change of mind.
  'reply.no': [{ guard: 'isPlaceAsked', ...needsPerson }, comeInAfterAll],
  'reply.arrived': [askPlace, { guard: 'isToday', ...needsPerson }],
  'reply.at-clinic': arriveInsteadOfVideo,
  'due.place': { actions: [remember({ placeAskedAt: null }), note('did not say where'), raise('at-clinic-or-phone')] },
  'visit.arrived': markedByPartInsteadOfVideo,
  'pms.ready': awaitPatient,
  'pms.arrived': { target: 'remote-ready', actions: note('reception marked the patient arrived') },
  'pms.moved-within-day': {
    target: 'remote-scheduled',
    actions: [remember({ readyEarlyAt: null, placeAskedAt: null }), note('moved within the day: still by video')],
  },
  'pms.moved-to-another-day': {
    ...startAgain,
    actions: [
      'closeSession',
      remember({ ...noSession, readyEarlyAt: null, placeAskedAt: null }),
      ...startAgain.actions,
    ],
  },
} as const;

const rememberEarly = {
  guard: 'isToday',
  actions: [
    vocabulary.assign({ readyEarlyAt: ({ event }) => event.now, arrivedFrom: ({ event }) => event.from }),
    remember({ placeAskedAt: null }),
    note('ready before the window'),
  ],
} as const;

/** Will meet by video or telephone; the invite has not gone out. */
export const remoteScheduled = vocabulary.createStateConfig({
  on: {
    ...beforeReady,
    'due.invite': [
      {
        guard: 'saidReadyEarly',
        target: 'remote-ready',
        actions: [note('was ready before the invite'), 'invite', update('mark-arrived'), sayOnceDone('VideoThanks')],
      },
      {
        guard: 'joinedEarly',
        target: 'remote-ready',
        actions: [note('joined before the invite'), 'invite', update('mark-arrived')],
      },
      {
        guard: 'isInviteOpenAtBaseline',
        target: 'remote-invited',
        actions: note('not invited: baseline'),
      },
      { target: 'remote-invited', actions: [note('the invite window opened'), 'invite'] },
    ],
    'reply.ready': rememberEarly,
    'reply.at-phone': rememberEarly,
    'video.joined': [rememberEarly, courtesy],
    'pms.by-phone': { actions: note('reception made it a telephone call') },
    'pms.other-practitioner': { actions: toldNothing },
    'pms.by-video': toVideoAgain,
    'video.call-requested': [{ guard: 'isHeldByTelephone', ...courtesy }, { actions: ring }],
    'reply.yes': courtesy,
  },
});

/** Has the link, or knows that the practitioner will ring. */
export const remoteInvited = vocabulary.createStateConfig({
  on: {
    ...beforeReady,
    'reply.ready': { target: 'remote-ready', actions: becomeReady },
    'reply.at-phone': { target: 'remote-ready', actions: becomeReady },
    'reply.yes': [{ guard: 'isOkReady', target: 'remote-ready', actions: becomeReady }, courtesy],
    'video.joined': {
      target: 'remote-ready',
      actions: [note('the patient joined the session'), update('mark-arrived')],
    },
    'pms.by-phone': toTelephone,
    'pms.other-practitioner': [beRungByAnother, meetAnother],
    'pms.by-video': toVideoAgain,
    'video.call-requested': [
      { guard: 'isHeldByTelephone', ...courtesy },
      { target: 'remote-ready', actions: [...ring, update('mark-arrived')] },
    ],
  },
});

const takenBack = [forgetArrival, note('reception took the arrival back')] as const;

/** Waits at the other end. */
export const remoteReady = vocabulary.createStateConfig({
  on: {
    ...room,
    ...losesVideo,
    ...endedWhileHere,
    'pms.ready': [
      {
        guard: 'isSessionEmpty',
        target: 'called',
        actions: [rememberReady, note('the practitioner is ready, nobody is in the session'), raise('not-in-session')],
      },
      { target: 'called', actions: [rememberReady, note('the practitioner is ready')] },
    ],
    'pms.booked': [
      { guard: 'isUninvited', target: 'remote-scheduled', actions: takenBack },
      { target: 'remote-invited', actions: takenBack },
    ],
    'reply.ready': courtesy,
    'reply.thanks': courtesy,
    'reply.*': needsPerson,
    'pms.moved-within-day': { actions: note('moved within the day: the patient is ready') },
    'pms.other-practitioner': [{ guard: 'isUninvited', actions: toldNothing }, beRungByAnother, meetAnother],
    'pms.by-phone': [{ guard: 'isUninvited', actions: note('reception made it a telephone call') }, toTelephone],
    'pms.by-video': toVideoAgain,
    'video.call-requested': [{ guard: 'isHeldByTelephone', ...courtesy }, { actions: ringNow }],
    'pms.moved-to-another-day': movedWhileHere,
  },
});
