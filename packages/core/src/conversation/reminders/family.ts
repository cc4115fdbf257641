import type { Circumstances } from '../circumstances.ts';
import type { SendMessageEffect } from '../effect.ts';
import type { ConversationState } from '../state.ts';
import type { ConversationRecord } from '../../ports/conversation-store/records.ts';
import { plannedReminders } from './reminder-plan.ts';

/** An appointment of which a reminder speaks besides its own. */
export interface FamilyMember {
  readonly appointmentId: string;
  /** The revision of which the reminder speaks. */
  readonly revision: number;
}

/** The appointments of which one reminder speaks besides its own, and the rule by which it was due. */
export interface FamilyOfReminder {
  readonly ruleId: string;
  readonly others: readonly FamilyMember[];
}

/** Finds the other appointments of the number on the day, whoever they are for, of which the same reminder is still to be sent. */
export function familyOf(
  { context }: ConversationState,
  ruleId: string,
  circumstances: Circumstances,
): readonly ConversationRecord[] {
  const { appointment } = context;
  const { day } = circumstances.calendar.dayOf(appointment.startAt);
  return circumstances.family.filter(
    (other) =>
      other.appointmentId !== appointment.id &&
      other.phone === appointment.patient.mobile &&
      other.day === day &&
      plannedReminders(other.state, circumstances).some((planned) => planned.ruleId === ruleId && planned.at !== null),
  );
}

/** Keeps with a text of which other appointments it speaks; nothing where there are none. */
export function toFamilyVariable(
  others: readonly ConversationRecord[],
  ruleId: string,
): SendMessageEffect['variables'] {
  if (others.length === 0) return {};
  const members = others.map(({ appointmentId, state }): FamilyMember => ({
    appointmentId,
    revision: state.context.revision,
  }));
  return { family: JSON.stringify({ ruleId, others: members } satisfies FamilyOfReminder) };
}

/** Reads of which other appointments a text speaks; null where it speaks of none. */
export function readFamily({ variables }: Pick<SendMessageEffect, 'variables'>): FamilyOfReminder | null {
  const { family } = variables;
  // Written by `toFamilyVariable` alone.
  return family === undefined ? null : (JSON.parse(family) as FamilyOfReminder);
}
