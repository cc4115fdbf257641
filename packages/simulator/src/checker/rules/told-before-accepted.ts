import type { OutText } from '../day-history.ts';
import type { Standing } from '../fhir-reading.ts';
import type { Finding, Rule } from '../violation.ts';

const hereOrSeen: readonly string[] = ['arrived', 'checked-in', 'fulfilled'];

/** A patient is told that something is done only once the PMS shows it. */
export const toldBeforeAccepted: Rule = {
  name: 'told-before-accepted',
  promise: 'P5',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      if (text.about.length === 0) return [];
      const versions = text.about.flatMap((id) => day.versions(id).filter(({ at }) => at <= text.at));
      if (isSo(text, versions)) return [];
      const appointment = text.about[0] ?? null;
      return [{ at: text.at, appointment, evidence: `${text.sid} says ${text.kind}, and the PMS had not shown it` }];
    }),
};

function isSo({ kind }: OutText, versions: readonly Standing[]): boolean {
  switch (kind) {
    case 'arrived-thanks':
    case 'video-thanks':
      return versions.some(({ status }) => hereOrSeen.includes(status));
    case 'chose-video':
      return versions.some(({ isRemote }) => isRemote);
    case 'cancelled':
      return versions.some(({ status }) => status !== 'booked');
    case 'confirmed':
      return versions.some(({ isConfirmed }) => isConfirmed);
    default:
      return true;
  }
}
