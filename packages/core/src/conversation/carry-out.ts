import type { Circumstances } from './circumstances.ts';
import type { Draft } from './draft.ts';
import { push, raise, remember } from './draft.ts';
import type { CloseSessionEffect } from './effect.ts';
import { isByTelephone } from './observe.ts';
import type { Order, UpdateName } from './orders.ts';
import { remind } from './reminders/remind.ts';
import { askAgain, dontUnderstandText, say } from './say.ts';
import { roomOf } from './state.ts';
import type { VisitContext } from './state.ts';

const minute = 60_000;

/** Carries out one order of the machine on the draft. `before` is the context before the transition that gave it. */
export function carryOut(draft: Draft, order: Order, before: VisitContext, circumstances: Circumstances): void {
  switch (order.type) {
    case 'say':
      return say(draft, { ...order.params, knownStartAt: before.known.startAt }, circumstances);
    case 'dontUnderstand':
      remember(draft, { misunderstood: draft.state.context.misunderstood + 1 });
      return say(
        draft,
        { template: dontUnderstandText(draft.state, circumstances.now), knownStartAt: before.known.startAt },
        circumstances,
      );
    case 'askAgain':
      return askAgain(draft, circumstances);
    case 'remind':
      return remind(draft, circumstances);
    case 'update':
      return update(draft, order.params.change, circumstances);
    case 'openSession':
      return openSession(draft, circumstances);
    case 'closeSession':
      return closeSession(draft, before, circumstances);
    case 'closeEmptyRoom':
      return closeSession(draft, before, circumstances, { waitsUntilEmpty: true });
    case 'invite':
      return invite(draft, before, circumstances);
    case 'raise':
      return raise(draft, order.params.kind, circumstances);
    case 'note':
      draft.notes.push(order.params.reason);
      return;
  }
}

function update(draft: Draft, name: UpdateName, circumstances: Circumstances): void {
  const { appointment, sessionKey } = draft.state.context;
  const base = effectBase(draft, name, circumstances);
  const isCall = isByTelephone(draft.state.context, circumstances);
  const change =
    name === 'set-telehealth'
      ? ({ type: name, modality: isCall ? 'phone' : 'video', sessionId: sessionKey } as const)
      : ({ type: name } as const);
  const { startAt } = appointment;
  push(draft, { ...base, type: 'update-appointment', startAt, change, after: draft.lastUpdateId });
  draft.lastUpdateId = base.id;
}

function openSession(draft: Draft, circumstances: Circumstances): void {
  const { appointment, sessionKey } = draft.state.context;
  push(draft, {
    ...effectBase(draft, 'open-session', circumstances),
    type: 'open-session',
    sessionId: sessionKey,
    practitionerId: appointment.practitioner.id,
    startAt: appointment.startAt,
    endAt: appointment.endAt,
  });
}

/** By video with the link, once there is a room for it; by telephone at once. What a restore has dealt with waits for nothing. */
function invite(draft: Draft, before: VisitContext, circumstances: Circumstances): void {
  const { context } = draft.state;
  const room = roomOf(context);
  if (isByTelephone(context, circumstances) || room.phase === 'open' || draft.isRestored)
    return say(draft, { template: 'VideoInvite', knownStartAt: before.known.startAt }, circumstances);
  remember(draft, { room: { ...room, inviteWaitsSince: circumstances.now } });
  draft.notes.push('the invite waits for the room');
}

function closeSession(
  draft: Draft,
  before: VisitContext,
  circumstances: Circumstances,
  way: Pick<CloseSessionEffect, 'waitsUntilEmpty'> = {},
): void {
  if (before.sessionId === null) return;
  push(draft, {
    // One decision may order both: that of a visit that is over is not to be held up by that of an empty room.
    ...effectBase(draft, way.waitsUntilEmpty === true ? 'close-room' : 'close-session', circumstances),
    type: 'close-session',
    sessionId: before.sessionId,
    ...way,
  });
}

function effectBase(draft: Draft, name: string, circumstances: Circumstances) {
  const { appointment, occurrence } = draft.state.context;
  // An effect that is no text stays of use until the visit is long over.
  const latestAt = Math.max(appointment.endAt, circumstances.now) + 24 * 60 * minute;
  return { id: `${appointment.id}|${name}|${occurrence}`, after: null, dueAt: circumstances.now, latestAt };
}
