import { ConfigurationError } from '@clinicarrivals/core';
import type { AppointmentStatus, Clock } from '@clinicarrivals/core';
import { createEventLog } from '../event-log.ts';
import type { EventLog } from '../event-log.ts';
import { createFaultQueue, createHangingRequests } from '../faults.ts';
import { createHttpServer } from '../http-server.ts';
import { createNotifier } from './notifier.ts';
import { createOperations } from './operations.ts';
import type { PmsSupport } from './operations.ts';
import { createPmsControls } from './pms-controls.ts';
import type { PmsControls } from './pms-controls.ts';
import type { PmsFaultKind } from './pms-faults.ts';
import { basePath, createPmsHandler } from './pms-handler.ts';
import type { PmsAuthentication } from './pms-handler.ts';
import { createResourceStore } from './resource-store.ts';
import type { ChangeAuthor, ResourceChange } from './resource-store.ts';
import { createSearches } from './search.ts';

/** One change of an appointment's status. `from` is null when it was booked anew, `to` when it was deleted. */
export interface StatusChange {
  readonly at: number;
  readonly appointment: string;
  readonly from: AppointmentStatus | null;
  readonly to: AppointmentStatus | null;
  /** `engine` wrote over HTTP; `pms` is the clinic itself, through the controls. */
  readonly by: ChangeAuthor;
}

export interface SimulatedPmsOptions {
  /** What `lastUpdated` and the log are stamped with. */
  readonly clock: Clock;
  /** Matches on a page where the client does not ask for a number; 100 unless given. */
  readonly pageSize?: number;
  /** What to switch off; everything is supported unless given. */
  readonly supports?: Partial<PmsSupport>;
  /** 412 as R4 has it, or 409 as HAPI answers; 412 unless given. */
  readonly conflictStatus?: 409 | 412;
  readonly authentication?: PmsAuthentication;
}

/** A practice management system that speaks FHIR R4, keeps everything in memory, and notifies those who subscribe. */
export interface SimulatedPms {
  /** The FHIR base URL; throws `ConfigurationError` before `listen`. */
  readonly url: string;
  /** Answers without a socket. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Listens on 127.0.0.1, on a free port unless one is given. Gives the FHIR base URL. */
  listen(port?: number): Promise<string>;
  /** Stops listening and lets go of hanging requests (idempotent). What it knows is kept. */
  close(): Promise<void>;
  readonly controls: PmsControls;
  /** Every change of status of every appointment. */
  readonly log: EventLog<StatusChange>;
  /** Every change of every resource, with what it was before and after. */
  readonly changes: EventLog<ResourceChange>;
}

/**
 * Makes a simulated PMS.
 *
 * @throws ConfigurationError when `pageSize` is no positive whole number
 */
export function createSimulatedPms(options: SimulatedPmsOptions): SimulatedPms {
  const pageSize = options.pageSize ?? 100;
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw new ConfigurationError({ field: 'pageSize', message: 'must be a whole number of 1 or more' });
  }
  const { clock } = options;
  const log = createEventLog<StatusChange>();
  const changes = createEventLog<ResourceChange>();
  const store = createResourceStore(clock, (change) => {
    const statusChange = toStatusChange(change);
    if (statusChange !== null) log.append(statusChange);
    changes.append(change);
    notifier.note(change);
  });
  const notifier = createNotifier({ store, clock, baseUrl: () => `${server.origin()}${basePath}` });
  const faults = createFaultQueue<PmsFaultKind>();
  const hanging = createHangingRequests();
  const supports: PmsSupport = {
    etag: true,
    lastUpdated: true,
    revinclude: true,
    ifMatch: true,
    write: true,
    ...options.supports,
  };
  const searches = createSearches(store, { pageSize });
  const operate = createOperations({ store, searches, supports, conflictStatus: options.conflictStatus ?? 412 });
  const authentication = options.authentication ?? { type: 'none' };
  const handler = createPmsHandler({ clock, store, searches, operate, supports, authentication, faults, hanging });
  const server = createHttpServer('pms', handler);

  return {
    get url() {
      return `${server.origin()}${basePath}`;
    },
    fetch: async (request) => handler(request),
    listen: async (port = 0) => `${await server.listen(port)}${basePath}`,
    close: async () => {
      hanging.release();
      await notifier.stop();
      await server.close();
    },
    controls: createPmsControls(store, clock, faults),
    log,
    changes,
  };
}

function toStatusChange({ at, by, type, id, before, after }: ResourceChange): StatusChange | null {
  if (type !== 'Appointment') return null;
  const from = before?.resourceType === 'Appointment' ? before.status : null;
  const to = after?.resourceType === 'Appointment' ? after.status : null;
  return from === to ? null : { at, appointment: id, from, to, by };
}
