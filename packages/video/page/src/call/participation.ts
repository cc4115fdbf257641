import type { Clinic } from '../clinic.ts';
import type { Media } from '../media.ts';
import type { Call, CallListener, Person } from './call.ts';
import { enterRoom } from './enter-room.ts';
import type { Wishes } from './enter-room.ts';

/** How far one has got with taking part. */
export type ParticipationState =
  | { readonly type: 'out' | 'left' }
  /** `hasFailed`: it did not work and is tried again and again. */
  | { readonly type: 'joining'; readonly hasFailed: boolean }
  /** `isInterrupted`: the connection is being mended, or made anew. */
  | { readonly type: 'in'; readonly isInterrupted: boolean }
  | { readonly type: 'elsewhere'; readonly url: string };

/** One's own taking part in the consultation. */
export interface Participation {
  readonly state: ParticipationState;
  readonly people: readonly Person[];
  /** Goes on until one is in, or `leave` is called. What one wished for before stays so where the wishes are left out. */
  join(wishes?: Wishes): void;
  /** Goes out; `out` when one may not be in any more, whatever one wants. */
  leave(next?: 'left' | 'out'): Promise<void>;
  /** Turns microphone or camera on or off; it stays so when the connection is made anew. False: the device cannot be used. */
  turn(device: keyof Wishes, isOn: boolean): Promise<boolean>;
}

export interface ParticipationOptions {
  readonly clinic: Clinic;
  readonly media: Media;
  readonly onChange: () => void;
  /** Somebody was put out or not let in: the visit is to be looked at, it may be over. */
  readonly onRefused: () => void;
}

const retryMs = [1_000, 3_000, 5_000, 10_000];

/** Makes a participation, which comes back by itself when the connection was lost for good. */
export function createParticipation(options: ParticipationOptions): Participation {
  return new DurableParticipation(options);
}

class DurableParticipation implements Participation {
  state: ParticipationState = { type: 'out' };
  people: readonly Person[] = [];
  readonly #options: ParticipationOptions;
  #wishes: Wishes = { microphone: true, camera: true };
  #call: Call | null = null;
  /** Counts attempts: what comes of an earlier one is thrown away. */
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ParticipationOptions) {
    this.#options = options;
  }

  join(wishes = this.#wishes): void {
    if (this.state.type === 'joining' || this.state.type === 'in') return;
    this.#wishes = wishes;
    this.#change({ type: 'joining', hasFailed: false }, []);
    void this.#enter(0);
  }

  async leave(next: 'left' | 'out' = 'left'): Promise<void> {
    this.#attempt += 1;
    clearTimeout(this.#timer);
    const left = this.#call;
    this.#call = null;
    this.#change({ type: next }, []);
    await left?.leave().catch(() => undefined);
  }

  async turn(device: keyof Wishes, isOn: boolean): Promise<boolean> {
    try {
      await (device === 'camera' ? this.#call?.setCamera(isOn) : this.#call?.setMicrophone(isOn));
      this.#wishes = { ...this.#wishes, [device]: isOn };
      return true;
    } catch {
      return false;
    } finally {
      this.#options.onChange();
    }
  }

  async #enter(failures: number): Promise<void> {
    const mine = ++this.#attempt;
    const isNeedless = (): boolean => mine !== this.#attempt;
    const { clinic, media, onRefused } = this.#options;
    const listener: CallListener = {
      onPeople: (people) => isNeedless() || this.#change(this.state, people),
      onInterrupted: (isInterrupted) => isNeedless() || this.#change({ type: 'in', isInterrupted }),
      onEnd: () => isNeedless() || this.#comeBack(),
    };
    const entry = await enterRoom({ clinic, media, wishes: this.#wishes, listener });
    if (isNeedless()) return entry.type === 'in' ? entry.call.leave() : undefined;
    if (entry.type === 'in') {
      this.#call = entry.call;
      return this.#change({ type: 'in', isInterrupted: false });
    }
    if (entry.type === 'elsewhere') return this.#change(entry);
    if (entry.type === 'failed') {
      // Who was in sees that the connection is being made anew.
      this.#change(this.state.type === 'in' ? this.state : { type: 'joining', hasFailed: true });
      return this.#enterLater(failures + 1);
    }
    this.#change({ type: 'out' }, []);
    onRefused();
  }

  #comeBack(): void {
    // It is over, and lets go of camera and microphone whatever the library has done about them.
    void this.#call?.leave().catch(() => undefined);
    this.#call = null;
    this.#change({ type: 'in', isInterrupted: true }, []);
    this.#options.onRefused();
    this.#enterLater(1);
  }

  #enterLater(failures: number): void {
    this.#timer = setTimeout(() => void this.#enter(failures), retryMs[Math.min(failures, retryMs.length) - 1]);
  }

  #change(state: ParticipationState, people = this.people): void {
    this.state = state;
    this.people = people;
    this.#options.onChange();
  }
}
