import { describe, expect, it } from 'vitest';
import type { ClinicSettings } from '../clinic-settings.ts';
import { scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';
import type { Scenario } from '../testing/scenario.ts';

/** A clinic that only notifies and reminds, on a plain Monday in March. */
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
      reminders: [
        { id: '8-hours-before', when: { minutesBefore: 480 } },
        { id: '1-hour-before', when: { minutesBefore: 60 } },
      ],
      ...settings,
    },
  });
}

const tuesday = '2026-03-03';

describe('an appointment that is booked', () => {
  it('is told and asked about, then reminded of at its times', async () => {
    const clinic = await remindingClinic();
    await clinic.given.appointment({ patient: 'Amelia', at: '17:00', day: tuesday });
    await clinic.when.minutesPass(2);
    await clinic.when.minutesPass(2);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
    await clinic.when.timeIs('08:59', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked']);
    await clinic.when.timeIs('09:00', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked', 'Reminder']);
    await clinic.when.timeIs('16:00', tuesday);
    expect(clinic.then.textsTo('Amelia')).toEqual(['Booked', 'Reminder', 'Reminder']);
    expect(await clinic.then.stateOf('Amelia')).toBe('notices-only');
    await clinic.when.timeIs('04:00', '2026-03-04');
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(await clinic.then.openTasks()).toEqual([]);
  });
});
