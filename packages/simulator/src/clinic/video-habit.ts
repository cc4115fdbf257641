import type { Random } from '../random.ts';

/**
 * How a patient takes part in a consultation by video.
 *
 * `joins` · `says-ready`: answers the text and joins · `drops-out`: loses the connection and comes back · `asks-for-call`: joins and asks to
 * be rung instead · `stays-away`: does neither join nor answer.
 */
export type VideoHabit = 'joins' | 'says-ready' | 'drops-out' | 'asks-for-call' | 'stays-away';

const usual: readonly VideoHabit[] = [
  'joins',
  'joins',
  'says-ready',
  'says-ready',
  'drops-out',
  'asks-for-call',
  'stays-away',
];

/** Draws the habit of somebody for whom none is planned. */
export function drawVideoHabit(random: Random): VideoHabit {
  return random.pick(usual);
}
