import { bounds } from '../bounds.ts';
import { actingKinds } from '../fingerprints.ts';
import type { TextKind } from '../fingerprints.ts';
import type { Finding, Rule } from '../violation.ts';

const asksBack: readonly TextKind[] = ['which', 'not-understood', 'unknown-number'];

/** One text that came in is acted upon or asked back about, never both. */
export const answeredTwice: Rule = {
  name: 'answered-twice',
  promise: 'P1',
  check: (day) =>
    day.incoming.flatMap((text): Finding[] => {
      const nextAt = day.incoming.find(({ from, at }) => from === text.from && at > text.at)?.at ?? Infinity;
      const until = Math.min(text.at + bounds.answerMs, nextAt);
      const answers = day.out.filter(({ to, at }) => to === text.from && at >= text.at && at < until);
      const acting = answers.find(({ kind }) => actingKinds.includes(kind));
      const asking = answers.find(({ kind }) => asksBack.includes(kind));
      if (acting === undefined || asking === undefined) return [];
      const evidence = `${text.sid} was answered by ${acting.sid} (${acting.kind}) and by ${asking.sid} (${asking.kind})`;
      return [{ at: text.at, appointment: acting.about[0] ?? null, evidence }];
    }),
};
