import { findAppointment } from './appointments.js';
import { createConsent } from './consent.js';
import { ask, attempt, byId, make, momentOf, setText, spaced } from './dom.js';
import { explain, showTexts } from './texts.js';
import { createVideo } from './video.js';

const quickReplies = ['yes', 'no', '1', '2', 'arrived', 'ready', 'running late', 'thanks 👍', 'STOP'];
const pmsChanges = [
  { words: 'Arrived', change: { change: 'arrived' } },
  { words: 'Doctor ready', change: { change: 'ready' } },
  { words: '30 min later', change: { change: 'moved', minutes: 30 } },
  { words: 'Cancel', change: { change: 'cancelled' } },
];

/** Shows the texts with the chosen patient, and lets one play patient and PMS where they are simulated. */
export function createConversation({ leave }) {
  let chosen = null;
  let view = null;
  const isSimulated = () => view?.mode === 'simulation';
  const video = createVideo({ chosenId: () => chosen.id });
  const consent = createConsent({ chosenId: () => chosen.id });

  const refresh = async () => {
    if (chosen === null) return;
    const { id } = chosen;
    const texts = await ask(`/api/appointments/${encodeURIComponent(id)}/texts`);
    if (chosen?.id !== id) return;
    showTexts(byId('texts'), texts, { id, isPlayed: isSimulated() });
    await consent.show();
  };
  const showAbout = () => {
    showParts(chosen, isSimulated());
    if (view !== null) video.show(chosen, view);
  };
  const showCurrent = async () => {
    const current = await findAppointment(view, chosen.id);
    if (chosen.id !== current.id) return;
    chosen = current;
    showAbout();
    await refresh();
  };

  const cover = createOverlay();
  const goBack = () => {
    cover(false);
    leave();
  };
  byId('back').addEventListener('click', goBack);
  byId('phone').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && chosen !== null) goBack();
  });
  createControls({ chosenId: () => chosen.id });

  return {
    choose: (appointment) => {
      chosen = appointment;
      byId('texts').replaceChildren();
      byId('ask-answer').replaceChildren();
      consent.fold();
      showAbout();
      cover(true);
      byId('phone-title').focus();
      void attempt(refresh);
    },
    show: (next) => {
      view = next;
      if (chosen !== null) void showCurrent().catch(() => undefined);
    },
    offer: (templates) => {
      byId('ask-template').append(...templates.map((name) => make('option', { value: name }, spaced(name))));
    },
  };
}

/** Says whose conversation it is, and shows what there is to do about it. */
function showParts({ startAt, patient, practitioner, words, pmsStatus, canBeTexted }, isSimulated) {
  setText(byId('phone-title'), patient);
  setText(byId('phone-about'), `${momentOf(startAt)} with ${practitioner} · ${words} · in the PMS: ${pmsStatus}`);
  byId('texts').hidden = false;
  byId('back').hidden = false;
  byId('ask').hidden = false;
  byId('pms').hidden = !isSimulated;
  byId('reply').hidden = !isSimulated || !canBeTexted;
}

/** Lets the conversation lie over everything else on a narrow screen; what is behind must not be reached then. */
function createOverlay() {
  const narrow = matchMedia('(max-width: 62rem)');
  let isOpen = false;
  const cover = (value) => {
    isOpen = value;
    byId('phone').classList.toggle('open', isOpen);
    for (const part of document.querySelectorAll('.bar, .desk')) part.inert = isOpen && narrow.matches;
  };
  narrow.addEventListener('change', () => cover(isOpen));
  return cover;
}

/** What one plays: the patient by text, the clinic in its PMS; and the question why. */
function createControls({ chosenId }) {
  const post = (path, change, done) =>
    attempt(() => ask(`/api/simulation/${path}`, { appointmentId: chosenId(), ...change }), done);
  byId('pms').append(
    ...pmsChanges.map(({ words, change }) =>
      make(
        'button',
        { type: 'button', onclick: () => post('status', change, `In the PMS: ${words.toLowerCase()}.`) },
        words,
      ),
    ),
  );
  const send = (text) => post('reply', { text }, 'Sent as the patient.');
  byId('quick').append(
    ...quickReplies.map((text) => make('button', { type: 'button', onclick: () => send(text) }, text)),
  );
  byId('reply').addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = byId('reply-text');
    if (await send(input.value)) input.value = '';
  });
  byId('ask-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(() => explain(chosenId(), byId('ask-template').value, byId('ask-answer')));
  });
}
