import type { Clock } from '@clinicarrivals/core';

/** Keeps one wake-up on the clock, for the soonest thing that is due. */
export interface Wake {
  /** Does what is due and sets the clock anew. */
  readonly settle: () => void;
  readonly stop: () => void;
}

/** Makes a {@link Wake}; nothing is set on the clock before `settle`. */
export function createWake(clock: Clock, due: { settle(): void; nextAt(): number | null }): Wake {
  let cancel: (() => void) | null = null;
  let armedFor: number | null = null;
  const settle = (): void => {
    due.settle();
    const next = due.nextAt();
    if (next === armedFor) return;
    cancel?.();
    armedFor = next;
    cancel = next === null ? null : clock.schedule(next - clock.now(), wake);
  };
  const wake = (): void => {
    armedFor = null;
    settle();
  };
  return {
    settle,
    stop: () => {
      cancel?.();
      cancel = null;
      armedFor = null;
    },
  };
}
