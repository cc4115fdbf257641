import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createAppointmentFeed } from '@clinicarrivals/appointment-feed';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import type { FeedProcessOptions } from './feed-process.ts';

const script = fileURLToPath(new URL('./feed-process.ts', import.meta.url));
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

/** An EHR that counts how often each answer came. */
async function startEhr() {
  const received = new Map<string, number>();
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const id = String(request.headers['webhook-id']);
      received.set(id, (received.get(id) ?? 0) + 1);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { received, url: `http://127.0.0.1:${port}/`, close };
}

it('a killed process has every event that it acknowledged, and the EHR every answer that counts, by one id (P1, P5)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'feed-kill-'));
  const ehr = await startEhr();
  const options: FeedProcessOptions = {
    file: join(folder, 'clinic.db'),
    clinicId: 'clinic-1',
    answers: { url: ehr.url, secret },
  };
  try {
    const acknowledged = new Set<unknown>();
    for (let life = 1; life <= 3; life += 1) {
      const child = fork(script, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      let count = 0;
      await new Promise<void>((resolve) => {
        child.on('message', (id) => {
          acknowledged.add(id);
          count += 1;
          if (count === 150 * life) resolve();
        });
        child.on('exit', () => resolve());
      });
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      expect(await exit).toEqual([null, 'SIGKILL']);
    }
    const store = createSqliteStore(options);
    await store.open();
    const stored = await store.snapshotsSince({ written: 0, limit: 100_000 });
    const ids = new Set<unknown>(stored.map(({ appointmentId }) => appointmentId));
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(450);

    const feed = createAppointmentFeed({
      store,
      clinic: { id: 'clinic-1' },
      noticed: () => undefined,
      answers: options.answers,
      // What was claimed when the process died is tried again after that long.
      clock: { now: () => Date.now() + 120_000, schedule: () => () => undefined },
    });
    await feed.tryAnswers();
    expect(await store.waitingAnswers({ limit: 9 })).toEqual([]);
    let arrived = 0;
    for (const { appointmentId, appointment } of stored) {
      const answers = await store.answersOfAppointment({ appointmentId });
      expect(answers.length).toBeLessThanOrEqual(1);
      for (const { id, status } of answers) expect([status, ehr.received.has(id)]).toEqual(['accepted', true]);
      if (appointment?.status === 'arrived') arrived += 1;
    }
    expect(arrived).toBeGreaterThan(0);
    await store.close();
  } finally {
    await ehr.close();
    rmSync(folder, { recursive: true });
  }
});
