import { ask, attempt, byId, make, say, setText, spaced, standFor, timeOf } from './dom.js';

const sentWords = {
  waiting: 'waiting',
  claimed: 'sending',
  done: 'sent',
  accepted: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'not delivered',
  failed: 'failed',
  dropped: 'not sent',
  'in-doubt': 'being looked up',
};
const replyWords = {
  pending: 'not read yet',
  acted: 'understood',
  'asked-back': 'asked back',
  task: 'needs you',
  courtesy: 'courtesy',
  consent: 'consent',
  unknown: 'unknown number',
  ignored: 'ignored',
};
const quickReplies = ['yes', 'no', 'arrived', 'ready', 'running late', 'thanks 👍', 'STOP'];
const pmsChanges = [
  { words: 'Arrived', change: { change: 'arrived' } },
  { words: 'Doctor ready', change: { change: 'ready' } },
  { words: '30 min later', change: { change: 'moved', minutes: 30 } },
  { words: 'Cancel', change: { change: 'cancelled' } },
];

/** Shows the texts with the chosen patient, and lets one play patient and PMS where they are simulated. */
export function createConversation({ leave }) {
  let chosen = null;
  let isSimulated = false;
  let lastCount = 0;

  const post = (path, change, done) =>
    attempt(() => ask(`/api/simulation/${path}`, { appointmentId: chosen.id, ...change }), done);
  const refresh = async () => {
    if (chosen === null) return;
    const { id } = chosen;
    const texts = await ask(`/api/appointments/${encodeURIComponent(id)}/texts`);
    if (chosen?.id === id) showTexts(texts, id);
  };
  const showAbout = () => {
    const { startAt, practitioner, words, pmsStatus } = chosen;
    setText(byId('phone-title'), chosen.patient);
    setText(byId('phone-about'), `${timeOf(startAt)} with ${practitioner} · ${words} · in the PMS: ${pmsStatus}`);
    byId('texts').hidden = false;
    byId('back').hidden = false;
    byId('ask').hidden = false;
    byId('pms').hidden = !isSimulated;
    byId('reply').hidden = !isSimulated || !chosen.canBeTexted;
  };

  // On a narrow screen the conversation lies over everything else, which then must not be reached behind it.
  const narrow = matchMedia('(max-width: 62rem)');
  let isOpen = false;
  const open = (value) => {
    isOpen = value;
    byId('phone').classList.toggle('open', isOpen);
    for (const part of document.querySelectorAll('.bar, .desk')) part.inert = isOpen && narrow.matches;
  };
  narrow.addEventListener('change', () => open(isOpen));
  const goBack = () => {
    open(false);
    leave();
  };
  byId('back').addEventListener('click', goBack);
  byId('phone').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && chosen !== null) goBack();
  });
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
    void attempt(() => explain(chosen.id, byId('ask-template').value, byId('ask-answer')));
  });

  const showTexts = (texts, id) => {
    const list = byId('texts');
    standFor(
      list,
      texts.map((text, index) => ({ ...text, index })),
      {
        keyOf: ({ index, direction, at }) => `${id} ${index} ${direction} ${at}`,
        create: (text) => createText(text, id),
        update: updateText,
      },
    );
    if (texts.length === 0) list.replaceChildren(make('li', { class: 'none' }, 'No texts yet.'));
    if (texts.length !== lastCount) list.scrollTop = list.scrollHeight;
    lastCount = texts.length;
  };

  return {
    choose: (appointment) => {
      chosen = appointment;
      lastCount = -1;
      byId('texts').replaceChildren();
      byId('ask-answer').replaceChildren();
      showAbout();
      open(true);
      byId('phone-title').focus();
      void attempt(refresh);
    },
    show: (view) => {
      isSimulated = view.mode === 'simulation';
      const current = view.appointments.find(({ id }) => id === chosen?.id);
      if (current === undefined) return;
      chosen = current;
      showAbout();
      void refresh().catch(() => undefined);
    },
    offer: (templates) => {
      byId('ask-template').append(...templates.map((name) => make('option', { value: name }, spaced(name))));
    },
  };
}

function createText({ direction, at, body, what }, id) {
  const isOurs = direction === 'out';
  const answer = make('div', { class: 'answer', hidden: true });
  const why = make('button', { type: 'button', class: 'link', 'aria-expanded': 'false' }, 'Why?');
  why.addEventListener('click', () => {
    answer.hidden = !answer.hidden;
    why.setAttribute('aria-expanded', String(!answer.hidden));
    if (!answer.hidden) void attempt(() => explain(id, what, answer));
  });
  return make(
    'li',
    { class: isOurs ? 'text ours' : 'text theirs' },
    make('span', { class: 'hidden' }, isOurs ? 'The clinic: ' : 'The patient: '),
    make('p', { class: 'bubble' }, body ?? 'This text has been deleted after its time.'),
    make(
      'p',
      { class: 'meta' },
      make('span', {}, timeOf(at)),
      ' · ',
      make('span', { class: 'fate' }),
      ...(isOurs ? [' ', why] : []),
    ),
    answer,
  );
}

function updateText(element, { direction, state, what }) {
  const words = direction === 'out' ? (sentWords[state] ?? state) : (replyWords[state] ?? state);
  const meaning = direction === 'in' && what !== null && what !== 'unknown' ? `${words}: ${what}` : words;
  const fate = element.querySelector('.fate');
  setText(fate, meaning);
  fate.classList.toggle('bad', state === 'undelivered' || state === 'failed');
}

/** Puts into a place why a text was sent, will be, or was not. */
async function explain(id, template, place) {
  const { reason, at, journal } = await ask(
    `/api/appointments/${encodeURIComponent(id)}/why?template=${encodeURIComponent(template)}`,
  );
  place.replaceChildren(
    make('p', {}, make('strong', {}, `${spaced(template)}: `), reason, at === null ? '' : ` (${timeOf(at)})`),
    make(
      'ol',
      {},
      ...journal.map(({ at: when, from, to, reason: cause }) =>
        make('li', {}, `${timeOf(when)} `, cause, from !== to && to !== null ? ` (${from ?? 'new'} → ${to})` : ''),
      ),
    ),
  );
  say(reason);
}
