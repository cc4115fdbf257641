import type { VideoAdmittance, VideoMeeting, VideoRole, VideoTicket, VideoVisit } from '@clinicarrivals/core';

const roles: readonly VideoRole[] = ['patient', 'practitioner', 'guest'];
const statuses: readonly VideoVisit['status'][] = ['early', 'open', 'telephone', 'ended'];

type Fields = Readonly<Record<string, unknown>>;

/** Thrown and caught here: the parts of a value are checked one in another. */
class Unreadable extends Error {}

/** Checks what a clinic has pushed of a link. Null when it makes no sense: it is of another program, or of a version to come. */
export function readLinkContent(value: unknown): { readonly role: VideoRole; readonly visit: VideoVisit } | null {
  return attempt(() => {
    const { role, visit } = fields(value);
    return { role: oneOf(roles, role), visit: toVisit(visit) };
  });
}

/** Checks a clinic's answer to somebody who wants to join. Null when it makes no sense, or when the clinic could not do it. */
export function readAdmittance(value: unknown): VideoAdmittance | null {
  return attempt(() => {
    const { type, ticket, visit } = fields(value);
    if (type === 'admitted') return { type, ticket: toTicket(ticket) };
    return { type: oneOf(['refused'] as const, type), visit: visit === null ? null : toVisit(visit) };
  });
}

/** Checks a clinic's answer to a patient who asks to be rung. Null when it makes no sense, or when the clinic could not do it. */
export function readCalled(value: unknown): boolean | null {
  return attempt(() => {
    const { type, isAsked } = fields(value);
    oneOf(['called'] as const, type);
    return flag(isAsked);
  });
}

function toVisit(value: unknown): VideoVisit {
  const { status, clinic, language, meeting } = fields(value);
  const { name, phone, timeZone } = fields(clinic);
  return {
    status: oneOf(statuses, status),
    clinic: { name: text(name), phone: text(phone), timeZone: text(timeZone) },
    language: orNull(text)(language),
    meeting: orNull(toMeeting)(meeting),
  };
}

function toMeeting(value: unknown): VideoMeeting {
  const meeting = fields(value);
  return {
    opensAt: number(meeting['opensAt']),
    startAt: number(meeting['startAt']),
    endAt: number(meeting['endAt']),
    practitionerName: text(meeting['practitionerName']),
    patientName: orNull(text)(meeting['patientName']),
    patientInSince: orNull(number)(meeting['patientInSince']),
    practitionerInSince: orNull(number)(meeting['practitionerInSince']),
    delayMinutes: orNull(number)(meeting['delayMinutes']),
    mayAskForCall: flag(meeting['mayAskForCall']),
  };
}

function toTicket(value: unknown): VideoTicket {
  const { type, serverUrl, token, url } = fields(value);
  switch (oneOf(['livekit', 'openvidu', 'page'] as const, type)) {
    case 'livekit':
      return { type: 'livekit', serverUrl: address(['ws:', 'wss:', 'http:', 'https:'], serverUrl), token: text(token) };
    case 'openvidu':
      return { type: 'openvidu', token: address(['ws:', 'wss:'], token) };
    case 'page':
      // The browser goes there: an address that is a program would run as a part of the page.
      return { type: 'page', url: address(['http:', 'https:'], url) };
  }
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new Unreadable();
  // Every field is checked by who takes it out.
  return value as Fields;
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Unreadable();
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new Unreadable();
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new Unreadable();
}

function oneOf<T>(known: readonly T[], value: unknown): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw new Unreadable();
}

function orNull<T>(read: (value: unknown) => T): (value: unknown) => T | null {
  return (value) => (value === null ? null : read(value));
}

function address(protocols: readonly string[], value: unknown): string {
  const url = text(value);
  if (URL.canParse(url) && protocols.includes(new URL(url).protocol)) return url;
  throw new Unreadable();
}
