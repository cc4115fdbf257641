import { bounds } from '../bounds.ts';
import type { Finding, Rule } from '../violation.ts';

const ended: readonly string[] = ['cancelled', 'noshow', 'entered-in-error'];

/** No link to a consultation leaves once the PMS has shown for longer than a snapshot stays fresh that there is none by video. */
export const linkForNoVideo: Rule = {
  name: 'link-for-no-video',
  promise: 'P3',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      if (day.video.linksIn(text.body).length === 0 || text.about.length === 0) return [];
      const isNone = (id: string): boolean => {
        const recent = day.standingsWithin(id, text.at - bounds.freshMs, text.at);
        return recent.length > 0 && recent.every(({ status, isVideo }) => !isVideo || ended.includes(status));
      };
      if (!text.about.every(isNone)) return [];
      const evidence = `${text.sid} has a link, and the visit is not by video any more`;
      return [{ at: text.at, appointment: text.about[0] ?? null, evidence }];
    }),
};

/** A link leaves once its room is there; without one the patient is told that the doctor will ring, or reception that they wait in vain. */
export const linkWithoutRoom: Rule = {
  name: 'link-without-room',
  promise: 'P5',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      const links = day.video.linksIn(text.body);
      const isThere = (link: string): boolean =>
        day.video.rooms.some(({ sessionId, openedAt }) => openedAt <= text.at && day.video.isLinkTo(link, sessionId));
      if (links.every(isThere)) return [];
      const isTask = day.observed.tasks.some(
        ({ appointment, at }) =>
          text.about.includes(appointment ?? '') && at >= text.at - bounds.replyMs && at <= text.at + bounds.answerMs,
      );
      if (isTask) return [];
      const evidence = `${text.sid} has a link to a room that was never opened, and nobody was told`;
      return [{ at: text.at, appointment: text.about[0] ?? null, evidence }];
    }),
};
