import { button, make, say } from '../dom.ts';
import { createHelp } from './help.ts';
import type { Page, View } from './page.ts';

/** After leaving: one may come back as long as the consultation lasts. */
export function createLeftView(page: Page): View {
  const { speech, participation } = page;
  const help = createHelp(page);
  const element = make(
    'section',
    { className: 'card plain' },
    say(speech, make('h1', { tabIndex: -1 }), 'leftTitle'),
    say(speech, make('p'), 'leftText'),
    button(speech, 'comeBack', () => participation.join(), 'main'),
    help.element,
  );
  return { element, update: () => help.update(), close: () => undefined };
}

/** The consultation is held on another page, to which the browser goes by itself; who comes back gets a new ticket. */
export function createElsewhereView(page: Page, url: string): View {
  const { speech, participation } = page;
  const help = createHelp(page);
  const element = make(
    'section',
    { className: 'card plain' },
    say(speech, make('h1', { tabIndex: -1 }), 'elsewhereTitle'),
    button(speech, 'goThere', () => participation.join(), 'main'),
    help.element,
  );
  if (isSafe(url)) location.assign(url);
  return { element, update: () => help.update(), close: () => undefined };
}

/** Goes to web pages only, never to a script. */
function isSafe(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
