import { join } from 'node:path';

/** What decides where an application keeps its files. */
export interface Place {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * Names the folder in which this user's applications keep what belongs to this machine.
 *
 * Windows: `%LOCALAPPDATA%`, which does not roam to a server, where SQLite must not be · macOS: `Application Support` ·
 * elsewhere the XDG base directory specification.
 */
export function applicationFolder({ platform, environment, home }: Place): string {
  const named = (variable: string): string | null => {
    const value = environment[variable] ?? '';
    return value === '' ? null : value;
  };
  switch (platform) {
    case 'win32':
      return join(named('LOCALAPPDATA') ?? join(home, 'AppData', 'Local'), 'ClinicArrivals');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'ClinicArrivals');
    default:
      return join(named('XDG_DATA_HOME') ?? join(home, '.local', 'share'), 'clinicarrivals');
  }
}
