import type { AnswerContent, AnswerRecord, FedAppointments, SnapshotRecord } from '@clinicarrivals/core';
import { atMost } from './connection.ts';
import type { Connection } from './connection.ts';
import type { SynchronousReads } from './synchronous-reads.ts';

/** What of a snapshot stands in the column of its JSON. */
export type SnapshotJson = Pick<SnapshotRecord, 'appointment' | 'toldAt' | 'messageIds' | 'doubt' | 'answered'>;
/** A row of the snapshots, as {@link snapshotFields} selects it. */
export type SnapshotRow = Omit<SnapshotRecord, keyof SnapshotJson> & { readonly snapshot: string };
/** A row of the answers, as {@link answerFields} selects it. */
export type AnswerRow = Omit<AnswerRecord, 'content'> & { readonly content: string };

/** The fields of a snapshot, for a SELECT. */
export const snapshotFields =
  'appointment_id AS appointmentId, version, made_at AS madeAt, stored_at AS storedAt, snapshot';
/** The fields of an answer, for a SELECT. */
export const answerFields = `id, appointment_id AS appointmentId, patient_id AS patientId, start_at AS startAt, status, attempts, due_at AS dueAt,
  created_at AS createdAt, finished_at AS finishedAt, reason, content`;
/** Counts in `meta` how often snapshots were removed. */
export const removalsKey = 'snapshots-removed';

const selectSnapshot = `SELECT ${snapshotFields} FROM snapshots WHERE clinic_id = ?`;
const selectAnswer = `SELECT ${answerFields} FROM answers WHERE clinic_id = ?`;

/** Makes the record of a snapshot's row. */
export function toSnapshotRecord({ snapshot, ...row }: SnapshotRow): SnapshotRecord {
  // Only commits of this store write the column, from the rest of a SnapshotRecord.
  return { ...row, ...(JSON.parse(snapshot) as SnapshotJson) };
}

/** Makes the record of an answer's row. */
export function toAnswerRecord({ content, ...row }: AnswerRow): AnswerRecord {
  // Only commits of this store write the column, from an AnswerContent.
  return { ...row, content: JSON.parse(content) as AnswerContent };
}

/** The reads of what an EHR pushes and is told. */
export function fedAppointmentReads({ get, all }: Connection): SynchronousReads<FedAppointments> {
  return {
    snapshot: ({ appointmentId }) => {
      const row = get<SnapshotRow>(`${selectSnapshot} AND appointment_id = ?`, appointmentId);
      return row === undefined ? null : toSnapshotRecord(row);
    },
    snapshotsBetween: ({ from, to }) =>
      all<SnapshotRow>(
        `${selectSnapshot} AND start_at >= ? AND start_at < ? ORDER BY start_at, appointment_id`,
        from,
        to,
      ).map(toSnapshotRecord),
    snapshotsSince: ({ written, limit }) =>
      all<SnapshotRow>(`${selectSnapshot} AND written > ? ORDER BY written ${atMost}`, written, limit).map(
        toSnapshotRecord,
      ),
    snapshotMark: () => ({
      written: get<{ written: number | null }>(newestWrite)?.written ?? 0,
      removed:
        get<{ value: number }>('SELECT value FROM meta WHERE clinic_id = ? AND key = ?', removalsKey)?.value ?? 0,
    }),
    waitingAnswers: ({ limit }) =>
      all<AnswerRow>(`${selectAnswer} AND status = 'waiting' ORDER BY rowid ${atMost}`, limit).map(toAnswerRecord),
    answersOfAppointment: ({ appointmentId }) =>
      all<AnswerRow>(`${selectAnswer} AND appointment_id = ? ORDER BY rowid`, appointmentId).map(toAnswerRecord),
  };
}

const newestWrite = 'SELECT max(written) AS written FROM snapshots WHERE clinic_id = ?';
