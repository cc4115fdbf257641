import type { VideoRole, VideoVisit } from '@clinicarrivals/core';
import type { JoinPageFailure } from '../../src/join/answers.ts';
import type { Clinic } from './clinic.ts';

/** What is known of the visit. */
export type Known =
  | { readonly type: 'nothing' }
  | { readonly type: 'unknown-link' | 'down'; readonly clinic: JoinPageFailure['clinic'] }
  /** `isStale`: the clinic could not be asked lately. */
  | { readonly type: 'visit'; readonly visit: VideoVisit; readonly role: VideoRole; readonly isStale: boolean };

/** Knows the visit and keeps asking: every few seconds while it is open and the page is seen. */
export interface VisitWatch {
  readonly known: Known;
  /** The time at the clinic. */
  now(): number;
  /** Asks at once. */
  ask(): Promise<void>;
}

const pollMs = { open: 5_000, otherwise: 20_000, mostAfterFailures: 60_000 };

/** Starts watching. */
export function watchVisit(clinic: Clinic, onChange: () => void): VisitWatch {
  let known: Known = { type: 'nothing' };
  let aheadMs = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> | null = null;
  const now = (): number => Date.now() + aheadMs;

  const take = async (): Promise<void> => {
    const answer = await clinic.visit();
    failures = answer.type === 'failed' ? failures + 1 : 0;
    if (answer.type === 'answered') {
      const { visit, role } = answer.answer;
      aheadMs = answer.answer.now - Date.now();
      known = { type: 'visit', visit, role, isStale: false };
    } else if (answer.type === 'unknown') {
      known = { type: 'unknown-link', clinic: answer.clinic };
    } else {
      // One lost answer is no outage.
      known =
        known.type === 'visit'
          ? { ...known, isStale: known.isStale || failures > 1 }
          : { type: 'down', clinic: answer.clinic ?? (known.type === 'down' ? known.clinic : null) };
    }
    onChange();
  };

  const plan = (): void => {
    clearTimeout(timer);
    if (document.hidden) return;
    timer = setTimeout(() => void ask(), delayMs(known, failures, now()));
  };

  const ask = (): Promise<void> => {
    asking ??= take().finally(() => {
      asking = null;
      plan();
    });
    return asking;
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer);
    else void ask();
  });
  addEventListener('online', () => void ask());
  return {
    get known() {
      return known;
    },
    now,
    ask,
  };
}

/** When to ask again: at the moment when the room opens, else regularly; less and less often while there is no answer. */
function delayMs(known: Known, failures: number, now: number): number {
  const isOpen = known.type === 'visit' && known.visit.status === 'open';
  const regular = isOpen || known.type !== 'visit' ? pollMs.open : pollMs.otherwise;
  if (failures > 0)
    return Math.min(pollMs.mostAfterFailures, pollMs.open * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
  if (known.type === 'unknown-link') return pollMs.mostAfterFailures;
  const opensAt = known.type === 'visit' && known.visit.status === 'early' ? known.visit.meeting?.opensAt : undefined;
  return opensAt === undefined ? regular : Math.max(500, Math.min(regular, opensAt - now + 100));
}
