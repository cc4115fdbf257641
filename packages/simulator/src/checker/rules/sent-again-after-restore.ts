import type { DayHistory, OutText } from '../day-history.ts';
import type { Restore } from '../observed-day.ts';
import type { Finding, Rule } from '../violation.ts';

/**
 * What left between a backup and its restore does not leave again, whatever was said before the restore: only what patient or clinic do
 * afterwards is a reason to say it once more.
 */
export const sentAgainAfterRestore: Rule = {
  name: 'sent-again-after-restore',
  promise: 'P9',
  check: (day) => (day.observed.restores ?? []).flatMap((restore) => sentAgain(day, restore)),
};

function sentAgain(day: DayHistory, { takenAt, restoredAt }: Restore): readonly Finding[] {
  const left = day.out.filter(({ at }) => at > takenAt && at <= restoredAt);
  return day.out.flatMap((text): Finding[] => {
    const before = left.find((other) => other.to === text.to && withoutLinks(other) === withoutLinks(text));
    if (text.at <= restoredAt || before === undefined || hasReason(day, text, restoredAt)) return [];
    const evidence = `${text.sid} (${text.kind}) left again: ${before.sid} had left before the restore`;
    return [{ at: text.at, appointment: text.about[0] ?? null, evidence }];
  });
}

/** A visit that is first seen after the restore has a new link; the text around it is the same. */
function withoutLinks({ body }: OutText): string {
  return body.replaceAll(/https?:\/\/\S+/g, '');
}

function hasReason(day: DayHistory, text: OutText, restoredAt: number): boolean {
  const isSince = ({ at }: { readonly at: number }): boolean => at > restoredAt && at <= text.at;
  if (day.incoming.some((reply) => reply.from === text.to && isSince(reply))) return true;
  return text.about.some((id) => day.versions(id).some((version) => version.by === 'pms' && isSince(version)));
}
