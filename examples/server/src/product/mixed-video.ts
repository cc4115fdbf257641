import { VideoError } from '@clinicarrivals/core';
import type { VideoAdmission, VideoProvider, VideoTicket } from '@clinicarrivals/core';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';

/**
 * Makes a provider in which some practitioners keep rooms of their own, or the telephone, beside a video server.
 *
 * @param options.links by practitioner id: an https URL or `telephone`
 */
export function createMixedVideo(options: {
  readonly server: VideoProvider;
  readonly links: Readonly<Record<string, string>>;
}): VideoProvider {
  const { server, links } = options;
  const fixed = createFixedLinkProvider({ links });
  const providerOf = (practitionerId: string): VideoProvider => (Object.hasOwn(links, practitionerId) ? fixed : server);
  const admit = async (admission: VideoAdmission): Promise<VideoTicket> => {
    const provider = providerOf(admission.practitionerId);
    const ticket = await provider.admit?.(admission);
    if (ticket !== undefined) return ticket;
    const url = provider.link(admission);
    if (url !== null) return { type: 'page', url };
    const message = '[video] admit failed: the practitioner rings this patient; there is no room';
    throw new VideoError({ message, isRetryable: false });
  };
  return {
    // What is held on the telephone or in a personal room, the server knows nothing of.
    abilities: { ...server.abilities, notFor: Object.keys(links) },
    open: (session) => providerOf(session.practitionerId).open(session),
    // Whose room it was is not said: the server knows it, or there is nothing to close.
    close: (query) => server.close(query),
    link: (query) => providerOf(query.practitionerId).link(query),
    ...(server.participants === undefined
      ? {}
      : { participants: async (query) => (await server.participants?.(query)) ?? [] }),
    admit,
  };
}
