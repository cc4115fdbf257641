import { testAppointmentStore } from '@clinicarrivals/core/testing';
import { describe, expect, it } from 'vitest';

import { createFixture } from '../test/clinic-day.ts';

const runner = { describe, it, expect };

describe('on a server that can do everything', () => {
  testAppointmentStore(runner, { create: () => createFixture({ profile: 'fhir' }) });
});

describe('on a server that pages by two, without ETags, includes and batches, that answers 409 and no body', () => {
  const traits = { etag: false, include: false, batch: false, conflict: 409, pageSize: 2, returns: 'minimal' } as const;
  testAppointmentStore(runner, { create: () => createFixture({ profile: 'fhir', traits }) });
});

describe('on a server without _revinclude that keeps no versions', () => {
  const traits = { revinclude: false, versions: false };
  testAppointmentStore(runner, { create: () => createFixture({ profile: 'fhir', traits }) });
});

describe('reading by _lastUpdated', () => {
  testAppointmentStore(runner, {
    create: () => createFixture({ profile: 'fhir', incremental: {} }),
    // A deletion leaves no trace in _lastUpdated: the sweep finds it.
    switches: { deletedAtOnce: false },
  });
});

describe('as a read-only store that writes virtual services', () => {
  const abilities = { canMarkArrived: false, canConfirm: false, canCancel: false, canUndoCancel: false };
  testAppointmentStore(runner, {
    create: () => createFixture({ abilities, telehealth: { link: 'virtual-service' } }),
    switches: { markArrived: false, confirm: false, cancel: false, undoCancel: false },
  });
});
