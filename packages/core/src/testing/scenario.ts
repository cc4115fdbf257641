import type { Appointment, AppointmentStatus } from '../appointment.ts';
import type { VisitState } from '../conversation/state.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Task, TaskKind } from '../task.ts';
import type { ScenarioAppointment } from './scenario-appointment.ts';
import { openScenarioClinic, ownNumber } from './scenario-clinic.ts';
import type { ScenarioClinic, ScenarioOptions, ScenarioParts } from './scenario-clinic.ts';

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

/** What the day begins with. */
export interface ScenarioGiven {
  /** Books an appointment; the engine sees it at its next scan. */
  appointment(appointment: ScenarioAppointment): Promise<void>;
}

/** What happens. */
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

/** What came of it. */
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

/** Begins a scenario. */
export async function scenario(options: ScenarioOptions = {}): Promise<Scenario> {
  const clinic = await openScenarioClinic(options);
  return {
    given: {
      appointment: async (wanted) => {
        clinic.book(wanted);
        await clinic.poll();
      },
    },
    when: { ...whenTimePasses(clinic), ...whenTextsCome(clinic), ...whenPmsChanges(clinic) },
    then: thenIs(clinic),
    parts: clinic.parts,
  };
}

function whenTimePasses(clinic: ScenarioClinic): Pick<ScenarioWhen, 'timeIs' | 'minutesPass' | 'secondsPass'> {
  const { clock } = clinic.parts;
  return {
    timeIs: (time, day) => clinic.moveTo(clinic.at(time, day)),
    minutesPass: (minutes) => clinic.moveTo(clock.now() + minutes * 60_000),
    secondsPass: (seconds) => clinic.moveTo(clock.now() + seconds * 1000),
  };
}

function whenTextsCome(clinic: ScenarioClinic): Pick<ScenarioWhen, 'patientTexts' | 'numberTexts'> {
  const { arrivals, clock, gateway } = clinic.parts;
  return {
    patientTexts: async (name, body) => {
      gateway.inbound({ from: clinic.parts.phoneOf(name), body });
      await clinic.poll();
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
      await clinic.poll();
    },
  };
}

function whenPmsChanges(
  clinic: ScenarioClinic,
): Pick<ScenarioWhen, 'pmsSets' | 'pmsMoves' | 'pmsRemoves' | 'patientChangesNumber'> {
  const { pms } = clinic.parts;
  const put = async (name: string, change: Partial<Appointment>): Promise<void> => {
    pms.put({ ...(await clinic.current(name)), ...change });
    await clinic.poll();
  };
  return {
    pmsSets: put,
    pmsMoves: async (name, time, day) => {
      const { startAt, endAt } = await clinic.current(name);
      const moved = clinic.at(time, day);
      await put(name, { startAt: moved, endAt: moved + (endAt - startAt) });
    },
    pmsRemoves: async (name) => {
      pms.remove(clinic.parts.idOf(name));
      await clinic.poll();
      await clinic.poll();
    },
    patientChangesNumber: async (name, phone) => {
      const { patient } = await clinic.current(name);
      if (phone !== null) clinic.rename(name, phone);
      await put(name, {
        patient: { ...patient, mobile: phone, notTextedReason: phone === null ? 'no mobile number' : null },
      });
    },
  };
}

function thenIs({ parts, sent }: ScenarioClinic): ScenarioThen {
  const { gateway, pms, store } = parts;
  return {
    textsTo: (name) => sent.filter((text) => text.to === parts.phoneOf(name)).map((text) => text.template),
    bodiesTo: (phone) => gateway.sent.filter((text) => text.to === phone).map((text) => text.body),
    stateOf: async (name) => (await store.conversation({ appointmentId: parts.idOf(name) }))?.state.visit ?? null,
    statusOf: async (name) => (await pms.read({ id: parts.idOf(name) }))?.status ?? null,
    openTasks: async () => (await store.openTasks()).map((task) => task.kind),
    tasks: () => store.openTasks(),
  };
}
