import {
  acceptVideo,
  arrive,
  arriveInsteadOfVideo,
  askPlace,
  awaitPatient,
  becomeReady,
  comeInAfterAll,
  courtesy,
  forgetArrival,
  markCancelled,
  markKnown,
  markScreened,
  movedWhileHere,
  needsPerson,
  note,
  patientIsHere,
  promiseSession,
  raise,
  remember,
  rememberReady,
  say,
  sayOnceDone,
  toInPerson,
  update,
  videoImpossible,
  vocabulary,
  welcomeToVideo,
} from './vocabulary.ts';

const arriveToday = { guard: 'isToday', target: 'arrived', actions: arrive } as const;
const arriveAtReception = {
  target: 'arrived',
  actions: note('reception marked the patient arrived'),
} as const;
const markedByPart = [
  {
    guard: 'isToday',
    target: 'arrived',
    actions: [note('arrived with another part of the visit'), update('mark-arrived')],
  },
] as const;
const startAgain = {
  target: 'upcoming',
  actions: [remember({ chosen: null }), note('moved: the windows open anew')],
} as const;

const upcoming = vocabulary.createStateConfig({
  on: {
    'due.registration': { actions: [note('the appointment is a day or two ahead'), say('Registration')] },
    'due.screening': [
      {
        guard: 'isTelehealthAtBaseline',
        target: 'remote-scheduled',
        actions: [
          markScreened,
          note('not welcomed: baseline'),
          promiseSession,
          'openSession',
          update('set-telehealth'),
        ],
      },
      { guard: 'isTooLateAtBaseline', target: 'expected', actions: [markScreened, note('not asked: baseline')] },
      welcomeToVideo,
      { guard: 'saysTelehealth', actions: [markScreened, note('the PMS says telehealth, which is not done here')] },
      {
        guard: 'canAskAboutVideo',
        target: 'screening',
        actions: [markScreened, note('the screening window opened'), say('ConsiderTeleHealth')],
      },
      {
        target: 'expected',
        actions: [markScreened, note('the screening window opened, video is no choice'), say('CantConsiderTeleHealth')],
      },
    ],
    'reply.arrived': arriveToday,
    'visit.arrived': markedByPart,
    'pms.arrived': arriveAtReception,
    'pms.ready': [
      { guard: 'isBaseline', target: 'closed', actions: note('already with the practitioner: baseline') },
      awaitPatient,
    ],
    'pms.moved-within-day': courtesy,
    'pms.moved-to-another-day': courtesy,
  },
});

const screening = vocabulary.createStateConfig({
  on: {
    'reply.yes': [{ guard: 'canChooseVideo', ...acceptVideo }, videoImpossible],
    'reply.no': {
      target: 'expected',
      actions: [remember({ chosen: 'in-person' }), note('the patient will come in'), say('ScreeningNoToVideo')],
    },
    'due.start': { target: 'expected', actions: [note('the question stayed unanswered'), raise('no-answer')] },
    'pms.telehealth': welcomeToVideo,
    'reply.arrived': arriveToday,
    'visit.arrived': markedByPart,
    'pms.arrived': arriveAtReception,
    'pms.ready': awaitPatient,
    'pms.moved-within-day': startAgain,
    'pms.moved-to-another-day': startAgain,
  },
});

const expected = vocabulary.createStateConfig({
  on: {
    'reply.yes': [{ guard: 'canChooseVideo', ...acceptVideo }, videoImpossible],
    'reply.no': courtesy,
    'pms.telehealth': welcomeToVideo,
    'reply.arrived': arriveToday,
    'visit.arrived': markedByPart,
    'pms.arrived': arriveAtReception,
    'pms.ready': awaitPatient,
    'pms.moved-within-day': [
      { guard: 'hasChosen', actions: note('moved within the day: the answer is kept') },
      startAgain,
    ],
    'pms.moved-to-another-day': startAgain,
  },
});

