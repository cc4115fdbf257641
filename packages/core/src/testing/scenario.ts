import type { Appointment, AppointmentStatus, Patient } from '../appointment.ts';
import type { Clinic, ClinicSettings } from '../clinic-settings.ts';
import { createClinicCalendar } from '../clinic-calendar.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { VisitState } from '../conversation/state.ts';
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
import type { Task, TaskKind } from '../task.ts';
import { createMovableClock } from './movable-clock.ts';
import type { MovableClock } from './movable-clock.ts';

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

/** An appointment in the words of a scenario. */
export interface ScenarioAppointment {
  /** The patient's first name; also the name by which the scenario speaks of the appointment unless `as` is given. */
  readonly patient: string;
  readonly as?: string;
  /** `HH:MM` of the scenario's day. */
  readonly at: string;
  readonly day?: string;
  readonly minutes?: number;
  readonly phone?: PhoneNumber | null;
  readonly practitioner?: string;
  readonly status?: AppointmentStatus;
  readonly modality?: Appointment['modality'];
  readonly location?: string | null;
  readonly patientId?: string;
  readonly mayBeTexted?: boolean;
  readonly typeCode?: string | null;
}

/**
 * A clinic in memory with a clock that the test moves, in the words of a receptionist: given, when, then.
 *
 * @example
 * const clinic = await scenario();
 * await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
 * await clinic.when.timeIs('07:10');
 * await clinic.when.patientTexts('Amelia', 'yes');
 * expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth', 'ScreeningYesToVideo']);
 */
export interface Scenario {
  readonly given: ScenarioGiven;
  readonly when: ScenarioWhen;
  readonly then: ScenarioThen;
  /** The parts, for what the words do not say. */
  readonly parts: ScenarioParts;
}

export interface ScenarioGiven {
  /** Books an appointment; the engine sees it at its next scan. */
  appointment(appointment: ScenarioAppointment): Promise<void>;
}

export interface ScenarioWhen {
  /** Moves the clock to a time of day, waking the engine at every moment that matters on the way. */
  timeIs(time: string, day?: string): Promise<void>;
  minutesPass(minutes: number): Promise<void>;
  secondsPass(seconds: number): Promise<void>;
  patientTexts(name: string, body: string): Promise<void>;
  /** Somebody texts from a number. `secondsAgo` is how long ago the gateway received it. */
  numberTexts(phone: PhoneNumber, body: string, secondsAgo?: number): Promise<void>;
  pmsSets(name: string, change: Partial<Appointment>): Promise<void>;
  pmsMoves(name: string, at: string, day?: string): Promise<void>;
  pmsRemoves(name: string): Promise<void>;
  patientChangesNumber(name: string, phone: PhoneNumber | null): Promise<void>;
}

export interface ScenarioThen {
  /** The templates that were sent to the patient's present number about anything, in order. */
  textsTo(name: string): readonly TemplateName[];
  /** The bodies of the texts to a number, in order. */
  bodiesTo(phone: PhoneNumber): readonly string[];
  stateOf(name: string): Promise<VisitState | null>;
  statusOf(name: string): Promise<AppointmentStatus | null>;
  openTasks(): Promise<readonly TaskKind[]>;
  tasks(): Promise<readonly Task[]>;
}

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

const ownNumber: PhoneNumber = '+61480000001';

