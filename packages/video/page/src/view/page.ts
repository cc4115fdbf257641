import type { Participation } from '../call/participation.ts';
import type { Clinic } from '../clinic.ts';
import type { Media } from '../media.ts';
import type { VisitWatch } from '../visit-watch.ts';
import type { Speech, Word } from '../words/speech.ts';

/** What every view works with. */
export interface Page {
  readonly clinic: Clinic;
  readonly watch: VisitWatch;
  readonly speech: Speech;
  readonly media: Media;
  readonly participation: Participation;
  /** Lets screen readers say something that is otherwise only seen. */
  announce(word: Word): void;
}

/** One of the things that the page may show. Made once, and kept up to date as long as it is shown. */
export interface View {
  readonly element: HTMLElement;
  update(): void;
  /** Lets go of what the view holds. */
  close(): void;
}
