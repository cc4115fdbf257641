import { createSimulatedVideoServer } from '@clinicarrivals/simulator';
import { videoKey } from './video-key.ts';

// A LiveKit server without pictures, which takes as many milliseconds for each answer as it is told. Says its port, and ends with its input.
const [, , delayMs = '0'] = process.argv;

const server = createSimulatedVideoServer({
  kind: 'livekit',
  clock: {
    now: () => Date.now(),
    schedule: (waitMs, callback) => {
      const timer = setTimeout(callback, Math.min(waitMs, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  },
  ...videoKey,
});
server.controls.setDelay(Number(delayMs));
process.stdout.write(`${new URL(await server.listen()).port}\n`);
process.stdin.on('end', () => void server.close()).resume();
