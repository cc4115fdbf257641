import { ask, attempt, make, momentOf, say, setText, spaced, standFor } from './dom.js';

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

/** Shows the texts of an appointment in a list, oldest first. Where the patient is played, links can be opened as the patient. */
export function showTexts(list, texts, { id, isPlayed }) {
  const before = list.dataset.shown;
  standFor(
    list,
    texts.map((text, index) => ({ ...text, index })),
    {
      keyOf: ({ index, direction, at }) => `${id} ${index} ${direction} ${at}`,
      create: (text) => createText(text, { id, isPlayed }),
      update: updateText,
    },
  );
  if (texts.length === 0) list.replaceChildren(make('li', { class: 'none' }, 'No texts yet.'));
  list.dataset.shown = `${id} ${texts.length}`;
  if (list.dataset.shown !== before) list.scrollTop = list.scrollHeight;
}

/** Whoever follows a link takes the patient's part: reception must not, by a slip of the mouse. */
function withLinks(body) {
  return body
    .split(/(https?:\/\/\S+)/)
    .map((part, index) =>
      index % 2 === 0 ? part : make('a', { href: part, target: '_blank', rel: 'noreferrer' }, part),
    );
}

function createText({ direction, at, body, what }, { id, isPlayed }) {
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
    make(
      'p',
      { class: 'bubble', dir: 'auto' },
      ...(isOurs && isPlayed && body !== null
        ? withLinks(body)
        : [body ?? 'This text has been deleted after its time.']),
    ),
    make(
      'p',
      { class: 'meta' },
      make('span', {}, momentOf(at)),
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
export async function explain(id, template, place) {
  const { reason, at, journal } = await ask(
    `/api/appointments/${encodeURIComponent(id)}/why?template=${encodeURIComponent(template)}`,
  );
  place.replaceChildren(
    make('p', {}, make('strong', {}, `${spaced(template)}: `), reason, at === null ? '' : ` (${momentOf(at)})`),
    make(
      'ol',
      {},
      ...journal.map(({ at: when, from, to, reason: cause }) =>
        make('li', {}, `${momentOf(when)} `, cause, from !== to && to !== null ? ` (${from ?? 'new'} → ${to})` : ''),
      ),
    ),
  );
  say(reason);
}
