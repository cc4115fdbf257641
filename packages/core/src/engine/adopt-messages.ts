import type { Appointment } from '../appointment.ts';
import { ClinicArrivalsError } from '../errors.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { DocumentRecord, InboxRecord } from '../ports/conversation-store/records.ts';
import { toAdoptionMark, withoutAdoptionMark } from './adoption-mark.ts';
import type { Engine } from './engine.ts';
import { handleReply } from './handle-reply.ts';

/** Marks that are younger belong to an adoption that is under way. */
const underWayMs = 10_000;

/**
 * Marks what a number will adopt that is about to be added with an appointment. The marks belong into the same commit as the number.
 */
export async function markAdoption(engine: Engine, appointment: Appointment): Promise<readonly DocumentRecord[]> {
  const messages = await adoptable(engine, appointment.id, appointment.patient.mobile);
  return messages.map((message) => toAdoptionMark(message, engine.clock.now()));
}

/**
 * A number that has just been added adopts its unknown messages of the last while: somebody at the car park may have texted before
 * reception had the number.
 */
export async function adoptUnknownMessages(engine: Engine, appointmentId: string): Promise<void> {
  const record = await engine.store.conversation({ appointmentId });
  for (const message of await adoptable(engine, appointmentId, record?.phone ?? null)) await adopt(engine, message);
}

/** Adopts what an earlier adoption has left undone, because the process stopped or the store failed. */
export async function adoptLeftOver(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  for (const { id, value } of await engine.store.documents({ kind: 'adoption' })) {
    // A mark ahead of now is from before the clock was put back.
    if (typeof value === 'number' && Math.abs(now - value) < underWayMs) continue;
    const message = await engine.store.inboxMessage({ gatewayId: id });
    if (message === null) await engine.store.commit({ documents: [withoutAdoptionMark({ gatewayId: id })] });
    else await adopt(engine, message);
  }
}

/** One message that fails holds up neither the others nor the scan that has found its number. */
async function adopt(engine: Engine, message: InboxRecord): Promise<void> {
  const isAdopted = await tryToAdopt(engine, message);
  // What answers nothing stays with the unknown messages, for a person.
  if (isAdopted === false) await engine.store.commit({ documents: [withoutAdoptionMark(message)] });
}

/** Null: not yet, it is tried again. */
async function tryToAdopt(engine: Engine, message: InboxRecord): Promise<boolean | null> {
  try {
    return await handleReply(engine, message, { isAdopted: true, isAfterGap: false });
  } catch (error) {
    engine.logger.log('error', '[engine] a message could not be adopted', { message: message.gatewayId });
    const isPassing = ClinicArrivalsError.isInstance(error) && (error.isRetryable || error.code === 'storage');
    return isPassing ? null : false;
  }
}

async function adoptable(
  engine: Engine,
  appointmentId: string,
  phone: PhoneNumber | null,
): Promise<readonly InboxRecord[]> {
  if (phone === null) return [];
  const now = engine.clock.now();
  const since = now - engine.config.settings.adoptUnknownMinutes * 60_000;
  const messages = await engine.store.unknownInbox({ since });
  const unknown = messages.filter((message) => message.phone === phone);
  if (unknown.length === 0) return [];
  // Once: a second appointment of the number would have what was said about the first done again.
  const day = 24 * 60 * 60_000;
  const others = await engine.store.conversationsOfPhone({ phone, from: now - day, to: now + 7 * day });
  return others.some((other) => other.appointmentId !== appointmentId) ? [] : unknown;
}
