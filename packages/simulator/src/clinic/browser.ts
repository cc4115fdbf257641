import type { VideoTicket } from '@clinicarrivals/core';

/** Somebody's place in a room. */
export interface Place {
  readonly sessionId: string;
  /** Goes away (idempotent). */
  leave(): void;
}

/** What came of pressing *join*: `later` when the room is not open yet, `no` when it is of no use to wait, `failed` when it may be tried again. */
export type Joining =
  | { readonly type: 'in'; readonly place: Place }
  | { readonly type: 'later'; readonly opensAt: number }
  | { readonly type: 'no' }
  | { readonly type: 'failed' };

/** How people use the page behind a link, as the page's own program does. */
export interface Browser {
  /** True for a link to the clinic's page. */
  canOpen(link: string): boolean;
  /** Looks at the page, which changes nothing. */
  open(link: string): Promise<void>;
  /** Presses *join* and connects. `onOut` is called when somebody else ends it. */
  join(link: string, onOut: () => void): Promise<Joining>;
  /** Presses *call me instead*. False when it could not be had. */
  askForCall(link: string): Promise<boolean>;
}

/** Connects a browser to a video server; null when it does not let them in. */
export type Connect = (ticket: VideoTicket, onOut: () => void) => Place | null;

/** Where the page lies that links lead to. Simulated people open no other link. */
export interface PageAddress {
  /** As links begin, such as `https://clinic.example/v`. */
  readonly url: string;
  /** Where it is served, such as `http://127.0.0.1:49152/v`. */
  readonly servedAt: string;
}

/** Makes a browser. */
export function createBrowser({ url, servedAt }: PageAddress, connect: Connect): Browser {
  const post = async (link: string, action: 'join' | 'call'): Promise<PageAnswer | null> => {
    const headers = {
      'content-type': 'application/json',
      origin: new URL(link).origin,
      'sec-fetch-site': 'same-origin',
    };
    return readAnswer(await ask(`${find(link)}/${action}`, { method: 'POST', headers, body: '{}' }));
  };
  const find = (link: string): string => `${servedAt}${link.slice(url.length)}`;
  return {
    canOpen: (link) => link.startsWith(`${url}/`),
    open: async (link) => {
      await ask(find(link));
      await ask(`${find(link)}/visit`);
    },
    join: async (link, onOut) => {
      const answer = await post(link, 'join');
      if (answer === null) return { type: 'failed' };
      if (answer.type !== 'admitted') return readRefusal(answer);
      const place = connect(answer.ticket, onOut);
      return place === null ? { type: 'failed' } : { type: 'in', place };
    },
    askForCall: async (link) => (await post(link, 'call'))?.isAsked === true,
  };
}

/** What the page answers, as far as people care. */
type PageAnswer = {
  readonly isAsked?: boolean;
} & (
  | { readonly type: 'admitted'; readonly ticket: VideoTicket }
  | {
      readonly type?: 'refused';
      readonly visit?: { readonly status: string; readonly meeting: { readonly opensAt: number } | null } | null;
    }
);

function readRefusal({ visit = null }: Exclude<PageAnswer, { type: 'admitted' }>): Joining {
  const opensAt = visit?.meeting?.opensAt;
  return visit?.status === 'early' && opensAt !== undefined ? { type: 'later', opensAt } : { type: 'no' };
}

function readAnswer(body: string | null): PageAnswer | null {
  try {
    // Whatever the page answers with 200 has this shape.
    return body === null ? null : (JSON.parse(body) as PageAnswer);
  } catch {
    return null;
  }
}

/** The body of an answer; null when it is none of use. */
async function ask(url: string, init: RequestInit = {}): Promise<string | null> {
  try {
    const response = await fetch(url, init);
    const body = await response.text();
    return response.ok ? body : null;
  } catch {
    return null;
  }
}
