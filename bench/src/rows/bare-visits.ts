import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setup, transition } from 'xstate';

/**
 * The baseline: the same visits with nothing but an xstate machine and SQLite with group commit.
 *
 * Each of the six events of a visit reads its row, refuses a duplicate, makes a transition, writes the state and puts what follows into
 * an outbox. There is no routing, no interpretation, no template, no guard and no gateway.
 */
export async function runBareVisits(options: { readonly visits: number; readonly inFlight: number }): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-bare-'));
  const database = open(join(folder, 'bare.db'));
  const begin = performance.now();
  await runInGroups(createStep(database), database, options);
  const seconds = (performance.now() - begin) / 1000;
  database.close();
  await rm(folder, { recursive: true });
  return options.visits / seconds;
}

const events = ['asked', 'answered', 'told', 'arrived', 'thanked', 'ended'] as const;

const machine = setup({
  types: { context: {} as { readonly replies: number }, events: {} as { readonly type: (typeof events)[number] } },
}).createMachine({
  context: { replies: 0 },
  initial: 'upcoming',
  states: {
    upcoming: { on: { asked: 'screening' } },
    screening: { on: { answered: 'expected' } },
    expected: { on: { told: 'told' } },
    told: { on: { arrived: 'arrived' } },
    arrived: { on: { thanked: 'thanked' } },
    thanked: { on: { ended: 'closed' } },
    closed: {},
  },
});

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE visit (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE inbox (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE outbox (id TEXT PRIMARY KEY, body TEXT NOT NULL, sent INTEGER NOT NULL) WITHOUT ROWID;
  `);
  return database;
}

type Step = (visit: number, event: number) => void;

function createStep(database: DatabaseSync): Step {
  const read = database.prepare('SELECT version, state FROM visit WHERE id = ?');
  const insertVisit = database.prepare('INSERT INTO visit VALUES (?, 0, ?)');
  const updateVisit = database.prepare(
    'UPDATE visit SET version = version + 1, state = ? WHERE id = ? AND version = ?',
  );
  const insertInbox = database.prepare('INSERT OR IGNORE INTO inbox VALUES (?, ?)');
  const insertOutbox = database.prepare('INSERT OR IGNORE INTO outbox VALUES (?, ?, 0)');
  const initial = JSON.stringify({ value: 'upcoming', context: { replies: 0 } });
  return (visit, event) => {
    const id = `visit-${visit}`;
    const type = events[event];
    if (type === undefined) return;
    if (event === 0) insertVisit.run(id, initial);
    const row = read.get(id);
    if (row === undefined) return;
    const stored = JSON.parse(String(row['state'])) as {
      readonly value: 'upcoming';
      readonly context: { readonly replies: number };
    };
    const [next] = transition(machine, machine.resolveState(stored), { type });
    insertInbox.run(`${id}-${type}`, 'no thanks');
    updateVisit.run(JSON.stringify({ value: next.value, context: next.context }), id, Number(row['version']));
    insertOutbox.run(`${id}-${type}`, 'Hello from the clinic');
  };
}

/** Up to `inFlight` visits make one step each in a transaction; then they make their next. */
async function runInGroups(
  step: Step,
  database: DatabaseSync,
  options: { readonly visits: number; readonly inFlight: number },
): Promise<void> {
  for (let first = 0; first < options.visits; first += options.inFlight) {
    for (let event = 0; event < events.length; event += 1) {
      database.exec('BEGIN IMMEDIATE');
      for (let visit = first; visit < Math.min(first + options.inFlight, options.visits); visit += 1)
        step(visit, event);
      database.exec('COMMIT');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
