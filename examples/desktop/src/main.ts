// The desktop example: the product for one clinic PC, in a window of its own; see README.md.
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createLineLogger } from '../../server/src/product/line-logger.ts';
import { openProduct } from '../../server/src/product/open-product.ts';
import { describeStartError } from '../../server/src/product/start-error.ts';
import { serveProduct } from '../../server/src/serve-product.ts';
import { readSettings } from '../../server/src/settings/read-settings.ts';
import { stopOnSignals } from '../../server/src/stop-on-signals.ts';
import { applicationFolder } from './application-folder.ts';
import { openWindow } from './open-window.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
/** A browser that ends sooner than this has shown nothing. */
const shortestWindowMs = 3_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, 'no-open': { type: 'boolean', default: false } },
  });
  const place = { platform: process.platform, environment: process.env, home: homedir() };
  // Nothing comes in here from outside, so a page for patients can only be the relay's.
  const settings = await readSettings({ ...process.env, PUBLIC_URL: undefined });
  const logger = createLineLogger({ from: settings.logLevel, write: (line) => process.stderr.write(`${line}\n`) });
  const folder = applicationFolder(place);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { product, description } = await openProduct({
    settings,
    seed: values.seed,
    databaseFile: settings.databaseFile ?? join(folder, 'clinic.db'),
    logger,
  });
  // HOST and PORT are the server's: this one is for the person at this machine alone.
  const local = { host: '127.0.0.1', port: 0, publicUrl: null, needsToken: true };
  const served = await serveProduct({ product, ...local, logger });
  const end = stopOnSignals({ stop: () => served.stop(), say });
  for (const line of description) say(line);
  if (values['no-open']) say(`The page: ${served.url} (the link works once)`);
  else await show({ url: served.url, place, folder, end });
}

async function show(options: {
  readonly url: string;
  readonly place: Parameters<typeof openWindow>[0]['place'];
  readonly folder: string;
  readonly end: () => void;
}): Promise<void> {
  const { url, place, folder, end } = options;
  const openedAt = performance.now();
  const window = await openWindow({ url, place, profileFolder: join(folder, 'window') });
  if (window === null) {
    say(`No browser could be opened. The page: ${url} (the link works once)`);
    return;
  }
  say(
    `The page is shown in ${window.shownIn}.${window.closed === null ? ' Ctrl+C stops it.' : ' Closing it stops it.'}`,
  );
  await window.closed;
  if (window.closed === null) return;
  if (performance.now() - openedAt > shortestWindowMs) end();
  else say(`The window has closed at once. The page: ${url} (the link works once); Ctrl+C stops it.`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartError(error)}\n`);
  process.exitCode = 1;
});
