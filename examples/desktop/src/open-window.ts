import { spawn } from 'node:child_process';
import type { Place } from './application-folder.ts';
import { findAppBrowser } from './find-browser.ts';

/** What {@link openWindow} did. */
export interface OpenedWindow {
  /** Which browser shows the page, such as `Edge, in a window of its own`. */
  readonly shownIn: string;
  /** Resolves when the window was closed; null where nobody can tell, as in a tab of the default browser. */
  readonly closed: Promise<void> | null;
}

/**
 * Shows an address in a window of its own (Edge, Chrome or Chromium), else in the default browser.
 *
 * Null when nothing could be opened. The window has a browser profile of its own: so it does not end up as a tab of a
 * browser that already runs, and closing it ends its process.
 */
export async function openWindow(options: {
  readonly url: string;
  readonly place: Place;
  /** Where the window's browser profile is kept. */
  readonly profileFolder: string;
}): Promise<OpenedWindow | null> {
  const { url, place, profileFolder } = options;
  const browser = findAppBrowser(place);
  if (browser !== null) {
    const window = await run(browser.path, [
      `--app=${url}`,
      `--user-data-dir=${profileFolder}`,
      '--no-first-run',
      '--no-default-browser-check',
    ]);
    if (window !== null) return { shownIn: `${browser.name}, in a window of its own`, closed: window.ended };
  }
  const [program, ...before] = defaultOpener(place.platform);
  const opened = await run(program, [...before, url]);
  return opened === null ? null : { shownIn: 'the default browser', closed: null };
}

function defaultOpener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'win32':
      // `start` belongs to the shell, which would read the address.
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    case 'darwin':
      return ['open'];
    default:
      return ['xdg-open'];
  }
}

/** A program that was started. The promise is wrapped, for one that a promise resolves with would be waited for. */
interface Started {
  readonly ended: Promise<void>;
}

/** Starts a program. Null when it could not be started. */
function run(program: string, args: readonly string[]): Promise<Started | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    const ended = new Promise<void>((end) => {
      child.once('exit', () => {
        end();
      });
    });
    child.once('error', () => {
      resolve(null);
    });
    child.once('spawn', () => {
      resolve({ ended });
    });
  });
}
