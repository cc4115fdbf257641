import type { StoreMaintenance } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';

const leader = 'leader';

/** Takes or renews the lease in one statement, so that of two processes one gets it. */
export function acquireLease(
  { clinicId, statement }: Connection,
  { holder, now, ttlMs }: Parameters<StoreMaintenance['acquireLease']>[0],
): boolean {
  const result = statement(`
    INSERT INTO leases (clinic_id, name, holder, until) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE leases.holder = excluded.holder OR leases.until <= ? OR leases.until > excluded.until`).run(
    clinicId,
    leader,
    holder,
    now + ttlMs,
    now,
  );
  return result.changes === 1;
}

/** Gives the lease up if the holder has it. */
export function releaseLease({ run }: Connection, holder: string): void {
  run('DELETE FROM leases WHERE clinic_id = ? AND name = ? AND holder = ?', leader, holder);
}
