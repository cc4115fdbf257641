import type { VideoPass, VideoRole } from '@clinicarrivals/core';
import { deriveLinkKeys, sealWithLink } from './link-keys.ts';
import type { LinkKeys } from './link-keys.ts';
import type { PublisherSettings } from './publisher-options.ts';

const roles: readonly VideoRole[] = ['patient', 'practitioner', 'guest'];
/** A relay forgets after a day what is not pushed again. */
const renewedAfterMs = 6 * 60 * 60_000;

/** A link that people may hold. */
export interface PublishedLink extends LinkKeys {
  readonly pass: VideoPass;
  /** What the relay is to know of it, as JSON. */
  content: string;
  /** What it was told last; null when it may know nothing. */
  pushed: { readonly content: string; readonly at: number; readonly isRefused: boolean } | null;
}

/** All links that people may hold, and what the relay knows of them. */
export interface PublishedLinks {
  /** Asks the clinic what has become of all visits. */
  refresh(): Promise<void>;
  /** Asks it of one session, which may be new. */
  refreshSession(sessionId: string): Promise<void>;
  all(): readonly PublishedLink[];
  /** Those of which the relay knows nothing, or something that is no more. */
  changed(): readonly PublishedLink[];
  /** False while the relay may hold links that are no more. */
  isTold: boolean;
  /** The relay knows nothing for sure any more. */
  forgetPushed(): void;
}

/** Makes an empty list. */
export function createPublishedLinks({ desk, links, clock }: PublisherSettings): PublishedLinks {
  const byLink = new Map<string, PublishedLink>();
  const all = (): readonly PublishedLink[] => [...byLink.values()];

  const refreshLink = async (pass: VideoPass): Promise<void> => {
    const link = links.link(pass);
    const visit = await desk.visit(pass);
    const known = byLink.get(link);
    if (visit === null) {
      if (byLink.delete(link)) list.isTold = false;
      return;
    }
    const content = JSON.stringify({ role: pass.role, visit });
    if (known !== undefined) known.content = content;
    else byLink.set(link, { ...(await deriveLinkKeys(link)), pass, content, pushed: null });
  };

  const list: PublishedLinks = {
    all,
    // What a former process has told the relay is not known.
    isTold: false,
    refreshSession: async (sessionId) => {
      for (const role of roles) await refreshLink({ sessionId, role });
    },
    refresh: async () => {
      // Who holds a link of a visit that is no longer listed is still to read that it is over.
      const known = all().map(({ pass }) => pass.sessionId);
      for (const sessionId of new Set([...known, ...(await desk.sessions())])) await list.refreshSession(sessionId);
    },
    changed: () =>
      all().filter(({ content, pushed }) => {
        const age = clock.now() - (pushed?.at ?? 0);
        return pushed?.content !== content || age < 0 || age > renewedAfterMs;
      }),
    forgetPushed: () => {
      for (const link of all()) link.pushed = null;
      list.isTold = false;
    },
  };
  return list;
}

/** What the relay is to know of a link, as it is pushed. */
export async function toRecord(link: PublishedLink): Promise<{ readonly id: string; readonly sealed: string }> {
  return { id: link.id, sealed: await sealWithLink(link, `visit ${link.id}`, link.content) };
}
