import { chooseScreen, createView } from './app.ts';
import type { Screen } from './app.ts';
import { createParticipation } from './call/participation.ts';
import type { ParticipationState } from './call/participation.ts';
import { createClinic } from './clinic.ts';
import { label, make, say } from './dom.ts';
import { createMedia } from './media.ts';
import type { Page, View } from './view/page.ts';
import { watchVisit } from './visit-watch.ts';
import { chooseLanguage, languages, toLanguageTag } from './words/languages.ts';
import type { LanguageTag } from './words/languages.ts';
import { createSpeech } from './words/speech.ts';

const clinic = createClinic(location.href);
const speech = createSpeech();
const media = createMedia(() => update());
const watch = watchVisit(clinic, () => update());
const participation = createParticipation({
  clinic,
  media,
  onChange: () => update(),
  onRefused: () => void watch.ask(),
});

const clinicName = make('p', { className: 'clinic' });
const language = label(speech, make('select'), 'language');
for (const [tag, { name }] of Object.entries(languages))
  language.append(make('option', { value: tag, textContent: name, lang: tag }));
const stale = say(speech, make('p', { className: 'notice trouble', role: 'status', hidden: true }), 'stale');
const spoken = make('p', { className: 'spoken', role: 'status' });
const main = make('main', {}, stale);
document.body.replaceChildren(make('header', {}, clinicName, language), main, spoken);
speech.bind(document.body, () => void (document.title = speech.word('title')));

const page: Page = {
  clinic,
  watch,
  speech,
  media,
  participation,
  announce: (word) => void (spoken.textContent = speech.word(word)),
};
let shown: Screen | null = null;
let view: View | null = null;
let hasChosenLanguage = false;
let before: ParticipationState = participation.state;

/** Brings what is shown up to date; called whenever anything has changed. */
function update(): void {
  const { known } = watch;
  const { state } = participation;
  if (known.type === 'visit' && !hasChosenLanguage)
    void speak(chooseLanguage([known.visit.language, ...navigator.languages]));
  const isOver = known.type === 'unknown-link' || (known.type === 'visit' && known.visit.status !== 'open');
  // Nobody is seen or heard behind a page that says something else. Leaving brings the page up to date by itself.
  if (isOver && state.type !== 'out') return void participation.leave('out');
  if (before.type === 'in' && before.isInterrupted && state.type === 'in' && !state.isInterrupted)
    page.announce('reconnected');
  before = state;
  clinicName.textContent = known.type === 'visit' ? known.visit.clinic.name : '';
  stale.hidden = !(known.type === 'visit' && known.isStale);
  const screen = chooseScreen(known, state);
  if (screen !== shown) show(screen);
  view?.update();
}

function show(screen: Screen): void {
  const isFirst = shown === null || shown === 'loading';
  shown = screen;
  view?.close();
  view?.element.remove();
  if (screen !== 'lobby' && screen !== 'call') media.stop();
  view = createView(screen, page);
  main.append(view.element);
  // Who reads with a keyboard or a screen reader goes on at the new heading; a page that has just been opened is read from its beginning.
  if (!isFirst) view.element.querySelector('h1')?.focus();
}

async function speak(tag: LanguageTag): Promise<void> {
  hasChosenLanguage = true;
  await speech.use(tag).catch(() => undefined);
  language.value = speech.language;
  update();
}

language.addEventListener('change', () => void speak(toLanguageTag(language.value) ?? 'en'));
update();
void watch.ask();
// Before the patient's own language is known.
void speech.use(chooseLanguage(navigator.languages)).then(
  () => void (language.value = speech.language),
  () => undefined,
);
