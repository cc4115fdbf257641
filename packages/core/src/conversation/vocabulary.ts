import { assign, setup } from 'xstate';
import { answerGuards } from './answer-guards.ts';
import type { MachineEvent } from './event.ts';
import { guards } from './guards.ts';
import { toVisitStage } from '../pms-profile.ts';
import { toKnown } from './observe.ts';
import type { Order } from './orders.ts';
import { noRoom } from './state.ts';
import type { VisitContext } from './state.ts';

type Params<T extends Order['type']> = Extract<Order, { type: T }>['params'];

// Orders do nothing when they are met: a step hands them back as data and `decide` makes effects of them.
export const order = (): void => undefined;
function orderWith<Values>(): (_: unknown, params: Values) => void {
  return order;
}

/** The words of the machine: its guards and the orders that it gives. */
export const vocabulary = setup({
  types: {
    context: {} as VisitContext,
    events: {} as MachineEvent,
    input: {} as VisitContext,
  },
  actions: {
    say: orderWith<Params<'say'>>(),
    update: orderWith<Params<'update'>>(),
    openSession: order,
    closeSession: order,
    closeEmptyRoom: order,
    invite: order,
    dontUnderstand: order,
    askAgain: order,
    remind: order,
    raise: orderWith<Params<'raise'>>(),
    note: orderWith<Params<'note'>>(),
    remember: assign((_, params: Partial<VisitContext>) => params),
  },
  guards: {
    ...guards,
    ...answerGuards,
    isPatientHere: ({ event }) => event.isPatientHere,
    isBaseline: ({ event }) => event.isBaseline,
    mayCancelByText: ({ event }) => event.settings.cancelByText,
    isCalledWithOtherPart: ({ event }) => event.visit.isCalledIn,
    isRemoteVisit: ({ context }) => context.sessionId !== null,
    isFirstMisunderstood: ({ context }) => context.misunderstood === 0,
    isPlaceAsked: ({ context }) => context.placeAskedAt !== null,
    saidReadyEarly: ({ context }) => context.readyEarlyAt !== null && context.arrivedFrom !== null,
    isInviteAsked: ({ context }) => context.question?.template === 'VideoInvite',
    wasScreened: ({ context }) => context.screenedFor !== null,
    isUninvited: ({ context }) => context.told.VideoInvite === undefined,
    isToBeInvited: ({ context }) => context.sessionId !== null && context.told.VideoInvite === undefined,
    isNotToday: (input) => !guards.isToday(input),
  },
});

export const say = (template: Params<'say'>['template']) => ({ type: 'say', params: { template } }) as const;
/** Says it once the PMS has accepted the update that was ordered before. */
export const sayOnceDone = (template: Params<'say'>['template']) =>
  ({ type: 'say', params: { template, afterUpdate: true } }) as const;
/** Says it as the answer to a reply. */
export const sayInAnswer = (template: Params<'say'>['template']) =>
  ({ type: 'say', params: { template, isAnswer: true } }) as const;
/** Says it with the time that it is of use counted from now, because it answers a reply. */
export const sayFromNow = (template: Params<'say'>['template']) =>
  ({ type: 'say', params: { template, isFromNow: true } }) as const;
export const update = (change: Params<'update'>['change']) => ({ type: 'update', params: { change } }) as const;
export const raise = (kind: Params<'raise'>['kind']) => ({ type: 'raise', params: { kind } }) as const;
export const note = (reason: string) => ({ type: 'note', params: { reason } }) as const;
export const remember = (values: Partial<VisitContext>) => ({ type: 'remember', params: values }) as const;
export const forgetArrival = remember({
  readyAt: null,
  readyEarlyAt: null,
  arrivedFrom: null,
  arrivedRepeats: 0,
  receiptAwaitedSince: null,
  placeAskedAt: null,
});
const rememberSender = vocabulary.assign({
  arrivedFrom: ({ event }) => event.from,
  placeAskedAt: null,
});
export const rememberReady = vocabulary.assign({ readyAt: ({ event }) => event.changedAt ?? event.now });
export const markKnown = vocabulary.assign({
  known: ({ context, event }) =>
    toKnown(context.appointment, toVisitStage(context.appointment, event.settings.pmsProfile) !== 'cancelled'),
  settlingSince: null,
});
/** Our own cancellation is no news to the patient who asked for it. */
export const markCancelled = vocabulary.assign({
  known: ({ context }) => toKnown(context.appointment, false),
  cancelledByTextAt: ({ event }) => event.now,
  undoAskedAt: null,
});
/** From now on it can be taken back for a while: the PMS has the patient's cancellation. */
export const noteOwnCancellation = vocabulary.assign({
  cancelledByTextAt: ({ context, event }) => ((context.cancelledByTextAt ?? null) === null ? null : event.now),
});
export const noSession = { sessionId: null, room: noRoom } as const;
const promiseSession = vocabulary.assign({ sessionId: ({ context }) => context.sessionKey });
export const markScreened = vocabulary.assign({ screenedFor: ({ context }) => context.revision });
/** What was asked is answered: later words mean what they say by themselves. */
export const closeQuestion = remember({ question: null });

export const courtesy = { actions: note('nothing to do') } as const;
export const needsPerson = {
  actions: [note('the patient writes something that a person must read'), raise('reply-not-understood')],
} as const;
export const close = {
  actions: ['closeSession', remember(noSession), note('the visit is over')],
} as const;

