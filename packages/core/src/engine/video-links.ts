import { isByTelephone } from '../conversation/observe.ts';
import { roomOf } from '../conversation/state.ts';
import type { VisitContext } from '../conversation/state.ts';
import type { VideoRole } from '../ports/video-provider.ts';
import type { Appointment } from '../appointment.ts';
import type { Engine } from './engine.ts';

/** Tells whether there is a link by which the practitioner of an appointment can be met. */
export function hasVideoLink(
  { video }: Pick<Engine, 'video'>,
  { sessionKey }: Pick<VisitContext, 'sessionKey'>,
  { practitioner }: Pick<Appointment, 'practitioner'>,
): boolean {
  return video.link({ sessionId: sessionKey, practitionerId: practitioner.id, role: 'patient' }) !== null;
}

/** Tells whether the practitioner of a visit rings the patient, as far as the visit is not in person. */
export function isRung(engine: Pick<Engine, 'video'>, context: VisitContext): boolean {
  return isByTelephone(context, { hasVideoLink: hasVideoLink(engine, context, context.appointment) });
}

/** The link of one role to a visit by video; null when it is in person or by telephone. */
export function linkOf({ video }: Pick<Engine, 'video'>, context: VisitContext, role: VideoRole): string | null {
  const { sessionId, appointment } = context;
  if (sessionId === null || isByTelephone(context, { hasVideoLink: true })) return null;
  return video.link({ sessionId, practitionerId: appointment.practitioner.id, role });
}

/** The link that the patient is told; null while there is no room, since the practitioner will ring then. */
export function linkToTell(engine: Pick<Engine, 'video'>, context: VisitContext): string | null {
  return roomOf(context).phase === 'failed' ? null : linkOf(engine, context, 'patient');
}

/** Tells whether the video server knows who has joined a visit with this practitioner. */
export function knowsWhoJoined({ video }: Pick<Engine, 'video'>, practitionerId: string): boolean {
  const { abilities } = video;
  return abilities.knowsWhoJoined && abilities.notFor?.includes(practitionerId) !== true;
}
