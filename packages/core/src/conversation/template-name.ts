/** The names of all texts. A clinic may bring its own wording for each, per language. */
export const templateNames = [
  'Registration',
  'Cancellation',
  'UnknownPhone',
  'TooManyAppointments',
  'Unexpected',
  'ConsiderTeleHealth',
  'CantConsiderTeleHealth',
  'ScreeningYesToVideo',
  'ScreeningNoToVideo',
  'ScreeningDontUnderstand',
  'VideoWelcome',
  'VideoInvite',
  'VideoThanks',
  'VideoDontUnderstand',
  'ArrivedThanks',
  'ArrivingDontUnderstand',
  'DoctorReady',
  'Booked',
  'Rescheduled',
  'Modified',
  'Confirmed',
  'NoShow',
  'Reminder',
  'WhichAppointment',
  'Received',
  'Emergency',
  'AtClinicOrPhone',
  'ConfirmCancel',
] as const;

/** One of {@link templateNames}. */
export type TemplateName = (typeof templateNames)[number];
