import { type Appointment, AppointmentStoreError } from '@clinicarrivals/core';

import { createTimeChecker } from './check-time.ts';
import type { ListingParts } from './reader.ts';
import type { MayWrite, Writer } from './writer.ts';
import { cancel, undoCancel } from './writes.ts';

const act = 'take back the cancellation of';

/**
 * Makes what books a cancelled appointment again while nobody else has its time.
 *
 * FHIR has no way to claim a time: it is looked at before the write and once more after it. Where somebody was booked in between, they
 * keep it, and the appointment is cancelled again.
 */
export function createUndo(parts: ListingParts, writer: Writer): (id: string) => Promise<Appointment> {
  const { assertFree, assertAlone } = createTimeChecker(parts);
  return async (id) => {
    let lookAgain: () => Promise<void> = async () => undefined;
    const mayWrite: MayWrite = async (tried, resource, resources) => {
      await assertFree(tried, resource, resources);
      lookAgain = () => assertAlone(tried, resource, resources);
    };
    const booked = await writer.write(act, id, undoCancel, mayWrite);
    try {
      await lookAgain();
    } catch (error) {
      if (!(error instanceof AppointmentStoreError) || error.failure !== 'slot-taken') throw error;
      await writer.write('cancel', id, cancel);
      throw error;
    }
    return booked;
  };
}
