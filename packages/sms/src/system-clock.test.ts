import { expect, it } from 'vitest';
import { createSystemClock } from './system-clock.ts';

it('calls back once the time is over, and not what was cancelled', async () => {
  const clock = createSystemClock();
  const called: string[] = [];
  const cancel = clock.schedule(-5, () => called.push('cancelled'));
  cancel();
  cancel();
  await new Promise<void>((resolve) => clock.schedule(0, resolve));
  expect(called).toEqual([]);
});
