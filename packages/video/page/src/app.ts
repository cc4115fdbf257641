import type { Known } from './visit-watch.ts';
import type { ParticipationState } from './call/participation.ts';
import { createCallView } from './view/call-view.ts';
import { createElsewhereView, createLeftView } from './view/left-view.ts';
import { createLobbyView } from './view/lobby-view.ts';
import type { Page, View } from './view/page.ts';
import { createPlainView } from './view/plain-view.ts';

/** What the page shows at a time. */
export type Screen =
  | 'loading'
  | 'unknown-link'
  | 'down'
  | 'lobby'
  | 'call'
  | 'left'
  | 'elsewhere'
  | 'telephone'
  | 'telephone-for-others'
  | 'ended';

/** Chooses what is shown, from what is known of the visit and how far one has got with taking part. */
export function chooseScreen(known: Known, participation: ParticipationState): Screen {
  if (known.type === 'nothing') return 'loading';
  if (known.type !== 'visit') return known.type;
  const { visit, role } = known;
  if (visit.status === 'ended') return 'ended';
  if (visit.status === 'telephone') return role === 'patient' ? 'telephone' : 'telephone-for-others';
  if (visit.status === 'early') return 'lobby';
  if (participation.type === 'left' || participation.type === 'elsewhere') return participation.type;
  return participation.type === 'in' ? 'call' : 'lobby';
}

/** Makes the view of a screen. */
export function createView(screen: Screen, page: Page): View {
  const { state } = page.participation;
  switch (screen) {
    case 'lobby':
      return createLobbyView(page);
    case 'call':
      return createCallView(page);
    case 'left':
      return createLeftView(page);
    case 'elsewhere':
      return createElsewhereView(page, state.type === 'elsewhere' ? state.url : '');
    case 'loading':
      return createPlainView(page, { title: 'title', text: 'oneMoment', hasHelp: false });
    case 'unknown-link':
      return createPlainView(page, { title: 'unknownTitle', text: 'unknownText', hasHelp: true, isError: true });
    case 'down':
      return createPlainView(page, { title: 'downTitle', text: 'downText', hasHelp: true, isError: true });
    case 'telephone':
      return createPlainView(page, { title: 'telephoneTitle', text: 'telephoneText', hasHelp: true });
    case 'telephone-for-others':
      return createPlainView(page, { title: 'telephoneForOthers', text: 'telephoneForOthersText', hasHelp: true });
    case 'ended':
      return createPlainView(page, { title: 'endedTitle', text: 'endedText', hasHelp: true });
    default:
      return screen satisfies never;
  }
}
