import type { Appointment } from '../appointment.ts';
import { createClinicCalendar } from '../clinic-calendar.ts';
import type { Clinic, ClinicSettings } from '../clinic-settings.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import { createArrivals } from '../engine/create-arrivals.ts';
import type { Arrivals } from '../engine/create-arrivals.ts';
import { createMemoryAppointmentStore } from '../memory/memory-appointment-store.ts';
import type { MemoryAppointmentStore } from '../memory/memory-appointment-store.ts';
import { createMemoryConversationStore } from '../memory/memory-conversation-store.ts';
import { createMemoryMessageGateway } from '../memory/memory-message-gateway.ts';
import type { MemoryMessageGateway } from '../memory/memory-message-gateway.ts';
import { createMemoryVideoProvider } from '../memory/memory-video-provider.ts';
import type { MemoryVideoProvider } from '../memory/memory-video-provider.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { AppointmentStoreAbilities } from '../ports/appointment-store.ts';
import type { ConversationStore } from '../ports/conversation-store/conversation-store.ts';
import { createMovableClock } from './movable-clock.ts';
import type { MovableClock } from './movable-clock.ts';
import { toAppointment } from './scenario-appointment.ts';
import type { ScenarioAppointment } from './scenario-appointment.ts';

/** How a scenario differs from a plain Monday at a clinic in Melbourne. */
export interface ScenarioOptions {
  /** The day, `YYYY-MM-DD`; a Monday in March if not given. */
  readonly day?: string;
  /** The time of day at which it starts, `HH:MM`; 06:00 if not given. */
  readonly at?: string;
  readonly timeZone?: string;
  readonly settings?: Partial<ClinicSettings>;
  readonly abilities?: Partial<AppointmentStoreAbilities>;
  readonly store?: ConversationStore;
  /** Practitioners whom the patient reaches by telephone. */
  readonly telephone?: readonly string[];
  /** The first scan takes everything as new rather than as baseline; true if not given. */
  readonly isOpenAlready?: boolean;
}

/** The parts of a scenario, for what its words do not say. */
export interface ScenarioParts {
  readonly clock: MovableClock;
  readonly arrivals: Arrivals;
  readonly pms: MemoryAppointmentStore;
  readonly gateway: MemoryMessageGateway;
  readonly video: MemoryVideoProvider;
  readonly store: ConversationStore;
  /** The id of the appointment that the scenario calls by a name. */
  idOf(name: string): string;
  phoneOf(name: string): PhoneNumber;
}

/** The clinic of all scenarios. */
export const scenarioClinic: Clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '(03) 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};

/** The number that the clinic texts from. */
export const ownNumber: PhoneNumber = '+61480000001';

/** What the words of a scenario work on. */
export interface ScenarioClinic {
  readonly parts: ScenarioParts;
  /** The templates that were sent, with the number that each went to. */
  readonly sent: readonly { readonly template: TemplateName; readonly to: PhoneNumber }[];
  /** The instant of a time of day, on the scenario's day unless another is given. */
  at(time: string, day?: string): number;
  /** The appointment as the PMS has it now. */
  current(name: string): Promise<Appointment>;
  book(wanted: ScenarioAppointment): void;
  /** From now on the patient is known by this number. */
  rename(name: string, phone: PhoneNumber): void;
  /** Moves the clock, waking the engine at every moment that matters on the way. */
  moveTo(at: number): Promise<void>;
  /** Lets the next poll come, which sees whatever was changed. */
  poll(): Promise<void>;
}

/** Opens the clinic of a scenario. */
export async function openScenarioClinic(options: ScenarioOptions): Promise<ScenarioClinic> {
  const day = options.day ?? '2026-03-02';
  const clinic = { ...scenarioClinic, timeZone: options.timeZone ?? scenarioClinic.timeZone };
  const calendar = createClinicCalendar({ timeZone: clinic.timeZone, dayEndsAt: '03:00' });
  const at = (time: string, date?: string): number => calendar.at(date ?? day, time);
  const parts = createParts({ ...options, clinic, startAt: at(options.at ?? '06:00') });
  const { arrivals, clock, gateway, pms } = parts;
  const sent: { readonly template: TemplateName; readonly to: PhoneNumber }[] = [];
  arrivals.on('text-sent', (event) => {
    const text = gateway.sent.find((other) => other.id === event.effectId);
    if (text !== undefined) sent.push({ template: event.template, to: text.to });
  });
  // A clinic that has been running: what comes now is news.
  if (options.isOpenAlready ?? true) await arrivals.runOnce();

  const ids = new Map<string, string>();
  const phones = new Map<string, PhoneNumber>();
  const idOf = (name: string): string => known(ids, name);
  const moveTo = (until: number): Promise<void> => runUntil({ arrivals, clock }, until);
  return {
    parts: { ...parts, idOf, phoneOf: (name) => known(phones, name) },
    sent,
    at,
    current: async (name) => {
      const appointment = await pms.read({ id: idOf(name) });
      if (appointment === null) throw new Error(`the PMS has no appointment of ${name}`);
      return appointment;
    },
    book: (wanted) => {
      const name = wanted.as ?? wanted.patient;
      const appointment = toAppointment(wanted, { count: ids.size + 1, startAt: at(wanted.at, wanted.day) });
      ids.set(name, appointment.id);
      if (appointment.patient.mobile !== null) phones.set(name, appointment.patient.mobile);
      pms.put(appointment);
    },
    rename: (name, phone) => void phones.set(name, phone),
    moveTo,
    poll: () => moveTo(clock.now() + 10_000),
  };
}

function createParts(
  options: ScenarioOptions & { readonly clinic: Clinic; readonly startAt: number },
): Omit<ScenarioParts, 'idOf' | 'phoneOf'> {
  const clock = createMovableClock(options.startAt);
  const pms = createMemoryAppointmentStore({
    clock,
    ...(options.abilities === undefined ? {} : { abilities: options.abilities }),
  });
  const gateway = createMemoryMessageGateway({ clock, numbers: [ownNumber] });
  const video = createMemoryVideoProvider({
    clock,
    ...(options.telephone === undefined ? {} : { telephone: options.telephone }),
  });
  const store = options.store ?? createMemoryConversationStore();
  const arrivals = createArrivals({
    clinic: options.clinic,
    appointments: pms,
    messages: gateway,
    video,
    store,
    clock,
    settings: { pmsProfile: 'starts-on-fulfilled', ...options.settings },
  });
  return { clock, arrivals, pms, gateway, video, store };
}

async function runUntil({ arrivals, clock }: Pick<ScenarioParts, 'arrivals' | 'clock'>, until: number): Promise<void> {
  await arrivals.runOnce();
  for (let steps = 0; steps < 10_000; steps += 1) {
    const next = await arrivals.nextDueAt();
    if (next === null || next > until) break;
    clock.moveTo(Math.max(next, clock.now() + 1));
    await arrivals.runOnce();
  }
  if (clock.now() < until) clock.moveTo(until);
  await arrivals.runOnce();
}

function known<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the scenario has no ${name} (with a number)`);
  return value;
}
