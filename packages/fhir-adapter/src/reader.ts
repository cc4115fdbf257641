import type { Appointment, EncounterStage, Logger, UnusableAppointment } from '@clinicarrivals/core';
import type { Appointment as FhirAppointment } from 'fhir/r4.js';

import type { Connection } from './connection.ts';
import { type Mapped, toAppointment } from './mapping/appointment.ts';
import { toInstant } from './mapping/instant.ts';
import type { MissingReader } from './missing.ts';
import type { FhirSettings } from './options.ts';
import type { Resources } from './resources.ts';

/** What reading works with. */
export interface ListingParts {
  readonly settings: FhirSettings;
  readonly connection: Connection;
  readonly missing: MissingReader;
  readonly reader: Reader;
}

/** Maps resources to snapshots, as listings and single reads share it. */
export interface Reader {
  map(resource: FhirAppointment, context: MapContext): Promise<Mapped>;
  /** Maps many; those that cannot be used are set apart and reported to the logger once. */
  mapAll(resources: Iterable<FhirAppointment>, context: MapAllContext): Promise<MappedAll>;
}

interface SharedContext {
  readonly resources: Resources;
  readonly readAt: number;
}

export interface MapContext extends SharedContext {
  readonly stage: EncounterStage;
  readonly version?: string | null;
}

export interface MapAllContext extends SharedContext {
  readonly toStage: (id: string) => EncounterStage;
}

export interface MappedAll {
  readonly appointments: readonly Appointment[];
  readonly unusable: readonly UnusableAppointment[];
}

/** Makes the reader of a store. */
export function createReader(settings: FhirSettings): Reader {
  const report = createReporter(settings.logger);
  const shared = { country: settings.country, coding: settings.telehealth };
  return {
    map: (resource, context) => toAppointment(resource, { ...shared, ...context }),
    mapAll: async (all, { toStage, ...context }) => {
      const appointments: Appointment[] = [];
      const unusable: UnusableAppointment[] = [];
      for (const resource of all) {
        const id = resource.id ?? '';
        const mapped = await toAppointment(resource, { ...shared, ...context, stage: toStage(id) });
        if (mapped.type === 'usable') appointments.push(mapped.appointment);
        else unusable.push({ id, reason: mapped.reason });
      }
      for (const entry of unusable) report(entry);
      return { appointments, unusable };
    },
  };
}

/** Tells whether an appointment starts within a range; null when its start cannot be read. */
export function isInRange(
  resource: FhirAppointment,
  range: { readonly from: number; readonly to: number },
): boolean | null {
  const startAt = toInstant(resource.start);
  return startAt === null ? null : startAt >= range.from && startAt < range.to;
}

const maximumReported = 10_000;

/** Reports each unusable resource and reason once, not with every poll. */
function createReporter(logger: Logger): (entry: UnusableAppointment) => void {
  const reported = new Set<string>();
  return ({ id, reason }) => {
    const key = `${id} ${reason}`;
    if (reported.has(key)) return;
    if (reported.size >= maximumReported) reported.clear();
    reported.add(key);
    logger.log('warn', `[fhir] Appointment/${id} cannot be used and is left out: ${reason}`, {
      appointmentId: id,
      reason,
    });
  };
}
