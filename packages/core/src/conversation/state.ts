import type { Appointment, Modality } from '../appointment.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Intent } from './intent.ts';
import type { TemplateName } from './template-name.ts';

/** The version of the machine and of the shape of {@link VisitContext}; stored with every state. */
export const machineVersion = 1;

/** The states of a visit. What leads from one to the other is in `states/`. */
export const visitStates = [
  'upcoming',
  'notices-only',
  'screening',
  'expected',
  'arrived',
  'awaited',
  'called',
  'remote-scheduled',
  'remote-invited',
  'remote-ready',
  'held',
  'closed',
] as const;

/** One of {@link visitStates}. */
export type VisitState = (typeof visitStates)[number];

/** Tells whether the patient has come, in person or to the video session, and is not done yet. */
export function isPatientHere(visit: VisitState): boolean {
  return (
    visit === 'arrived' || visit === 'awaited' || visit === 'called' || visit === 'remote-ready' || visit === 'held'
  );
}

/** The states of the notices region: nothing to tell, or waiting for changes in the PMS to settle. */
export type NoticesState = 'quiet' | 'settling';

/** A question that we asked and that a reply may answer. At most one per appointment. */
export interface OpenQuestion {
  readonly template: TemplateName;
  readonly intents: readonly Intent[];
  readonly askedAt: number;
  readonly expiresAt: number;
  /** The start of which it spoke. Absent in states that were stored before patients could confirm. */
  readonly startAt?: number;
}

/** What the patient was last told, or had no need to be told: notices speak of the difference to it. */
export interface KnownAppointment {
  readonly startAt: number;
  readonly practitionerId: string;
  readonly location: string | null;
  readonly isLive: boolean;
  /** Absent in states that were stored before confirmations were told. */
  readonly isConfirmed?: boolean;
  /** It was booked a moment ago, and the patient is still to be told. */
  readonly isNew?: true;
}

/** That a text was decided: for which revision, and how often for it. */
export interface Told {
  readonly revision: number;
  readonly count: number;
}

/** The room of a visit by video: what was asked of the video server, and whom it has seen there. All times are epoch milliseconds. */
export interface RoomState {
  /** `asked`: to be opened · `failed`: it could not be so far · `closing`: to be closed as soon as nobody is in it. */
  readonly phase: 'none' | 'asked' | 'open' | 'failed' | 'closing' | 'closed';
  /** The start for which it was asked; null before. */
  readonly startAt: number | null;
  /** Since when the invite waits for the room; null when it does not. */
  readonly inviteWaitsSince: number | null;
  /** The patient knows of no link because there was no room: it is said as soon as there is one. */
  readonly isLinkOwed: boolean;
  /** Since when they are in the room; null when they are not, or nobody can know. */
  readonly patientInSince: number | null;
  readonly practitionerInSince: number | null;
  /** When the patient left the room last; null when they never did, or are in again. */
  readonly patientLeftAt: number | null;
  /** When the practitioner left the room last; null when they never did, or are in again. */
  readonly practitionerLeftAt: number | null;
  /** The `patientInSince` for which reception was told that the patient sits there alone; null when it was for none. */
  readonly aloneToldFor: number | null;
}

/** No room was asked for, and nobody was seen in one. */
export const noRoom: RoomState = {
  phase: 'none',
  startAt: null,
  inviteWaitsSince: null,
  isLinkOwed: false,
  patientInSince: null,
  practitionerInSince: null,
  patientLeftAt: null,
  practitionerLeftAt: null,
  aloneToldFor: null,
};

/** The room as far as it is one for the present start: a visit that was moved has its room opened anew. */
export function roomOf({ room = noRoom, appointment }: Pick<VisitContext, 'room' | 'appointment'>): RoomState {
  if (room.startAt === null || room.startAt === appointment.startAt) return room;
  const isLinkOwed = room.isLinkOwed || room.inviteWaitsSince !== null;
  return { ...room, phase: 'none', startAt: null, inviteWaitsSince: null, isLinkOwed };
}

/** That the patient has confirmed by text: when, and for which start. */
export interface Confirmation {
  readonly at: number;
  readonly startAt: number;
}

/** What a conversation remembers besides its state. Plain JSON; all times are epoch milliseconds. */
export interface VisitContext {
  /** The snapshot as last seen. */
  readonly appointment: Appointment;
  /** Raised when start, practitioner, place, modality or live/cancelled changes in the PMS, never by our own writes. */
  readonly revision: number;
  /** For each text that was decided: the newest revision for which it was, and how often for that revision. */
  readonly told: Readonly<Partial<Record<TemplateName, Told>>>;
  readonly question: OpenQuestion | null;
  /** How many replies were not understood since the last question or change of state. */
  readonly misunderstood: number;
  /** The newest revision for which the opening of the screening window was dealt with; null before. */
  readonly screenedFor: number | null;
  /** What the patient has chosen; null until asked and answered. */
  readonly chosen: Modality | null;
  /** Unguessable and the same for the life of the conversation: the id of the session, should there be one. */
  readonly sessionKey: string;
  /** The video session that was promised; null when there is none. */
  readonly sessionId: string | null;
  /** Absent in states that were stored before rooms were watched; read it with {@link roomOf}. */
  readonly room?: RoomState;
  /** When the patient said *ready* or joined before the invite window; null when not. */
  readonly readyEarlyAt: number | null;
  /** The number from which *arrived* or *ready* came; null when reception marked it. */
  readonly arrivedFrom: PhoneNumber | null;
  /** How often *arrived* was repeated. */
  readonly arrivedRepeats: number;
  /** When the PMS was first seen ready, in the present run of ready; null when it is not. */
  readonly readyAt: number | null;
  /** How many times the patient was called in. */
  readonly calls: number;
  /** The present call-in waits for its delivery receipt since then; null when it does not. */
  readonly receiptAwaitedSince: number | null;
  /** "At the clinic, or at your phone?" is open since then; null when not. */
  readonly placeAskedAt: number | null;
  /** The patient said to be late. */
  readonly isLate: boolean;
  readonly known: KnownAppointment;
  /** The newest confirmation by text; null or absent when there is none. */
  readonly confirmation?: Confirmation | null;
  /** When the patient cancelled by text, and then when the PMS took it; null or absent when they did not, or it was taken back. */
  readonly cancelledByTextAt?: number | null;
  /** When the patient took that back and the PMS was asked to; null or absent when they did not. */
  readonly undoAskedAt?: number | null;
  /** For each rule of a reminder that was dealt with, sent or not: the start for which it was. Absent before the first. */
  readonly reminded?: Readonly<Record<string, number>>;
  /** The newest start for which the patient was here; absent while they never were. */
  readonly hereFor?: number;
  /** Since when a change of the PMS waits to settle; null when none does. */
  readonly settlingSince: number | null;
  /** How many changes of this conversation have been committed, for ids of effects that may repeat. */
  readonly occurrence: number;
}

/** The durable state of one conversation. */
export interface ConversationState {
  readonly machineVersion: number;
  readonly visit: VisitState;
  readonly notices: NoticesState;
  readonly context: VisitContext;
}
