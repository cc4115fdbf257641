import { askForRoom, inRoom, wantOfRoom } from '../room-vocabulary.ts';
import { courtesy, note, raise, say } from '../vocabulary.ts';

/** The room of a visit that is over but for its end in the PMS. */
export const roomThatEnds = {
  'due.room-end': {
    actions: [inRoom({ phase: 'closing' }), note('long after the end the room is closed'), 'closeEmptyRoom'],
  },
  'room.closed': {
    actions: [
      inRoom({ phase: 'closed', patientInSince: null, practitionerInSince: null }),
      note('the room was closed'),
    ],
  },
  'video.left': { actions: note('the patient has left the session') },
  'video.practitioner': { actions: note('the practitioner has joined or left the session') },
} as const;

/** What a visit by video does about its room, whatever else it waits for. */
export const room = {
  ...roomThatEnds,
  'due.room': { actions: [askForRoom, note('the room is asked for'), 'openSession'] },
  'due.room-answer': wantOfRoom,
  'room.opened': [
    { guard: 'isOfOtherRoom', ...courtesy },
    {
      guard: 'isLinkAwaited',
      actions: [
        inRoom({ phase: 'open', inviteWaitsSince: null, isLinkOwed: false }),
        note('the room is open'),
        say('VideoInvite'),
      ],
    },
    { actions: [inRoom({ phase: 'open' }), note('the room is open')] },
  ],
  'room.failed': [
    { guard: 'isOfOtherRoom', ...courtesy },
    { guard: 'isInviteWaiting', ...wantOfRoom },
    { actions: [inRoom({ phase: 'failed' }), note('there is no room so far'), raise('video-unavailable')] },
  ],
} as const;
