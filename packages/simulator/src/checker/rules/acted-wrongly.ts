import type { DayHistory } from '../day-history.ts';
import { choice } from '../fingerprints.ts';
import type { TextSeen } from '../observed-day.ts';
import { repliesBefore, statusSteps } from '../status-steps.ts';
import type { Finding, Rule } from '../violation.ts';

/** The engine changes the status only of an appointment whose patient's number has just written, or who has joined by video. */
export const actedForAnother: Rule = {
  name: 'acted-for-another',
  promise: 'P4',
  check: (day) =>
    statusSteps(day).flatMap(({ id, before, after }): Finding[] => {
      // Who joins by video writes nothing: `arrivedWithoutJoining` looks after them.
      if (before?.isRemote === true && after.status === 'arrived') return [];
      if (repliesBefore(day, id, after.at).length > 0) return [];
      const evidence = `the engine made ${id} ${after.status}, and the patient's number had not written`;
      return [{ at: after.at, appointment: id, evidence }];
    }),
};

/** Where several patients share a number, the engine acts only once it is clear which of them is meant. */
export const actedOnUnclearReply: Rule = {
  name: 'acted-on-unclear-reply',
  promise: 'P4',
  check: (day) =>
    statusSteps(day).flatMap(({ id, after }): Finding[] => {
      const phone = day.phoneOf(id, after.at);
      const reply = repliesBefore(day, id, after.at).at(-1);
      if (phone === null || reply === undefined) return [];
      const open = day.appointmentsOf(phone).filter((other) => isOpen(day, other, reply.at));
      if (open.length < 2 || isClear(day, reply, id)) return [];
      const evidence = `${reply.sid} could have meant ${open.join(' or ')}, and the engine made ${id} ${after.status}`;
      return [{ at: after.at, appointment: id, evidence }];
    }),
};

/** The engine makes no appointment arrive that the clinic has ended or begun, and takes no arrival back. */
export const wroteOverClinic: Rule = {
  name: 'wrote-over-clinic',
  promise: 'P4',
  check: (day) =>
    statusSteps(day).flatMap(({ id, before, after }): Finding[] => {
      const isAllowed = before === null || before.status === 'booked' || after.status === 'cancelled';
      // What a patient has cancelled by text, and nobody has touched since, the patient may undo.
      const isUndone = before?.status === 'cancelled' && before.by === 'engine' && after.status === 'booked';
      if (isAllowed || isUndone) return [];
      const evidence = `the engine made ${id} ${after.status} when it was ${before.status}`;
      return [{ at: after.at, appointment: id, evidence }];
    }),
};

/** It could still be meant: live, and starting within the hours that patients are asked about. */
function isOpen(day: DayHistory, id: string, at: number): boolean {
  return (
    day.standingAt(id, at)?.status === 'booked' && day.out.some((text) => text.about.includes(id) && text.at <= at)
  );
}

function isClear(day: DayHistory, { body, from, at }: TextSeen, id: string): boolean {
  const name = day.patientOf(id)?.given.toLowerCase() ?? '';
  if (name !== '' && body.toLowerCase().includes(name)) return true;
  const answered = day.out.findLast((text) => text.to === from && text.at <= at);
  if (answered?.kind === 'asks-sure' && answered.about.length === 1 && answered.about[0] === id) return true;
  const wasAsked = day.out.some((text) => text.to === from && text.kind === 'which' && text.at <= at);
  return wasAsked && choice.test(body);
}
