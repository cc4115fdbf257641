import type { Clinic, ClinicSettings } from '../clinic-settings.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { TemplateOverrides } from '../conversation/templates/templates.ts';
import { ConfigurationError } from '../errors.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { AppointmentStore } from '../ports/appointment-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationStore } from '../ports/conversation-store/conversation-store.ts';
import type { InboxRecord } from '../ports/conversation-store/records.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessageGateway } from '../ports/message-gateway.ts';
import type { VideoProvider } from '../ports/video-provider.ts';
import { createAheadMemory } from './ahead/ahead-memory.ts';
import { checkHandsAhead } from './ahead/ahead-templates.ts';
import { copiesOf, forgetCopiesOf } from './ahead/forget-patient.ts';
import { checkClinic } from './check-settings.ts';
import { toConfig } from './clinic-config.ts';
import type { GivenConfig } from './clinic-config.ts';
import { consentOfPatient, toErasedConsent } from './consent.ts';
import { createDispatcher } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { ArrivalsEventName, ArrivalsEvents } from './event-bus.ts';
import { createEventBus } from './event-bus.ts';
import { explain } from './explain.ts';
import type { Explanation } from './explain.ts';
import { createHealthMonitor } from './health.ts';
import type { Health } from './health.ts';
import { createLoops } from './loops.ts';
import { createPushed } from './pushed.ts';
import type { Pushed } from './pushed.ts';
import { createReceiptInbox } from './receipt-inbox.ts';
import { createReceiver } from './receive.ts';
import { createReminderActions } from './reminders.ts';
import type { ReminderActions } from './reminders.ts';
import { createRooms } from './rooms.ts';
import { createScanner } from './scan.ts';
import { createSchedule } from './schedule.ts';
import { createSessionIndex } from './session-index.ts';
import { createStaffActions } from './staff.ts';
import type { StaffActions } from './staff.ts';
import { systemClock } from './system-clock.ts';
import { createReceiptTaker } from './take-receipt.ts';
import { createVideoDesk } from './video-desk.ts';
import type { ArrivalsVideo } from './video-desk.ts';
import type { Board, BoardLine, ThreadMessage } from './views.ts';
import { readBoard, readLine, readThread, readUnknownMessages } from './views.ts';

/** What `createArrivals` is given. */
export interface ArrivalsOptions {
  readonly clinic: Clinic;
  readonly appointments: AppointmentStore;
  readonly messages: MessageGateway;
  readonly video: VideoProvider;
  readonly store: ConversationStore;
  /** What differs from `defaultSettings`. */
  readonly settings?: Partial<ClinicSettings>;
  /** The clinic's own wording. */
  readonly templates?: TemplateOverrides;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** Default: silence. */
  readonly logger?: Logger;
  /** In `shadow` everything is decided and recorded, and nothing is sent or written. Default: `live`. */
  readonly mode?: 'live' | 'shadow';
}

/** A clinic's virtual waiting room. */
export interface Arrivals extends StaffActions, ReminderActions, Pushed {
  /** Opens the store and begins to watch, receive and send. Resolves when messages can be received. */
  start(): Promise<void>;
  /** Stops watching, waits for what is under way, and closes the store. Idempotent. */
  stop(): Promise<void>;
  /** Does everything that is due at this instant, then returns. For tests, simulations and cron. Not while started. */
  runOnce(): Promise<void>;
  /** The next moment at which something is due by itself, epoch milliseconds; null when nothing is. Polls do not count. */
  nextDueAt(): Promise<number | null>;
  explain(query: { readonly appointmentId: string; readonly template: TemplateName }): Promise<Explanation>;
  /** Listens. Returns the function that stops listening. */
  on<Name extends ArrivalsEventName>(name: Name, listener: (event: ArrivalsEvents[Name]) => void): () => void;
  readonly video: ArrivalsVideo;
  today(): Promise<Board>;
  /** Tells how an appointment stands, of whatever day; null when none of this id has been seen, or it was purged. */
  appointment(query: { readonly appointmentId: string }): Promise<BoardLine | null>;
  thread(query: { readonly phone: PhoneNumber; readonly since?: number }): Promise<readonly ThreadMessage[]>;
  unknownMessages(): Promise<readonly InboxRecord[]>;
  health(): Health;
  exportPatient: ConversationStore['exportPatient'];
  /**
   * Erases all that is known of a patient but that they, or the number, want no texts, and takes back what stands at the gateway for them.
   *
   * @throws GatewayError when that cannot be taken back now: then nothing is erased; try again
   */
  erasePatient: ConversationStore['erasePatient'];
}

