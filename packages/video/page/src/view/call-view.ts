import type { VideoRole } from '@clinicarrivals/core';
import type { Person } from '../call/call.ts';
import { button, make, setSentence } from '../dom.ts';
import type { Word } from '../words/speech.ts';
import { createCallControls } from './call-controls.ts';
import { createCallInstead } from './call-instead.ts';
import { createHelp } from './help.ts';
import type { Page, View } from './page.ts';
import { stayAwake } from './stay-awake.ts';
import { createTiles } from './tiles.ts';

/** In the room: waiting for each other, then the consultation itself. */
export function createCallView(page: Page): View {
  const { speech, participation, watch } = page;
  const title = make('h1', { tabIndex: -1 });
  const notice = make('p', { className: 'notice', role: 'status' });
  const sound = button(
    speech,
    'turnOnSound',
    () => {
      sound.hidden = true;
      tiles.play();
    },
    'main',
  );
  sound.hidden = true;
  const tiles = createTiles(speech, () => void (sound.hidden = false));
  const controls = createCallControls(page);
  const call = createCallInstead(page);
  const help = createHelp(page);
  const parts = [title, notice, sound, tiles.element, controls.element, call.element, help.element];
  const element = make('section', { className: 'card call' }, ...parts);

  let before: readonly Person[] = [];
  const update = (): void => {
    const { people, state } = participation;
    const role = watch.known.type === 'visit' ? watch.known.role : 'guest';
    const isAlone = isWaiting(people, role);
    title.textContent = speech.word(
      isAlone ? (role === 'practitioner' ? 'waitForPatient' : 'waitForDoctor') : 'inConsultation',
    );
    const isInterrupted = state.type !== 'in' || state.isInterrupted;
    setSentence(notice, isInterrupted ? speech.word('reconnecting') : isAlone ? describeWaiting(page, role) : null);
    controls.update(people.find((person) => person.isMe));
    tiles.show(people);
    element.classList.toggle('alone', isAlone);
    // While the connection is mended nobody has left.
    if (!isInterrupted) {
      announceChanges(page, before, people);
      before = people;
    }
    call.update();
    help.update();
  };
  speech.bind(title, update);
  const sleep = stayAwake();
  return {
    element,
    update,
    close: () => {
      sleep();
      tiles.show([]);
    },
  };
}

/** Patients and guests wait for the doctor, the doctor for the patient. */
function isWaiting(people: readonly Person[], role: VideoRole): boolean {
  const awaited = role === 'practitioner' ? 'patient' : 'practitioner';
  return !people.some((person) => !person.isMe && person.role === awaited);
}

function describeWaiting({ speech, watch: { known } }: Page, role: VideoRole): string | null {
  const meeting = known.type === 'visit' ? known.visit.meeting : null;
  if (meeting === null) return null;
  if (role === 'practitioner')
    return speech.word('patientIsNotIn', { patient: meeting.patientName ?? speech.word('patient') });
  const sentences = [speech.word('keepOpen')];
  // Said only when the clinic has seen it.
  if (role === 'patient')
    sentences.unshift(speech.word(meeting.patientInSince === null ? 'doctorIsTold' : 'doctorKnows'));
  if (meeting.delayMinutes !== null)
    sentences.push(speech.word('delay', { duration: speech.duration(meeting.delayMinutes) }));
  return sentences.join(' ');
}

const joined = {
  patient: 'patientJoined',
  practitioner: 'doctorJoined',
  guest: 'guestJoined',
} as const satisfies Record<VideoRole, Word>;
const left = { patient: 'patientLeft', practitioner: 'doctorLeft', guest: 'guestLeft' } as const satisfies Record<
  VideoRole,
  Word
>;

function announceChanges(page: Page, before: readonly Person[], now: readonly Person[]): void {
  const isIn = (people: readonly Person[], { id }: Person): boolean => people.some((person) => person.id === id);
  for (const person of now) if (!person.isMe && !isIn(before, person)) page.announce(joined[person.role]);
  for (const person of before) if (!person.isMe && !isIn(now, person)) page.announce(left[person.role]);
}
