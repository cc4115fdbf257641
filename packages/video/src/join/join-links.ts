import { createHmac, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';
import type { VideoPass, VideoRole } from '@clinicarrivals/core';

/** What {@link createJoinLinks} is given. */
export interface JoinLinksOptions {
  /** Where the join page is mounted, such as `https://clinic.example/v`; http only on this machine. */
  readonly url: string;
  /** At least 32 characters, the same in every process and after every restart: with another one all links are dead. */
  readonly secret: string;
}

/** Makes the links under which people join a consultation, and reads them. */
export interface JoinLinks {
  /** Where the join page is mounted, without a slash at the end. */
  readonly url: string;
  /** The link of one role: who holds the link of a patient cannot make that of a practitioner from it. */
  link(pass: VideoPass): string;
  /** What the last part of a link proves; null when it was not made with this secret. */
  read(code: string): VideoPass | null;
}

/** How the roles are written in a code. */
const letters = { patient: 'p', practitioner: 'd', guest: 'g' } as const satisfies Record<VideoRole, string>;

/** Crockford's alphabet: small letters and digits without those that are mistaken for each other, so that a code can be read out. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // cspell:disable-line
const sealLength = 10;

/**
 * Makes short links from the id of a session, so that nothing needs to be stored to know them again.
 *
 * A code is the session's id, a letter for the role, and 50 bits of an HMAC-SHA256 over both. The id is unguessable by itself; the seal keeps
 * whoever holds one role's link from making another's. Who tries out ten thousand seals a second for the day that a visit lasts finds it
 * once in a million times, so that nothing counts guesses: a limit would let one holder of a link lock out the others.
 *
 * @throws ConfigurationError when the URL is not https, or the secret is shorter than 32 characters
 * @example createJoinLinks({ url: 'https://clinic.example/v', secret }).link({ sessionId, role: 'patient' });
 */
export function createJoinLinks({ url, secret }: JoinLinksOptions): JoinLinks {
  const base = checkUrl(url);
  if (secret.length < 32) {
    throw new ConfigurationError({ field: 'joinLinks.secret', message: 'must be at least 32 random characters' });
  }
  const seal = (body: string): string => toCode(createHmac('sha256', secret).update(`join ${body}`).digest());
  return {
    url: base,
    link: ({ sessionId, role }) => {
      const body = `${sessionId}${letters[role]}`;
      return `${base}/${body}${seal(body)}`;
    },
    read: (code) => {
      const body = code.slice(0, -sealLength);
      const role = roleOf(body.slice(-1));
      // The lengths are equal: `timingSafeEqual` throws otherwise.
      if (role === null || !/^[\w-]{2,80}$/.test(code)) return null;
      if (!timingSafeEqual(Buffer.from(seal(body)), Buffer.from(code.slice(-sealLength)))) return null;
      return { sessionId: body.slice(0, -1), role };
    },
  };
}

/** Five bits a letter. */
function toCode(digest: Uint8Array): string {
  return Array.from(digest.subarray(0, sealLength), (byte) => alphabet[byte % alphabet.length]).join('');
}

function roleOf(letter: string): VideoRole | null {
  if (letter === letters.patient) return 'patient';
  if (letter === letters.practitioner) return 'practitioner';
  return letter === letters.guest ? 'guest' : null;
}

function checkUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const isHere = parsed !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  if (parsed === null || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isHere))) {
    throw new ConfigurationError({
      field: 'joinLinks.url',
      message: 'must be a whole URL that begins with https://; browsers give camera and microphone to no other',
    });
  }
  if (parsed.search !== '' || parsed.hash !== '') {
    throw new ConfigurationError({ field: 'joinLinks.url', message: 'must have neither ? nor #' });
  }
  return parsed.href.replace(/\/+$/, '');
}
