/**
 * How a patient behaves.
 *
 * Most say what they decided and text when they are there. `desk` reads everything, answers nothing and comes to the desk ·
 * `silent` answers nothing and never comes · `family` is a parent who comes with two children on one phone ·
 * `landline` and `no-mobile` cannot be texted, `unreachable` has the telephone off · `wrong-number` is a stranger who has the
 * patient's number · `other-number` texts from a telephone that the clinic does not know · `after-doctor` comes when the
 * doctor already waits.
 */
export type Personality =
  | 'punctual'
  | 'early'
  | 'late'
  | 'typos'
  | 'emoji'
  | 'polite'
  | 'desk'
  | 'silent'
  | 'stop'
  | 'family'
  | 'landline'
  | 'no-mobile'
  | 'unreachable'
  | 'wrong-number'
  | 'other-number'
  | 'nonsense'
  | 'changes-mind'
  | 'video'
  | 'after-doctor';

/** The way of writing that goes with a personality. */
export type WritingStyle = 'plain' | 'typos' | 'emoji' | 'polite';

/** What is typical of a personality. Minutes are drawn between the two bounds. */
export interface Habits {
  readonly style: WritingStyle;
  /** How long a text waits for its answer; null when there never is one. */
  readonly answersInMinutes: readonly [number, number] | null;
  /** When they get to the clinic, relative to the start; null when they never come. */
  readonly comesAtMinutes: readonly [number, number] | null;
  /** Texts *arrived* from the car; otherwise goes to the desk. */
  readonly textsOnArrival: boolean;
  readonly wantsVideo: boolean;
}

const usual: Habits = {
  style: 'plain',
  answersInMinutes: [1, 8],
  comesAtMinutes: [-12, -3],
  textsOnArrival: true,
  wantsVideo: false,
};
const atDesk: Habits = { ...usual, answersInMinutes: null, comesAtMinutes: [-10, -2], textsOnArrival: false };

/** The habits of every personality. */
export const habitsOf: Readonly<Record<Personality, Habits>> = {
  punctual: usual,
  early: { ...usual, comesAtMinutes: [-26, -18] },
  late: { ...usual, answersInMinutes: [15, 35], comesAtMinutes: [6, 14] },
  typos: { ...usual, style: 'typos' },
  emoji: { ...usual, style: 'emoji' },
  polite: { ...usual, style: 'polite' },
  desk: atDesk,
  silent: { ...atDesk, comesAtMinutes: null },
  stop: { ...atDesk, answersInMinutes: [1, 4] },
  family: { ...usual, answersInMinutes: [8, 12], comesAtMinutes: [-14, -9] },
  landline: atDesk,
  'no-mobile': atDesk,
  unreachable: atDesk,
  'wrong-number': { ...atDesk, answersInMinutes: [2, 10] },
  'other-number': usual,
  nonsense: usual,
  'changes-mind': { ...usual, wantsVideo: true },
  video: { ...usual, wantsVideo: true },
  // They come once the doctor has called, whenever that is; this is for a doctor who never does.
  'after-doctor': { ...usual, comesAtMinutes: [60, 70] },
};

/** Personalities of patients for whom nothing special is planned, the usual ones more often. */
export const everydayPersonalities: readonly Personality[] = [
  'punctual',
  'punctual',
  'punctual',
  'early',
  'late',
  'typos',
  'emoji',
  'polite',
  'video',
  'desk',
];
