import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { Clinic, ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import type { Templates } from '../conversation/templates/templates.ts';
import type { AppointmentStore } from '../ports/appointment-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationStore } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessageGateway, SentMessage } from '../ports/message-gateway.ts';
import type { VideoProvider } from '../ports/video-provider.ts';
import type { AheadMemory } from './ahead/ahead-memory.ts';
import type { EventBus } from './event-bus.ts';
import type { HealthMonitor } from './health.ts';

/** What the parts of the engine share. Made once by `createArrivals`. */
export interface Engine {
  readonly clinic: Clinic;
  readonly appointments: AppointmentStore;
  readonly messages: MessageGateway;
  readonly video: VideoProvider;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** In `shadow` everything is decided and recorded, and nothing is sent or written. */
  readonly mode: 'live' | 'shadow';
  /** This process, for claims and the leader lease. */
  readonly worker: string;
  readonly bus: EventBus;
  readonly health: HealthMonitor;
  /** Told of every conversation that this process has decided on, once that is durable. */
  readonly onDecided: Set<(record: ConversationRecord) => void>;
  /** Takes effects that have just become durable, to be begun without asking the store for them. */
  readonly outbox: {
    offer: (records: readonly EffectRecord[]) => void;
    /** True while texts may be claimed in the commit that decides them: whoever claims must then hand them over. */
    mayClaim: () => boolean;
    /** Effects that this process begins when it has done another. */
    followersOf: (effectId: string) => readonly EffectRecord[];
  };
  /** What is remembered of the texts that were handed to the gateway ahead. */
  readonly ahead: AheadMemory;
  /** What the clinic has set, as last loaded from the store. */
  readonly config: ClinicConfig;
}

/** What the clinic can change while the engine runs. Reloaded from the store, so that all processes agree. */
export interface ClinicConfig {
  settings: ClinicSettings;
  calendar: ClinicCalendar;
  templates: Templates;
  practitioners: ReadonlyMap<string, PractitionerSettings>;
  /** What is paused: `clinic`, `practitioner/<id>` or `patient/<id>`. */
  pauses: ReadonlySet<string>;
  /** The ids of patients who want no texts, whatever their number. */
  optedOutPatients: ReadonlySet<string>;
  /** Texts that left between a backup and its restore, to be adopted instead of sent. */
  adoptable: readonly SentMessage[];
  /** When the PMS last confirmed the snapshot of an appointment by listing its clinic day; null when it has not, or could not use it. */
  confirmedAt: (day: string, appointmentId: string) => number | null;
}
