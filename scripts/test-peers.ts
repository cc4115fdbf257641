// Tests against real servers of others. `npm run test:peers` installs what they need below node_modules/.cache, once; a path makes it run
// only the files that contain it.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { findChromium } from './gate/chromium.ts';
import { runCommand, runProcess } from './gate/command.ts';

const version = 'v1.13.5';
const root = dirname(import.meta.dirname);

/** Gives the path of the LiveKit server, or says why there is none. */
async function findLiveKit(): Promise<{ readonly path: string } | { readonly missing: string }> {
  const given = process.env['LIVEKIT_SERVER_PATH'];
  if (given !== undefined)
    return existsSync(given) ? { path: given } : { missing: 'LIVEKIT_SERVER_PATH leads to nothing' };
  const folder = join(root, 'node_modules', '.cache', 'clinicarrivals', `livekit-server-${version}`);
  const path = join(folder, process.platform === 'win32' ? 'server.exe' : 'server');
  if (existsSync(path)) return { path };
  const go = await runProcess('go', ['version'], { cwd: root });
  if (!go.hasPassed) {
    const advice = 'install it from https://go.dev/dl, or set LIVEKIT_SERVER_PATH to the program livekit-server 1.13.5';
    return { missing: `Go, which builds the LiveKit server, is missing: ${advice}` };
  }
  process.stderr.write(`Building livekit-server ${version}, once; some minutes …\n`);
  mkdirSync(folder, { recursive: true });
  const args = ['install', `github.com/livekit/livekit-server/cmd/server@${version}`];
  const build = await runProcess('go', args, { cwd: root, environment: { GOBIN: folder } });
  return build.hasPassed ? { path } : { missing: `the LiveKit server could not be built:\n${build.output}` };
}

const livekit = await findLiveKit();
const chromium = findChromium(process.env);
if ('missing' in livekit) fail(livekit.missing);
else if (chromium === null) fail('Chromium is missing: install it, or set CHROMIUM_PATH');
else {
  const result = await runCommand(root, {
    tool: 'vitest',
    args: ['run', '--config', 'vitest.peers.config.ts', ...process.argv.slice(2)],
    environment: { LIVEKIT_SERVER_PATH: livekit.path, CHROMIUM_PATH: chromium },
  });
  process.stdout.write(result.output);
  process.exitCode = result.hasPassed ? 0 : 1;
}

function fail(reason: string): never {
  process.stderr.write(`[peers] ${reason}\n`);
  // At once: the timer of a program that could not be started would keep this one for half an hour.
  process.exit(1);
}
