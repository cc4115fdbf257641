import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './command.ts';

/** What tests look for of Debian's `kannel` and `kannel-extras`; a test without them is not run, and named so by its report. */
const kannelPrograms = ['/usr/sbin/bearerbox', '/usr/sbin/smsbox', '/usr/lib/kannel/test/fakesmsc'];

/** Installs Kannel where it is missing and can be installed. */
export async function installKannelForTests(root: string): Promise<void> {
  if (!kannelPrograms.every((path) => existsSync(path))) await installPackages(root);
}

/** Installs `.ci/packages` as root on Debian; elsewhere it does nothing. */
export async function installPackages(root: string): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const packages = readFileSync(join(root, '.ci', 'packages'), 'utf8')
    .split(/\s+/)
    .filter(Boolean);
  const options = { cwd: root, environment: { DEBIAN_FRONTEND: 'noninteractive' } };
  await runProcess('/usr/bin/apt-get', ['update'], options);
  await runProcess('/usr/bin/apt-get', ['install', '--yes', '--no-install-recommends', ...packages], options);
}
