import type { Intent } from '../intent.ts';

/** What the words of a reply come to once courtesy and lateness are set aside. */
export interface Combined {
  readonly intent: Intent;
  readonly isWeak: boolean;
}

const unclear: Combined = { intent: 'unknown', isWeak: false };

/**
 * Makes one intent of those that were found in a reply, or `unknown` when they contradict each other.
 *
 * Two go together only where one explains the other, such as "yes, please confirm" or "no, cancel it".
 */
export function combineIntents(found: ReadonlySet<Intent>, expecting: readonly Intent[]): Combined {
  const [first, second, third] = [...found].sort();
  if (first === undefined || third !== undefined) return unclear;
  if (second === undefined) return readAnswer(first, expecting);
  switch (`${first}+${second}`) {
    case 'confirm+yes':
      return clear('confirm');
    case 'cancel+yes':
      return clear('cancel');
    case 'cancel+no':
      return { intent: 'cancel', isWeak: true };
    case 'cancel+undo':
      return clear('undo');
    case 'no+reschedule':
    case 'reschedule+yes':
    case 'cancel+reschedule':
      return clear('reschedule');
    case 'ready+yes':
      return clear(expecting.includes('yes') && !expecting.includes('ready') ? 'yes' : 'ready');
    case 'arrived+yes':
      return expecting.includes('yes') ? unclear : clear('arrived');
    case 'arrived+ready':
      return hereAndReady(expecting);
    default:
      return unclear;
  }
}

/**
 * What a bare "ok" means: what the open question would make of it, or courtesy. It is a yes only where yes or no was asked: after "see you
 * at 10:10", which leaves a *yes* to video open, it agrees with what was said.
 */
export function readAssent(expecting: readonly Intent[]): Intent {
  if (expecting.includes('confirm')) return 'confirm';
  if (expecting.includes('yes') && expecting.includes('no')) return 'yes';
  return isInvite(expecting) ? 'ready' : 'thanks';
}

function clear(intent: Intent): Combined {
  return { intent, isWeak: false };
}

/** Yes and no mean what the open question asked. */
function readAnswer(intent: Intent, expecting: readonly Intent[]): Combined {
  if (intent === 'yes' && !expecting.includes('yes')) {
    if (expecting.includes('confirm')) return clear('confirm');
    if (isInvite(expecting)) return { intent: 'ready', isWeak: true };
  }
  if (intent === 'no' && !expecting.includes('no') && expecting.includes('confirm')) {
    return { intent: 'cancel', isWeak: true };
  }
  return clear(intent);
}

/** An invite to a video asks for *ready* and takes *no*; "at the clinic, or at your phone?" takes neither yes nor no. */
function isInvite(expecting: readonly Intent[]): boolean {
  return expecting.includes('ready') && (expecting.includes('no') || !expecting.includes('arrived'));
}

/** "Here and ready" is what was asked for; where both could be meant, neither is certain. */
function hereAndReady(expecting: readonly Intent[]): Combined {
  if (!expecting.includes('ready')) return clear('arrived');
  return expecting.includes('arrived') ? unclear : clear('ready');
}
