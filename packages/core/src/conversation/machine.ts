import { inAnyState } from './states/any-state.ts';
import { expected, noticesOnly, screening, upcoming } from './states/before-arrival.ts';
import { closed, held } from './states/ended.ts';
import { quiet, settling } from './states/notices.ts';
import { remoteInvited, remoteReady, remoteScheduled } from './states/remote.ts';
import { arrived, awaited, called } from './states/waiting.ts';
import { vocabulary } from './vocabulary.ts';

/**
 * The visit of one patient, for all of its life, and beside it what changed in the PMS and
 * is still to be told. What a state does not say itself, the visit says for all.
 */
export const conversationMachine = vocabulary.createMachine({
  id: 'conversation',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    visit: {
      initial: 'upcoming',
      states: {
        upcoming,
        'notices-only': noticesOnly,
        screening,
        expected,
        arrived,
        awaited,
        called,
        'remote-scheduled': remoteScheduled,
        'remote-invited': remoteInvited,
        'remote-ready': remoteReady,
        held,
        closed,
      },
      on: inAnyState,
    },
    notices: { initial: 'quiet', states: { quiet, settling } },
  },
});
