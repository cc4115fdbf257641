import { fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, InboundMessage } from '@clinicarrivals/core';
import type { Answer, MortalProcess } from './visit-clinic.ts';
import type { VisitProcessNews, VisitProcessOptions, VisitProcessTurn } from './visit-process.ts';

const script = fileURLToPath(new URL('./visit-process.ts', import.meta.url));
// Many of these processes are started one after the other.
const NODE_COMPILE_CACHE = join(tmpdir(), 'clinicarrivals-compile-cache');

/** Starts a process that is told the time by a clock, and resolves when it is ready. */
export async function forkVisitProcess(clock: Clock, options: VisitProcessOptions): Promise<MortalProcess> {
  const child = fork(script, [JSON.stringify(options)], {
    env: { ...process.env, NODE_COMPILE_CACHE },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  let passed: readonly string[] = [];
  let isAcknowledged = true;
  let error: string | null = null;
  let tell: (type: Answer['type']) => void = () => undefined;
  void once(child, 'exit').then(() => tell('died'));
  // The script beside this file says nothing else.
  child.on('message', (news: VisitProcessNews) => {
    if (news.type === 'acknowledged') isAcknowledged = true;
    else {
      if (news.type === 'turned') ({ passed, error } = news);
      tell(news.type);
    }
  });
  const answer = async (): Promise<Answer> => {
    const type = await new Promise<Answer['type']>((resolve) => {
      tell = resolve;
      if (!child.connected) resolve('died');
    });
    if (error !== null) throw new Error(error);
    return { type, passed, isAcknowledged };
  };
  const ask = async (type: VisitProcessTurn['type'], push: InboundMessage | null): Promise<Answer> => {
    const answered = answer();
    if (child.connected) child.send({ type, now: clock.now(), push } satisfies VisitProcessTurn);
    return answered;
  };
  await answer();
  return {
    turn: async (push = null) => {
      isAcknowledged = push === null;
      return ask('turn', push);
    },
    goOn: () => ask('go-on', null),
    end: async () => {
      if (child.connected) child.disconnect();
      await exit;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
