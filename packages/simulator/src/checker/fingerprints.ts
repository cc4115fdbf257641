// cspell:ignore redy reayd raedy
import { otherFingerprints } from './fingerprints-of-languages.ts';

/** What a text says, as far as rules care. */
export interface Fingerprint {
  readonly kind: TextKind;
  /** Fits the text's body and no other kind's. */
  readonly pattern: RegExp;
}

/** The kinds that rules tell apart. */
export type TextKind =
  | 'asks-video'
  | 'come-in'
  | 'chose-video'
  | 'chose-clinic'
  | 'welcome-video'
  | 'invite'
  | 'rings'
  | 'video-thanks'
  | 'arrived-thanks'
  | 'call-in'
  | 'cancelled'
  | 'moved'
  | 'modified'
  | 'registration'
  | 'booked'
  | 'reminder'
  | 'family-reminder'
  | 'confirmed'
  | 'missed'
  | 'asks-sure'
  | 'which'
  | 'not-understood'
  | 'unknown-number'
  | 'neutral'
  | 'other';

/** The default wording, by the words that stand out. The first that fits counts. */
const defaultFingerprints: readonly Fingerprint[] = [
  { kind: 'which', pattern: /which appointment do you mean/i },
  { kind: 'not-understood', pattern: /we did not understand/i },
  { kind: 'unknown-number', pattern: /cannot match this number/i },
  { kind: 'cancelled', pattern: /your appointment .* is cancelled/i },
  { kind: 'moved', pattern: /your appointment .* is now on/i },
  { kind: 'modified', pattern: /your appointment .* has changed/i },
  { kind: 'asks-video', pattern: /would you like to meet by video/i },
  { kind: 'chose-video', pattern: /thank you, you will see .* by video/i },
  { kind: 'chose-clinic', pattern: /thank you, see you at .* reply "arrived"/i },
  { kind: 'come-in', pattern: /when you get here.*reply "arrived"/i },
  { kind: 'welcome-video', pattern: /you see .* by video or phone/i },
  { kind: 'rings', pattern: /will ring you on this number/i },
  { kind: 'invite', pattern: /reply "ready"/i },
  { kind: 'video-thanks', pattern: /knows you are ready/i },
  { kind: 'arrived-thanks', pattern: /we know you are here/i },
  { kind: 'call-in', pattern: /is ready for you\. please come in now/i },
  { kind: 'asks-sure', pattern: /do you want to cancel (?:your|the) appointment/i },
  { kind: 'family-reminder', pattern: /a reminder of your appointments/i },
  { kind: 'reminder', pattern: /a reminder that you see/i },
  { kind: 'confirmed', pattern: /your appointment .* is confirmed/i },
  { kind: 'missed', pattern: /we missed you/i },
  { kind: 'booked', pattern: /you are booked.*reply 1/i },
  { kind: 'registration', pattern: /you are booked/i },
  {
    kind: 'neutral',
    pattern: /we have your message|this line is not watched|are you at the clinic, or|several appointments/i,
  },
  ...otherFingerprints,
];

/** The kinds that say that a reply was acted upon. */
export const actingKinds: readonly TextKind[] = ['arrived-thanks', 'video-thanks', 'chose-video', 'chose-clinic'];

/** What leaves because its time has come or the PMS has changed, whatever a patient writes. */
export const unasked: readonly TextKind[] = [
  'asks-video',
  'come-in',
  'welcome-video',
  'invite',
  'rings',
  'moved',
  'modified',
  'registration',
  'booked',
  'reminder',
  'family-reminder',
  'missed',
];

/** What people write who want nothing more. */
export const courtesy = /^(?:(?:ok|okay|many|thank you|th.?nks?|thx|very much|so much|cheers|👍|🙏|🙂)[\s,.!]*)+$/iu;
/** What opts out, when it stands alone. */
export const optOut = /^(?:stop|unsubscribe|end|quit|stopall|revoke|optout|cancel)$/i;
/** What opts in again. */
export const optIn = /^(?:start|unstop|yes)$/i;
/** What says that the number is somebody else's. */
export const wrongNumber = /\bwrong (?:number|person)\b/i;
/** What asks clearly for a cancellation, in any of the languages. */
export const clearCancel = /\bcancel\b|取消|إلغاء|ألغي|h[uủ]y/iu;
/** What takes a cancellation back, when it stands alone. */
export const undoWord = /^(?:undo|撤销|撤銷|تراجع|hoàn tác)$/iu;
/** What chooses among several appointments. */
export const choice = /\b(?:both|all|\d)\b/i;

/** Recognises a text. */
export function kindOf(body: string, fingerprints: readonly Fingerprint[] = defaultFingerprints): TextKind {
  return fingerprints.find(({ pattern }) => pattern.test(body))?.kind ?? 'other';
}

/** What a patient wants to say with a text, as far as rules care. */
export type Meaning = 'yes' | 'no' | 'arrived' | 'ready';

const manners = /\b(?:hello|hi|please|thank you|thanks|i am|i'm|i have)\b|[^\p{L}\s']/giu;
const meanings: readonly (readonly [Meaning, RegExp])[] = [
  ['yes', /^(?:y|yes+|yse|yea)$/],
  ['no', /^(?:n|no+|nope)$/],
  ['arrived', /^(?:arr?i?ve?d|he?re)$/],
  ['ready', /^(?:ready|redy|reayd|raedy)$/],
];

/** Recognises what a text says when it says nothing else; null for everything else. */
export function meaningOf(body: string): Meaning | null {
  const word = body.toLowerCase().replaceAll(manners, ' ').trim();
  return meanings.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