/** Begins a scenario. */
export async function scenario(options: ScenarioOptions = {}): Promise<Scenario> {
  const day = options.day ?? '2026-03-02';
  const clinic = { ...scenarioClinic, timeZone: options.timeZone ?? scenarioClinic.timeZone };
  const calendar = createClinicCalendar({ timeZone: clinic.timeZone, dayEndsAt: '03:00' });
  const clock = createMovableClock(calendar.at(day, options.at ?? '06:00'));
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
    clinic,
    appointments: pms,
    messages: gateway,
    video,
    store,
    clock,
    settings: { pmsProfile: 'starts-on-fulfilled', ...options.settings },
  });

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
  const phoneOf = (name: string): PhoneNumber => known(phones, name);
  const current = async (name: string): Promise<Appointment> => {
    const appointment = await pms.read({ id: idOf(name) });
    if (appointment === null) throw new Error(`the PMS has no appointment of ${name}`);
    return appointment;
  };

  const moveTo = async (at: number): Promise<void> => {
    await arrivals.runOnce();
    for (let steps = 0; steps < 10_000; steps += 1) {
      const next = await arrivals.nextDueAt();
      if (next === null || next > at) break;
      clock.moveTo(Math.max(next, clock.now() + 1));
      await arrivals.runOnce();
    }
    if (clock.now() < at) clock.moveTo(at);
    await arrivals.runOnce();
  };
  /** Whatever was changed is seen at the next poll. */
  const poll = async (): Promise<void> => moveTo(clock.now() + 10_000);
  const put = async (name: string, change: Partial<Appointment>): Promise<void> => {
    pms.put({ ...(await current(name)), ...change });
    await poll();
  };

  return {
    given: {
      appointment: async (wanted) => {
        const name = wanted.as ?? wanted.patient;
        const appointment = toAppointment(wanted, ids.size + 1, (date, time) => calendar.at(date, time), day);
        ids.set(name, appointment.id);
        if (appointment.patient.mobile !== null) phones.set(name, appointment.patient.mobile);
        pms.put(appointment);
        await poll();
      },
    },
    when: {
      timeIs: (time, date) => moveTo(calendar.at(date ?? day, time)),
      minutesPass: (minutes) => moveTo(clock.now() + minutes * 60_000),
      secondsPass: (seconds) => moveTo(clock.now() + seconds * 1000),
      patientTexts: async (name, body) => {
        gateway.inbound({ from: phoneOf(name), body });
        await poll();
      },
      numberTexts: async (phone, body, secondsAgo = 0) => {
        await arrivals.receive({
          gatewayId: `pushed-${clock.now()}-${body.length}-${phone}`,
          from: phone,
          to: ownNumber,
          body,
          receivedAt: clock.now() - secondsAgo * 1000,
          carrierKeyword: null,
        });
        await poll();
      },
      pmsSets: put,
      pmsMoves: async (name, at, date) => {
        const { startAt, endAt } = await current(name);
        const moved = calendar.at(date ?? day, at);
        await put(name, { startAt: moved, endAt: moved + (endAt - startAt) });
      },
      pmsRemoves: async (name) => {
        pms.remove(idOf(name));
        await poll();
        await poll();
      },
      patientChangesNumber: async (name, phone) => {
        const { patient } = await current(name);
        if (phone !== null) phones.set(name, phone);
        await put(name, {
          patient: { ...patient, mobile: phone, notTextedReason: phone === null ? 'no mobile number' : null },
        });
      },
    },
    then: {
      textsTo: (name) => sent.filter((text) => text.to === phoneOf(name)).map((text) => text.template),
      bodiesTo: (phone) => gateway.sent.filter((text) => text.to === phone).map((text) => text.body),
      stateOf: async (name) => (await store.conversation({ appointmentId: idOf(name) }))?.state.visit ?? null,
      statusOf: async (name) => (await pms.read({ id: idOf(name) }))?.status ?? null,
      openTasks: async () => (await store.openTasks()).map((task) => task.kind),
      tasks: () => store.openTasks(),
    },
    parts: { clock, arrivals, pms, gateway, video, store, idOf, phoneOf },
  };
}

function known<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the scenario has no ${name} (with a number)`);
  return value;
}

function toAppointment(
  wanted: ScenarioAppointment,
  count: number,
  at: (day: string, time: string) => number,
  day: string,
): Appointment {
  const startAt = at(wanted.day ?? day, wanted.at);
  const practitioner = wanted.practitioner ?? 'sharma';
  return {
    id: `appointment-${count}`,
    version: '1',
    status: wanted.status ?? 'booked',
    startAt,
    endAt: startAt + (wanted.minutes ?? 15) * 60_000,
    typeCode: wanted.typeCode ?? null,
    modality: wanted.modality ?? 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: wanted.location ?? null,
    encounter: 'none',
    patient: toPatient(wanted, count),
    practitioner: { id: practitioner, name: `Dr ${capitalise(practitioner)}`, lastName: capitalise(practitioner) },
    changedAt: null,
    readAt: 0,
  };
}

function toPatient(wanted: ScenarioAppointment, count: number): Patient {
  const mobile = wanted.phone === undefined ? (`+614915700${String(count).padStart(2, '0')}` as const) : wanted.phone;
  const mayBeTexted = wanted.mayBeTexted ?? true;
  return {
    id: wanted.patientId ?? `patient-${wanted.patient.toLowerCase()}`,
    name: `${wanted.patient} Example`,
    firstName: wanted.patient,
    mobile,
    mayBeTexted,
    notTextedReason: mobile === null ? 'no mobile number' : mayBeTexted ? null : 'do not text',
    language: null,
  };
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
