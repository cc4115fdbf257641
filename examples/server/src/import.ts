// Carries a clinic over: node import.ts <file …>. Prints the settings file; what could not be carried over goes to stderr.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '@clinicarrivals/core';
import type { NotCarriedOver } from '@clinicarrivals/core/importers';
import { importFiles } from './import/import-files.ts';
import { describeStartError } from './product/start-error.ts';
import { readTextFile } from './settings/read-text-file.ts';

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  if (positionals.length === 0)
    throw new ConfigurationError({
      field: 'files',
      message:
        'name the files of ClinicArrivals (appSettings.json, room-mappings.json, message-templates.json) or the .env',
    });
  const { settingsFile, notCarriedOver } = await importFiles(positionals.map(read));
  process.stdout.write(`${JSON.stringify(settingsFile, null, 2)}\n`);
  process.stderr.write(describe(notCarriedOver));
}

function read(path: string): { readonly path: string; readonly text: string } {
  try {
    return { path, text: readTextFile(path) };
  } catch {
    throw new ConfigurationError({ field: path, message: 'cannot be read; give the path of a file' });
  }
}

function describe(notCarriedOver: readonly NotCarriedOver[]): string {
  if (notCarriedOver.length === 0) return 'Everything was carried over.\n';
  const lines = notCarriedOver.map(({ field, reason, whatToDo }) => `  ${field}: ${reason}. ${whatToDo}`);
  return `Not carried over:\n${lines.join('\n')}\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartError(error)}\n`);
  process.exitCode = 1;
});
