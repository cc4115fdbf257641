import type { ArrivalsEvents, Task } from '@clinicarrivals/core';
import type { ObservedDay, TaskSeen, TextLogEntry } from '@clinicarrivals/simulator';
import type { Simulation } from '../simulation/open-simulation.ts';
import type { DayLine, StatusLine, SummaryLine, TaskLine, TextLine, VideoLine } from './day-lines.ts';
import { createRoomReading } from './room-reading.ts';
import type { RoomReading } from './room-reading.ts';

/** Listens to a day and writes it down. */
export interface DayRecorder {
  /** All that happened so far, in the order in which it happened, without the summary. */
  lines(): Promise<readonly DayLine[]>;
  /** What could be seen from outside. */
  observed(): Promise<Omit<ObservedDay, 'facts'>>;
}

type TextSent = ArrivalsEvents['text-sent'];
type ReplyHandled = ArrivalsEvents['reply-handled'];
type Happening = StatusLine | TaskLine | VideoLine | RoomEnd | TextLogEntry;

/** A room that ended; whose it was is found out when the day is told. */
interface RoomEnd extends Omit<VideoLine, 'type' | 'appointment'> {
  readonly type: 'room-end';
  readonly sessionId: string;
}

/** What is listened to. */
export interface RecordedSimulation extends Pick<Simulation, 'arrivals' | 'store' | 'joinUrl'> {
  readonly simulated: Pick<Simulation['simulated'], 'pms' | 'gateway' | 'video' | 'calls' | 'outages'>;
}

/** Begins to listen. What the PMS had in its book before is no event of the day. */
export function recordDay({ simulated, arrivals, store, joinUrl }: RecordedSimulation): DayRecorder {
  const rooms = createRoomReading(simulated, joinUrl);
  const sent: TextSent[] = [];
  const handled = new Map<string, ReplyHandled>();
  const raised: Task[] = [];
  const requests: string[] = [];
  // Within one moment of a clock that stands still, only the order in which it was heard tells what came first.
  const happenings: Happening[] = [];
  arrivals.on('text-sent', (event) => sent.push(event));
  arrivals.on('reply-handled', (event) => handled.set(event.gatewayId, event));
  arrivals.on('task-raised', ({ at, task }) => {
    raised.push(task);
    const { appointmentId, kind, reason } = task;
    happenings.push({ type: 'task', at: toIso(at), appointment: appointmentId, kind, reason });
  });
  simulated.pms.log.subscribe(({ at, appointment, from, to, by }) => {
    happenings.push({ type: 'status', at: toIso(at), appointment, from, to, by });
  });
  simulated.gateway.log.subscribe((text) => happenings.push(text));
  simulated.calls.subscribe(({ at, who, did, appointment }) => {
    happenings.push({ type: 'video', at: toIso(at), appointment, who, did });
  });
  simulated.video?.log.subscribe((entry) => {
    if (entry.type !== 'closed') return;
    const did = entry.reason === 'restarted' ? 'forgot the room' : 'closed the room';
    happenings.push({ type: 'room-end', at: toIso(entry.at), who: 'server', did, sessionId: entry.sessionId });
  });
  listenToRequests(simulated, requests);

  return {
    lines: async () => {
      const meanings = { sent: await findTexts(store, sent), handled, rooms };
      return happenings.flatMap((happening): DayLine[] => {
        if (!('type' in happening)) return toTextLine(happening, meanings);
        if (happening.type !== 'room-end') return [happening];
        const { at, who, did, sessionId } = happening;
        return [{ type: 'video', at, appointment: rooms.appointmentOf(sessionId), who, did }];
      });
    },
    observed: async () => ({
      changes: simulated.pms.changes.entries(),
      texts: simulated.gateway.log.entries(),
      deliveries: simulated.gateway.statuses.entries(),
      tasks: await findTasks(store, raised),
      video: {
        joinUrl: `${joinUrl}/`,
        log: simulated.video?.log.entries() ?? [],
        calls: simulated.calls.entries(),
        outages: simulated.outages(),
      },
      requests,
    }),
  };
}

/** A fault that looks at every request and hits none: the PMS keeps no list of what it was asked. */
function listenToRequests({ pms }: RecordedSimulation['simulated'], requests: string[]): void {
  const match = ({ url }: { readonly url: string }): boolean => {
    requests.push(url.replace(/^https?:\/\/[^/]+/, ''));
    return false;
  };
  pms.controls.fail({ kind: '500', times: Infinity, match });
}

/** Reception sees what the store has, whatever was told. */
async function findTasks(store: Simulation['store'], raised: readonly Task[]): Promise<readonly TaskSeen[]> {
  const tasks = await Promise.all(raised.map(({ id }) => store.task({ id })));
  return tasks.flatMap((task) =>
    task === null ? [] : [{ at: task.raisedAt, appointment: task.appointmentId, phone: task.phone }],
  );
}

async function findTexts(store: Simulation['store'], sent: readonly TextSent[]): Promise<Meanings['sent']> {
  const byGatewayId = new Map<string, TextSent>();
  for (const event of sent) {
    const record = await store.effect({ id: event.effectId });
    const gatewayId = record?.gatewayId ?? null;
    if (gatewayId !== null) byGatewayId.set(gatewayId, event);
  }
  return byGatewayId;
}

/** What the waiting room says of the texts that the gateway shows, by the gateway's id. */
interface Meanings {
  readonly sent: ReadonlyMap<string, TextSent>;
  readonly handled: ReadonlyMap<string, ReplyHandled>;
  readonly rooms: RoomReading;
}

function toTextLine(text: TextLogEntry, { sent, handled, rooms }: Meanings): TextLine[] {
  const { direction, sid, from, to, body, isAutomatic } = text;
  const at = toIso(text.at);
  // The carrier answers STOP by itself; that is none of our texts.
  if (isAutomatic) return [];
  if (direction === 'out') {
    const { appointmentId = null, template = 'none' } = sent.get(sid) ?? {};
    return [{ type: 'text', direction, at, appointment: appointmentId, template, to, body: rooms.withoutCodes(body) }];
  }
  const event = handled.get(sid);
  const appointment = event?.appointmentId ?? null;
  return [{ type: 'text', direction, at, appointment, intent: event?.intent ?? 'unknown', from, body }];
}

/** Adds a day up. */
export function summarise(lines: readonly DayLine[], appointments: number, violations: number): SummaryLine {
  const texts = lines.filter((line) => line.type === 'text');
  const out = texts.filter((line) => line.direction === 'out');
  const countAppointments = (template: string): number =>
    new Set(out.filter((line) => line.template === template).map(({ appointment }) => appointment)).size;
  return {
    type: 'summary',
    appointments,
    textsOut: out.length,
    textsIn: texts.length - out.length,
    arrived: new Set(lines.flatMap((line) => (line.type === 'status' && line.to === 'arrived' ? line.appointment : [])))
      .size,
    calledIn: countAppointments('DoctorReady'),
    video: countAppointments('VideoInvite'),
    tasks: lines.filter(({ type }) => type === 'task').length,
    violations,
  };
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
