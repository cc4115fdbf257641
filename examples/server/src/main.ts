// The server example: the product on this machine. Simulated unless FHIR_BASE_URL names a real PMS; see README.md.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createLineLogger } from './product/line-logger.ts';
import { openProduct } from './product/open-product.ts';
import { describeStartError } from './product/start-error.ts';
import { serveProduct } from './serve-product.ts';
import { readSettings } from './settings/read-settings.ts';
import { stopOnSignals } from './stop-on-signals.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const loopback = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
  const settings = await readSettings(process.env);
  const logger = createLineLogger({ from: settings.logLevel, write: (line) => process.stderr.write(`${line}\n`) });
  const { product, description } = await openProduct({
    settings,
    seed: values.seed,
    databaseFile: settings.databaseFile ?? 'clinic.db',
    logger,
  });
  const { host, port, publicUrl } = settings;
  // Patients' names and texts: who is not at this machine has to hold the link. What a proxy lets in from outside for the join page and the
  // webhooks comes from this machine too.
  const isOutside = publicUrl !== null && !loopback.has(publicUrl.hostname);
  const needsToken = !loopback.has(host) || isOutside;
  const served = await serveProduct({ product, host, port, publicUrl, needsToken, logger });
  stopOnSignals({ stop: () => served.stop(), say });
  for (const line of description) say(line);
  say(`The page: ${served.url}${needsToken ? ' (the link works once)' : ''}`);
  say('Ctrl+C stops it.');
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartError(error)}\n`);
  process.exitCode = 1;
});
