import type { Intent } from '../intent.ts';
import { combineIntents, readAssent } from './combine-intents.ts';
import { notUnderstood } from './interpretation.ts';
import type { Interpretation, ReplyChoice, ReplyContext } from './interpretation.ts';
import { lexiconsFor } from './lexicons/lexicons.ts';
import { readChoice, takeNames } from './read-choice.ts';
import { readPhrases } from './read-phrases.ts';
import { meaningfulPhrases } from './meaningful-phrases.ts';
import type { MeaningfulPhrases } from './meaningful-phrases.ts';
import { toTokens } from './tokens.ts';

/** What carriers join into one text; anything longer is no reply. */
const maximumLength = 1600;
/** More words than this are a letter, and for a person to read. */
const maximumWords = 40;
const isHan = /^\p{Script=Han}/u;

const destructive: ReadonlySet<Intent> = new Set<Intent>(['cancel', 'stop', 'wrong-number']);

/**
 * Reads what a patient means by a reply, in the patient's languages and English all at once.
 *
 * Negations, futures and questions never count as what they name, and two intents that contradict each other are
 * `unknown`: when it is not certain, nothing may be changed (promise P4). Consent words of carriers and the clinic's
 * urgent words come before this: see `consentWord` and `findUrgent`.
 *
 * Pure, never throws, and takes time linear in the length of the text. The first reply in a language makes its words ready, which takes some
 * tens of milliseconds once in a process.
 *
 * @example
 * interpretReply('yep im here thx', { languages: ['en-AU'], expecting: ['arrived'] }).intent; // 'arrived'
 */
export function interpretReply(text: string, context: ReplyContext): Interpretation {
  if (text.length > maximumLength) return notUnderstood;
  const tokens = toTokens(text);
  if (countWords(tokens) > maximumWords) return notUnderstood;
  const lexicons = lexiconsFor(context.languages);
  const expecting = context.expecting;
  const named = takeNames(tokens, context.names ?? [], expecting.includes('choice') ? [] : lexicons);
  const reading = readPhrases(named.rest, lexicons, expecting);
  const choice = readChoice(reading, named.numbers);
  const found = meaningfulPhrases(reading);
  if (found === null || named.isAmbiguous || choice === 'contradicting') return notUnderstood;
  const isNumbered = expecting.includes('confirm') && named.numbers.length === 0;
  if (choice !== null && !allowsChoice(found, isNumbered)) return notUnderstood;
  if (found.main.size === 0) return withoutMainIntent(found, choice, expecting);

  const { isLate } = found;
  if (choice !== null && isOnlyYes(found)) return { intent: 'choice', clarity: 'clear', choice, isLate };
  const { intent, isWeak } = combineIntents(found.main, expecting);
  // "Yes, on my way" answers nothing that was asked.
  const isAnswer = intent !== 'ready' && (intent !== 'yes' || expecting.includes('yes'));
  if (intent === 'unknown' || (found.isFuture && !isAnswer)) return notUnderstood;
  if (isLate && (intent === 'yes' || intent === 'no') && !expecting.includes(intent)) {
    return { intent: 'late', clarity: 'clear', choice, isLate };
  }
  // What stands beside "cancel" may be what is to be cancelled, such as a prescription.
  const isBeside = intent === 'cancel' && found.others > 0;
  const isDoubtful = isWeak || isBeside || (destructive.has(intent) && found.isDoubtful);
  return { intent, clarity: isDoubtful ? 'weak' : 'clear', choice, isLate };
}

/** How many words a reply has: most Chinese words have two characters. */
function countWords(tokens: readonly string[]): number {
  return tokens.length - tokens.filter((each) => isHan.test(each)).length / 2;
}

/** What is left when nothing but courtesy, lateness and a choice was said. */
function withoutMainIntent(
  found: MeaningfulPhrases,
  choice: ReplyChoice | null,
  expecting: readonly Intent[],
): Interpretation {
  const { isLate } = found;
  if (choice !== null) return { intent: 'choice', clarity: 'clear', choice, isLate };
  if (isLate) return { intent: 'late', clarity: 'clear', choice, isLate };
  if (found.isThanks) return { intent: 'thanks', clarity: 'clear', choice, isLate };
  return found.isAssent ? { intent: readAssent(expecting), clarity: 'weak', choice, isLate } : notUnderstood;
}

/** A choice stands beside "yes" and, where appointments are chosen, beside what is to be done; never beside a riddle. */
function allowsChoice(found: MeaningfulPhrases, isNumbered: boolean): boolean {
  // One more word is a name where appointments are chosen; beside a digit that confirms it could be anything ("1 question").
  if (found.isQuestion || found.others > (isNumbered ? 0 : 1) || found.main.has('no')) return false;
  return found.main.size === 0 || isOnlyYes(found) || !isNumbered;
}

function isOnlyYes({ main }: MeaningfulPhrases): boolean {
  return main.size === 1 && main.has('yes');
}
