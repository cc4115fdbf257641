import type { VideoRole } from '@clinicarrivals/core';

/** Who a participant of LiveKit is: the clinic writes `patient-…` and the like into the ticket, and the server lets nobody change it. */
export function roleOfIdentity(identity: string): VideoRole {
  return toRole(identity.split('-')[0]);
}

/**
 * Who a connection of OpenVidu 2 is. What a browser says of itself comes first, and may be a lie; what its ticket says comes last, behind
 * `%/%`, and is the server's.
 */
export function roleOfConnection(data: string): VideoRole {
  return toRole(data.split('%/%').at(-1));
}

/** Who cannot be made out is a guest. */
function toRole(text: string | undefined): VideoRole {
  return text === 'patient' || text === 'practitioner' ? text : 'guest';
}
