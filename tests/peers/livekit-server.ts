import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import process from 'node:process';

/** A real LiveKit server in a process of its own, reachable from this machine only. */
export interface LiveKitServer {
  /** `http://127.0.0.1:<port>` of its API; browsers take the same with `ws:`. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Kills it, and starts it again at the same address: all rooms are forgotten. */
  restart(): Promise<void>;
  /** Kills it, as a machine does that loses its power. */
  stop(): Promise<void>;
}

const longestStartMs = 20_000;

/**
 * Starts the server that `npm run test:peers` has built. As production should, it lets nobody make a room by a mere ticket.
 *
 * @param options.webhookUrl where it posts what happens; nowhere if not given
 */
export async function startLiveKitServer(options: { readonly webhookUrl?: string } = {}): Promise<LiveKitServer> {
  const program = process.env['LIVEKIT_SERVER_PATH'];
  if (program === undefined) throw new Error('LIVEKIT_SERVER_PATH is not set: run npm run test:peers, which sets it');
  const [port, tcpPort, udpPort] = [await freePort(), await freePort(), await freeUdpPort()];
  const config = {
    port,
    rtc: { tcp_port: tcpPort, udp_port: udpPort, node_ip: '127.0.0.1', use_external_ip: false },
    room: { auto_create: false },
    ...(options.webhookUrl === undefined ? {} : { webhook: { api_key: 'devkey', urls: [options.webhookUrl] } }),
  };
  // JSON is YAML too. `--dev` brings the key and the secret.
  const args = ['--dev', '--bind', '127.0.0.1', '--config-body', JSON.stringify(config)];
  const url = `http://127.0.0.1:${port}`;
  let server = await start(program, args, url);
  return {
    url,
    apiKey: 'devkey',
    apiSecret: 'secret',
    restart: async () => {
      await server.kill();
      server = await start(program, args, url);
    },
    stop: () => server.kill(),
  };
}

async function start(program: string, args: readonly string[], url: string): Promise<{ kill(): Promise<void> }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const kill = async (): Promise<void> => {
    process.off('exit', killWithUs);
    // Asked kindly, it would wait until everybody has left.
    child.kill('SIGKILL');
    await ended;
  };
  const giveUpAt = Date.now() + longestStartMs;
  while (!(await answers(url))) {
    if (child.exitCode === null && Date.now() < giveUpAt) continue;
    await kill();
    throw new Error(`the LiveKit server does not start:\n${output.join('').slice(-2_000)}`);
  }
  return { kill };
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok === true) return true;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
