import { noRoom, roomOf } from './state.ts';
import type { RoomState } from './state.ts';
import { note, raise, remember, update, vocabulary } from './vocabulary.ts';

/** Of the room as it is for the present start. */
export const inRoom = (change: Partial<RoomState>) =>
  vocabulary.assign({ room: ({ context }) => ({ ...roomOf(context), ...change }) });
export const askForRoom = vocabulary.assign({
  room: ({ context }) => ({ ...roomOf(context), phase: 'asked' as const, startAt: context.appointment.startAt }),
});
/** The visit goes on by telephone; when there is a room after all, the link is said. */
export const wantOfRoom = {
  actions: [
    inRoom({ phase: 'failed', inviteWaitsSince: null, isLinkOwed: true }),
    note('there is no room so far: the practitioner will ring'),
    { type: 'say', params: { template: 'VideoInvite', isForWantOfRoom: true } },
    raise('video-unavailable'),
  ],
} as const;
/** The patient has asked on the join page to be rung: from now on it is a telephone visit, in the PMS too. */
export const ring = [
  'closeSession',
  remember({ chosen: 'phone', room: noRoom }),
  note('the patient asks to be rung instead'),
  update('set-telehealth'),
] as const;
/** Somebody must ring now: the patient waits, or the practitioner does. */
export const ringNow = [...ring, raise('wants-to-be-rung')] as const;
/** The practitioner was ready, and whoever comes in finds nobody. */
export const aloneInRoom = [
  vocabulary.assign({
    room: ({ context }) => ({ ...roomOf(context), aloneToldFor: roomOf(context).patientInSince }),
  }),
  note('the patient is in the room alone'),
  raise('alone-in-room'),
] as const;
/** Reception has made it a telephone call: who was told of a link must know. */
export const toTelephone = {
  actions: ['closeSession', remember({ room: noRoom }), note('reception made it a telephone call'), 'invite'],
} as const;
/** Who was to open the room has given up, since the visit was by telephone meanwhile: one that is not open is asked for again. */
const oweLink = vocabulary.assign({
  room: ({ context }) => {
    const room = roomOf(context);
    const isGivenUp = room.phase === 'asked' || room.phase === 'failed';
    return { ...room, ...(isGivenUp ? { phase: 'none' as const, startAt: null } : {}), isLinkOwed: true };
  },
});
/** Reception wants video again: the link works again and is said once there is a room. */
export const toVideoAgain = {
  actions: [
    remember({ chosen: 'video' }),
    oweLink,
    note('reception made it a video visit again'),
    update('set-telehealth'),
  ],
} as const;
