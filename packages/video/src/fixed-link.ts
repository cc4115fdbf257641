import { ConfigurationError } from '@clinicarrivals/core';
import type { VideoProvider } from '@clinicarrivals/core';

/** Where a practitioner sees patients from afar: an https URL, or `telephone` where the practitioner rings them. */
export type FixedLink = string;

/** The links of a clinic whose practitioners each have a room of their own. */
export interface FixedLinkOptions {
  /** By practitioner id of the PMS. */
  readonly links?: Readonly<Record<string, FixedLink>>;
  /** For everybody who is not in `links`; `telephone` when it is left out. */
  readonly defaultLink?: FixedLink;
}

/**
 * Makes a provider that gives every patient of a practitioner the same address, such as a personal meeting room.
 *
 * It opens and closes nothing and cannot know who is in; patients and practitioner get the same link. Throws
 * ConfigurationError naming the entry whose link is no https URL.
 *
 * @example
 * createFixedLinkProvider({ links: { 'practitioner-7': 'https://meet.example/dr-sharma' }, defaultLink: 'telephone' });
 */
export function createFixedLinkProvider(options: FixedLinkOptions): VideoProvider {
  const { links = {}, defaultLink = 'telephone' } = options;
  const byPractitioner = new Map(
    Object.entries(links).map(([practitionerId, link]) => [
      practitionerId,
      checkLink(`links['${practitionerId}']`, link),
    ]),
  );
  const otherwise = checkLink('defaultLink', defaultLink);

  return {
    abilities: { knowsWhoJoined: false },
    // The room is always there: nothing to make, nothing to end.
    open: async () => undefined,
    close: async () => undefined,
    link: ({ practitionerId }) => {
      const link = byPractitioner.get(practitionerId);
      return link === undefined ? otherwise : link;
    },
  };
}

/** Gives the URL as it was written, or null for the telephone. */
function checkLink(field: string, link: FixedLink): string | null {
  if (link === 'telephone') return null;
  // The link itself stays out of the error: whoever has it can walk in.
  if (!URL.canParse(link) || new URL(link).protocol !== 'https:') {
    throw new ConfigurationError({
      field: `fixedLink.${field}`,
      message: "must be a whole URL that begins with https://, or 'telephone' where the practitioner rings the patient",
    });
  }
  return link;
}
