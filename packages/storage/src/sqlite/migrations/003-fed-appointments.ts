import type { Migration } from './migration.ts';

/**
 * What an EHR has pushed, and what it is to be told. `written` counts the writes of a clinic's snapshots, so that "what has changed
 * since?" costs what has changed; as rows can be removed, the number of removals stands in `meta`.
 */
export const fedAppointments: Migration = {
  version: 3,
  sql: `
    CREATE TABLE snapshots (
      clinic_id TEXT NOT NULL,
      appointment_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      written INTEGER NOT NULL,
      start_at INTEGER,
      patient_id TEXT,
      made_at INTEGER,
      stored_at INTEGER NOT NULL,
      snapshot TEXT NOT NULL,
      PRIMARY KEY (clinic_id, appointment_id)
    );
    CREATE INDEX snapshots_written ON snapshots (clinic_id, written);
    CREATE INDEX snapshots_of_time ON snapshots (clinic_id, start_at);
    CREATE INDEX snapshots_of_patient ON snapshots (clinic_id, patient_id) WHERE patient_id IS NOT NULL;

    CREATE TABLE answers (
      clinic_id TEXT NOT NULL,
      id TEXT NOT NULL,
      appointment_id TEXT NOT NULL,
      patient_id TEXT NOT NULL,
      start_at INTEGER NOT NULL,
      status TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      reason TEXT,
      content TEXT NOT NULL,
      PRIMARY KEY (clinic_id, id)
    );
    CREATE INDEX answers_waiting ON answers (clinic_id) WHERE status = 'waiting';
    CREATE INDEX answers_of_appointment ON answers (clinic_id, appointment_id);
  `,
};
