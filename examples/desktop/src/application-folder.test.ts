import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applicationFolder } from './application-folder.ts';

const home = join('home', 'reception');

describe('the application folder', () => {
  it.each([
    ['win32', { LOCALAPPDATA: join('D:', 'Local') }, join('D:', 'Local', 'ClinicArrivals')],
    ['win32', {}, join(home, 'AppData', 'Local', 'ClinicArrivals')],
    ['darwin', { XDG_DATA_HOME: '/elsewhere' }, join(home, 'Library', 'Application Support', 'ClinicArrivals')],
    ['linux', { XDG_DATA_HOME: join('data', 'own') }, join('data', 'own', 'clinicarrivals')],
    ['linux', { XDG_DATA_HOME: '' }, join(home, '.local', 'share', 'clinicarrivals')],
  ] as const)('is on %s with %j where that system keeps it', (platform, environment, expected) => {
    expect(applicationFolder({ platform, environment, home })).toBe(expected);
  });
});
