import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createAppointmentFeed } from '@clinicarrivals/appointment-feed';
import type { FeedEvent } from '@clinicarrivals/appointment-feed';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic } from '../bench-clinic.ts';
import { median } from '../row.ts';
import type { Row } from '../row.ts';

const senders = 64;
const rounds = 3;
const aRound = 4_000;

/** How many a second, and how long the slowest hundredth took. */
interface Speed {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/**
 * Pushed events a second, each merged and durable before it is acknowledged, beside inserts of the same texts into a bare table that share a
 * transaction likewise. A third are new bookings, a third move them, a third tell it again.
 */
export async function measurePushedEvents(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-events-'));
  const store = createSqliteStore({ file: join(folder, 'feed.db'), clinicId: benchClinic.id });
  await store.open();
  const feed = createAppointmentFeed({ store, clinic: benchClinic, noticed: () => undefined });
  const bare = openBareTable(join(folder, 'bare.db'));
  const speeds: { readonly feed: Speed; readonly bare: Speed }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const events = makeEvents(round * aRound);
    const inserts = await sendAll(events, (event) => bare.insert(JSON.stringify(event)));
    const accepts = await sendAll(events, async (event) => {
      const { type } = await feed.accept(event);
      if (type !== 'stored' && type !== 'unchanged') throw new Error(`pushed events: one was ${type}`);
    });
    // The first round warms up.
    if (round > 0) speeds.push({ feed: accepts, bare: inserts });
  }
  const stored = await store.snapshotsBetween({ from: 0, to: Number.MAX_SAFE_INTEGER });
  if (stored.length !== ((rounds + 1) * aRound) / 4) throw new Error(`pushed events: ${stored.length} are stored`);
  await store.close();
  bare.close();
  await rm(folder, { recursive: true });
  const value = median(speeds.map((speed) => speed.feed.perSecond));
  const slowest = median(speeds.map((speed) => speed.feed.p99Ms));
  return [
    {
      target: null,
      name: 'pushed event, merged and durable before it is acknowledged, 64 at a time; bare: an insert each',
      value,
      unit: 'events/s',
      baseline: median(speeds.map((speed) => speed.bare.perSecond)),
      figure: value,
      figureUnit: '/s',
      atLeast: { bound: 'minimum', value: 5_000 },
    },
    {
      target: null,
      name: 'the same: the slowest hundredth',
      value: slowest,
      unit: 'ms',
      baseline: median(speeds.map((speed) => speed.bare.p99Ms)),
      figure: slowest,
      figureUnit: 'ms',
      atLeast: { bound: 'maximum', value: 20 },
    },
  ];
}

/** Four events for each appointment, far apart: booked, moved, told again, confirmed. */
function makeEvents(from: number): readonly FeedEvent[] {
  const startAt = Math.floor(Date.now() / 3_600_000) * 3_600_000 + 48 * 3_600_000;
  const kinds = [{}, { startAt: startAt + 3_600_000 }, { location: 'Room 3' }, { isConfirmed: true }];
  const appointments = aRound / kinds.length;
  return Array.from({ length: aRound }, (_, index) => {
    const number = from + (index % appointments);
    const change = kinds[Math.floor(index / appointments)];
    return {
      messageId: `message-${from}-${index}`,
      madeAt: Date.now(),
      appointment: {
        id: `appointment-${number}`,
        startAt,
        status: 'booked',
        location: 'North Street 12, Room 2',
        patient: {
          id: `patient-${number}`,
          name: 'Amelia Jane Wong',
          firstName: 'Amelia',
          mobile: `+6149${1_000_000 + number}`,
          notTextedReason: null,
          language: 'zh-Hant',
        },
        practitioner: { id: 'practitioner-1', name: 'Dr Priya Sharma', lastName: 'Sharma' },
        ...change,
      },
    } satisfies FeedEvent;
  });
}

async function sendAll(events: readonly FeedEvent[], send: (event: FeedEvent) => Promise<void>): Promise<Speed> {
  const queue = events.values();
  const times: number[] = [];
  const begin = performance.now();
  const work = async (): Promise<void> => {
    for (const event of queue) {
      const sentAt = performance.now();
      await send(event);
      times.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: senders }, work));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: events.length / seconds, p99Ms: times[Math.floor(times.length * 0.99)] ?? Infinity };
}

/** A table of texts: what is asked for in one turn shares a transaction, and is told once that is synced to disk. */
function openBareTable(file: string) {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (event TEXT NOT NULL)');
  const statement = database.prepare('INSERT INTO events (event) VALUES (?)');
  let waiting: { readonly text: string; readonly tell: () => void }[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    database.exec('BEGIN IMMEDIATE');
    for (const { text } of group) statement.run(text);
    database.exec('COMMIT');
    for (const { tell } of group) tell();
  };
  return {
    insert: (text: string) =>
      new Promise<void>((resolve) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ text, tell: resolve });
      }),
    close: () => database.close(),
  };
}
