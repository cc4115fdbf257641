import { noRelay } from '../failure.ts';
import { fieldsOf, toLease, toTime } from '../lease.ts';
import type { LeasedWebhook } from '../lease.ts';
import { request } from '../request.ts';
import type { PublisherSettings } from './publisher-options.ts';
import { readQuestion } from './read-question.ts';
import type { Question } from './read-question.ts';

const longestWaitSeconds = 25;
/** A relay that does not wait, because another process of the clinic asks too, is not asked without a pause. */
const shortestWaitMs = 1_000;
/** Long enough to make calls durable; who joins is not waited for. */
const leaseSeconds = 30;
/** Nobody waits for longer: who wanted to join was told to ring the clinic, and may have left. */
const joinWithinMs = 10_000;
const mostJoining = 100;

/** Answers what people with a link ask. */
export interface QuestionAnswering {
  /**
   * Asks for questions once and deals with them; may wait until there is one. Throws GatewayError, and whatever kept a call from becoming
   * durable. Resolves with the milliseconds after which to ask again.
   */
  turn(options: { readonly mayWait: boolean; readonly signal: AbortSignal }): Promise<number>;
  /** Resolves when everybody who joins has an answer. */
  settled(): Promise<void>;
}

/**
 * Makes what answers questions.
 *
 * A wish to be rung is acknowledged when the clinic has it: until then it comes again, whatever crashes. A wish to join is answered at once or
 * never, since who is let in later than they asked is not there any more.
 */
export function createQuestionAnswering(
  settings: PublisherSettings,
  answer: (question: Question, content: object) => Promise<void>,
): QuestionAnswering {
  const { url, account, token, fetch, desk, clock, logger } = settings;
  const joining = new Set<Promise<void>>();
  let after: string | null = null;
  /** What was dealt with and comes again because something beside it failed. */
  let dealt = new Set<string>();

  const join = async (question: Question): Promise<void> => {
    const content = await desk.admit(question.pass).catch(() => failed);
    await answer(question, content);
  };
  const call = async (question: Question): Promise<void> => {
    try {
      await answer(question, { type: 'called', isAsked: await desk.callInstead(question.pass) });
    } catch (error) {
      await answer(question, failed);
      throw error;
    }
  };
  const deal = async ({ content, receivedAt }: LeasedWebhook, now: number): Promise<void> => {
    const question = typeof content === 'string' ? await readQuestion(content, settings) : null;
    if (question === null) {
      logger.log('error', '[relay] a question by a link cannot be read; check privateKey and the secret of the links');
    } else if (question.type === 'call') {
      await call(question);
    } else if (now - receivedAt <= joinWithinMs && joining.size < mostJoining) {
      const promise: Promise<void> = join(question).finally(() => joining.delete(promise));
      joining.add(promise);
    }
  };

  return {
    settled: async () => void (await Promise.all(joining)),
    turn: async ({ mayWait, signal }) => {
      const waitSeconds = mayWait ? longestWaitSeconds : 0;
      const body = { consumer: 'links', after, limit: 100, waitSeconds, leaseSeconds };
      const address = `${url}/v1/accounts/${account}/links/lease`;
      const waitMs = waitSeconds * 1_000;
      const askedAt = clock.now();
      const answered = await request(fetch, { url: address, token: token(), body, waitMs, signal });
      const { webhooks: questions, cursor } = toLease(answered, body);
      // Both times are the relay's: the clock of the clinic may be wrong.
      const now = toTime(fieldsOf(answered)['now']);
      if (now === null) throw noRelay();
      const fresh = questions.filter(({ id }) => !dealt.has(id));
      await withEach(fresh, (question) => deal(question, now).then(() => void dealt.add(question.id)));
      after = cursor;
      dealt = new Set();
      const hasWaited = Math.abs(clock.now() - askedAt) >= shortestWaitMs;
      return questions.length > 0 || hasWaited || !mayWait ? 0 : shortestWaitMs;
    },
  };
}

/** The clinic could not do it: the page says at once what to do. */
const failed = { type: 'failed' } as const;

/** Works on one after the other: what fails holds up nothing else. Throws the first failure. */
async function withEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of all) await work(one).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
