import type { Random } from '../random.ts';
import type { SimulatedVideoServer } from '../video/simulated-video-server.ts';
import type { Agenda } from './agenda.ts';
import { minuteMs } from './world.ts';
import type { World } from './world.ts';

/** A time during which the video server did not answer. */
export interface VideoOutage {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
}

/** What may be wrong with the video server of a day; on most days it is well. */
const troubles = ['none', 'none', 'down', 'restarted', 'webhooks lost', 'webhooks doubled'] as const;

// The invitation to a consultation leaves ten minutes before its start.
const beforeStartMs = 12 * minuteMs;

/** Lets the video server have the trouble of the day. Gives its outages, which grow as they happen. */
export function troubleVideo(
  world: World,
  { video, agenda, random }: { readonly video: SimulatedVideoServer; readonly agenda: Agenda; readonly random: Random },
): readonly VideoOutage[] {
  const { controls } = video;
  const trouble = random.pick(troubles);
  const outages: VideoOutage[] = [];
  const starts = random
    .shuffle(agenda.visits.filter(({ personality, modality }) => personality === 'video' || modality === 'video'))
    .slice(0, 2)
    .map(({ startAt }) => startAt)
    .sort((a, b) => a - b);
  switch (trouble) {
    case 'none':
      break;
    case 'down':
      for (const startAt of starts) {
        world.schedule(startAt - beforeStartMs, () => {
          if (outages.at(-1)?.to === null) return;
          const from = world.clock.now();
          outages.push({ from, to: null });
          controls.setDown(true);
          world.schedule(from + random.between(8, 30) * minuteMs, () => {
            controls.setDown(false);
            outages[outages.length - 1] = { from, to: world.clock.now() };
          });
        });
      }
      break;
    case 'restarted':
      for (const startAt of starts) {
        for (const delayMs of [-5 * minuteMs, 6 * minuteMs]) {
          world.schedule(startAt + delayMs, () => controls.restart());
        }
      }
      break;
    case 'webhooks lost':
      controls.failWebhook({ kind: 'lost', times: Infinity, match: () => random.chance(0.6) });
      break;
    case 'webhooks doubled':
      controls.failWebhook({ kind: 'swapped', times: Infinity, match: () => random.chance(0.3) });
      controls.failWebhook({ kind: 'doubled', times: Infinity, match: () => random.chance(0.7) });
      break;
    default:
      trouble satisfies never;
  }
  return outages;
}
