import type { LogLevel } from '@clinicarrivals/core';
import { createProblems } from '../../server/src/settings/problems.ts';

/** What the relay is told by its environment, checked. */
export interface RelaySettings {
  /** The JSON file of the accounts. */
  readonly accountsFile: string;
  readonly databaseFile: string;
  readonly publicUrl: string;
  /** The video servers of the clinics: where browsers on the join page connect to, and nowhere else. */
  readonly videoServers: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
}

const names: readonly string[] = ['RELAY_ACCOUNTS', 'RELAY_DATABASE', 'RELAY_PUBLIC_URL', 'RELAY_VIDEO_SERVERS'];
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Reads the variables `RELAY_ACCOUNTS`, `RELAY_DATABASE`, `RELAY_PUBLIC_URL`, `RELAY_VIDEO_SERVERS`, `HOST`, `PORT` and `LOG_LEVEL`.
 *
 * @throws AggregateError of ConfigurationErrors, each naming a variable and the fix; also for a `RELAY_*` that there is not
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): RelaySettings {
  const problems = createProblems();
  for (const name of Object.keys(environment).filter((key) => key.startsWith('RELAY_') && !names.includes(key))) {
    problems.add(name, `is no variable of the relay; there are: ${names.join(', ')}, HOST, PORT, LOG_LEVEL`);
  }
  const read = (name: string, fallback: string): string => environment[name]?.trim() || fallback;
  const publicUrl = read('RELAY_PUBLIC_URL', '');
  if (!isPublic(publicUrl)) {
    problems.add(
      'RELAY_PUBLIC_URL',
      'must be the https URL under which the relay is reached, such as https://relay.example',
    );
  }
  const videoServers = read('RELAY_VIDEO_SERVERS', '')
    .split(',')
    .flatMap((server) => server.trim() || []);
  if (!videoServers.every(isVideoServer)) {
    problems.add(
      'RELAY_VIDEO_SERVERS',
      'must list the addresses that browsers connect to, with commas, such as wss://video.example',
    );
  }
  const port = read('PORT', '4700');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) problems.add('PORT', 'must be a number from 0 to 65535');
  const level = read('LOG_LEVEL', 'info');
  const logLevel = logLevels.find((known) => known === level);
  if (logLevel === undefined) problems.add('LOG_LEVEL', `must be one of ${logLevels.join(', ')}`);
  problems.throwIfAny();
  return {
    accountsFile: read('RELAY_ACCOUNTS', 'accounts.json'),
    databaseFile: read('RELAY_DATABASE', 'relay.db'),
    publicUrl,
    videoServers,
    host: read('HOST', '127.0.0.1'),
    port: Number(port),
    logLevel: logLevel ?? 'info',
  };
}

function isVideoServer(url: string): boolean {
  return URL.canParse(url) && ['wss:', 'https:', 'ws:', 'http:'].includes(new URL(url).protocol);
}

/** Tokens travel to this address: in the open they would be read on the way. */
function isPublic(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}