export const arrive = [
  rememberSender,
  note('the patient has arrived'),
  update('mark-arrived'),
  sayOnceDone('ArrivedThanks'),
] as const;
export const markedByPart = {
  guard: 'isToday',
  target: 'arrived',
  actions: [rememberSender, note('arrived with another part of the visit'), update('mark-arrived')],
} as const;
export const arriveAtReception = { target: 'arrived', actions: note('reception marked the patient arrived') } as const;

export const becomeReady = [
  rememberSender,
  note('the patient is ready for the call'),
  update('mark-arrived'),
  sayOnceDone('VideoThanks'),
] as const;
/** Who has asked to be rung still has, when the appointment is booked anew. */
const chooseVideo = vocabulary.assign({
  chosen: ({ context }) => (context.chosen === 'phone' ? ('phone' as const) : ('video' as const)),
});
/** Makes it a video visit without telling: the patient knows, or is here. */
export const keepVideo = {
  target: 'remote-scheduled',
  actions: [markScreened, chooseVideo, promiseSession, update('set-telehealth')],
} as const;
/** A telehealth patient whom reception marked: never called to a room. */
export const joinAtReception = {
  guard: 'isTelehealthHere',
  target: 'remote-ready',
  actions: [note('reception marked the patient arrived'), promiseSession, update('set-telehealth')],
} as const;
export const joinAgain = {
  guard: 'isRemoteVisit',
  target: 'remote-ready',
  actions: [note('reception marked the patient arrived')],
} as const;
export const backToWaiting = [
  { ...joinAgain, actions: [remember({ readyAt: null, receiptAwaitedSince: null }), note('back to waiting')] },
  { target: 'arrived', actions: [remember({ readyAt: null, receiptAwaitedSince: null }), note('back to waiting')] },
] as const;

const leaveVideo = [
  'closeSession',
  remember({ chosen: 'in-person', readyEarlyAt: null, placeAskedAt: null, ...noSession }),
] as const;
export const acceptVideo = {
  target: 'remote-scheduled',
  actions: [
    remember({ chosen: 'video' }),
    note('the patient chose video'),
    promiseSession,
    update('set-telehealth'),
    sayOnceDone('ScreeningYesToVideo'),
  ],
} as const;
export const welcomeToVideo = {
  guard: 'isTelehealthHere',
  target: 'remote-scheduled',
  actions: [
    markScreened,
    note('the PMS says telehealth'),
    promiseSession,
    update('set-telehealth'),
    say('VideoWelcome'),
  ],
} as const;
export const videoImpossible = {
  actions: [note('video is not possible for this visit'), raise('video-impossible'), say('Received')],
} as const;
export const toInPerson = [
  {
    guard: 'isLateChange',
    target: 'expected',
    actions: [
      ...leaveVideo,
      note('no video any more, close to the start'),
      say('ScreeningNoToVideo'),
      raise('changed-mind-late'),
    ],
  },
  { target: 'expected', actions: [...leaveVideo, note('no video any more'), say('ScreeningNoToVideo')] },
] as const;
export const comeInAfterAll = {
  target: 'expected',
  actions: [
    ...leaveVideo,
    note('the patient will come in after all'),
    update('clear-telehealth'),
    sayOnceDone('ScreeningNoToVideo'),
  ],
} as const;
export const askPlace = {
  guard: 'mayAskPlace',
  actions: [
    vocabulary.assign({ placeAskedAt: ({ event }) => event.now }),
    note('arrived in a video visit'),
    say('AtClinicOrPhone'),
  ],
} as const;
export const arriveInsteadOfVideo = {
  target: 'arrived',
  actions: [...leaveVideo, update('clear-telehealth'), ...arrive],
} as const;
export const markedByPartInsteadOfVideo = {
  ...markedByPart,
  actions: [...leaveVideo, update('clear-telehealth'), ...markedByPart.actions],
} as const;

/** Practitioners may have links of their own: the PMS gets the new one's, and who was told of a link is told of the right one. */
export const meetAnother = {
  actions: [note('another practitioner holds the visit'), update('set-telehealth'), 'invite'],
} as const;
export const beRungByAnother = {
  guard: 'isHeldByTelephone',
  actions: ['closeSession', remember({ room: noRoom }), ...meetAnother.actions],
} as const;

export const awaitPatient = {
  target: 'awaited',
  actions: [rememberReady, note('the practitioner is ready and no arrival was seen'), raise('doctor-ready-no-arrival')],
} as const;
export const startAgain = {
  target: 'upcoming',
  actions: [remember({ chosen: null, isLate: false }), note('moved: the windows open anew')],
} as const;
const patientIsHere = {
  target: 'held',
  actions: [note('the appointment ended in the PMS while the patient is here'), raise('patient-is-here')],
} as const;
export const endedWhileHere = {
  'pms.cancelled': patientIsHere,
  'pms.noshow': patientIsHere,
  'pms.entered-in-error': patientIsHere,
  'pms.gone': patientIsHere,
  'due.day-end': {
    target: 'held',
    actions: [note('the day ended while the patient is here'), raise('patient-is-here')],
  },
} as const;
export const movedWhileHere = {
  target: 'upcoming',
  actions: [
    'closeSession',
    forgetArrival,
    remember({ ...noSession, chosen: null, isLate: false }),
    note('moved to another day while the patient is here'),
    say('Rescheduled'),
    raise('patient-is-here'),
    markKnown,
  ],
} as const;
