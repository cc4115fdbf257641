import { repliesBefore, statusSteps } from '../status-steps.ts';
import type { Finding, Rule } from '../violation.ts';

/** Who is seen from afar counts as arrived once they have joined, said so by text, or asked to be rung: not when the doctor joins. */
export const arrivedWithoutJoining: Rule = {
  name: 'arrived-without-joining',
  promise: 'P4',
  check: (day) =>
    statusSteps(day).flatMap(({ id, before, after }): Finding[] => {
      if (before?.isRemote !== true || after.status !== 'arrived') return [];
      const wasThere = day.video.calls.some(
        ({ who, did, appointment, at }) =>
          who === 'patient' && did !== 'was not let in' && appointment === id && at <= after.at,
      );
      if (wasThere || repliesBefore(day, id, after.at).length > 0) return [];
      const evidence = `the engine made ${id} arrived, and its patient had neither joined nor written`;
      return [{ at: after.at, appointment: id, evidence }];
    }),
};
