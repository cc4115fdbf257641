import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import type { MortalProcess } from './mortal-process.ts';
import { phoneOf, post, sidOf, startRelayedClinic } from './relayed-clinic.ts';
import type { RelayedClinic } from './relayed-clinic.ts';

/** The whole count by `RELAY_MESSAGES=10000`. */
const messages = Number(process.env['RELAY_MESSAGES'] ?? 1_000);
const patients = 40;
const seed = Number(process.env['RELAY_SEED'] ?? Date.now() % 1_000_000);

const numbers = Array.from({ length: messages }, (_, number) => number);
const isPatient = (number: number): boolean => number < patients;

let folder: string;
let clinic: RelayedClinic;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-relay-kill-'));
  clinic = await startRelayedClinic(folder, patients);
});
afterEach(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function createRandom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Sends every text, some of them twice, four at a time. */
async function sendAll(): Promise<void> {
  const random = createRandom(seed);
  const queue = numbers.values();
  const send = async (): Promise<void> => {
    for (const number of queue) {
      const text = { number, body: isPatient(number) ? "I'm here" : 'hello, is this the clinic?' };
      await post(clinic.webhook, text);
      if (random() < 0.05) await post(clinic.webhook, text);
      await sleep(random() * 60);
    }
  };
  await Promise.all([send(), send(), send(), send()]);
}

/** Kills a process again and again, after pauses of the given range, until told to stop. Returns how often. */
async function torment(
  victim: MortalProcess,
  pauses: { from: number; to: number },
  isOver: () => boolean,
): Promise<number> {
  const random = createRandom(seed + pauses.from);
  for (let kills = 0; ; kills += 1) {
    await sleep(pauses.from + random() * (pauses.to - pauses.from));
    if (isOver()) return kills;
    await victim.killAndRestart();
  }
}

/** What has become of one text. */
interface Ending {
  readonly number: number;
  readonly outcome: string;
  /** The texts that its sender got. */
  readonly answers: readonly string[];
  /** The answers of which nobody knows whether they left: a person has been told. */
  readonly doubts: number;
}

async function readEndings(): Promise<readonly Ending[]> {
  const sent = Map.groupBy(
    clinic.gateway.log.entries().filter(({ direction }) => direction === 'out'),
    ({ to }) => to,
  );
  const store = createSqliteStore({ file: clinic.file, clinicId: clinic.clinicId });
  await store.open();
  try {
    const tasks = await store.openTasks();
    return await Promise.all(
      numbers.map(async (number) => ({
        number,
        outcome: (await store.inboxMessage({ gatewayId: sidOf(number) }))?.outcome ?? 'lost',
        answers: (sent.get(phoneOf(number)) ?? []).map(({ body }) => body),
        doubts: tasks.filter(({ kind, phone }) => kind === 'text-in-doubt' && phone === phoneOf(number)).length,
      })),
    );
  } finally {
    await store.close();
  }
}

/** A patient is arrived in the PMS and nobody else changes anything there; everybody is answered, or a person knows. */
function isDealtWith({ number, outcome, answers, doubts }: Ending): boolean {
  if (!isPatient(number)) return outcome === 'unknown' && answers.length + doubts === 1;
  const isToldOrKnown = answers.some((body) => body.includes('we know you are here')) || doubts > 0;
  return (
    outcome === 'acted' && isToldOrKnown && clinic.pms.controls.appointment(`visit-${number}`)?.status === 'arrived'
  );
}

describe('a relay and a clinic that are killed at random', { timeout: 3_600_000 }, () => {
  it(`lose none of ${messages} texts and act on each exactly once (P1, P2) [seed ${seed}]`, async () => {
    let areSent = false;
    const kills = Promise.all([
      torment(clinic.relay, { from: 100, to: 600 }, () => areSent),
      torment(clinic.client, { from: 500, to: 4_000 }, () => areSent),
    ]);
    await sendAll();
    areSent = true;
    const [relayKills, clientKills] = await kills;

    let left: readonly Ending[] = [];
    // A text of which nobody knows is looked for at the gateway for ten minutes: twenty seconds here.
    for (const endsAt = Date.now() + 60_000; Date.now() < endsAt; await sleep(1_000)) {
      left = (await readEndings()).filter((ending) => !isDealtWith(ending));
      if (left.length === 0) break;
    }
    expect(left).toEqual([]);
    // Whatever would happen a second time happens within a lease.
    await sleep(2_000);
    for (const ending of await readEndings()) {
      expect(ending).toSatisfy(isDealtWith);
      expect(ending.answers).toEqual([...new Set(ending.answers)]);
    }
    expect(relayKills).toBeGreaterThan(messages / 100);
    expect(clientKills).toBeGreaterThan(messages / 500);
  });
});
