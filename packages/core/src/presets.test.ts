import { describe, expect, it } from 'vitest';
import { defaultSettings } from './clinic-settings.ts';
import { checkSettings } from './engine/check-settings.ts';
import { presets } from './presets.ts';

describe('the presets', () => {
  it.each(Object.entries(presets))('%s gives settings that a clinic may have', (_, preset) => {
    expect(() => checkSettings(preset)).not.toThrow();
  });

  it('never tells patients that they were missed, which is always a choice', () => {
    for (const preset of Object.values(presets)) expect(preset.sendsNoShow).toBe(false);
  });

  it('tells of changes in each', () => {
    for (const preset of Object.values(presets))
      expect(preset).toMatchObject({ sendsCancellation: true, sendsRescheduled: true, sendsModified: true });
  });

  it('reminders: all is told but the waiting room, 8 hours and 1 hour before, and may be cancelled by text', () => {
    expect(presets.reminders).toMatchObject({
      waitingRoom: false,
      sendsBooked: true,
      sendsConfirmed: true,
      cancelByText: true,
      watchDays: 60,
    });
    expect(presets.reminders.reminders?.map(({ when }) => when)).toEqual([
      { minutesBefore: 480 },
      { minutesBefore: 60 },
    ]);
  });

  it('virtualWaitingRoom: is what applies without settings', () => {
    expect(checkSettings(presets.virtualWaitingRoom)).toEqual(defaultSettings);
  });

  it('both: reminds on the working day before, so that no reminder doubles the screening of the day', () => {
    expect(presets.both).toMatchObject({ waitingRoom: true, sendsBooked: true, sendsConfirmed: true });
    expect(presets.both.reminders?.map(({ when }) => when)).toEqual([
      { daysBefore: 1, at: '10:00', countsWorkingDays: true },
    ]);
  });
});
