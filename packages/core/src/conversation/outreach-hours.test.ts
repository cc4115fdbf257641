import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import type { QuietHours } from '../clinic-settings.ts';
import { at, calendar } from '../testing/one-visit.ts';
import { isOutreachHour, nextOutreachAt, weekdayOf } from './outreach-hours.ts';

const tuesday = '2026-03-03';
const times = (quietHours: readonly QuietHours[] = []) => ({ calendar, settings: { ...defaultSettings, quietHours } });

describe('the hours of outreach', () => {
  it('are from eight to eight, the end excluded', () => {
    expect(isOutreachHour(at('08:00'), times())).toBe(true);
    expect(isOutreachHour(at('07:59'), times())).toBe(false);
    expect(isOutreachHour(at('20:00') - 1, times())).toBe(true);
    expect(isOutreachHour(at('20:00'), times())).toBe(false);
  });

  it('come again in the morning, also for what is due after midnight', () => {
    expect(nextOutreachAt(at('20:00'), times())).toBe(at('08:00', tuesday));
    expect(nextOutreachAt(at('01:00', tuesday), times())).toBe(at('08:00', tuesday));
    expect(nextOutreachAt(at('05:00', tuesday), times())).toBe(at('08:00', tuesday));
  });

  it('leave out quiet hours, on the days that have them', () => {
    const noon: QuietHours = { days: ['monday'], from: '12:00', to: '13:00' };
    expect(nextOutreachAt(at('12:00'), times([noon]))).toBe(at('13:00'));
    expect(nextOutreachAt(at('12:00', tuesday), times([noon]))).toBe(at('12:00', tuesday));
    const every: QuietHours = { from: '12:00', to: '13:00' };
    expect(nextOutreachAt(at('12:30', tuesday), times([every]))).toBe(at('13:00', tuesday));
  });

  it('leave out quiet hours that follow each other, into the next day', () => {
    const quiet: readonly QuietHours[] = [
      { from: '13:00', to: '23:00' },
      { from: '12:00', to: '13:00' },
    ];
    expect(nextOutreachAt(at('12:10'), times(quiet))).toBe(at('08:00', tuesday));
  });

  it('never come where all hours are quiet', () => {
    expect(nextOutreachAt(at('12:00'), times([{ from: '00:00', to: '23:59' }]))).toBe(Infinity);
  });
});

describe('the day of the week', () => {
  it('is that of the date, whatever zone the program runs in', () => {
    expect(weekdayOf('2026-03-02')).toBe('monday');
    expect(weekdayOf('2026-03-01')).toBe('sunday');
  });
});
