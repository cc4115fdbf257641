import { make, say } from '../dom.ts';
import type { Word } from '../words/speech.ts';
import { createHelp } from './help.ts';
import type { Page, View } from './page.ts';

/** A view that only says something: a heading, a sentence, and whom to ring where that may be of use. */
export function createPlainView(
  page: Page,
  options: { readonly title: Word; readonly text: Word; readonly hasHelp: boolean; readonly isError?: boolean },
): View {
  const { speech } = page;
  const help = createHelp(page);
  const element = make(
    'section',
    { className: options.isError === true ? 'card plain trouble' : 'card plain' },
    say(speech, make('h1', { tabIndex: -1 }), options.title),
    say(speech, make('p'), options.text),
    options.hasHelp ? help.element : null,
  );
  return { element, update: () => help.update(), close: () => undefined };
}
