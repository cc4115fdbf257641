import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './emulate-process.ts';

const bearerbox = '/usr/sbin/bearerbox';
const smsbox = '/usr/sbin/smsbox';
const fakesmsc = '/usr/lib/kannel/test/fakesmsc';

/** Whether Debian's `kannel` and `kannel-extras` are installed. */
export const hasKannel = [bearerbox, smsbox, fakesmsc].every((path) => existsSync(path));

/** A text as the fake SMSC has seen it: words, or the part of a longer one. */
interface SeenText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** Debian's Kannel with its fake SMSC, in processes of their own. */
export interface KannelProcess {
  readonly sendUrl: string;
  readonly username: string;
  readonly password: string;
  /** Lets a telephone text a number of ours. */
  receive(from: string, to: string, body: string): void;
  /** What the SMSC was given, oldest first. */
  seen(): Promise<readonly SeenText[]>;
  stop(): Promise<void>;
}

/** Starts bearerbox, smsbox and fakesmsc on free ports, and waits until texts can be sent. Texts are posted to `postUrl`. */
export async function startKannel(postUrl: string): Promise<KannelProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'kannel-'));
  const [adminPort, smsboxPort, smscPort, sendPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const configuration = join(folder, 'kannel.conf');
  await writeFile(
    configuration,
    `group = core
admin-port = ${adminPort}
admin-password = ${'a'.repeat(20)}
smsbox-port = ${smsboxPort}
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"

group = smsc
smsc = fake
smsc-id = FAKE
port = ${smscPort}
connect-allow-ip = 127.0.0.1
denied-prefix = "+1900"

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendPort}
http-request-retry = 20
http-queue-delay = 1

group = sendsms-user
username = clinic
password = "of the clinic"
concatenation = true
max-messages = 30

group = sms-service
keyword = default
catch-all = true
max-messages = 0
send-sender = true
post-url = "${postUrl}"
`,
  );
  const children: ChildProcess[] = [];
  const start = (path: string, args: readonly string[]): ChildProcess => {
    const child = spawn(path, args, { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
    children.push(child);
    return child;
  };
  const stop = async (): Promise<void> => {
    const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
    const ended = running.map((child) => once(child, 'exit'));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ended);
    await rm(folder, { recursive: true });
  };
  const sendUrl = `http://127.0.0.1:${sendPort}/cgi-bin/sendsms`;
  try {
    start(bearerbox, [configuration]).stderr?.resume();
    await waitFor(async () => (await isOpen(smsboxPort)) && (await isOpen(smscPort)));
    start(smsbox, [configuration]).stderr?.resume();
    await waitFor(() => isOpen(sendPort));
    const smsc = start(fakesmsc, ['-H', '127.0.0.1', '-r', String(smscPort), '-i', '0']);
    let log = '';
    smsc.stderr?.setEncoding('utf8').on('data', (words: string) => (log += words));
    const isUp = async (): Promise<boolean> => {
      const status = await fetch(`http://127.0.0.1:${adminPort}/status.txt?password=${'a'.repeat(20)}`);
      return /FAKE.*online/.test(await status.text());
    };
    await waitFor(isUp);
    return {
      sendUrl,
      username: 'clinic',
      password: 'of the clinic',
      receive: (from, to, body) => void smsc.stdin?.write(`${from} ${to} ${toLine(body)}\n`),
      seen: async () => {
        // It looks at what has come when something is typed.
        await new Promise((resolve) => setTimeout(resolve, 30));
        smsc.stdin?.write('\n');
        await new Promise((resolve) => setTimeout(resolve, 70));
        return [...log.matchAll(/Got message \d+: <(\S+) (\S+) (.*)>\n/g)].map(([, from = '', to = '', rest = '']) => ({
          from,
          to,
          body: fromLine(rest),
        }));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How the fake SMSC writes words; it reads at most 255 bytes. */
function toLine(body: string): string {
  if (/^[\x20-\x7e]*$/.test(body)) return `text ${body}`;
  const bytes = Buffer.from(body, 'utf16le').swap16();
  const letters = [...bytes].map((byte) => String.fromCharCode(byte));
  const escaped = letters.map((letter) =>
    /\w/.test(letter) ? letter : `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `ucs2 ${escaped.join('')}`;
}

/** Reads words, UCS-2, or the part of a longer text behind its header, of which only plain letters are read. */
function fromLine(rest: string): string {
  const decoded = (words: string): Buffer => {
    const spaced = words.replaceAll('+', ' ');
    const characters = spaced.replace(/%([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(characters, 'latin1');
  };
  if (rest.startsWith('text ')) return rest.slice('text '.length);
  if (rest.startsWith('ucs-2 ')) return decoded(rest.slice('ucs-2 '.length)).swap16().toString('utf16le');
  return decoded(/ data (.*)$/.exec(rest)?.[1] ?? '').toString('latin1');
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (await isTrue().catch(() => false)) return;
    if (attempt > 200) throw new Error('Kannel did not start; try bearerbox and smsbox by hand');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
