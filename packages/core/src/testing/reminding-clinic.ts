import type { ClinicSettings } from '../clinic-settings.ts';
import { scenario } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioOptions } from './scenario-clinic.ts';

/** The day after the plain Monday. */
export const tuesday = '2026-03-03';

/** A clinic that only notifies and reminds, on a plain Monday in March at nine in the morning. */
export function remindingClinic(
  settings: Partial<ClinicSettings> = {},
  options: Omit<ScenarioOptions, 'settings'> = {},
): Promise<Scenario> {
  return scenario({
    at: '09:00',
    ...options,
    settings: {
      waitingRoom: false,
      sendsBooked: true,
      watchDays: 60,
      pollFarSeconds: 60,
      reminders: [
        { id: '8-hours-before', when: { minutesBefore: 480 } },
        { id: '1-hour-before', when: { minutesBefore: 60 } },
      ],
      ...settings,
    },
  });
}
