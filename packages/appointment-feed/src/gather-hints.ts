import type { Logger } from '@clinicarrivals/core';

/** Where hints go to: `arrivals.noticed`. */
export type Noticed = (hint: { readonly appointmentIds: readonly string[] }) => void | Promise<void>;

/**
 * Gathers hints about appointments that come while one is on its way, and hands them on together.
 *
 * One that is lost is no harm: the next scan finds what it was about.
 */
export function gatherHints(noticed: Noticed, logger: Logger): (appointmentId: string) => void {
  let waiting = new Set<string>();
  let isUnderWay = false;
  const handOn = async (): Promise<void> => {
    isUnderWay = true;
    while (waiting.size > 0) {
      // What else comes in this turn goes along.
      await new Promise(setImmediate);
      const appointmentIds = [...waiting];
      waiting = new Set();
      try {
        await noticed({ appointmentIds });
      } catch {
        logger.log('warn', '[feed] a hint was not taken; the next scan finds what it was about', {
          appointments: appointmentIds.length,
        });
      }
    }
    isUnderWay = false;
  };
  return (appointmentId) => {
    waiting.add(appointmentId);
    if (!isUnderWay) void handOn();
  };
}
