import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A Twilio emulator of a third party, in a process of its own. */
export interface EmulateProcess {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
  stop(): Promise<void>;
}

/** Starts `emulate --service twilio` with the account and number that it comes with, and waits until it answers. */
export async function startEmulate(): Promise<EmulateProcess> {
  const port = await findFreePort();
  const command = fileURLToPath(import.meta.resolve('emulate/cli'));
  const child = spawn(process.execPath, [command, '--service', 'twilio', '--port', String(port)], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill();
    await exited;
  };
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) break;
    if (attempt > 200 || child.exitCode !== null) {
      if (child.exitCode === null) await stop();
      throw new Error('emulate did not start; try `npx emulate --service twilio` by hand');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    accountSid: 'AC00000000000000000000000000000000',
    authToken: 'twilio_test_auth_token',
    number: '+15551234567',
    stop,
  };
}

/** Finds a TCP port of this machine on which nobody listens. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
