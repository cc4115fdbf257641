import { ask, attempt, byId, make, momentOf, setText } from './dom.js';

const howWords = { word: 'by text', carrier: 'through the carrier', refused: 'as the gateway says' };

/** Shows whether the chosen patient wants texts and what was said about it, and lets reception record a change. */
export function createConsent({ chosenId }) {
  let shown = null;
  const show = async () => {
    const id = chosenId();
    const answer = await ask(`/api/appointments/${encodeURIComponent(id)}/consent`);
    if (id !== chosenId()) return;
    shown = { id, next: answer.consent === 'opted-out' ? 'opted-in' : 'opted-out' };
    byId('consent').hidden = answer.phone === null;
    setText(byId('consent-words'), wordsOf(answer));
    byId('consent-changes').replaceChildren(...answer.changes.map(toItem));
    setText(
      byId('consent-change'),
      shown.next === 'opted-in' ? 'Record: texts to this number again' : 'Record: no texts to this number',
    );
  };
  byId('consent-change').addEventListener('click', () => {
    const { id, next } = shown;
    const done = next === 'opted-in' ? 'Recorded: texts to this number again.' : 'Recorded: no texts to this number.';
    void attempt(async () => {
      await ask('/api/consent', { appointmentId: id, consent: next });
      await show();
    }, done);
  });
  return {
    show,
    fold: () => {
      byId('consent').hidden = true;
      byId('consent').open = false;
    },
  };
}

function wordsOf({ consent, isOptedOut, changes }) {
  if (consent === 'unknown' && !isOptedOut) return 'Texts: nothing was said against them';
  if (consent !== 'opted-out' && isOptedOut) return 'No texts: recorded for this patient';
  const last = changes.at(-1);
  const since = last === undefined ? '' : ` since ${momentOf(last.at)}`;
  return consent === 'opted-out' ? `No texts wanted${since}` : `Texts are wanted${since}`;
}

function toItem({ at, consent, by, how }) {
  const who = by.replace(/^staff:/, '');
  const words = consent === 'opted-out' ? 'wants no texts' : 'wants texts';
  return make('li', {}, `${momentOf(at)}: ${words} (${[who, howWords[how] ?? ''].filter(Boolean).join(', ')})`);
}
