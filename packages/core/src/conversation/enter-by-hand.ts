import type { UpdateAppointmentEffect } from './effect.ts';

/** What a person does where the PMS was not told: a sentence for each change, as the next action of the task that stands for it. */
export const enterByHand: Readonly<Record<UpdateAppointmentEffect['change']['type'], string>> = {
  'mark-arrived': 'Mark the patient as arrived in the PMS, then tick this task.',
  'set-telehealth': 'Note in the PMS that the patient does not come in but is seen from afar, then tick this task.',
  'clear-telehealth': 'Note in the PMS that the patient comes in, then tick this task.',
  confirm: 'Mark the appointment as confirmed in the PMS, then tick this task.',
  cancel: 'Cancel the appointment in the PMS, then tick this task.',
  'undo-cancel': 'Book the appointment again in the PMS, then tick this task.',
};
