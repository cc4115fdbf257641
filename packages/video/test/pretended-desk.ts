import { VideoError } from '@clinicarrivals/core';
import type {
  VideoAdmittance,
  VideoDesk,
  VideoMeeting,
  VideoPass,
  VideoTicket,
  VideoVisit,
} from '@clinicarrivals/core';

/** A desk whose answers the test sets. */
export interface PretendedDesk extends VideoDesk {
  /** What is asked of it, in order; visits are not counted. */
  readonly asked: string[];
  status: VideoVisit['status'] | 'unknown';
  meeting: VideoMeeting;
  language: string | null;
  ticket: VideoTicket;
  canBeCalled: boolean;
  /** What cannot be asked now. */
  readonly broken: Set<'visit' | 'admit' | 'callInstead'>;
}

/** Makes a desk with one consultation that is open and starts in five minutes. */
export function createPretendedDesk(): PretendedDesk {
  const now = Date.now();
  const asked: string[] = [];
  const broken = new Set<'visit' | 'admit' | 'callInstead'>();
  const failIfBroken = (method: 'visit' | 'admit' | 'callInstead'): void => {
    if (broken.has(method))
      throw new VideoError({ message: '[pretended] the video server is down', isRetryable: true });
  };
  const visitOf = ({ role }: VideoPass): VideoVisit | null => {
    if (desk.status === 'unknown') return null;
    const meeting = { ...desk.meeting, patientName: role === 'practitioner' ? desk.meeting.patientName : null };
    return {
      status: desk.status,
      clinic: { name: 'Riverside Clinic', phone: '+61 2 5550 1234', timeZone: 'Australia/Sydney' },
      language: desk.language,
      meeting: desk.status === 'ended' ? null : meeting,
    };
  };
  const desk: PretendedDesk = {
    asked,
    broken,
    status: 'open',
    language: null,
    canBeCalled: true,
    ticket: { type: 'page', url: 'https://meet.example/room' },
    meeting: {
      opensAt: now - 5 * 60_000,
      startAt: now + 5 * 60_000,
      endAt: now + 20 * 60_000,
      practitionerName: 'Dr Asha Sharma',
      patientName: 'Nora Berg',
      patientInSince: null,
      practitionerInSince: null,
      delayMinutes: null,
      mayAskForCall: true,
    },
    visit: async (pass) => {
      failIfBroken('visit');
      return visitOf(pass);
    },
    admit: async (pass): Promise<VideoAdmittance> => {
      asked.push(`admit ${pass.role}`);
      failIfBroken('admit');
      if (desk.status !== 'open') return { type: 'refused', visit: visitOf(pass) };
      return { type: 'admitted', ticket: desk.ticket };
    },
    callInstead: async (pass) => {
      asked.push(`call ${pass.role}`);
      failIfBroken('callInstead');
      if (desk.canBeCalled) desk.status = 'telephone';
      return desk.canBeCalled;
    },
  };
  return desk;
}
