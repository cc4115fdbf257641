import type { PhoneNumber } from '../../phone-number.ts';
import type { Commit } from '../../ports/conversation-store/conversation-store.ts';
import { createTurns } from '../turns.ts';
import type { InTurn } from '../turns.ts';

/** What this process remembers of the texts handed ahead, only to save work. What must not be forgotten is in the store. */
export interface AheadMemory {
  /** When a copy leaves next, epoch milliseconds; Infinity when none stands. In the past until it is known, so that it is looked up. */
  leavesAt: number;
  /** When all conversations were gone through last; null before. */
  wholeAt: number | null;
  /** What applied to all of them then. */
  config: readonly unknown[];
  /** Nothing is handed over before this moment, epoch milliseconds: the gateway takes nothing now, or does not answer. */
  restsUntil: number;
  /** What was refused is not tried again before this moment, by effect and body. */
  readonly refusedUntil: Map<string, number>;
  /** Whatever is done about one copy waits for what is being done about it. */
  readonly inTurn: InTurn;
  /** Notes what a commit has changed. */
  note(commit: Pick<Commit, 'conversations' | 'threads'>): void;
  /** Whether a commit has been noted since it was asked last what has changed. */
  readonly hasNews: boolean;
  /** Gives what has changed since it was asked last. */
  takeChanged(): { readonly appointmentIds: ReadonlySet<string>; readonly phones: ReadonlySet<PhoneNumber> };
  /** Notes that an appointment is to be looked at again. */
  again(appointmentId: string): void;
}

/** Makes the memory of a process that knows nothing yet. */
export function createAheadMemory(): AheadMemory {
  let appointmentIds = new Set<string>();
  let phones = new Set<PhoneNumber>();
  let hasNews = false;
  return {
    leavesAt: -Infinity,
    wholeAt: null,
    config: [],
    restsUntil: -Infinity,
    refusedUntil: new Map(),
    inTurn: createTurns(),
    note: ({ conversations = [], threads = [] }) => {
      hasNews ||= conversations.length + threads.length > 0;
      for (const { appointmentId } of conversations) appointmentIds.add(appointmentId);
      for (const { phone } of threads) phones.add(phone);
    },
    get hasNews() {
      return hasNews;
    },
    takeChanged: () => {
      const changed = { appointmentIds, phones };
      appointmentIds = new Set();
      phones = new Set();
      hasNews = false;
      return changed;
    },
    again: (appointmentId) => void appointmentIds.add(appointmentId),
  };
}
