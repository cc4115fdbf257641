import type { Imported, NotCarriedOver, SettingsDraft } from '../imported.ts';
import { carryRoomMappings } from './room-mappings.ts';
import { carrySettings } from './settings.ts';
import { carryTemplates } from './templates.ts';

/** The texts of ClinicArrivals' files, of its folder in the user's application data; those that there are. */
export interface ClinicArrivalsFiles {
  /** `appSettings.json`. */
  readonly settings?: string;
  /** `room-mappings.json`. */
  readonly roomMappings?: string;
  /** `message-templates.json`. */
  readonly templates?: string;
  /** Where national numbers are read; `AU` unless given, the only country that ClinicArrivals worked in. */
  readonly country?: string;
}

/**
 * Carries a clinic over from ClinicArrivals: its settings, rooms and wording.
 *
 * Its PMSs set `fulfilled` when the doctor starts, and it took no cancellation by text: so are `pmsProfile` and `cancelByText`. Account
 * numbers, tokens and passwords stay behind, and are never repeated.
 *
 * Source: https://github.com/grahamegrieve/ClinicArrivals, `ClinicArrivals.Models`: `Settings`, `DoctorRoomLabelMapping`,
 * `MessageTemplate`, `ArrivalsFileSystemStorage`.
 *
 * @throws ConfigurationError when a file is not what the program writes; it names the file and repeats nothing of it
 */
export async function importClinicArrivals(files: ClinicArrivalsFiles): Promise<Imported> {
  const settings: SettingsDraft = { pmsProfile: 'starts-on-fulfilled', cancelByText: false };
  const notCarriedOver: NotCarriedOver[] = [];
  const carrying = { settings, notCarriedOver };
  if (files.settings !== undefined) await carrySettings(carrying, files.settings, files.country ?? 'AU');
  const practitioners = files.roomMappings === undefined ? [] : carryRoomMappings(carrying, files.roomMappings);
  const templates = files.templates === undefined ? {} : await carryTemplates(carrying, files.templates);
  return { settings, templates, practitioners, notCarriedOver };
}
