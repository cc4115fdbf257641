import type { Speech, Values, Word } from './words/speech.ts';

type Child = Node | string | null;

/** Makes an element of the page. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Lets an element say words, in whichever language is chosen. */
export function say<E extends Element>(speech: Speech, element: E, word: Word, values?: () => Values): E {
  speech.bind(element, () => void (element.textContent = speech.word(word, values?.())));
  return element;
}

/** Gives an element its name for those who cannot see it. */
export function label<E extends Element>(speech: Speech, element: E, word: Word): E {
  speech.bind(element, () => element.setAttribute('aria-label', speech.word(word)));
  return element;
}

/** Shows a sentence, or nothing. A sentence that stays the same is not touched, so that it is not read out again. */
export function setSentence(element: HTMLElement, sentence: string | null): void {
  if (element.textContent !== (sentence ?? '')) element.textContent = sentence ?? '';
  element.hidden = sentence === null;
}

/** A button of the page. */
export function button(speech: Speech, word: Word, onClick: () => void, className = ''): HTMLButtonElement {
  const element = make('button', { type: 'button', className });
  element.addEventListener('click', onClick);
  return say(speech, element, word);
}
