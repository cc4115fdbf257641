import { ConfigurationError } from '@clinicarrivals/core';
import { importClinicArrivals, importTwilioApp } from '@clinicarrivals/core/importers';
import type { ClinicArrivalsFiles, Imported } from '@clinicarrivals/core/importers';

/** A file that somebody has named. */
export interface NamedFile {
  readonly path: string;
  readonly text: string;
}

/** A settings file to start from, and what to look after by hand. */
export interface ImportedFiles extends Pick<Imported, 'notCarriedOver'> {
  readonly settingsFile: Readonly<Record<string, unknown>>;
}

/**
 * Makes a settings file of those of another program: of ClinicArrivals, or of Twilio's appointment management.
 *
 * @throws ConfigurationError when a file is neither's, broken, or there twice; it repeats nothing of it
 */
export async function importFiles(files: readonly NamedFile[]): Promise<ImportedFiles> {
  const own: Partial<Record<OwnFile, string>> = {};
  const environments: string[] = [];
  for (const { path, text } of files) {
    const kind = kindOf(text.replace(/^\uFEFF/u, ''));
    if (kind === 'environment') environments.push(text);
    else if (own[kind] !== undefined) throw new ConfigurationError({ field: path, message: `is the second ${kind}` });
    else own[kind] = text;
  }
  const isMixed = environments.length > 0 && files.length > 1;
  if (isMixed) throw new ConfigurationError({ field: 'files', message: 'give those of one program at a time' });
  const [environment] = environments;
  const imported = environment === undefined ? await importClinicArrivals(own) : importTwilioApp(environment);
  return { settingsFile: toSettingsFile(imported), notCarriedOver: imported.notCarriedOver };
}

type OwnFile = Exclude<keyof ClinicArrivalsFiles, 'country'>;

/** Tells the files apart by what is in them, whatever they are called by now. */
function kindOf(text: string): OwnFile | 'environment' {
  if (!/^\s*[[{]/u.test(text)) return 'environment';
  if (/"MessageType"\s*:/u.test(text)) return 'templates';
  return /"PractitionerFhirID"\s*:/u.test(text) ? 'roomMappings' : 'settings';
}

function toSettingsFile({ settings, templates, practitioners }: Imported): ImportedFiles['settingsFile'] {
  return {
    $schema: './clinic-settings.schema.json',
    ...settings,
    ...(practitioners.length === 0 ? {} : { practitioners }),
    ...(Object.keys(templates).length === 0 ? {} : { templates }),
  };
}
