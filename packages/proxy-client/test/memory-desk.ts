import type { VideoPass, VideoVisit } from '@clinicarrivals/core';
import type { PublishedDesk } from '@clinicarrivals/proxy-client/links';

/** A clinic's desk in memory, with the controls of a pretended clinic. */
export interface MemoryDesk extends PublishedDesk {
  /** The visit of each session. */
  readonly visits: Map<string, VideoVisit>;
  /** What was asked, in order. */
  readonly asked: { readonly what: 'admit' | 'callInstead'; readonly pass: VideoPass }[];
  /** Thrown by the next `admit` or `callInstead`. */
  failNext(...errors: readonly Error[]): void;
  /** Admitting waits for it. */
  delay: Promise<void>;
}

/** A visit at which people may join. */
export const openVisit: VideoVisit = {
  status: 'open',
  clinic: { name: 'Main Street Clinic', phone: '03 9000 0000', timeZone: 'Australia/Melbourne' },
  language: 'en',
  meeting: {
    opensAt: 1_000,
    startAt: 2_000,
    endAt: 3_000,
    practitionerName: 'Dr Sharma',
    patientName: null,
    patientInSince: null,
    practitionerInSince: null,
    delayMinutes: null,
    mayAskForCall: true,
  },
};

/** Makes a clinic with one visit for each session. */
export function createMemoryDesk(...sessions: readonly string[]): MemoryDesk {
  const failures: Error[] = [];
  const failIfAsked = (): void => {
    const error = failures.shift();
    if (error !== undefined) throw error;
  };
  const desk: MemoryDesk = {
    visits: new Map(sessions.map((sessionId) => [sessionId, openVisit])),
    asked: [],
    failNext: (...errors) => void failures.push(...errors),
    delay: Promise.resolve(),
    sessions: async () => [...desk.visits.keys()],
    visit: async ({ sessionId, role }) => {
      const visit = desk.visits.get(sessionId) ?? null;
      if (visit === null || visit.meeting === null) return visit;
      const patientName = role === 'practitioner' ? 'Amelia Wong' : null;
      return { ...visit, meeting: { ...visit.meeting, patientName } };
    },
    admit: async (pass) => {
      desk.asked.push({ what: 'admit', pass });
      await desk.delay;
      failIfAsked();
      const visit = await desk.visit(pass);
      if (visit?.status !== 'open') return { type: 'refused', visit };
      const serverUrl = 'wss://video.example';
      return { type: 'admitted', ticket: { type: 'livekit', serverUrl, token: `${pass.role} of ${pass.sessionId}` } };
    },
    callInstead: async (pass) => {
      desk.asked.push({ what: 'callInstead', pass });
      failIfAsked();
      const visit = desk.visits.get(pass.sessionId);
      if (visit === undefined || visit.status === 'ended') return false;
      desk.visits.set(pass.sessionId, { ...visit, status: 'telephone' });
      return true;
    },
  };
  return desk;
}
