/** The languages in which the simulated people read and write. */
export type WeekLanguage = 'en' | 'zh' | 'ar' | 'vi';

/**
 * What a patient does with what is announced and reminded.
 *
 * `confirms`: answers the first question · `confirms-later`: answers the second · `silent`: reads, and comes · `no-show`: reads, and does not
 * come · `cancels-by-digit` · `cancels-in-words` · `cancels-and-undoes` · `undoes-too-late` · `cannot-come`: says so, without asking to
 * cancel · `reschedules`: asks for another time · `stops`: opts out, and texts all the same when they are there · `asks-to-keep`: begins to
 * cancel and thinks better of it · `answers-too-soon`: confirms the old time when the new one is already in the book, or a moment after it
 * was told · `cancels-one-child` and `confirms-all`: a parent with two children on one phone.
 */
export type WeekHabit =
  | 'confirms'
  | 'confirms-later'
  | 'silent'
  | 'no-show'
  | 'cancels-by-digit'
  | 'cancels-in-words'
  | 'cancels-and-undoes'
  | 'undoes-too-late'
  | 'cannot-come'
  | 'reschedules'
  | 'stops'
  | 'asks-to-keep'
  | 'answers-too-soon'
  | 'cancels-one-child'
  | 'confirms-all';

/**
 * What the clinic does to an appointment: `book` it during the week · `book-and-move`: books it and puts it right at once ·
 * `book-and-move-later`: two hours after it was announced · `book-and-cancel`: books it by mistake · `move` it · `move-and-back`: moves it and puts it back at once · `cancel` it · change the `place` or the
 * `practitioner` · `confirm` it.
 */
export type WeekPlan =
  | 'book'
  | 'book-and-move'
  | 'book-and-move-later'
  | 'book-and-cancel'
  | 'move'
  | 'move-and-back'
  | 'cancel'
  | 'place'
  | 'practitioner'
  | 'confirm';

/** A part that somebody plays in the week. */
export interface WeekRole {
  readonly habit: WeekHabit;
  readonly plan: WeekPlan | null;
  readonly language: WeekLanguage;
  /** True for a child of the family whose first child was cast just before. */
  readonly isSibling: boolean;
}

const role = (habit: WeekHabit, part: Partial<WeekRole> = {}): WeekRole => ({
  habit,
  plan: null,
  language: 'en',
  isSibling: false,
  ...part,
});

/** What every full week has, the most telling first. */
const fixedRoles: readonly WeekRole[] = [
  role('confirms', { plan: 'book' }),
  role('cancels-one-child'),
  role('cancels-one-child', { isSibling: true }),
  role('cancels-and-undoes', { plan: 'book' }),
  role('confirms', { language: 'zh' }),
  role('confirms', { language: 'ar' }),
  role('confirms', { language: 'vi' }),
  role('silent', { plan: 'move' }),
  role('silent', { plan: 'cancel' }),
  role('no-show'),
  role('cancels-by-digit', { language: 'zh', plan: 'book' }),
  role('cancels-in-words', { language: 'vi' }),
  role('cancels-and-undoes', { language: 'ar' }),
  role('confirms-all'),
  role('confirms-all', { isSibling: true }),
  role('answers-too-soon', { plan: 'book-and-move-later' }),
  role('stops'),
  role('cancels-by-digit'),
  role('cannot-come'),
  role('undoes-too-late'),
  role('confirms-later', { plan: 'book' }),
  role('silent', { plan: 'place' }),
  role('silent', { plan: 'practitioner' }),
  role('silent', { plan: 'confirm' }),
  role('silent', { plan: 'move-and-back' }),
  role('silent', { plan: 'book-and-move' }),
  role('silent', { plan: 'book-and-cancel' }),
  role('reschedules'),
  role('asks-to-keep'),
  role('silent', { plan: 'move', language: 'zh' }),
  role('silent', { plan: 'cancel', language: 'vi' }),
  role('no-show', { language: 'ar' }),
];

/** What else patients do, the usual more often. */
export const everydayHabits: readonly WeekHabit[] = [
  'confirms',
  'confirms',
  'confirms-later',
  'silent',
  'silent',
  'no-show',
];

/** Gives out the parts of a week: the fixed ones first, as far as there is room. */
export function castWeek(appointments: number, draw: () => WeekHabit): readonly WeekRole[] {
  const others = Array.from({ length: Math.max(0, appointments - fixedRoles.length) }, (_, index) =>
    role(draw(), { plan: index % 3 === 0 ? 'book' : null }),
  );
  return [...fixedRoles.slice(0, appointments), ...others];
}
