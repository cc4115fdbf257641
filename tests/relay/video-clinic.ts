import { setTimeout as sleep } from 'node:timers/promises';
import { createArrivals } from '@clinicarrivals/core';
import type { Appointment, Arrivals, Clock } from '@clinicarrivals/core';
import {
  createMemoryAppointmentStore,
  createMemoryConversationStore,
  createMemoryMessageGateway,
} from '@clinicarrivals/core/memory';
import type { MemoryAppointmentStore, MemoryMessageGateway } from '@clinicarrivals/core/memory';
import { createLinkPublisher } from '@clinicarrivals/proxy-client/links';
import type { LinkPublisher } from '@clinicarrivals/proxy-client/links';
import { createSimulatedVideoServer, simulatedVideoKey } from '@clinicarrivals/simulator';
import type { SimulatedVideoServer } from '@clinicarrivals/simulator';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider } from '@clinicarrivals/video/livekit';

const clinic = { id: 'clinic', name: 'Test Clinic', phone: '03 9000 0000', timeZone: 'UTC', country: 'AU' } as const;
const minute = 60_000;

/** A clinic that nobody reaches from outside, with its own video server. */
export interface VideoClinic {
  readonly pms: MemoryAppointmentStore;
  readonly gateway: MemoryMessageGateway;
  readonly server: SimulatedVideoServer;
  readonly arrivals: Arrivals;
  readonly publisher: LinkPublisher;
  /** Books a consultation by video that starts in five minutes. */
  book(id: string): void;
  close(): Promise<void>;
}

/** Starts a clinic whose links lead to a relay. */
export async function startVideoClinic(
  relay: { readonly url: string; readonly account: string; readonly token: string; readonly privateKey: string },
  clock: Clock,
): Promise<VideoClinic> {
  const server = createSimulatedVideoServer({ kind: 'livekit', clock, ...simulatedVideoKey });
  const url = await server.listen();
  const links = createJoinLinks({ url: `${relay.url}/v`, secret: 'the secret of the links of this clinic' });
  const pms = createMemoryAppointmentStore({ clock });
  const gateway = createMemoryMessageGateway({ clock, numbers: ['+61480000001'] });
  const arrivals = createArrivals({
    clinic,
    clock,
    appointments: pms,
    messages: gateway,
    video: createLiveKitProvider({ url, ...simulatedVideoKey, links, clock }),
    store: createMemoryConversationStore(),
    settings: { pmsProfile: 'starts-on-fulfilled', pollSeconds: 1, roomSeconds: 1 },
  });
  await arrivals.start();
  // What the first scan finds is told nothing that was due before.
  while (arrivals.health().parts.pms.since === null) await sleep(20);
  const publisher = createLinkPublisher({ ...relay, links, desk: arrivals.video, clock });
  publisher.start();
  return {
    ...{ pms, gateway, server, arrivals, publisher },
    book: (id) => pms.put(toAppointment(id, clock.now() + 5 * minute)),
    close: async () => {
      await publisher.stop();
      await arrivals.stop();
      await server.close();
    },
  };
}

function toAppointment(id: string, startAt: number): Appointment {
  return {
    id,
    version: null,
    status: 'booked',
    startAt,
    endAt: startAt + 15 * minute,
    typeCode: null,
    modality: 'video',
    videoLink: null,
    isConfirmed: true,
    location: null,
    encounter: 'none',
    patient: {
      id: `patient-of-${id}`,
      name: 'Amelia Wong',
      firstName: 'Amelia',
      mobile: '+61491570156',
      mayBeTexted: true,
      notTextedReason: null,
      language: 'en',
    },
    practitioner: { id: 'sharma', name: 'Dr Priya Sharma', lastName: 'Sharma' },
    changedAt: null,
    readAt: startAt,
  };
}
