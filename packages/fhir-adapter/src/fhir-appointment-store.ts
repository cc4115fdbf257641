import type { AppointmentStore, AppointmentStoreAbilities } from '@clinicarrivals/core';

import { createConnection } from './connection.ts';
import { storeError } from './failure.ts';
import { createListing } from './listing.ts';
import { createMissingReader } from './missing.ts';
import { type FhirAppointmentStoreOptions, toSettings } from './options.ts';
import { createReader } from './reader.ts';
import { createUndo } from './undo.ts';
import { createWriter } from './writer.ts';
import { type Change, arrive, cancel, confirm, toInPerson, toTelehealth } from './writes.ts';

/**
 * Makes an `AppointmentStore` on a FHIR R4 server.
 *
 * Nothing is asked of the server before the first call. Wrong options throw `ConfigurationError`.
 *
 * @example
 * ```ts
 * const appointments = createFhirAppointmentStore({
 *   baseUrl: 'https://pms.example/fhir/R4',
 *   country: 'AU',
 *   auth: { type: 'bearer', token },
 *   profile: 'fhir',
 * });
 * const today = await appointments.list({ from, to, token: null });
 * ```
 */
export function createFhirAppointmentStore(options: FhirAppointmentStoreOptions): AppointmentStore {
  const settings = toSettings(options);
  const connection = createConnection(settings);
  const parts = {
    settings,
    connection,
    missing: createMissingReader(connection, settings),
    reader: createReader(settings),
  };
  const writer = createWriter(parts);

  const bookAgain = createUndo(parts, writer);

  const assertAble = (ability: keyof AppointmentStoreAbilities, act: string, id: string): void => {
    if (!settings.abilities[ability])
      throw storeError(`${act} Appointment/${id}`, 'read-only', 'switched off by the abilities, do it in the PMS');
  };
  const write = async (ability: keyof AppointmentStoreAbilities, act: string, id: string, change: Change) => {
    assertAble(ability, act, id);
    return writer.write(act, id, change);
  };

  return {
    abilities: settings.abilities,
    list: createListing(parts),
    read: ({ id }) => writer.read(id),
    markArrived: ({ id }) => write('canMarkArrived', 'mark arrived', id, arrive(settings.arrivedStatus)),
    setTelehealth: (change) =>
      write('canSetTelehealth', 'set telehealth', change.id, toTelehealth(change, settings.telehealth)),
    clearTelehealth: ({ id }) => write('canSetTelehealth', 'clear telehealth', id, toInPerson(settings.telehealth)),
    confirm: ({ id }) => write('canConfirm', 'confirm', id, confirm),
    cancel: ({ id }) => write('canCancel', 'cancel', id, cancel),
    undoCancel: async ({ id }) => {
      assertAble('canUndoCancel', 'take back the cancellation of', id);
      return bookAgain(id);
    },
  };
}
