import { readFileSync, existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createClinic, lease, postText, wordsOf } from './clinic.ts';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { createCounts } from '../src/counts.ts';
import { createRetention } from '../src/retention.ts';
import { createMovableClock } from './relay-server.ts';
import type { MovableClock, RelayServer } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open, restart } = useRelays();
const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

const bytesOf = ({ file }: RelayServer): string =>
  [file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : '')).join('');

/** Lets time pass as it does where a relay runs: with a sweep now and then. Nobody asks the relay meanwhile. */
async function pass(server: RelayServer, clock: MovableClock, days: number): Promise<RelayServer> {
  await server.stop();
  const store = createSqliteRelayStore({ file: server.file });
  await store.open();
  const logger = {
    log: (level: string, message: string, fields?: object) => lines.push({ level, message, ...fields }),
  };
  const retention = createRetention({ store, clock, logger, counts: createCounts(), unreadDays });
  for (let passed = 0; passed < days * dayMs; passed += 45 * minuteMs) {
    clock.move(45 * minuteMs);
    await retention.start();
    await retention.stop();
  }
  await store.close();
  return restart(server);
}

let lines: object[] = [];
let unreadDays = 7;
beforeEach(() => {
  lines = [];
  unreadDays = 7;
});

describe('retention', () => {
  it('deletes what was acknowledged within a day, and leaves nothing of it in the file or its log', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [clinic.account], clock });
    await postText(server, clinic, 'NothingOfThisRemains');
    const { cursor, webhooks } = await lease(server, clinic);
    await lease(server, clinic, { after: cursor });
    const inside = webhooks[0]?.webhook?.body ?? 'missing';
    expect(bytesOf(server)).toContain(inside);
    server = await pass(server, clock, 0.5);
    expect(bytesOf(server)).toContain(inside);
    server = await pass(server, clock, 0.5);
    expect(bytesOf(server)).not.toContain(inside);
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('mailbox_webhooks 0\n');
  });

  it('warns of what nobody fetches and deletes it after 7 days, with the account alone in the log', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [clinic.account], clock });
    await postText(server, clinic, 'Unheard');
    server = await pass(server, clock, 5.9);
    expect(await lease(server, clinic, { limit: 0 })).toMatchObject({ waiting: 1, unreadSince: null });
    server = await pass(server, clock, 0.2);
    const answer = await lease(server, clinic);
    expect(answer.unreadSince).toBe(answer.webhooks[0]?.receivedAt);
    const warning = { level: 'warn', message: '[relay] nobody fetches what waits; within a day it is deleted' };
    expect(lines).toEqual([{ ...warning, account: 'main-street', unread: 1 }]);
    server = await pass(server, clock, 1);
    expect((await lease(server, clinic, { consumer: 'another' })).webhooks).toEqual([]);
    server = await pass(server, clock, 0.1);
    expect(bytesOf(server)).not.toContain(Buffer.from('Unheard').toString('base64').slice(0, 8));
    expect(server.lines.join('\n') + JSON.stringify(lines)).not.toContain('Unheard');
  });

  it('names the account and the number in the line of what it deletes', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    unreadDays = 1;
    const server = await open({ accounts: [clinic.account], clock, limits: { unreadDays } });
    await postText(server, clinic, 'one');
    await postText(server, clinic, 'two');
    await pass(server, clock, 1.1);
    expect(lines.filter((line) => JSON.stringify(line).includes('deleted what'))).toEqual([
      {
        level: 'warn',
        message: '[relay] deleted what nobody had fetched; see that the clinic is connected',
        account: 'main-street',
        count: 2,
      },
    ]);
  });

  it('keeps everything unread for another day when it stood still or its clock has jumped', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [clinic.account], clock });
    await postText(server, clinic, 'Kept');
    clock.move(30 * dayMs);
    server = await restart(server);
    server = await pass(server, clock, 0.9);
    expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['Kept']);
    server = await pass(server, clock, 0.2);
    expect((await lease(server, clinic)).webhooks).toEqual([]);
  });

  it('keeps it also when the clock that had jumped is set right', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [clinic.account], clock });
    await postText(server, clinic, 'Kept');
    clock.move(3_000 * dayMs);
    server = await restart(server);
    clock.move(-3_000 * dayMs);
    server = await restart(server);
    expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['Kept']);
    server = await pass(server, clock, 1);
    expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['Kept']);
  });

  it('deletes an acknowledged one whose time lies ahead of a clock that was set back', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [clinic.account], clock });
    await postText(server, clinic, 'one');
    await lease(server, clinic, { after: (await lease(server, clinic)).cursor });
    clock.move(-dayMs);
    server = await restart(server);
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('mailbox_webhooks 0\n');
  });
});
