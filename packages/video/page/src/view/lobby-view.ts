import { button, make, say, setSentence } from '../dom.ts';
import { createCallInstead } from './call-instead.ts';
import { createDeviceCheck } from './device-check.ts';
import { createHelp } from './help.ts';
import { createMeetingFacts } from './meeting-facts.ts';
import type { Page, View } from './page.ts';

/** Before the consultation: when it is, whether one may come in, camera and microphone, and the way in. */
export function createLobbyView(page: Page): View {
  const { speech, participation, media, watch } = page;
  const facts = createMeetingFacts(page);
  const check = createDeviceCheck(page);
  const failure = make('p', { className: 'notice trouble', role: 'alert' });
  const join = button(speech, 'join', () => participation.join({ microphone: true, camera: true }), 'main');
  const joinWithout = (): void => participation.join({ microphone: false, camera: false });
  const without = button(speech, 'joinWithout', joinWithout, 'quiet');
  const call = createCallInstead(page);
  const help = createHelp(page);
  const advice = say(speech, make('p', { className: 'soft' }), 'advice');
  const wayIn = make('div', { className: 'way-in' }, failure, join, without, call.element, advice);
  const element = make('section', { className: 'card lobby' }, facts.element, check.element, wayIn, help.element);

  join.hidden = true;
  let wasEarly = false;
  const refresh = (): void => {
    const { known } = watch;
    const { state } = participation;
    const isOpen = known.type === 'visit' && known.visit.status === 'open';
    const isJoining = state.type === 'joining';
    for (const part of [facts, check, call, help]) part.update();
    if (wasEarly && isOpen) page.announce('isOpen');
    wasEarly = known.type === 'visit' && known.visit.status === 'early';
    setSentence(failure, isJoining && state.hasFailed ? speech.word('joinFailed') : null);
    join.textContent = speech.word(isJoining ? 'joining' : 'join');
    join.ariaDisabled = String(isJoining);
    const isHidden = !isOpen || (media.state !== 'ready' && !isJoining);
    const isNew = join.hidden && !isHidden;
    join.hidden = isHidden;
    without.hidden = !isOpen || media.state === 'ready' || isJoining;
    // Whoever sees their own picture and no more of the page on a telephone would believe that they are in.
    if (isNew) join.scrollIntoView({ block: 'center' });
  };
  const update = (): void => keepFocus(element, refresh, ['.way-in > .main', '.check button', 'h1']);
  speech.bind(element, update);
  const ticking = setInterval(update, 10_000);
  return {
    element,
    update,
    close: () => {
      clearInterval(ticking);
      check.close();
    },
  };
}

/** Does something that may hide what has the focus, and then goes on to the first of what is still seen. */
function keepFocus(element: HTMLElement, change: () => void, next: readonly string[]): void {
  const focused = document.activeElement;
  change();
  if (focused === null || !element.contains(focused) || isSeen(focused)) return;
  next
    .flatMap((selector) => [...element.querySelectorAll<HTMLElement>(selector)])
    .find(isSeen)
    ?.focus();
}

/** `checkVisibility` would ask the same, but Safari has it since 17.4 only. */
function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0;
}
