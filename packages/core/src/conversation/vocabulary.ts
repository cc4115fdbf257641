import { assign, setup } from 'xstate';
import type { MachineEvent } from './event.ts';
import * as guards from './guards.ts';
import { toVisitStage } from '../pms-profile.ts';
import { toKnown } from './observe.ts';
import type { Order } from './orders.ts';
import type { VisitContext } from './state.ts';

type Params<T extends Order['type']> = Extract<Order, { type: T }>['params'];

// Orders do nothing when they are met: `transition()` hands them back as data and `decide` makes effects of them.
const order = (): void => undefined;

/** The words of the machine: its guards and the orders that it gives. */
export const vocabulary = setup({
  types: {
    context: {} as VisitContext,
    events: {} as MachineEvent,
    input: {} as VisitContext,
  },
  actions: {
    say: order as (_: unknown, params: Params<'say'>) => void,
    update: order as (_: unknown, params: Params<'update'>) => void,
    openSession: order,
    closeSession: order,
    dontUnderstand: order,
    askAgain: order,
    raise: order as (_: unknown, params: Params<'raise'>) => void,
    note: order as (_: unknown, params: Params<'note'>) => void,
    remember: assign((_, params: Partial<VisitContext>) => params),
  },
  guards: {
    ...guards,
    isPatientHere: ({ event }) => event.isPatientHere,
    isRemoteVisit: ({ context }) => context.sessionId !== null,
    hasChosen: ({ context }) => context.chosen !== null,
    canCallAtOnce: (input) => input.context.sessionId === null && guards.isStillAwaited(input),
    losesVideoLate: (input) => !guards.offersVideo(input) && guards.isLateChange(input),
    mayTellChanges: (input) => !input.event.isPatientHere && guards.hasNews(input),
    isTelehealthHere: (input) => guards.saysTelehealth(input) && guards.offersVideo(input),
    isTelehealthAtBaseline: (input) =>
      guards.isTooLateAtBaseline(input) && guards.saysTelehealth(input) && guards.offersVideo(input),
    isFirstRepeat: ({ context }) => context.arrivedRepeats === 0,
    isFirstMisunderstood: ({ context }) => context.misunderstood === 0,
    isReadyEarly: ({ context }) => context.readyEarlyAt !== null,
    isPlaceNotAsked: ({ context }) => context.placeAskedAt === null,
    isSessionEmpty: ({ event }) => event.isSessionJoined === false,
    isCalledWithOtherPart: ({ event }) => event.visit.isCalledIn,
    isBaseline: ({ event }) => event.isBaseline,
    mayCancelByText: ({ event }) => event.settings.cancelByText,
    losesVideo: (input) => !guards.offersVideo(input),
    isPatientElsewhere: ({ context }) =>
      context.arrivedFrom !== null && context.arrivedFrom !== context.appointment.patient.mobile,
  },
});

export const say = (template: Params<'say'>['template']) => ({ type: 'say', params: { template } }) as const;
/** Says it once the PMS has accepted the update that was ordered before. */
export const sayOnceDone = (template: Params<'say'>['template']) =>
  ({ type: 'say', params: { template, afterUpdate: true } }) as const;
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
export const rememberSender = vocabulary.assign({
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
export const markCancelled = vocabulary.assign({ known: ({ context }) => toKnown(context.appointment, false) });
export const promiseSession = vocabulary.assign({ sessionId: ({ context }) => context.sessionKey });
export const markScreened = vocabulary.assign({ screenedFor: ({ context }) => context.revision });

export const arrive = [
  rememberSender,
  note('the patient has arrived'),
  update('mark-arrived'),
  sayOnceDone('ArrivedThanks'),
] as const;
export const becomeReady = [
  rememberSender,
  note('the patient is ready for the call'),
  update('mark-arrived'),
  sayOnceDone('VideoThanks'),
] as const;
export const leaveVideo = [
  'closeSession',
  remember({ chosen: 'in-person', readyEarlyAt: null, placeAskedAt: null, sessionId: null }),
] as const;

export const acceptVideo = {
  target: 'remote-scheduled',
  actions: [
    remember({ chosen: 'video' }),
    note('the patient chose video'),
    promiseSession,
    'openSession',
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
    'openSession',
    update('set-telehealth'),
    say('VideoWelcome'),
  ],
} as const;

export const videoImpossible = {
  actions: [note('video is not possible for this visit'), raise('video-impossible'), say('Received')],
} as const;

export const awaitPatient = {
  target: 'awaited',
  actions: [rememberReady, note('the practitioner is ready and no arrival was seen'), raise('doctor-ready-no-arrival')],
} as const;

export const patientIsHere = {
  target: 'held',
  actions: [note('the appointment ended in the PMS while the patient is here'), raise('patient-is-here')],
} as const;

export const movedWhileHere = {
  target: 'upcoming',
  actions: [
    forgetArrival,
    note('moved to another day while the patient is here'),
    say('Rescheduled'),
    raise('patient-is-here'),
    markKnown,
  ],
} as const;

export const needsPerson = {
  actions: [note('the patient is here and writes something that a person must read'), raise('reply-not-understood')],
} as const;

export const courtesy = { actions: note('nothing to do') } as const;

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

export const askPlace = {
  guard: 'isPlaceNotAsked',
  actions: [
    vocabulary.assign({ placeAskedAt: ({ event }) => event.now }),
    note('arrived in a video visit'),
    say('AtClinicOrPhone'),
  ],
} as const;

export const comeInAfterAll = {
  target: 'expected',
  actions: [
    ...leaveVideo,
    note('the patient will come in after all'),
    update('clear-telehealth'),
    sayOnceDone('ScreeningNoToVideo'),
  ],
} as const;

export const arriveInsteadOfVideo = {
  target: 'arrived',
  actions: [...leaveVideo, update('clear-telehealth'), ...arrive],
} as const;
