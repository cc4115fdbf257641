import { isOurs } from '../failure.ts';
import { pauseMs } from '../pacing.ts';
import { createQuestionAnswering } from './answer-questions.ts';
import { deriveLinkKeys, sealWithLink } from './link-keys.ts';
import { createLoop } from './loop.ts';
import { createPublishedLinks } from './published-links.ts';
import { checkPublisherOptions } from './publisher-options.ts';
import type { LinkPublisherOptions, PublisherSettings } from './publisher-options.ts';
import { createSpeaker } from './speaker.ts';
import type { SealedAnswer } from './speaker.ts';

/** How soon the relay is told what has changed at the clinic. */
const refreshMs = 3_000;
/** After failures pauses grow to eight seconds: somebody may be waiting for the relay to come back. */
const mostCounted = 4;
/** The relay waits for ten seconds for an answer. */
const answerWithinMs = 10_000;

/** Makes the consultations of a clinic reachable through a relay. */
export interface LinkPublisher {
  /** Begins; never fails. What goes wrong is tried again and logged. */
  start(): void;
  /** Ends, and waits for what is under way. The page says then that the clinic cannot be reached. */
  stop(): Promise<void>;
  /** Why the relay cannot be told or asked at the moment; null while all is well. */
  readonly problem: string | null;
}

/**
 * Makes what tells a relay the links of a clinic without a public address, and answers those who open one.
 *
 * The relay is told what the page may show, sealed with a key that is made of the link itself, within seconds of a change; who joins or asks to be
 * rung is let in, or written down, here at the clinic, which answers through the relay. A relay that was restarted is told everything again.
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://github.com/clinicarrivals/clinicarrivals/blob/main/docs/relay-protocol.md
 * @example
 * const publisher = createLinkPublisher({ url, account, token, privateKey, links, desk: arrivals.video });
 * publisher.start();
 */
export function createLinkPublisher(options: LinkPublisherOptions): LinkPublisher {
  const settings = checkPublisherOptions(options);
  const publication = createPublication(settings);
  const trouble = { publishing: createTrouble(settings), asking: createTrouble(settings) };
  let ending = new AbortController();

  const publishing = createLoop(settings.clock, () =>
    trouble.publishing.during(async () => ((await publication.turn()) ? refreshMs : 0)),
  );
  const answering = createQuestionAnswering(settings, async ({ question, pass }, content) => {
    const link = await deriveLinkKeys(settings.links.link(pass));
    const sealed = await sealWithLink(link, `answer ${question}`, JSON.stringify(content));
    publication.answer({ question, sealed, sessionId: pass.sessionId });
    publishing.wake();
  });
  const asking = createLoop(settings.clock, () =>
    trouble.asking.during(async () => {
      // A relay that asks nothing, or cannot be asked, may have been restarted and know nothing any more.
      publication.speakUp();
      // After a failure it is not waited, so that its end is seen at once.
      const mayWait = trouble.asking.problem === null;
      return answering.turn({ mayWait, signal: ending.signal }).catch((error: unknown) => {
        if (ending.signal.aborted) return 0;
        throw error;
      });
    }),
  );

  return {
    get problem() {
      return trouble.publishing.problem ?? trouble.asking.problem;
    },
    start: () => {
      ending = new AbortController();
      publishing.start();
      asking.start();
    },
    stop: async () => {
      ending.abort();
      await asking.stop();
      await answering.settled();
      await publishing.stop();
    },
  };
}

interface Publication {
  answer(answer: SealedAnswer & { readonly sessionId: string }): void;
  /** The next turn says something also when nothing has changed: the answer shows whether the relay knows all. */
  speakUp(): void;
  /** Tells the relay what there is to tell. False when it has to be told all once more. Throws GatewayError. */
  turn(): Promise<boolean>;
}

function createPublication(settings: PublisherSettings): Publication {
  const { clock } = settings;
  const links = createPublishedLinks(settings);
  const speaker = createSpeaker(settings);
  let refreshedAt = -Infinity;
  let wasInStep = true;
  let waiting: readonly (SealedAnswer & { readonly sessionId: string; readonly at: number })[] = [];

  return {
    answer: (answer) => {
      waiting = [...waiting, { ...answer, at: clock.now() }];
    },
    speakUp: () => speaker.speakUp(),
    turn: async () => {
      const now = clock.now();
      const answers = waiting.filter(({ at }) => Math.abs(now - at) < answerWithinMs);
      const sinceRefresh = now - refreshedAt;
      if (sinceRefresh < 0 || sinceRefresh >= refreshMs) {
        await links.refresh();
        refreshedAt = now;
      } else {
        // Whoever has asked is to see what has come of it with the answer.
        for (const sessionId of new Set(answers.map((answer) => answer.sessionId)))
          await links.refreshSession(sessionId);
      }
      const isInStep = await speaker.tell(
        links,
        answers.map(({ question, sealed }) => ({ question, sealed })),
      );
      waiting = waiting.filter((answer) => !answers.includes(answer));
      if (!isInStep) links.forgetPushed();
      // Once more at once, but not again and again: another process may tell the relay something else.
      const mayPause = isInStep || !wasInStep;
      wasInStep = isInStep;
      return mayPause;
    },
  };
}

/** Turns of a loop that may fail. */
interface Trouble {
  readonly problem: string | null;
  /** Takes a turn; gives how long to pause, which is longer after each failure in a row. */
  during(turn: () => Promise<number>): Promise<number>;
}

function createTrouble({ logger }: PublisherSettings): Trouble {
  let failures = 0;
  let problem: string | null = null;
  return {
    get problem() {
      return problem;
    },
    during: async (turn) => {
      try {
        const pause = await turn();
        if (problem !== null) logger.log('info', '[relay] links: all is well again');
        problem = null;
        failures = 0;
        return pause;
      } catch (error) {
        // Only our own messages are free of what must not stand in a log.
        const text = isOurs(error) ? error.message : '[relay] links: unexpected error';
        if (text !== problem) logger.log('error', text);
        problem = text;
        failures += 1;
        return pauseMs(error, Math.min(failures, mostCounted));
      }
    },
  };
}
