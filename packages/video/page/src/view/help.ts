import { make, say } from '../dom.ts';
import type { Page } from './page.ts';

/** Whom to ring, as far as it is known. */
export function createHelp({ watch, speech }: Page): { readonly element: HTMLElement; update(): void } {
  const words = make('span');
  const number = make('a');
  const element = make('p', { className: 'help' }, words, ' ', number);
  let shown: string | null | undefined;
  const update = (): void => {
    const { known } = watch;
    const clinic = known.type === 'visit' ? known.visit.clinic : known.type === 'nothing' ? null : known.clinic;
    const phone = clinic?.phone ?? null;
    if (phone === shown) return;
    shown = phone;
    say(speech, words, phone === null ? 'helpWithoutNumber' : 'help');
    number.textContent = phone;
    number.href = `tel:${(phone ?? '').replaceAll(/[^+\d]/g, '')}`;
    number.hidden = phone === null;
  };
  update();
  return { element, update };
}