const arrived = vocabulary.createStateConfig({
  on: {
    'pms.ready': [
      {
        guard: 'isCalledWithOtherPart',
        target: 'called',
        actions: [rememberReady, note('called in with the part before')],
      },
      {
        guard: 'isCallInTimely',
        target: 'called',
        actions: [
          rememberReady,
          note('the practitioner is ready'),
          vocabulary.assign({ calls: ({ context }) => context.calls + 1 }),
          say('DoctorReady'),
          vocabulary.assign({ receiptAwaitedSince: ({ event }) => event.now }),
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
        guard: 'isFirstRepeat',
        actions: [
          vocabulary.assign({ arrivedRepeats: ({ context }) => context.arrivedRepeats + 1 }),
          note('arrived again'),
          say('ArrivedThanks'),
        ],
      },
      courtesy,
    ],
    'visit.arrived': courtesy,
    'reply.thanks': courtesy,
    'reply.yes': courtesy,
    'reply.*': needsPerson,
    'pms.moved-within-day': { actions: note('moved within the day: the patient is here') },
    'pms.moved-to-another-day': movedWhileHere,
    'pms.cancelled': patientIsHere,
    'pms.noshow': patientIsHere,
    'pms.entered-in-error': patientIsHere,
    'pms.gone': patientIsHere,
    'due.day-end': patientIsHere,
  },
});

const awaited = vocabulary.createStateConfig({
  on: {
    'reply.arrived': [
      {
        guard: 'canCallAtOnce',
        target: 'called',
        actions: [
          // The call-in is of use from now on, however long the practitioner has waited.
          vocabulary.assign({
            arrivedFrom: ({ event }) => event.from,
            readyAt: ({ event }) => event.now,
            calls: ({ context }) => context.calls + 1,
          }),
          note('arrived while the practitioner waits'),
          say('DoctorReady'),
          vocabulary.assign({ receiptAwaitedSince: ({ event }) => event.now }),
          raise('doctor-ready-no-arrival'),
        ],
      },
      { actions: [note('arrived, but the practitioner may have moved on'), raise('doctor-ready-no-arrival')] },
    ],
    'reply.ready': { guard: 'isRemoteVisit', target: 'called', actions: becomeReady },
    'video.joined': { target: 'called', actions: becomeReady },
    'pms.arrived': [
      {
        guard: 'isRemoteVisit',
        target: 'remote-ready',
        actions: [remember({ readyAt: null }), note('reception marked the patient arrived')],
      },
      { target: 'arrived', actions: [remember({ readyAt: null }), note('reception marked the patient arrived')] },
    ],
    'pms.booked': [
      {
        guard: 'isRemoteVisit',
        target: 'remote-invited',
        actions: [remember({ readyAt: null }), note('the practitioner is not ready any more')],
      },
      { target: 'expected', actions: [remember({ readyAt: null }), note('the practitioner is not ready any more')] },
    ],
    'pms.ready': courtesy,
    'pms.moved-within-day': { actions: note('moved within the day: the patient is awaited') },
    'pms.moved-to-another-day': movedWhileHere,
    'pms.cancelled': patientIsHere,
    'pms.noshow': patientIsHere,
    'pms.entered-in-error': patientIsHere,
    'pms.gone': patientIsHere,
    'due.day-end': patientIsHere,
  },
});

const called = vocabulary.createStateConfig({
  on: {
    'due.receipt': {
      actions: [
        remember({ receiptAwaitedSince: null }),
        note('no delivery receipt for the call-in'),
        raise('call-in-not-delivered'),
      ],
    },
    'delivery.failed': {
      actions: [
        remember({ receiptAwaitedSince: null }),
        note('the call-in was not delivered'),
        raise('call-in-not-delivered'),
      ],
    },
    'delivery.delivered': { actions: [remember({ receiptAwaitedSince: null }), note('the call-in was delivered')] },
    'reply.thanks': courtesy,
    'reply.yes': courtesy,
    'reply.arrived': courtesy,
    'reply.ready': courtesy,
    'reply.*': needsPerson,
    'visit.arrived': courtesy,
    'pms.ready': courtesy,
    'pms.arrived': [
      {
        guard: 'isRemoteVisit',
        target: 'remote-ready',
        actions: [remember({ readyAt: null, receiptAwaitedSince: null }), note('back to waiting')],
      },
      { target: 'arrived', actions: [remember({ readyAt: null, receiptAwaitedSince: null }), note('back to waiting')] },
    ],
    'pms.booked': [
      { guard: 'isRemoteVisit', target: 'remote-invited', actions: [forgetArrival, note('back to booked')] },
      { target: 'expected', actions: [forgetArrival, note('back to booked')] },
    ],
    'pms.moved-within-day': { actions: note('moved within the day: the patient is called in') },
    'pms.moved-to-another-day': movedWhileHere,
  },
});

const remoteChanges = {
  'pms.in-person': toInPerson,
  'pms.modified': [
    { ...toInPerson[0], guard: 'losesVideoLate' },
    { ...toInPerson[1], guard: 'losesVideo' },
  ],
} as const;

const remoteReplies = {
  'reply.no': comeInAfterAll,
  'reply.arrived': [askPlace, needsPerson],
  'reply.at-clinic': arriveInsteadOfVideo,
  'due.place': { actions: [remember({ placeAskedAt: null }), note('did not say where'), raise('at-clinic-or-phone')] },
  'visit.arrived': arriveInsteadOfVideo,
  'pms.ready': awaitPatient,
  'pms.arrived': { target: 'remote-ready', actions: note('reception marked the patient arrived') },
  'pms.moved-within-day': [
    {
      guard: 'hasChosen',
      target: 'remote-scheduled',
      actions: ['openSession', note('moved within the day: still by video')],
    },
    { ...startAgain, actions: ['closeSession', remember({ sessionId: null }), ...startAgain.actions] },
  ],
  'pms.moved-to-another-day': {
    ...startAgain,
    actions: [
      'closeSession',
      remember({ sessionId: null, readyEarlyAt: null, placeAskedAt: null }),
      ...startAgain.actions,
    ],
  },
} as const;

const remoteScheduled = vocabulary.createStateConfig({
  on: {
    ...remoteChanges,
    ...remoteReplies,
    'due.invite': [
      {
        guard: 'isReadyEarly',
        target: 'remote-ready',
        actions: [note('was ready before the invite'), 'openSession', update('mark-arrived'), say('VideoInvite')],
      },
      {
        guard: 'isInviteOpenAtBaseline',
        target: 'remote-invited',
        actions: [note('not invited: baseline'), 'openSession'],
      },
      { target: 'remote-invited', actions: [note('the invite window opened'), 'openSession', say('VideoInvite')] },
    ],
    'reply.ready': {
      actions: [
        vocabulary.assign({ readyEarlyAt: ({ event }) => event.now, arrivedFrom: ({ event }) => event.from }),
        note('ready before the window'),
      ],
    },
    'reply.at-phone': {
      actions: [
        vocabulary.assign({ readyEarlyAt: ({ event }) => event.now }),
        remember({ placeAskedAt: null }),
        note('ready before the window'),
      ],
    },
    'video.joined': {
      actions: [vocabulary.assign({ readyEarlyAt: ({ event }) => event.now }), note('joined before the window')],
    },
    'reply.yes': courtesy,
  },
});

const remoteInvited = vocabulary.createStateConfig({
  on: {
    ...remoteChanges,
    ...remoteReplies,
    'reply.ready': { target: 'remote-ready', actions: becomeReady },
    'reply.at-phone': { target: 'remote-ready', actions: becomeReady },
    'reply.yes': [{ guard: 'isOkReady', target: 'remote-ready', actions: becomeReady }, courtesy],
    'video.joined': {
      target: 'remote-ready',
      actions: [remember({ placeAskedAt: null }), note('the patient joined the session'), update('mark-arrived')],
    },
  },
});

const remoteReady = vocabulary.createStateConfig({
  on: {
    ...remoteChanges,
    'pms.ready': [
      {
        guard: 'isSessionEmpty',
        target: 'called',
        actions: [rememberReady, note('the practitioner is ready, nobody is in the session'), raise('not-in-session')],
      },
      { target: 'called', actions: [rememberReady, note('the practitioner is ready')] },
    ],
    'pms.booked': { target: 'remote-invited', actions: [forgetArrival, note('reception took the arrival back')] },
    'reply.ready': courtesy,
    'reply.yes': courtesy,
    'reply.thanks': courtesy,
    'reply.*': needsPerson,
    'visit.arrived': courtesy,
    'video.joined': courtesy,
    'pms.moved-within-day': { actions: ['openSession', note('moved within the day: the patient is ready')] },
    'pms.moved-to-another-day': {
      ...movedWhileHere,
      actions: ['closeSession', remember({ sessionId: null }), ...movedWhileHere.actions],
    },
    'pms.cancelled': patientIsHere,
    'pms.noshow': patientIsHere,
    'pms.entered-in-error': patientIsHere,
    'pms.gone': patientIsHere,
    'due.day-end': patientIsHere,
  },
});

const held = vocabulary.createStateConfig({
  on: {
    'staff.resolved': { target: 'closed', actions: ['closeSession', markKnown, note('staff have settled it')] },
    'pms.arrived': { target: 'arrived', actions: note('in the PMS again: the patient is here') },
    'pms.booked': { target: 'arrived', actions: note('in the PMS again: the patient is here') },
    'pms.ready': awaitPatient,
    'pms.cancelled': courtesy,
    'pms.noshow': courtesy,
    'pms.entered-in-error': courtesy,
    'pms.gone': courtesy,
    'pms.moved-within-day': courtesy,
    'pms.moved-to-another-day': courtesy,
    'reply.thanks': courtesy,
    'reply.*': needsPerson,
    'visit.arrived': courtesy,
  },
});

const closed = vocabulary.createStateConfig({
  on: {
    'pms.booked': { target: 'upcoming', actions: [forgetArrival, remember({ chosen: null }), note('open again')] },
    'pms.arrived': { target: 'arrived', actions: [forgetArrival, note('open again: the patient is here')] },
    'pms.over': courtesy,
    'pms.tentative': courtesy,
    'pms.cancelled': courtesy,
    'pms.noshow': courtesy,
    'pms.entered-in-error': courtesy,
    'pms.gone': courtesy,
    'pms.ready': courtesy,
    'pms.moved-within-day': courtesy,
    'pms.moved-to-another-day': courtesy,
    'reply.thanks': courtesy,
    'reply.*': { actions: [note('no open appointment'), raise('reply-without-question'), say('Unexpected')] },
  },
});

const close = { target: '.closed', actions: ['closeSession', note('the visit is over')] } as const;

/**
 * The visit of one patient, for all of its life (WORKFLOW of the virtual waiting room), and beside it what changed in the PMS and
 * is still to be told. What a state does not say itself, the visit says for all.
 */
export const conversationMachine = vocabulary.createMachine({
  id: 'conversation',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    visit: {
      initial: 'upcoming',
      states: {
        upcoming,
        screening,
        expected,
        arrived,
        awaited,
        called,
        'remote-scheduled': remoteScheduled,
        'remote-invited': remoteInvited,
        'remote-ready': remoteReady,
        held,
        closed,
      },
      on: {
        'pms.cancelled': close,
        'pms.over': close,
        'pms.tentative': close,
        'pms.noshow': close,
        'pms.entered-in-error': close,
        'pms.gone': {
          target: '.closed',
          actions: ['closeSession', note('gone from the PMS'), raise('appointment-gone')],
        },
        'pms.number-changed': [
          { guard: 'isPatientHere', actions: note('another number: the patient is here') },
          { actions: [note('another number'), 'askAgain'] },
        ],
        'pms.booked': courtesy,
        'pms.arrived': courtesy,
        'pms.modified': courtesy,
        'pms.telehealth': courtesy,
        'pms.in-person': courtesy,
        'pms.maybe-ready': { actions: [note('ready, if a profile of the PMS said so'), raise('profile-not-chosen')] },
        'due.day-end': close,
        'reply.late': [
          { guard: 'isBeforeStart', actions: [remember({ isLate: true }), note('the patient will be late')] },
          {
            actions: [
              remember({ isLate: true }),
              note('late, after the start'),
              raise('late-after-start'),
              say('Received'),
            ],
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
            actions: [note('the patient cancels'), update('cancel'), sayOnceDone('Cancellation'), markCancelled],
          },
          { actions: [note('wants to cancel'), raise('wants-to-cancel'), say('Received')] },
        ],
        'reply.cancel-withdrawn': courtesy,
        'reply.thanks': courtesy,
        'reply.*': [
          { guard: 'isFirstMisunderstood', actions: [note('not understood'), 'dontUnderstand'] },
          { actions: [note('not understood again'), raise('reply-not-understood')] },
        ],
        'visit.arrived': courtesy,
      },
    },
    notices: {
      initial: 'quiet',
      states: {
        quiet: {
          on: {
            'pms.cancelled': { guard: 'mayTellChanges', target: 'settling' },
            'pms.moved-within-day': { guard: 'mayTellChanges', target: 'settling' },
            'pms.moved-to-another-day': { guard: 'mayTellChanges', target: 'settling' },
            'pms.modified': { guard: 'mayTellChanges', target: 'settling' },
            'pms.booked': { guard: 'mayTellChanges', target: 'settling' },
          },
        },
        settling: {
          entry: vocabulary.assign({ settlingSince: ({ event }) => event.now }),
          on: {
            'pms.cancelled': { target: 'settling', reenter: true },
            'pms.moved-within-day': { target: 'settling', reenter: true },
            'pms.moved-to-another-day': { target: 'settling', reenter: true },
            'pms.modified': { target: 'settling', reenter: true },
            'pms.booked': { target: 'settling', reenter: true },
            'due.settle': [
              {
                guard: 'isPatientHere',
                target: 'quiet',
                actions: [note('the patient is here: nothing is told'), markKnown],
              },
              { guard: 'isCancellationNews', target: 'quiet', actions: [say('Cancellation'), markKnown] },
              { guard: 'isRescheduledNews', target: 'quiet', actions: [say('Rescheduled'), markKnown] },
              { guard: 'isModifiedNews', target: 'quiet', actions: [say('Modified'), markKnown] },
              { target: 'quiet', actions: [note('nothing to tell'), markKnown] },
            ],
          },
        },
      },
    },
  },
});
