import { resolve } from 'node:path';
import type { Clinic, LogLevel } from '@clinicarrivals/core';
import type { FhirAuth } from '@clinicarrivals/fhir-adapter';
import type { EhrSettings } from './ehr-settings.ts';
import { createProblems } from './problems.ts';
import type { Problems } from './problems.ts';
import { readRealSettings } from './real-settings.ts';
import { emptySettingsFile, readSettingsFile } from './settings-file.ts';
import type { SettingsFile } from './settings-file.ts';
import { readVariables } from './variables.ts';
import type { Variables } from './variables.ts';
import type { VideoSettings } from './video-settings.ts';

/** Whom a real clinic's waiting room talks to. */
export interface RealSettings {
  readonly clinic: Clinic;
  /** Null where the EHR pushes all there is to know of appointments. */
  readonly fhir: { readonly baseUrl: string; readonly auth: FhirAuth } | null;
  /** How the FHIR server tells of changes at once, and where it reaches us; null where it is only asked. */
  readonly subscription: FhirSubscriptionSettings | null;
  readonly ehr: EhrSettings;
  readonly twilio: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly from: readonly string[];
    /** The messaging service that texts leave by, of which `from` are the numbers; null where they leave by the numbers themselves. */
    readonly messagingServiceSid: string | null;
    /** Null for Twilio itself. */
    readonly baseUrl: string | null;
  };
  /** Where replies are collected instead of from Twilio; null for Twilio itself. */
  readonly relay: RelaySettings | null;
  /** Null where patients meet practitioners by fixed links and by telephone only. */
  readonly video: VideoSettings | null;
  /** Where people join a consultation: a page of this server, or of the relay; null where patients can reach neither. */
  readonly joinPage: { readonly isAtRelay: boolean; readonly url: string } | null;
}

/** A subscription at the FHIR server: its own kind, or one to a topic that it has. */
export type FhirSubscriptionSettings = { readonly endpoint: string } & (
  { readonly kind: 'rest-hook' } | { readonly kind: 'backport'; readonly topic: string }
);

/** A mailbox at a relay, or a relay of the first ClinicArrivals. */
export type RelaySettings =
  | {
      readonly type: 'mailbox';
      readonly url: string;
      readonly account: string;
      readonly token: string;
      /** Null where the relay keeps webhooks unsealed. */
      readonly privateKey: string | null;
      /** Where Twilio posts to; null where it was not told, so that receipts are asked for. */
      readonly webhookUrl: string | null;
    }
  | { readonly type: 'original'; readonly url: string; readonly token: string | null };

/** All that an example is told from outside, checked. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Where the page is reached from other machines; null when only from this one. */
  readonly publicUrl: URL | null;
  readonly logLevel: LogLevel;
  /** The path of the SQLite file; null when none was named. */
  readonly databaseFile: string | null;
  readonly file: SettingsFile;
  /** Null for the simulation. */
  readonly real: RealSettings | null;
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/**
 * Reads the variables and the settings file.
 *
 * @throws AggregateError of ConfigurationErrors, each naming a variable or key and the fix
 */
export async function readSettings(environment: Readonly<Record<string, string | undefined>>): Promise<Settings> {
  const variables = readVariables(environment);
  const problems = createProblems();
  const publicUrl = readPublicUrl(variables, problems);
  const settings = {
    host: variables.HOST ?? '127.0.0.1',
    port: readPort(variables, problems),
    publicUrl,
    logLevel: readLogLevel(variables, problems),
    databaseFile: readDatabaseFile(variables, problems),
    real: readRealSettings(variables, { problems, publicUrl }),
  };
  problems.throwIfAny();
  const path = variables.CLINICARRIVALS_CONFIG;
  const file = path === undefined ? emptySettingsFile : await readSettingsFile(path);
  if ((settings.real?.video ?? null) !== null && file.videoLink !== emptySettingsFile.videoLink)
    problems.add(
      'videoLink',
      'would never be used: everybody meets on the video server; name practitioners with rooms of their own in videoLinks',
    );
  problems.throwIfAny();
  return { ...settings, file };
}

function readPort({ PORT = '4600' }: Variables, problems: Problems): number {
  const port = Number(PORT);
  if (/^\d+$/.test(PORT) && port <= 65_535) return port;
  problems.add('PORT', 'must be a whole number from 0 to 65535, such as 4600; 0 takes a free port');
  return 0;
}

function readPublicUrl({ PUBLIC_URL }: Variables, problems: Problems): URL | null {
  if (PUBLIC_URL === undefined) return null;
  const url = URL.canParse(PUBLIC_URL) ? new URL(PUBLIC_URL) : null;
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  problems.add('PUBLIC_URL', 'must be a whole URL, such as https://arrivals.clinic.example');
  return null;
}

function readLogLevel({ LOG_LEVEL = 'info' }: Variables, problems: Problems): LogLevel {
  const level = logLevels.find((known) => known === LOG_LEVEL);
  if (level !== undefined) return level;
  problems.add('LOG_LEVEL', `must be one of: ${logLevels.join(', ')}`);
  return 'info';
}

function readDatabaseFile({ DATABASE_URL }: Variables, problems: Problems): string | null {
  if (DATABASE_URL === undefined) return null;
  // In a URL a slash stands also before the drive of Windows: file:///C:/clinic.db.
  const file = /^file:(?:\/{3}(?=[A-Z]:)|\/{2}(?=\/))?(.+)$/i.exec(DATABASE_URL)?.[1];
  if (file !== undefined) return resolve(file);
  const isPostgres = /^postgres(ql)?:/.test(DATABASE_URL);
  problems.add(
    'DATABASE_URL',
    isPostgres ? 'PostgreSQL is not built yet; name a file, such as file:clinic.db' : 'must be such as file:clinic.db',
  );
  return null;
}
