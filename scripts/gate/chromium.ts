import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from './system-packages.ts';

/** A browser for the tests, or why there is none. */
export interface BrowserSearch {
  /** Null when no test asks for a browser, or none could be found or installed. */
  readonly path: string | null;
  /** Null when nothing is missing. */
  readonly missing: string | null;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Finds a browser for tests named `*.browser.test.ts`; where there is none, installs `.ci/packages` as root on Debian. */
export async function findBrowserForTests(root: string): Promise<BrowserSearch> {
  const wanting = globSync('{packages,examples}/*/{src,test}/**/*.browser.test.ts', { cwd: root });
  if (wanting.length === 0) return { path: null, missing: null };
  const found = findChromium(process.env);
  if (found !== null) return { path: found, missing: null };
  await installPackages(root);
  const installed = findChromium(process.env);
  const missing = `${wanting.length} test file(s) that need Chromium: install it, or set CHROMIUM_PATH`;
  return { path: installed, missing: installed === null ? missing : null };
}

/** Looks at CHROMIUM_PATH, then along PATH, then where Windows and macOS keep their browsers. Null: none. */
export function findChromium(environment: Readonly<Record<string, string | undefined>>): string | null {
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const onWindows = [environment['PROGRAMFILES'], environment['PROGRAMFILES(X86)']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  const onMac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  const chosen = environment['CHROMIUM_PATH'];
  const places = chosen === undefined ? [...onPath, ...onWindows, ...onMac] : [chosen];
  return places.find((path) => existsSync(path)) ?? null;
}
