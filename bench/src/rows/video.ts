import { createArrivals } from '@clinicarrivals/core';
import type { VideoProvider, VideoSession } from '@clinicarrivals/core';
import { createMemoryAppointmentStore, createMemoryConversationStore } from '@clinicarrivals/core/memory';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider } from '@clinicarrivals/video/livekit';
import { anAppointment, atAnyHour, benchClinic, createInstantGateway, strictLogger } from '../bench-clinic.ts';
import { startServer } from '../child-server.ts';
import { toCpuMs } from '../cpu.ts';
import type { Row } from '../row.ts';
import { videoKey } from '../video-key.ts';

const visits = 1_000;
const serverMs = 100;
const minute = 60_000;
/** How long the clinic has to read its day before the rooms are due. */
const readingMs = 5_000;

const links = createJoinLinks({ url: 'https://clinic.example/v', secret: videoKey.apiSecret });

function createProvider(port: number): VideoProvider {
  return createLiveKitProvider({ url: `http://127.0.0.1:${port}`, ...videoKey, links });
}

function listSessions(count: number, name: string): readonly VideoSession[] {
  const startAt = Date.now();
  return Array.from({ length: count }, (_, number) => ({
    sessionId: `${name}-${number}`,
    practitionerId: 'sharma',
    startAt,
    endAt: startAt + 15 * minute,
  }));
}

/** Our own processor time for making a link, and for opening a room at a server in another process. */
export async function measureVideoCpu(): Promise<readonly Row[]> {
  const server = await startServer('video-process.ts', ['0']);
  const provider = createProvider(server.port);
  const openAll = async (name: string): Promise<void> => {
    for (const session of listSessions(visits, name)) await provider.open(session);
  };
  const linkAll = async (name: string): Promise<void> => {
    for (const session of listSessions(10 * visits, name)) provider.link({ ...session, role: 'patient' });
  };
  await openAll('warm');
  await linkAll('warm');
  const [opening, linking] = [await toCpuMs(() => openAll('open')), await toCpuMs(() => linkAll('link'))];
  await server.stop();
  return [
    toCpuRow('our own processor time for the link to a consultation', linking / (10 * visits)),
    toCpuRow('our own processor time for opening a consultation, SDK and HTTP included', opening / visits),
  ];
}

function toCpuRow(name: string, value: number): Row {
  const atLeast = { bound: 'maximum', value: 1 } as const;
  return { target: null, name, value, unit: 'ms', baseline: null, figure: value, figureUnit: 'ms', atLeast };
}

/** How long it takes until a thousand consultations that are due at once all have a room, beside the bare requests for them. */
export async function measureVideoOpening(): Promise<Row> {
  const server = await startServer('video-process.ts', [String(serverMs)]);
  const provider = createProvider(server.port);
  const begin = performance.now();
  await Promise.all(listSessions(visits, 'bare').map((session) => provider.open(session)));
  const bare = performance.now() - begin;
  const ours = await openThroughEngine(provider);
  await server.stop();
  return {
    target: null,
    name: `${visits} consultations due at once, until all have a room, at a server that takes ${serverMs} ms (bare: all asked for at once)`,
    value: ours / 1000,
    unit: 's',
    baseline: bare / 1000,
    figure: ours / 1000,
    figureUnit: 's',
    atLeast: { bound: 'maximum', value: 10 },
  };
}

async function openThroughEngine(provider: VideoProvider): Promise<number> {
  const clock = { now: () => Date.now() };
  const appointments = createMemoryAppointmentStore({ clock });
  const inviteMinutes = 10;
  const dueAt = Date.now() + readingMs;
  for (let number = 0; number < visits; number += 1) {
    const startAt = dueAt + inviteMinutes * minute;
    appointments.put({
      ...anAppointment(number, Date.now()),
      startAt,
      endAt: startAt + 15 * minute,
      modality: 'video',
    });
  }
  const done = Promise.withResolvers<number>();
  let opened = 0;
  const video: VideoProvider = {
    ...provider,
    open: async (session) => {
      await provider.open(session);
      opened += 1;
      if (opened === visits) done.resolve(Date.now() - dueAt);
    },
  };
  const arrivals = createArrivals({
    clinic: benchClinic,
    appointments,
    messages: createInstantGateway(() => undefined),
    video,
    store: createMemoryConversationStore(),
    settings: { ...atAnyHour, inviteMinutes },
    logger: strictLogger,
  });
  await arrivals.start();
  const tookMs = await done.promise;
  await arrivals.stop();
  return tookMs;
}
