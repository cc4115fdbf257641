import type { VideoMeeting, VideoVisit } from '@clinicarrivals/core';
import { make, setSentence } from '../dom.ts';
import type { Page } from './page.ts';

/** With whom and when the consultation is, and who is in the room already. */
export function createMeetingFacts(page: Page): { readonly element: HTMLElement; update(): void } {
  const { speech, watch } = page;
  const title = make('h1', { tabIndex: -1 });
  const facts = make('div', { className: 'facts' });
  const notice = make('p', { className: 'notice', role: 'status' });
  return {
    element: make('div', { className: 'lead' }, title, facts, notice),
    update: () => {
      const { known } = watch;
      if (known.type !== 'visit' || known.visit.meeting === null) return;
      const { meeting, clinic } = known.visit;
      speech.useZone(clinic.timeZone);
      title.textContent = speech.word('consultationWith', { practitioner: meeting.practitionerName });
      setSentences(facts, describeMeeting(page, known.visit, meeting));
      setSentence(notice, describeOthers(page, meeting, known.role));
    },
  };
}

function setSentences(element: HTMLElement, sentences: readonly string[]): void {
  if (sentences.join('\n') === [...element.children].map((child) => child.textContent).join('\n')) return;
  element.replaceChildren(...sentences.map((textContent) => make('p', { textContent })));
}

function describeMeeting(
  { speech, watch }: Page,
  { status }: VideoVisit,
  { opensAt, startAt }: VideoMeeting,
): string[] {
  const starts = speech.word('startsAt', { time: speech.time(startAt) });
  if (status !== 'early') return [starts, speech.word('isOpen')];
  return [
    starts,
    `${speech.word('opensAt', { time: speech.time(opensAt) })} ${speech.word('opensIn', { when: speech.in(opensAt - watch.now()) })}`,
    speech.word('opensByItself'),
  ];
}

/** Who is in the room already, and whether the doctor is late. */
function describeOthers({ speech, participation }: Page, meeting: VideoMeeting, role: string): string | null {
  const { patientInSince, practitionerInSince, delayMinutes } = meeting;
  if (role === 'practitioner') {
    const patient = meeting.patientName ?? speech.word('patient');
    return patientInSince === null
      ? speech.word('patientIsNotIn', { patient })
      : speech.word('patientWaits', { patient, time: speech.time(patientInSince) });
  }
  // Whoever is about to come in is seen by the server before the page knows that they are in: that is no other device.
  const isJoining = participation.state.type === 'joining';
  if (role === 'patient' && patientInSince !== null && !isJoining) return speech.word('otherDevice');
  if (practitionerInSince !== null) return speech.word('doctorIsIn');
  return delayMinutes === null ? null : speech.word('delay', { duration: speech.duration(delayMinutes) });
}
