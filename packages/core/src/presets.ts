import type { ClinicSettings, ReminderRule } from './clinic-settings.ts';

/** The name of one of the {@link presets}. */
export type PresetName = 'virtualWaitingRoom' | 'reminders' | 'both';

/** Half a day ahead there is time to give the place to somebody else; an hour ahead, to leave home in time. */
const dayOfVisit: readonly ReminderRule[] = [
  { id: '8-hours-before', when: { minutesBefore: 8 * 60 } },
  { id: '1-hour-before', when: { minutesBefore: 60 } },
];

/** On the day itself the screening reminds already. */
const dayBefore: readonly ReminderRule[] = [
  { id: 'day-before', when: { daysBefore: 1, at: '10:00', countsWorkingDays: true } },
];

const corrections = { sendsCancellation: true, sendsRescheduled: true, sendsModified: true } as const;

const notices = {
  ...corrections,
  sendsBooked: true,
  sendsConfirmed: true,
  // That somebody was missed is always the clinic's own choice.
  sendsNoShow: false,
  cancelByText: true,
  watchDays: 60,
} as const;

/**
 * Sensible settings in one word. Spread one and put what the clinic wants otherwise after it.
 *
 * `virtualWaitingRoom`: patients wait outside and are called in by text; only changes are told beside that · `reminders`: appointments are
 * announced, reminded 8 hours and 1 hour before, confirmed and cancelled by text, and nobody is called in · `both`: the waiting room, with
 * appointments announced and reminded on the working day before.
 *
 * @example
 * createArrivals({ settings: { ...presets.reminders, pmsProfile: 'fhir', outreachFrom: '09:00' }, … })
 */
export const presets: Readonly<Record<PresetName, Partial<ClinicSettings>>> = {
  virtualWaitingRoom: {
    ...corrections,
    waitingRoom: true,
    sendsBooked: false,
    sendsConfirmed: false,
    sendsNoShow: false,
    reminders: [],
  },
  reminders: { ...notices, waitingRoom: false, reminders: dayOfVisit },
  both: { ...notices, waitingRoom: true, reminders: dayBefore },
};
