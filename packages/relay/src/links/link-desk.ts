import { VideoError } from '@clinicarrivals/core';
import type { Clock, VideoDesk, VideoPass, VideoVisit } from '@clinicarrivals/core';
import { ownerOf } from '../account.ts';
import type { AccountInUse } from '../accounts.ts';
import { deriveLinkKeys, openWithLink } from './link-keys.ts';
import type { LinkKeys } from './link-keys.ts';
import type { LinkRecords } from './link-records.ts';
import type { Question, Questions } from './questions.ts';
import { readAdmittance, readCalled, readLinkContent } from './read-visit.ts';

/** After a start clinics need so long to tell their links again. */
const relearningMs = 60_000;

/**
 * The desk of all clinics that push their links: `createJoinPage({ links: { url, read: relay.video.read }, desk: relay.video })`.
 *
 * What a visit is comes from what its clinic has pushed; joining and asking for a call are asked of the clinic itself, which answers within
 * seconds. While the clinic is not there every method throws `VideoError`: nobody is told that the doctor knows, or will ring, when nobody does.
 */
export interface LinkDesk extends VideoDesk {
  /** What the last part of a link proves, null when nobody has pushed such a link. The pass is good for this desk alone. */
  read(code: string): Promise<VideoPass | null>;
  /** Whom the holder of a link may ring, also while the clinic is not there; null when that is not known. Never rejects. */
  clinic(pass: VideoPass): Promise<{ readonly name: string; readonly phone: string } | null>;
}

/** What {@link createLinkDesk} stands on. */
export interface LinkDeskParts {
  readonly records: LinkRecords;
  readonly questions: Questions;
  readonly clock: Pick<Clock, 'now'>;
  /** When the relay has started, epoch milliseconds; null while it is not running. */
  startedAt(): number | null;
  accountById(id: string): AccountInUse | null;
  /** Makes a question durable for the clinic. Throws when that fails. */
  send(account: AccountInUse, question: Question): Promise<void>;
}

interface Found {
  readonly account: AccountInUse;
  readonly link: LinkKeys;
  readonly code: string;
  readonly pass: VideoPass;
  readonly visit: VideoVisit;
}

/** Makes the desk. The session of its passes is the code of the link: who can ask has opened it. */
export function createLinkDesk(parts: LinkDeskParts): LinkDesk {
  const { records, questions, clock } = parts;

  const find = (code: string): Found | null => {
    const startedAt = parts.startedAt();
    if (startedAt === null) throw unavailable('the relay is not running');
    const link = deriveLinkKeys(code);
    const record = records.find(link.id);
    const account = record === null ? null : parts.accountById(ownerOf(record.mailbox));
    if (record === null || account?.mailbox !== record.mailbox) {
      if (Math.abs(clock.now() - startedAt) < relearningMs) throw unavailable('the relay has just started');
      return null;
    }
    const content = readLinkContent(openWithLink(record.sealed, { key: link.key, purpose: `visit ${link.id}` }));
    if (content === null) throw unavailable('what the clinic has pushed cannot be read; update the relay');
    return { account, link, code, pass: { sessionId: code, role: content.role }, visit: content.visit };
  };

  /** Throws while nobody is there who could act, or know. */
  const findPresent = (pass: VideoPass): Found | null => {
    const found = find(pass.sessionId);
    if (found !== null && !records.isPresent(found.account.mailbox)) throw unavailable('the clinic is not there');
    return found;
  };

  const ask = async <T>(found: Found, type: Question['type'], read: (answer: unknown) => T | null): Promise<T> => {
    const answer = read(await questions.ask({ ...found, type }, (question) => parts.send(found.account, question)));
    if (answer === null) throw unavailable('the clinic has not answered');
    return answer;
  };

  return {
    read: async (code) => (/^[\w-]{16,128}$/.test(code) ? (find(code)?.pass ?? null) : null),
    clinic: async ({ sessionId }) => {
      try {
        const { name, phone } = find(sessionId)?.visit.clinic ?? {};
        return name === undefined || phone === undefined ? null : { name, phone };
      } catch {
        return null;
      }
    },
    visit: async (pass) => findPresent(pass)?.visit ?? null,
    admit: async (pass) => {
      const found = findPresent(pass);
      return found === null ? { type: 'refused', visit: null } : ask(found, 'join', readAdmittance);
    },
    callInstead: async (pass) => {
      const found = findPresent(pass);
      return found !== null && found.pass.role === 'patient' && ask(found, 'call', readCalled);
    },
  };
}

function unavailable(why: string): VideoError {
  return new VideoError({ message: `[relay] ${why}; the page says to ring the clinic`, isRetryable: true });
}
