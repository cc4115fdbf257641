import { randomUUID } from 'node:crypto';
import type { Clock } from '@clinicarrivals/core';
import type { AccountInUse } from '../accounts.ts';
import { createTokenBucket } from '../token-bucket.ts';
import type { TokenBucket } from '../token-bucket.ts';
import { openWithLink } from './link-keys.ts';
import type { LinkKeys } from './link-keys.ts';

/** Longer nobody waits before a page: the clinic answers in less than a second, or not at all. */
const answerWithinMs = 10_000;
/** Each link may ask so often, twice as often at once. */
const perSecond = 1;
const mostBuckets = 10_000;

/** A question as the clinic reads it. It holds the code of the link, which proves that somebody has opened it. */
export interface Question {
  readonly question: string;
  readonly type: 'join' | 'call';
  readonly code: string;
}

/** Questions to clinics that wait for an answer. */
export interface Questions {
  /**
   * Asks a clinic and waits for what it says.
   *
   * @param send makes the question durable for the clinic
   * @returns the parsed answer, to be checked; null when there is none in time, or the link asks too often
   */
  ask(
    asked: {
      readonly account: AccountInUse;
      readonly link: LinkKeys;
      readonly code: string;
      readonly type: Question['type'];
    },
    send: (question: Question) => Promise<void>,
  ): Promise<unknown>;
  /** Takes an answer of the account. Who has given up waiting is not told. */
  answered(mailbox: string, answer: { readonly question: string; readonly sealed: Uint8Array }): void;
  /** Ends all waits without an answer. */
  endAll(): void;
}

interface Waiting {
  readonly mailbox: string;
  readonly key: Uint8Array;
  readonly resolve: (answer: unknown) => void;
}

/** Makes a list of questions without any. */
export function createQuestions(clock: Clock): Questions {
  const waiting = new Map<string, Waiting>();
  const buckets = new Map<string, TokenBucket>();

  const maySpend = (id: string): boolean => {
    const bucket = buckets.get(id) ?? createTokenBucket(perSecond);
    // The one that asked last stands last.
    buckets.delete(id);
    buckets.set(id, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest);
    return bucket.take(clock.now()) === 0;
  };

  return {
    ask: async ({ account, link, code, type }, send) => {
      if (!maySpend(link.id)) return null;
      const question = randomUUID();
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(question, { mailbox: account.mailbox, key: link.key, resolve });
      const cancel = clock.schedule(answerWithinMs, () => resolve(null));
      try {
        await send({ question, type, code });
        return await promise;
      } finally {
        cancel();
        waiting.delete(question);
      }
    },
    answered: (mailbox, { question, sealed }) => {
      const asked = waiting.get(question);
      if (asked === undefined || asked.mailbox !== mailbox) return;
      const answer = openWithLink(sealed, { key: asked.key, purpose: `answer ${question}` });
      // What does not open is no answer: the clinic's own may still come.
      if (answer !== null) asked.resolve(answer);
    },
    endAll: () => {
      for (const { resolve } of waiting.values()) resolve(null);
    },
  };
}
