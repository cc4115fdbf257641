import type { AnswerContent, AnswerRecord } from '@clinicarrivals/core';

/**
 * What is posted to the EHR: ids, what, and when, and for a visit by video the practitioner's link. Nothing else about the patient.
 *
 * The body of Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure
 */
export interface AnswerBody {
  readonly type: AnswerType;
  /** When the patient, or we for them, said so; ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly data: {
    /** The id that the EHR has given to the appointment. */
    readonly appointmentId: string;
    /** The id that the EHR has given to the patient who was answered for: refuse with 409 where it is another by now. */
    readonly patientId: string;
    /** The start that was answered for, ISO 8601 in UTC: refuse with 409 where it is another by now. */
    readonly start: string;
    /** Only when cancelled: why. */
    readonly reason?: 'cancelled via automated reminder system';
    /** Only when they are to meet from afar: how. */
    readonly modality?: 'video' | 'phone';
    /** Only for video: where the practitioner goes in. For the practitioner alone. Absent: keep the one that you have. */
    readonly practitionerLink?: string;
  };
}

/** What has become of an appointment on our side. */
export type AnswerType =
  | 'appointment.arrived'
  | 'appointment.confirmed'
  | 'appointment.cancelled'
  | 'appointment.cancellation-undone'
  | 'appointment.telehealth-set'
  | 'appointment.telehealth-cleared';

const types: Readonly<Record<AnswerContent['type'], AnswerType>> = {
  'mark-arrived': 'appointment.arrived',
  confirm: 'appointment.confirmed',
  cancel: 'appointment.cancelled',
  'undo-cancel': 'appointment.cancellation-undone',
  'set-telehealth': 'appointment.telehealth-set',
  'clear-telehealth': 'appointment.telehealth-cleared',
};

/** Makes the body of an answer. It is the same at each attempt. */
export function toAnswerBody({ appointmentId, patientId, content, startAt, createdAt }: AnswerRecord): AnswerBody {
  return {
    type: types[content.type],
    timestamp: new Date(createdAt).toISOString(),
    data: { appointmentId, patientId, start: new Date(startAt).toISOString(), ...toDetails(content) },
  };
}

function toDetails(content: AnswerContent): Partial<AnswerBody['data']> {
  if (content.type === 'cancel') return { reason: 'cancelled via automated reminder system' };
  if (content.type !== 'set-telehealth') return {};
  const { modality, link } = content;
  return link === null ? { modality } : { modality, practitionerLink: link };
}
