import { noRelay } from '../failure.ts';
import { fieldsOf } from '../lease.ts';
import { request } from '../request.ts';
import type { PublisherSettings } from './publisher-options.ts';
import { toRecord } from './published-links.ts';
import type { PublishedLink, PublishedLinks } from './published-links.ts';

/** Some 50 kB: the relay waits for five seconds, and lines are slow. */
const mostAtOnce = 50;
/** More of one link a relay does not take: 4 096 bytes, of which sealing needs 28. */
const mostBytes = 4_068;
/** After a hundred seconds without a word the relay takes the clinic for gone. */
const silentForMs = 30_000;

/** An answer to somebody who has asked by a link. */
export interface SealedAnswer {
  readonly question: string;
  readonly sealed: string;
}

/** What speaks to the relay about links. */
export interface Speaker {
  /**
   * Tells the relay what has changed, and answers with the first of it; now and then also when there is nothing to tell.
   *
   * Resolves with true when the relay knows what the clinic knows, with false when it has to be told all once more. Throws GatewayError.
   */
  tell(links: PublishedLinks, answers: readonly SealedAnswer[]): Promise<boolean>;
  /** The next time something is said whether there is something to tell or not. */
  speakUp(): void;
}

/** Makes it. */
export function createSpeaker({ url, account, token, fetch, clock, logger }: PublisherSettings): Speaker {
  const address = `${url}/v1/accounts/${account}/links`;
  let saidAt = -Infinity;

  const say = async (body: {
    readonly changed: readonly PublishedLink[];
    readonly only: readonly string[] | null;
    readonly answers: readonly SealedAnswer[];
  }): Promise<number> => {
    const { changed, only, answers } = body;
    const pushed = changed.map((link) => ({ link, content: link.content }));
    const records = await Promise.all(changed.map(toRecord));
    const said = toSaid(await request(fetch, { url: address, token: token(), body: { records, only, answers } }));
    saidAt = clock.now();
    for (const { link, content } of pushed)
      link.pushed = { content, at: saidAt, isRefused: said.refused.includes(link.id) };
    if (said.refused.length > 0) {
      const count = said.refused.length;
      logger.log('error', '[relay] links refused, another account has them; ask who runs the relay', { count });
    }
    return said.held;
  };

  /** One of which there is too much to say is left out, lest all the others go unsaid with it. */
  const fits = (link: PublishedLink): boolean => {
    if (new TextEncoder().encode(link.content).length <= mostBytes) return true;
    link.pushed = { content: link.content, at: clock.now(), isRefused: true };
    logger.log('error', '[relay] a link has a name in its visit that is too long for a relay; nobody can open it');
    return false;
  };

  const tell: Speaker['tell'] = async (links, answers) => {
    const changed = links.changed().filter(fits);
    const only = links.isTold ? null : links.all().map(({ id }) => id);
    const silence = clock.now() - saidAt;
    const isRecent = silence >= 0 && silence < silentForMs;
    if (isRecent && only === null && changed.length + answers.length === 0) return true;
    links.isTold = true;
    try {
      for (let from = 0; ; from += mostAtOnce) {
        const isLast = from + mostAtOnce >= changed.length;
        const held = await say({
          changed: changed.slice(from, from + mostAtOnce),
          only: isLast ? only : null,
          answers: from === 0 ? answers : [],
        });
        if (isLast) return held === links.all().filter(({ pushed }) => pushed?.isRefused === false).length;
      }
    } catch (error) {
      links.isTold &&= only === null;
      throw error;
    }
  };
  return {
    tell,
    speakUp: () => {
      saidAt = -Infinity;
    },
  };
}

function toSaid(answer: unknown): { readonly held: number; readonly refused: readonly unknown[] } {
  const { held, refused } = fieldsOf(answer);
  if (typeof held !== 'number' || !Array.isArray(refused)) throw noRelay();
  return { held, refused };
}
