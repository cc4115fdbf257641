import { button, make, say, setSentence } from '../dom.ts';
import type { Page } from './page.ts';

/** The way to be rung instead, with a question first; for the patient, as long as it can be had. */
export function createCallInstead(page: Page): { readonly element: HTMLElement; update(): void } {
  const { speech, clinic, watch } = page;
  const failure = make('p', { className: 'notice trouble', role: 'alert', hidden: true });
  const title = say(speech, make('h2', { id: 'call-title' }), 'callQuestion');
  const yes = button(speech, 'callYes', () => void ask(), 'main');
  const no = button(speech, 'callNo', () => dialog.close());
  const dialog = make(
    'dialog',
    {},
    title,
    say(speech, make('p'), 'callExplained'),
    failure,
    make('div', { className: 'choices' }, no, yes),
  );
  dialog.setAttribute('aria-labelledby', title.id);
  const open = (): void => {
    setSentence(failure, null);
    dialog.showModal();
  };
  const element = make('div', { className: 'call-instead' }, button(speech, 'callInstead', open, 'quiet'), dialog);

  const ask = async (): Promise<void> => {
    if (yes.ariaDisabled === 'true') return;
    yes.ariaDisabled = 'true';
    const answer = await clinic.callInstead();
    yes.ariaDisabled = 'false';
    if (answer.type === 'answered' && answer.answer.isAsked) dialog.close();
    else setSentence(failure, speech.word(answer.type === 'answered' ? 'callTooLate' : 'callFailed'));
    await watch.ask();
  };
  const update = (): void => {
    const { known } = watch;
    const isPossible =
      known.type === 'visit' && known.role === 'patient' && known.visit.meeting?.mayAskForCall === true;
    // A question that is being read is not taken away.
    element.hidden = !isPossible && !dialog.open;
  };
  update();
  return { element, update };
}
