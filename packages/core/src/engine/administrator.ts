import { ClinicArrivalsError } from '../errors.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Engine } from './engine.ts';
import { loadThread } from './threads.ts';

const minute = 60_000;
const heartbeat = { kind: 'cursor', id: 'heartbeat' } as const;

/** Tells the administrator by text when the program starts, stops, or was not heard from. */
export interface Administrator {
  /** Called again and again while this process leads: notes that the program lives. */
  beat(): Promise<void>;
  /** Called when this process does not lead (any more). */
  rest(): Promise<void>;
  /** Called when the leading process stops in good order. */
  stop(): Promise<void>;
}

/** Makes it. Without a number in the settings it does nothing. */
export function createAdministrator(engine: Engine): Administrator {
  let beatAt: number | null = null;

  const note = async (at: number | null): Promise<void> => {
    beatAt = at;
    await engine.store.commit({ documents: [{ ...heartbeat, value: at }] });
  };
  const lastBeat = async (): Promise<number | null> => {
    const value = beatAt ?? (await engine.store.document(heartbeat))?.value;
    return typeof value === 'number' ? value : null;
  };

  return {
    beat: async () => {
      const { administratorPhone, gapMinutes } = engine.config.settings;
      if (administratorPhone === null) return;
      const now = engine.clock.now();
      if (beatAt !== null && now >= beatAt && now - beatAt < minute) return;
      const last = await lastBeat();
      const isFirst = beatAt === null;
      await note(now);
      // A stop in good order leaves no heartbeat behind.
      if (isFirst && last === null) return tell(engine, administratorPhone, 'start', 'has started');
      if (last !== null && (isFirst || now - last > gapMinutes * minute))
        await tell(
          engine,
          administratorPhone,
          'silence',
          `was not heard from since ${timeOf(engine, last)} and runs again`,
        );
    },
    rest: async () => {
      beatAt = null;
    },
    stop: async () => {
      const { administratorPhone } = engine.config.settings;
      if (administratorPhone === null || beatAt === null) return;
      await note(null);
      await tell(engine, administratorPhone, 'stop', 'has stopped: patients are not texted until it is started again');
    },
  };
}

function timeOf(engine: Engine, at: number): string {
  const { timeZone } = engine.clinic;
  return new Intl.DateTimeFormat('en', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
    .format(at)
    .replaceAll('\u202f', ' ');
}

/** No conversation, no outbox: a text about the program itself is sent once or not at all. */
async function tell(engine: Engine, to: PhoneNumber, what: 'start' | 'stop' | 'silence', news: string): Promise<void> {
  const { allowList } = engine.config.settings;
  const isAllowed = allowList === null || allowList.includes(to);
  if (engine.mode === 'shadow' || !isAllowed || (await loadThread(engine, to)).consent === 'opted-out') return;
  const now = engine.clock.now();
  try {
    await engine.messages.send({
      id: `administrator|${what}|${now}`,
      to,
      body: `ClinicArrivals at ${engine.clinic.name} ${news} (${timeOf(engine, now)}).`,
      validUntil: now + engine.config.settings.answerMinutes * minute,
    });
  } catch (error) {
    const message = ClinicArrivalsError.isInstance(error) ? error.message : '[gateway] unexpected error';
    engine.logger.log('warn', `${message}; the administrator was not told`, { what });
    return;
  }
  const line = { at: now, appointmentId: null, phone: null, by: 'engine', from: null, to: null } as const;
  await engine.store.commit({
    journal: [{ ...line, event: 'administrator-told', reason: `the administrator was texted: ${what}` }],
  });
}
