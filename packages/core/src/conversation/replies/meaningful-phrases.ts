import { intents } from '../intent.ts';
import type { Intent } from '../intent.ts';
import type { PhraseRole, PhraseStrength } from './lexicon.ts';
import type { FoundPhrase, PhraseReading } from './read-phrases.ts';

/** What is meant in a reply, before its intents are made one. */
export interface MeaningfulPhrases {
  /** The intents apart from courtesy and lateness, which stand beside any other and yield to it. */
  readonly main: ReadonlySet<Intent>;
  readonly isLate: boolean;
  readonly isThanks: boolean;
  readonly isAssent: boolean;
  /** True when something is said to be so only later. */
  readonly isFuture: boolean;
  /** True when an intent was only hinted at, or misspelt. */
  readonly isDoubtful: boolean;
  readonly isQuestion: boolean;
  /** How many words say something that the lexicon does not know, or does not read. */
  readonly others: number;
}

/** What stands beside a phrase in a reply. */
interface Company {
  readonly isQuestion: boolean;
  readonly others: number;
  readonly fillers: number;
  /** How many different intents are spoken of, courtesy and lateness aside. */
  readonly intents: number;
}

const companions: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['thanks', 'assent', 'late']);

/** Tells whether a role is an intent that stands for itself. */
function isMainIntent(role: PhraseRole): role is Intent {
  // Widened only to look the role up: the type guard narrows it again.
  return !companions.has(role) && (intents as readonly PhraseRole[]).includes(role);
}

/**
 * Chooses the phrases of a reply that count.
 *
 * Null when something keeps the whole reply from being read: a negation that belongs to no phrase, a word in another
 * script, or an intent in company that leaves it uncertain ("is he ready").
 */
export function meaningfulPhrases(reading: PhraseReading): MeaningfulPhrases | null {
  const count = (role: PhraseRole): number => reading.phrases.filter(({ group }) => group.role === role).length;
  if (reading.isForeign || count('negation') > 0) return null;
  const isFuture = count('future') > 0;
  if (count('confirm') > 0 && reading.phrases.some(({ group }) => group.isPutOff)) return null;
  const spoken = reading.phrases.filter(
    ({ group }) => !isFuture || (group.role !== 'arrived' && group.role !== 'ready'),
  );
  const company: Company = {
    isQuestion: reading.hasQuestionMark || count('question') > 0,
    others: reading.leftover + count('word') + count('future'),
    fillers: count('filler'),
    intents: new Set(spoken.map(({ group }) => group.role).filter(isMainIntent)).size,
  };
  const borne = spoken.filter(({ group }) => bears(group.strength ?? 'plain', company));
  const roles = new Set(borne.map(({ group }) => group.role));
  const isUncertain = ({ group }: FoundPhrase): boolean =>
    isMainIntent(group.role) && group.strength !== 'alone' && !roles.has(group.role);
  if (spoken.some(isUncertain)) return null;
  return {
    main: new Set([...roles].filter(isMainIntent)),
    isLate: roles.has('late'),
    // "Ok, I'll wait" agrees to nothing: it is courtesy.
    isThanks: roles.has('thanks') || (isFuture && roles.has('assent')),
    isAssent: !isFuture && roles.has('assent'),
    isFuture,
    isDoubtful: borne.some(isDoubtful),
    isQuestion: company.isQuestion,
    others: company.others,
  };
}

function bears(strength: PhraseStrength, company: Company): boolean {
  if (strength === 'strong') return company.others <= 8;
  if (company.isQuestion) return false;
  if (strength === 'plain') return company.others <= 2;
  return company.others === 0 && (strength === 'bare' || company.fillers + company.intents === 1);
}

function isDoubtful(phrase: FoundPhrase): boolean {
  return phrase.isCorrected || phrase.group.isHint === true;
}
