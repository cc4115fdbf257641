import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Place } from './application-folder.ts';

/** A browser that can show an address in a window of its own. */
export interface AppBrowser {
  readonly name: 'Edge' | 'Chrome' | 'Chromium';
  readonly path: string;
}

type Candidates = readonly (readonly [AppBrowser['name'], string])[];

/** Finds Edge, Chrome or Chromium; null when none of them is installed. */
export function findAppBrowser(place: Place, exists: (path: string) => boolean = existsSync): AppBrowser | null {
  const found = candidates(place).find(([, path]) => exists(path));
  return found === undefined ? null : { name: found[0], path: found[1] };
}

function candidates({ platform, environment, home }: Place): Candidates {
  switch (platform) {
    case 'win32': {
      const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
      return [
        ...folders.map((folder) => ['Edge', join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')] as const),
        ...folders.map((folder) => ['Chrome', join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] as const),
      ];
    }
    case 'darwin':
      return ['/Applications', join(home, 'Applications')].flatMap((folder) => [
        ['Edge', join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge')] as const,
        ['Chrome', join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome')] as const,
        ['Chromium', join(folder, 'Chromium.app/Contents/MacOS/Chromium')] as const,
      ]);
    default: {
      const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      const programs = [
        ['Edge', 'microsoft-edge'],
        ['Edge', 'microsoft-edge-stable'],
        ['Chrome', 'google-chrome'],
        ['Chrome', 'google-chrome-stable'],
        ['Chromium', 'chromium'],
        ['Chromium', 'chromium-browser'],
      ] as const;
      return programs.flatMap(([name, program]) => folders.map((folder) => [name, join(folder, program)] as const));
    }
  }
}
