import type { FeedAppointment, FeedPatient } from '../feed-event.ts';
import type { ZonedTimes } from '../zoned-time.ts';
import type { Hl7Error } from './acknowledgement.ts';
import type { Hl7Message, Hl7Segment } from './message.ts';
import { readLocation, readPatient, readPractitioner } from './siu-people.ts';
import { readMakingTime, readSiuTimes } from './siu-times.ts';
import type { TimeContext } from './siu-times.ts';
import { siuTriggers, toSays } from './siu-trigger.ts';

/** What messages are read by. */
export interface SiuContext {
  readonly country: string;
  readonly times: ZonedTimes;
  /** The zone of time stamps without an offset. */
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The facilities (MSH-4) whose messages are taken; all when null. */
  readonly sendingFacilities: readonly string[] | null;
  /** The processing ids (MSH-11) that are taken. */
  readonly processingIds: readonly string[];
}

/** What a message says. */
export type SiuReading =
  | { readonly type: 'appointment'; readonly madeAt: number | null; readonly appointment: FeedAppointment }
  /** About a slot without an appointment. */
  | { readonly type: 'slot' }
  | {
      readonly type: 'refused';
      readonly code: 'AE' | 'AR';
      readonly error: Hl7Error;
      readonly appointmentId: string | null;
      readonly madeAt: number | null;
      /** Whether something may have happened that is not known now. */
      readonly leavesDoubt: boolean;
    };

const hourMs = 3_600_000;

/** Reads a message of scheduling (SIU). */
export async function readSiu(message: Hl7Message, context: SiuContext): Promise<SiuReading> {
  const rejected = reject(message, context);
  if (rejected !== null)
    return { type: 'refused', code: 'AR', error: rejected, appointmentId: null, madeAt: null, leavesDoubt: false };
  const trigger = siuTriggers[message.header.text(9, 2)];
  if (trigger === undefined || trigger === 'blocked') return { type: 'slot' };
  const schedule = message.first('SCH');
  const id = schedule === null ? '' : schedule.text(2) || schedule.text(1);
  const errors: Hl7Error[] = [];
  const refuse = (error: Hl7Error): void => void errors.push(error);
  const toRefused = (error: Hl7Error, madeAt: number | null = null): SiuReading => ({
    type: 'refused',
    code: 'AE',
    error,
    appointmentId: id === '' ? null : id,
    madeAt,
    leavesDoubt: true,
  });
  if (schedule === null) return toRefused({ segment: 'SCH', field: null, code: 100, message: 'is missing' });
  if (id === '')
    return toRefused({
      segment: 'SCH',
      field: 2,
      code: 101,
      message: 'is missing, and so is SCH-1; give the id of the appointment',
    });
  const timeContext = { ...context, refuse };
  const madeAt = readMadeAt(message.header, { ...timeContext, now: context.now });
  const { startAt, endAt } = readSiuTimes(message, schedule, timeContext);
  const patient = await findPatient(message, { country: context.country, refuse });
  const location = readLocation(message);
  const practitioner = readPractitioner(message);
  const appointment: FeedAppointment = {
    id,
    ...toSays(trigger, schedule.text(25)),
    ...(startAt === undefined ? {} : { startAt }),
    ...(endAt === undefined ? {} : { endAt }),
    ...(schedule.says(8) ? { typeCode: schedule.text(8) || null } : {}),
    ...(location === undefined ? {} : { location }),
    ...(patient === null ? {} : { patient }),
    ...(practitioner === null ? {} : { practitioner }),
  };
  refuseLong(appointment, refuse);
  const [error] = errors;
  return error === undefined ? { type: 'appointment', madeAt, appointment } : toRefused(error, madeAt);
}

const longest = 200;

/** Refuses what no appointment has and no text could hold. */
function refuseLong(appointment: FeedAppointment, refuse: (error: Hl7Error) => void): void {
  const { id, typeCode, location, patient, practitioner } = appointment;
  const texts = [
    ['SCH', 2, id],
    ['SCH', 8, typeCode],
    ['AIL', 3, location],
    ['PID', 3, patient?.id],
    ['PID', 5, patient?.name],
    ['AIP', 3, practitioner && `${practitioner.id}${practitioner.name}`],
  ] as const;
  for (const [segment, field, text] of texts) {
    if ((text?.length ?? 0) > longest)
      refuse({ segment, field, code: 102, message: `must have at most ${longest} characters` });
  }
}

/** Finds why messages of this kind, or from there, are not taken; null when they are. */
function reject({ header }: Hl7Message, { sendingFacilities, processingIds }: SiuContext): Hl7Error | null {
  const at = (field: number, code: Hl7Error['code'], message: string, component?: number): Hl7Error => ({
    segment: 'MSH',
    field,
    ...(component === undefined ? {} : { component }),
    code,
    message,
  });
  if (sendingFacilities !== null && !sendingFacilities.includes(header.text(4)))
    return at(4, 103, 'is no facility whose messages are taken here');
  if (header.text(9) !== 'SIU') return at(9, 200, 'must be SIU: only messages of scheduling are taken here', 1);
  if (!Object.hasOwn(siuTriggers, header.text(9, 2))) return at(9, 201, 'must be S12 to S24 or S26', 2);
  if (!/^2\.[1-9]/.test(header.text(12))) return at(12, 203, 'must be a version 2');
  // A message of a test or a training would text real patients.
  if (!processingIds.includes(header.text(11).toUpperCase()))
    return at(11, 202, `must be ${processingIds.join(' or ')}`);
  return null;
}

/** MSH-7: one from the future would make all messages that follow look old. */
function readMadeAt(header: Hl7Segment, context: TimeContext & { readonly now: number }): number | null {
  const at = readMakingTime(header, context);
  if (at !== undefined && at > context.now + hourMs) {
    const message = 'lies more than an hour in the future; set the clock of the sender, or its time zone here';
    context.refuse({ segment: 'MSH', field: 7, code: 102, message });
  }
  return at ?? null;
}

async function findPatient(
  message: Hl7Message,
  { country, refuse }: { readonly country: string; readonly refuse: (error: Hl7Error) => void },
): Promise<FeedPatient | null> {
  const [pid, second] = message.all('PID');
  const isNew = message.header.text(9, 2) === 'S12';
  if (second !== undefined)
    refuse({
      segment: 'PID',
      field: null,
      code: 100,
      message: 'stands more than once: an appointment has one patient here',
    });
  if (pid === undefined) {
    if (isNew) refuse({ segment: 'PID', field: null, code: 100, message: 'is missing' });
    return null;
  }
  const patient = await readPatient(pid, { isNew, country });
  if (patient === null && isNew)
    refuse({
      segment: 'PID',
      field: pid.says(3) ? 5 : 3,
      code: 101,
      message: 'is missing; give the id and the name of the patient',
    });
  return patient;
}
