import type { Clock, VideoAdmittance, VideoDesk, VideoPass, VideoRole, VideoVisit } from '@clinicarrivals/core';

/** What `GET /<code>/visit` answers with 200. */
export interface JoinPageVisit {
  readonly role: VideoRole;
  /** The time at the clinic, epoch milliseconds: clocks of telephones may be wrong. */
  readonly now: number;
  readonly visit: VideoVisit;
}

/** What `POST /<code>/call` answers with 200. */
export interface JoinPageCall {
  /** False: it cannot be had any more. */
  readonly isAsked: boolean;
}

/** What is answered with any other status than 200, where JSON is asked for. */
export interface JoinPageFailure {
  /**
   * `unknown-link` (404): nobody was given this link, or its visit is long over ·
   * `unavailable` (503): it cannot be found out now, try again · `refused` (403, 405, 415): not a request of this page.
   */
  readonly error: 'unknown-link' | 'unavailable' | 'refused';
  /** Whom to ring; null when the page serves many clinics and does not know whose link it is. */
  readonly clinic: JoinPageClinic | null;
}

/** Whom to ring. */
export interface JoinPageClinic {
  readonly name: string;
  readonly phone: string;
}

/** A status and what is written as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: JoinPageVisit | JoinPageCall | JoinPageFailure | VideoAdmittance;
}

/** Makes what is answered to the holder of a link; null when there is no such visit any more. */
export function createAnswers({
  desk,
  clock,
}: {
  readonly desk: VideoDesk;
  readonly clock: Pick<Clock, 'now'>;
}): Readonly<Record<'visit' | 'join' | 'call', (pass: VideoPass) => Promise<Answer | null>>> {
  return {
    visit: async (pass) => {
      const visit = await desk.visit(pass);
      if (visit === null) return null;
      return { status: 200, body: { role: pass.role, now: clock.now(), visit: toShown(visit, pass) } };
    },
    join: async (pass) => {
      const admittance = await desk.admit(pass);
      if (admittance.type === 'admitted') return { status: 200, body: admittance };
      if (admittance.visit === null) return null;
      return { status: 200, body: { type: 'refused', visit: toShown(admittance.visit, pass) } };
    },
    call: async (pass) => ({ status: 200, body: { isAsked: await desk.callInstead(pass) } }),
  };
}

/** What leaves for a browser is looked at once more: nothing of a visit that has ended, and no patient's name but for the practitioner. */
function toShown(visit: VideoVisit, { role }: VideoPass): VideoVisit {
  if (visit.meeting === null || visit.status === 'ended') return { ...visit, meeting: null };
  return role === 'practitioner' ? visit : { ...visit, meeting: { ...visit.meeting, patientName: null } };
}
