import type { Joining, Place } from './browser.ts';
import type { CallEntry } from './call-log.ts';
import { minuteMs } from './world.ts';
import type { World } from './world.ts';

/** Somebody who takes part in one consultation. */
export interface Attendance {
  isIn(): boolean;
  /** Goes away, for good (idempotent). */
  leave(): void;
  /** Loses the connection and comes back by themselves after a while. */
  drop(awayMs: number): void;
}

/** Who takes part in which consultation. */
export interface Attendee {
  readonly who: CallEntry['who'];
  readonly appointment: string;
  readonly link: string;
  /** Called once they are in for the first time. */
  readonly onIn?: () => void;
}

const againMs = 1 * minuteMs;
// Looking at oneself first; later, the page connects again by itself.
const pauseMs = 20_000;
const mostAttempts = 30;

/** Opens the link, looks around, joins, and stays until told to leave: tries again where it fails, and comes back when put out. */
export function attendCall(world: World, { who, appointment, link, onIn }: Attendee): Attendance {
  const { clock, browser } = world;
  let place: Place | null = null;
  let hasLeft = false;
  let hasBeenIn = false;
  let failures = 0;
  const note = (did: CallEntry['did'], sessionId: string | null): void => {
    world.calls.append({ at: clock.now(), who, did, appointment, sessionId });
  };
  const joinIn = (delayMs: number): void => {
    world.schedule(clock.now() + delayMs, () => {
      world.begin(async () => {
        if (hasLeft || place !== null || browser === null) return;
        const joining = await browser.join(link, putOut);
        if (joining.type === 'in') takePlace(joining.place);
        else waitOutside(joining);
      });
    });
  };
  const goOut = (did: CallEntry['did']): void => {
    if (place === null) return;
    const left = place;
    place = null;
    note(did, left.sessionId);
    left.leave();
  };
  const putOut = (): void => {
    goOut('was put out');
    joinIn(pauseMs);
  };
  const takePlace = (taken: Place): void => {
    if (hasLeft) return taken.leave();
    place = taken;
    note(hasBeenIn ? 'came back' : 'joined', taken.sessionId);
    if (!hasBeenIn) onIn?.();
    hasBeenIn = true;
  };
  const waitOutside = (joining: Exclude<Joining, { type: 'in' }>): void => {
    if (!hasBeenIn && failures === 0) note('was not let in', null);
    failures += 1;
    if (joining.type === 'no' || failures > mostAttempts) return;
    joinIn(joining.type === 'later' ? Math.max(againMs, joining.opensAt - clock.now()) : againMs);
  };

  world.begin(async () => browser?.open(link));
  joinIn(pauseMs);
  return {
    isIn: () => place !== null,
    leave: () => {
      hasLeft = true;
      goOut('left');
    },
    drop: (awayMs) => {
      if (place === null) return;
      goOut('dropped');
      joinIn(awayMs);
    },
  };
}
