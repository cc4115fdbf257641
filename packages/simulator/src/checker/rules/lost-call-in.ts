import { bounds } from '../bounds.ts';
import type { DayHistory } from '../day-history.ts';
import type { Standing } from '../fhir-reading.ts';
import type { Finding, Rule } from '../violation.ts';

/** When the practitioner is ready for somebody who comes in person, the patient is called in or reception is told. */
export const lostCallIn: Rule = {
  name: 'lost-call-in',
  promise: 'P6',
  check: (day) =>
    day.appointments.flatMap((id): Finding[] =>
      readySteps(day, id).flatMap((ready): Finding[] => {
        const until = ready.at + bounds.callInMs;
        if (ready.isRemote || until > day.observed.facts.endsAt || !canBeTexted(day, id, ready.at)) return [];
        const isTimely = ({ at }: { readonly at: number }): boolean => at >= ready.at && at <= until;
        const isCalled = day.out.some((text) => text.kind === 'call-in' && text.about.includes(id) && isTimely(text));
        const isTask = day.observed.tasks.some((task) => task.appointment === id && isTimely(task));
        if (isCalled || isTask) return [];
        const evidence = `${id} was ready, and within ${bounds.callInMs / 60_000} min nobody was called in or told`;
        return [{ at: ready.at, appointment: id, evidence }];
      }),
    ),
};

/** A call-in that does not reach the telephone is a task. */
export const undeliveredCallIn: Rule = {
  name: 'undelivered-call-in',
  promise: 'P6',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      if (text.kind !== 'call-in') return [];
      const until = text.at + bounds.receiptMs;
      const isDelivered = day.observed.deliveries.some(
        ({ sid, status, at }) => sid === text.sid && status === 'delivered' && at <= until,
      );
      const isTask = day.observed.tasks.some(
        ({ appointment, at }) => text.about.includes(appointment ?? '') && at >= text.at && at <= until,
      );
      if (isDelivered || isTask || until > day.observed.facts.endsAt) return [];
      const evidence = `${text.sid} calls in, was not delivered, and nobody was told`;
      return [{ at: text.at, appointment: text.about[0] ?? null, evidence }];
    }),
};

function readySteps(day: DayHistory, id: string): readonly Standing[] {
  const { readyStatus } = day.observed.facts;
  return day
    .versions(id)
    .filter(
      ({ by, status }, index, all) => by === 'pms' && status === readyStatus && all[index - 1]?.status !== status,
    );
}

function canBeTexted(day: DayHistory, id: string, at: number): boolean {
  return day.observed.facts.mobile.test(day.phoneOf(id, at) ?? '');
}