const week = 7 * 24 * 60 * 60_000;

/**
 * Makes the virtual waiting room of one clinic from its ports. Nothing runs until `start` or `runOnce`.
 *
 * @throws ConfigurationError that names the field and the fix
 */
export function createArrivals(options: ArrivalsOptions): Arrivals {
  for (const port of ['appointments', 'messages', 'video', 'store'] as const) {
    if (options[port] === undefined)
      throw new ConfigurationError({ field: port, message: 'is missing; give an implementation of the port' });
  }
  const given = {
    clinic: checkClinic(options.clinic),
    settings: options.settings ?? {},
    templates: options.templates ?? {},
  };
  const engine = createEngine(options, given);
  const { bus, clock, messages, store } = engine;
  checkHandsAhead(engine.config.settings, messages);
  const scanner = createScanner(engine);
  engine.config.confirmedAt = (day, id) => (scanner.notServed.has(id) ? null : scanner.scannedAt(day));
  const receiver = createReceiver(engine);
  const dispatcher = createDispatcher(engine);
  const takeReceipt = createReceiptTaker(engine);
  const receiptInbox = createReceiptInbox(engine, takeReceipt);
  const sessions = createSessionIndex(engine);
  const rooms = createRooms(engine, sessions);
  const schedule = createSchedule({ engine, given, scanner, receiver, receiptInbox, takeReceipt, dispatcher });
  const loops = createLoops({ engine, schedule, dispatcher, rooms });

  const explainText = (query: { readonly appointmentId: string; readonly template: TemplateName }) =>
    explain(engine, { ...query, notServed: scanner.notServed.get(query.appointmentId)?.reason ?? null });

  return {
    ...createStaffActions(engine, given),
    ...createReminderActions(engine, (appointmentId) => explainText({ appointmentId, template: 'Reminder' })),
    ...createPushed({ loops, hints: schedule.hints, receiver, receiptInbox }),
    video: createVideoDesk({ engine, sessions, rooms, loops }),
    start: () => loops.start(),
    stop: () => loops.stop(),
    runOnce: () => loops.runOnce(),
    nextDueAt: () => store.nextDueAt(),
    explain: explainText,
    on: (name, listener) => bus.on(name, listener),
    today: () => readBoard(engine, scanner),
    appointment: ({ appointmentId }) => readLine(engine, appointmentId),
    thread: ({ phone, since }) => readThread(engine, { phone, since: since ?? clock.now() - week }),
    unknownMessages: () => readUnknownMessages(engine),
    health: () => engine.health.read(schedule.isLeader),
    exportPatient: async (query) => ({
      ...(await store.exportPatient(query)),
      ahead: await copiesOf(engine, query),
      consent: await consentOfPatient(engine, query.patientId),
    }),
    erasePatient: async (query) => {
      await forgetCopiesOf(engine, query);
      await store.commit({ documents: await toErasedConsent(engine, query.patientId) });
      return store.erasePatient(query);
    },
  };
}

/** Puts together what the parts of the engine share. */
function createEngine(options: ArrivalsOptions, given: GivenConfig): Engine {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? { log: () => undefined };
  const bus = createEventBus(() => {
    logger.log('error', '[engine] a listener has thrown; the others are served');
  });
  const { appointments, messages, video, store } = options;
  return {
    clinic: given.clinic,
    appointments,
    messages,
    video,
    store,
    clock,
    logger,
    mode: options.mode ?? 'live',
    worker: globalThis.crypto.randomUUID(),
    bus,
    onDecided: new Set(),
    health: createHealthMonitor({ clock, logger, bus }),
    // While nothing runs, what is due is found by `runOnce`.
    outbox: { offer: () => undefined, mayClaim: () => false, followersOf: () => [] },
    ahead: createAheadMemory(),
    config: toConfig(given),
  };
}
