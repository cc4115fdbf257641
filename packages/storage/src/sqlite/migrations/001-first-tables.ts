import type { Migration } from './migration.ts';

/**
 * The tables of the first day.
 *
 * Rows that are small and only ever added live in the index of their key (`WITHOUT ROWID`); rows that carry a large JSON text
 * have a key beside them, so that the key stays small. What is looked for by time has a partial index that holds only the
 * rows which can be found, so that "is anything due?" costs the same in the first week and in the tenth year.
 */
export const firstTables: Migration = {
  version: 1,
  sql: `
    CREATE TABLE conversations (
      clinic_id TEXT NOT NULL,
      appointment_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      patient_id TEXT NOT NULL,
      phone TEXT,
      day TEXT NOT NULL,
      start_at INTEGER NOT NULL,
      due_at INTEGER,
      is_live INTEGER NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (clinic_id, appointment_id)
    );
    CREATE INDEX conversations_of_day ON conversations (clinic_id, day, start_at);
    CREATE INDEX conversations_of_phone ON conversations (clinic_id, phone, start_at) WHERE phone IS NOT NULL;
    CREATE INDEX conversations_of_patient ON conversations (clinic_id, patient_id);
    CREATE INDEX conversations_due ON conversations (clinic_id, due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX conversations_live ON conversations (clinic_id, start_at) WHERE is_live = 1;
    CREATE INDEX conversations_closed ON conversations (clinic_id, start_at) WHERE is_live = 0;

    CREATE TABLE journal (
      clinic_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      appointment_id TEXT,
      phone TEXT,
      "by" TEXT NOT NULL,
      event TEXT NOT NULL,
      "from" TEXT,
      "to" TEXT,
      reason TEXT NOT NULL,
      PRIMARY KEY (clinic_id, seq)
    ) WITHOUT ROWID;
    CREATE INDEX journal_of_appointment ON journal (clinic_id, appointment_id) WHERE appointment_id IS NOT NULL;
    CREATE INDEX journal_of_phone ON journal (clinic_id, phone) WHERE appointment_id IS NULL AND phone IS NOT NULL;

    CREATE TABLE outbox (
      clinic_id TEXT NOT NULL,
      id TEXT NOT NULL,
      appointment_id TEXT,
      phone TEXT,
      lane INTEGER NOT NULL,
      after_id TEXT,
      status TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      claimed_by TEXT,
      claimed_at INTEGER,
      reason TEXT,
      body TEXT,
      gateway_id TEXT,
      delivery TEXT,
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      effect TEXT NOT NULL,
      PRIMARY KEY (clinic_id, id)
    );
    CREATE INDEX outbox_due ON outbox (clinic_id, lane, due_at) WHERE status = 'waiting';
    CREATE INDEX outbox_claimed ON outbox (clinic_id, created_at) WHERE status = 'claimed';
    CREATE INDEX outbox_in_doubt ON outbox (clinic_id, created_at) WHERE status = 'in-doubt';
    CREATE INDEX outbox_undelivered ON outbox (clinic_id, finished_at)
      WHERE status = 'done' AND delivery IN ('accepted', 'sent');
    CREATE INDEX outbox_with_body ON outbox (clinic_id, finished_at) WHERE body IS NOT NULL;
    CREATE INDEX outbox_of_appointment ON outbox (clinic_id, appointment_id) WHERE appointment_id IS NOT NULL;
    CREATE INDEX outbox_of_phone ON outbox (clinic_id, phone, created_at) WHERE phone IS NOT NULL;

    CREATE TABLE inbox (
      clinic_id TEXT NOT NULL,
      gateway_id TEXT NOT NULL,
      phone TEXT,
      "from" TEXT NOT NULL,
      "to" TEXT NOT NULL,
      body TEXT,
      received_at INTEGER,
      stored_at INTEGER NOT NULL,
      carrier_keyword TEXT,
      outcome TEXT,
      intent TEXT,
      appointment_id TEXT,
      reason TEXT,
      handled_at INTEGER,
      PRIMARY KEY (clinic_id, gateway_id)
    );
    CREATE INDEX inbox_pending ON inbox (clinic_id) WHERE outcome IS NULL;
    CREATE INDEX inbox_unknown ON inbox (clinic_id, stored_at) WHERE outcome = 'unknown';
    CREATE INDEX inbox_with_body ON inbox (clinic_id, stored_at) WHERE body IS NOT NULL;
    CREATE INDEX inbox_of_phone ON inbox (clinic_id, phone, stored_at) WHERE phone IS NOT NULL;
    CREATE INDEX inbox_of_appointment ON inbox (clinic_id, appointment_id) WHERE appointment_id IS NOT NULL;

    CREATE TABLE threads (
      clinic_id TEXT NOT NULL,
      phone TEXT NOT NULL,
      version INTEGER NOT NULL,
      consent TEXT NOT NULL,
      thread TEXT NOT NULL,
      PRIMARY KEY (clinic_id, phone)
    ) WITHOUT ROWID;

    CREATE TABLE tasks (
      clinic_id TEXT NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      appointment_id TEXT,
      phone TEXT,
      reason TEXT NOT NULL,
      next_action TEXT NOT NULL,
      is_urgent INTEGER NOT NULL,
      raised_at INTEGER NOT NULL,
      escalated_at INTEGER,
      resolved_at INTEGER,
      resolved_by TEXT,
      stands_for TEXT,
      PRIMARY KEY (clinic_id, id)
    );
    CREATE INDEX tasks_open ON tasks (clinic_id, is_urgent DESC, raised_at) WHERE resolved_at IS NULL;
    CREATE INDEX tasks_of_appointment ON tasks (clinic_id, appointment_id) WHERE appointment_id IS NOT NULL;
    CREATE INDEX tasks_of_phone ON tasks (clinic_id, phone) WHERE appointment_id IS NULL AND phone IS NOT NULL;

    CREATE TABLE documents (
      clinic_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (clinic_id, kind, id)
    ) WITHOUT ROWID;

    CREATE TABLE leases (
      clinic_id TEXT NOT NULL,
      name TEXT NOT NULL,
      holder TEXT NOT NULL,
      until INTEGER NOT NULL,
      PRIMARY KEY (clinic_id, name)
    ) WITHOUT ROWID;

    CREATE TABLE meta (
      clinic_id TEXT NOT NULL,
      key TEXT NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (clinic_id, key)
    ) WITHOUT ROWID;
  `,
};
