// The relay example: takes webhooks at a public address and keeps them for clinics that have none; see docs/run-a-relay.md.
import process from 'node:process';
import { ConfigurationError } from '@clinicarrivals/core';
import { createLineLogger } from '../../server/src/product/line-logger.ts';
import { describeStartError } from '../../server/src/product/start-error.ts';
import { addAccount } from './add-account.ts';
import { serveRelay } from './serve-relay.ts';
import type { ServedRelay } from './serve-relay.ts';
import { readSettings } from './settings.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  const settings = readSettings(process.env);
  if (command === 'add-account') return say(addAccount(args, settings));
  if (command !== undefined)
    throw new ConfigurationError({ field: 'command', message: 'there is add-account only; leave it out to serve' });
  const logger = createLineLogger({ from: settings.logLevel, write: (line) => process.stderr.write(`${line}\n`) });
  const served = await serveRelay(settings, logger);
  obeySignals(served);
  say(`The relay listens on ${served.address} and is reached at ${settings.publicUrl}`);
}

function obeySignals(served: ServedRelay): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say('Stopping: answering what is under way (once more stops at once) …');
    served.stop().then(
      () => {
        say('Stopped.');
        process.exit(0);
      },
      (error: unknown) => {
        say(describeStartError(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', () => {
    served.reload().then(
      (count) => say(`Read the accounts again: ${count}`),
      (error: unknown) => say(`The accounts stay as they were. ${describeStartError(error)}`),
    );
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartError(error)}\n`);
  process.exitCode = 1;
});
