import {
  acceptVideo,
  arrive,
  arriveAtReception,
  awaitPatient,
  courtesy,
  joinAtReception,
  keepVideo,
  markScreened,
  markedByPart,
  note,
  raise,
  remember,
  say,
  sayInAnswer,
  startAgain,
  videoImpossible,
  vocabulary,
  welcomeToVideo,
} from '../vocabulary.ts';

const arriveToday = { guard: 'isToday', target: 'arrived', actions: arrive } as const;

const screeningOpens = [
  { guard: 'isTelehealthAtBaseline', ...keepVideo, actions: [...keepVideo.actions, note('not welcomed: baseline')] },
  { guard: 'isTooLateAtBaseline', target: 'expected', actions: [markScreened, note('not asked: baseline')] },
  { guard: 'keepsVideo', ...keepVideo, actions: [...keepVideo.actions, note('the answer is kept: by video')] },
  {
    guard: 'keepsInPerson',
    target: 'expected',
    actions: [markScreened, note('the answer is kept: the patient comes in')],
  },
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
] as const;

/** From now on patients are only told and reminded of it. */
const onlyNotify = {
  target: 'notices-only',
  actions: [note('from now on there are only notices and reminders')],
} as const;

const arrivedInNoticesOnly = {
  actions: [
    note('here, where nobody is called in by text'),
    vocabulary.assign({ hereFor: ({ context }) => context.appointment.startAt }),
    raise('reply-not-understood'),
    sayInAnswer('Received'),
  ],
} as const;

/** Patients are told of it and reminded: nobody is asked how to meet, and nobody is called in by text. */
export const noticesOnly = vocabulary.createStateConfig({
  on: {
    'due.reminder': { actions: [note('a reminder is due'), 'remind'] },
    'pms.whole-visit': [
      {
        guard: 'isReadyNow',
        target: 'closed',
        actions: note('already with the practitioner: nothing is asked any more'),
      },
      { target: 'upcoming', actions: note('from now on the whole visit is by text') },
    ],
    'pms.ready': courtesy,
    'pms.maybe-ready': courtesy,
    'pms.moved-to-another-day': { actions: [remember({ isLate: false }), note('moved to another day')] },
    'reply.arrived': arrivedInNoticesOnly,
    'reply.ready': arrivedInNoticesOnly,
  },
});

/** Booked, and its screening window has not opened. */
export const upcoming = vocabulary.createStateConfig({
  on: {
    'pms.notices-only': onlyNotify,
    'due.reminder': { actions: [note('a reminder is due'), 'remind'] },
    'due.registration': { actions: [note('the appointment is a day or two ahead'), say('Registration')] },
    'due.screening': screeningOpens,
    'reply.arrived': arriveToday,
    'visit.arrived': markedByPart,
    'pms.arrived': [joinAtReception, arriveAtReception],
    'pms.ready': [
      { guard: 'isBaseline', target: 'closed', actions: note('already with the practitioner: baseline') },
      awaitPatient,
    ],
    'pms.maybe-ready': { guard: 'isBaseline', actions: note('perhaps already with the practitioner: baseline') },
    'pms.moved-to-another-day': { actions: [remember({ chosen: null }), note('moved: the windows open anew')] },
  },
});

/** Asked whether to come in or to meet by video. */
export const screening = vocabulary.createStateConfig({
  on: {
    'pms.notices-only': onlyNotify,
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

/** Will come in and text when here. */
export const expected = vocabulary.createStateConfig({
  on: {
    'pms.notices-only': onlyNotify,
    'reply.yes': [{ guard: 'canChooseVideo', ...acceptVideo }, videoImpossible],
    // Said again it changes nothing; said for the first time, to somebody who was only told to come in, it needs an answer.
    'reply.no': { guard: 'keepsInPerson', ...courtesy },
    'pms.telehealth': welcomeToVideo,
    'reply.arrived': arriveToday,
    'visit.arrived': markedByPart,
    'pms.arrived': arriveAtReception,
    'pms.ready': awaitPatient,
    'pms.moved-within-day': [
      { guard: 'keepsInPerson', actions: note('moved within the day: the answer is kept') },
      startAgain,
    ],
    'pms.moved-to-another-day': startAgain,
  },
});
