import type { AnswerContent, AnsweredFields, Appointment, AppointmentStoreAbilities } from '@clinicarrivals/core';

/** What an answer means for the appointment that it is about. */
export interface AppointmentChange {
  readonly ability: keyof AppointmentStoreAbilities;
  /** What is so once the EHR has taken it. */
  readonly fields: AnsweredFields['fields'];
  /** Whether it is so already. */
  readonly isSo: (appointment: Appointment) => boolean;
  /** Whether it makes sense as the appointment stands. */
  readonly isAllowed: (appointment: Appointment) => boolean;
  /** Whether it is about a time, and not about any other that the appointment is moved to. */
  readonly isForStart: boolean;
}

const isAlive = ({ status }: Appointment): boolean => status !== 'cancelled' && status !== 'entered-in-error';
const isOneOf =
  (...statuses: readonly Appointment['status'][]) =>
  ({ status }: Appointment): boolean =>
    statuses.includes(status);

/** Whether the time of an appointment is its patient's. */
export const isOn = isOneOf('booked', 'arrived', 'checked-in', 'fulfilled');

/** Tells what an answer means. */
export function toAppointmentChange(content: AnswerContent): AppointmentChange {
  switch (content.type) {
    case 'mark-arrived':
      return {
        ability: 'canMarkArrived',
        fields: { status: 'arrived' },
        isSo: isOneOf('arrived', 'checked-in', 'fulfilled'),
        isAllowed: isOneOf('booked', 'noshow'),
        isForStart: false,
      };
    case 'confirm':
      return {
        ability: 'canConfirm',
        fields: { isConfirmed: true },
        isSo: ({ isConfirmed }) => isConfirmed,
        isAllowed: isAlive,
        isForStart: true,
      };
    case 'cancel':
      return {
        ability: 'canCancel',
        fields: { status: 'cancelled' },
        isSo: isOneOf('cancelled'),
        isAllowed: (appointment) => !isOneOf('fulfilled', 'noshow', 'entered-in-error')(appointment),
        isForStart: true,
      };
    case 'undo-cancel':
      return {
        ability: 'canUndoCancel',
        fields: { status: 'booked' },
        isSo: isOn,
        isAllowed: isOneOf('cancelled'),
        isForStart: true,
      };
    case 'set-telehealth': {
      const { modality, link } = content;
      const fields = link === null ? { modality } : { modality, videoLink: link };
      return {
        ability: 'canSetTelehealth',
        fields,
        isSo: (appointment) => appointment.modality === modality && (link === null || appointment.videoLink === link),
        isAllowed: isAlive,
        isForStart: false,
      };
    }
    case 'clear-telehealth':
      return {
        ability: 'canSetTelehealth',
        fields: { modality: 'unknown', videoLink: null },
        isSo: ({ modality }) => modality === 'unknown' || modality === 'in-person',
        isAllowed: () => true,
        isForStart: false,
      };
    default:
      return content satisfies never;
  }
}
