import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAppBrowser } from './find-browser.ts';
import { openWindow } from './open-window.ts';

const home = '/home/reception';

describe('finding a browser', () => {
  const all = (): boolean => true;

  it('prefers Edge on Windows, then Chrome', () => {
    const environment = { PROGRAMFILES: 'C:', 'PROGRAMFILES(X86)': 'C86:' };
    const place = { platform: 'win32', environment, home } as const;
    expect(findAppBrowser(place, all)?.name).toBe('Edge');
    expect(findAppBrowser(place, (path) => path.includes('Chrome'))?.name).toBe('Chrome');
  });

  it('looks among the applications on macOS', () => {
    const found = findAppBrowser({ platform: 'darwin', environment: {}, home }, (path) => path.includes('Chrome.app'));
    expect(found).toEqual({ name: 'Chrome', path: expect.stringContaining('Google Chrome.app') });
  });

  it('looks along PATH on Linux', () => {
    const place = { platform: 'linux', environment: { PATH: ['/one', '/two'].join(delimiter) }, home } as const;
    const path = join('/two', 'chromium');
    expect(findAppBrowser(place, (other) => other === path)).toEqual({ name: 'Chromium', path });
    expect(findAppBrowser(place, () => false)).toBeNull();
  });
});

// Programs that stand for browsers are shell scripts here; how Windows finds its browsers is tested above.
describe.runIf(process.platform === 'linux')(
  'opening the window [linux only: shell scripts stand for browsers]',
  () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-window-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    });

    function program(name: string): string {
      const asked = join(folder, `${name}.asked`);
      writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" > '${asked}'\n`);
      chmodSync(join(folder, name), 0o755);
      return asked;
    }
    const open = () =>
      openWindow({
        url: 'http://127.0.0.1:4600/#token',
        place: { platform: 'linux', environment: { PATH: folder }, home },
        profileFolder: join(folder, 'window'),
      });

    it('opens a browser in app mode with a profile of its own, and knows when it was closed', async () => {
      const asked = program('chromium');
      const window = await open();
      expect(window?.shownIn).toBe('Chromium, in a window of its own');
      await window?.closed;
      const args = readFileSync(asked, 'utf8').split('\n');
      expect(args).toContain('--app=http://127.0.0.1:4600/#token');
      expect(args).toContain(`--user-data-dir=${join(folder, 'window')}`);
    });

    it('says so when nothing can be opened', async () => {
      const path = process.env['PATH'];
      process.env['PATH'] = folder;
      try {
        expect(await open()).toBeNull();
        const asked = program('xdg-open');
        expect(await open()).toEqual({ shownIn: 'the default browser', closed: null });
        await expect.poll(() => existsSync(asked) && readFileSync(asked, 'utf8')).toContain('#token');
      } finally {
        process.env['PATH'] = path;
      }
    });
  },
);
