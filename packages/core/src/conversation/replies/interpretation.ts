import type { Intent } from '../intent.ts';

/** What the reading of a reply may lean on. */
export interface ReplyContext {
  /** BCP 47 tags, the patient's own language first; English is always read last. */
  readonly languages: readonly string[];
  /** The intents that the open question accepts; empty when nothing was asked. */
  readonly expecting: readonly Intent[];
  /**
   * The names that tell the patients of one phone apart, or the choices as they stood in the text (`Sam 10:10`), in the
   * order of their numbers. Digits are read as choices only while `choice` is expected.
   */
  readonly names?: readonly string[];
}

/** Which of the numbered choices are meant: their numbers from 1, ascending, or all of them. */
export type ReplyChoice = readonly number[] | 'both';

/** What a reply means, as far as its words say. */
export interface Interpretation {
  readonly intent: Intent;
  /**
   * `clear`: the words say so. `weak`: the open question makes it likely (a bare "ok"), or something destructive was
   * only hinted at ("can't come") or misspelt, so that it must be asked back before it is done.
   */
  readonly clarity: 'clear' | 'weak';
  /** The choices that are named, beside any intent ("Sam is here"); null when none is. */
  readonly choice: ReplyChoice | null;
  /** True when the patient also says to be late, whatever the intent. */
  readonly isLate: boolean;
}

/** The reading of everything that is not clearly something else. */
export const notUnderstood: Interpretation = { intent: 'unknown', clarity: 'clear', choice: null, isLate: false };
