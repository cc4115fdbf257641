import type { Intent } from '../../intent.ts';
import { interpretReply } from '../interpret-reply.ts';
import type { Interpretation } from '../interpretation.ts';
import { questions } from './questions.ts';
import type { LabelledReply } from './read-labelled.ts';

/** How well the replies of one language are read. */
export interface LabelledScore {
  /** Near misses that would make something happen, each by its kind and what it was taken for. */
  readonly acting: readonly string[];
  /** Clear replies that were read as something else, each by its kind and what it was taken for. */
  readonly misunderstood: readonly string[];
  /** The share of clear replies that were understood, from 0 to 1. */
  readonly understood: number;
}

const harmless: ReadonlySet<Intent> = new Set<Intent>(['unknown', 'thanks', 'late']);
const destructive: ReadonlySet<Intent> = new Set<Intent>(['cancel', 'stop', 'wrong-number']);

/**
 * Tells whether a reading makes the machine do something.
 *
 * Not understood is asked back or shown to a person, thanks are silence, and late is only noted: each is right for
 * somebody who said nothing else. What is destructive and only hinted at is asked back before it is done.
 */
export function acts({ intent, clarity }: Interpretation): boolean {
  return !harmless.has(intent) && !(clarity === 'weak' && destructive.has(intent));
}

/**
 * Reads every reply as one from a patient of this language, and compares it with what a person said that it means.
 *
 * Replies are told by their kind and not by their words, so that whoever mends a lexicon learns what is missing and cannot tune to the very
 * texts that are to be held out.
 */
export function scoreLabelled(language: string, replies: readonly LabelledReply[]): LabelledScore {
  const read = replies.map((reply) => ({
    reply,
    reading: interpretReply(reply.text, { languages: [language], expecting: questions[reply.asked] }),
  }));
  const show = ({ reply, reading }: (typeof read)[number]): string =>
    `asked ${reply.asked}: ${reply.kind} ${reply.intent} is taken for ${reading.intent} (${reply.why})`;
  const clear = read.filter(({ reply }) => reply.kind === 'clear');
  const missed = clear.filter(({ reply, reading }) => reading.intent !== reply.intent);
  return {
    acting: read.filter(({ reply, reading }) => reply.kind === 'near-miss' && acts(reading)).map(show),
    misunderstood: missed.map(show),
    understood: clear.length === 0 ? 0 : 1 - missed.length / clear.length,
  };
}
