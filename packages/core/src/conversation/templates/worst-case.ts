import type { Appointment } from '../../appointment.ts';
import { createMomentFormat, templateVariables } from './template-variables.ts';
import type { TemplateVariables } from './template-variables.ts';

const appointment: Appointment = {
  id: 'appointment-0000000000000000000000000001',
  version: null,
  status: 'booked',
  startAt: Date.UTC(2026, 8, 30, 2, 40),
  endAt: Date.UTC(2026, 8, 30, 3, 0),
  typeCode: null,
  modality: 'unknown',
  videoLink: null,
  isConfirmed: false,
  location: 'Level 12, North Tower, Consulting Suite 1204',
  encounter: 'none',
  patient: {
    id: 'patient-0000000000000000000000000001',
    name: 'Alexandrina Catherine Montgomery-Williamson',
    firstName: 'Alexandrina',
    mobile: '+61491570156',
    mayBeTexted: true,
    notTextedReason: null,
    language: null,
  },
  practitioner: {
    id: 'practitioner-0000000000000000000000000001',
    name: 'Dr Bartholomew Montgomery',
    lastName: 'Montgomery',
  },
  changedAt: null,
  readAt: 0,
};

const clinic = {
  id: 'clinic',
  name: 'Northern Rivers Family Doctors',
  phone: '+61 2 5550 0123',
  timeZone: 'UTC',
  country: 'AU',
} as const;

const long = {
  url: `https://video.example.org/${'a'.repeat(50)}`,
  room: 'Take the lift to level 12, then the second door on the left.',
  choices: '1 Alexandrina 10:10, 2 Maximilian 10:20, 3 Evangeline 10:30, 4 Christopher 10:40',
  undoMinutes: '10',
};

const day = 86_400_000;
/** A Saturday at the end of August. */
const saturday = appointment.startAt - 32 * day;

/**
 * Gives the values with which a template is measured: long ones, in each combination of what may be empty, and with each status
 * on which a text may depend. The longest day is a Wednesday in September; a Saturday in August is measured too: in some
 * languages it alone is written with letters that GSM-7 lacks (*sábado*, *août*).
 *
 * @param language BCP 47 tag in which days and times are written
 */
export function worstCaseVariables(language = 'en'): readonly TemplateVariables[] {
  const formatMoment = createMomentFormat();
  return [appointment.startAt, saturday].flatMap((startAt) =>
    [long, {}].flatMap((extra) =>
      [startAt - day, null].flatMap((previousStartAt) =>
        (['booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'] as const).map((status) =>
          templateVariables(
            { clinic, appointment: { ...appointment, startAt, status }, previousStartAt, language, extra },
            formatMoment,
          ),
        ),
      ),
    ),
  );
}
