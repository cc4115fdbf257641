import { intents } from '../../intent.ts';
import type { Intent } from '../../intent.ts';
import { consentWord } from '../consent-word.ts';
import { questions } from './questions.ts';
import type { Question } from './questions.ts';

/** A reply of which a person has said what it means, or what a careless reader would take it for. */
export interface LabelledReply {
  readonly asked: Question;
  readonly text: string;
  readonly kind: 'clear' | 'near-miss';
  /** What a clear reply means, or what a near miss must not be taken for. */
  readonly intent: Intent;
  /** Why people write so. */
  readonly why: string;
}

/**
 * Reads the labelled replies of one language: a list of groups
 * `{ "asked", "means" | "nearMissOf", "why", "texts" }`.
 *
 * @param json the text of the file
 * @throws Error naming the group (from 0) when it has another shape, gives no reason, says a text twice after the same
 *   question, or holds a word that carriers answer before anybody reads it
 */
export function readLabelled(json: string): readonly LabelledReply[] {
  const groups: unknown = JSON.parse(json);
  check(Array.isArray(groups), 'the file is no list of groups');
  const replies = groups.flatMap((group: unknown, index) => readGroup(group, `group ${String(index)}`));
  const seen = new Set<string>();
  for (const { asked, text } of replies) {
    const key = `${asked}: ${text.toLowerCase()}`;
    check(!seen.has(key), `"${key}" stands there twice`);
    seen.add(key);
  }
  return replies;
}

function readGroup(group: unknown, where: string): readonly LabelledReply[] {
  check(typeof group === 'object' && group !== null, `${where} is no object`);
  // An object of JSON has named values and nothing else; each is checked below.
  const { asked, means, nearMissOf, why, texts, ...others } = group as Readonly<Record<string, unknown>>;
  check(Object.keys(others).length === 0, `${where} has ${Object.keys(others).join(', ')}, which nobody reads`);
  check(isQuestion(asked), `${where} says no question in "asked"`);
  check((means === undefined) !== (nearMissOf === undefined), `${where} needs one of "means" and "nearMissOf"`);
  const intent = means ?? nearMissOf;
  check(isIntent(intent), `${where} names no intent`);
  check(typeof why === 'string' && why.length > 10, `${where} does not say why people write so`);
  check(Array.isArray(texts) && texts.length > 0, `${where} has no texts`);
  return texts.map((text: unknown) => {
    check(typeof text === 'string' && text.trim() !== '', `${where} has an empty text`);
    const word = consentWord(text);
    check(word === null || intent === 'yes', `${where} has "${text}", which carriers take for themselves`);
    return { asked, text, kind: means === undefined ? 'near-miss' : 'clear', intent, why };
  });
}

function isQuestion(value: unknown): value is Question {
  return typeof value === 'string' && Object.hasOwn(questions, value);
}

function isIntent(value: unknown): value is Intent {
  return value !== 'unknown' && intents.some((intent) => intent === value);
}

function check(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(`labelled replies: ${problem}`);
}
