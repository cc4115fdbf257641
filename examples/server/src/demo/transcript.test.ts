import { describe, expect, it } from 'vitest';
import type { DayLine } from './day-lines.ts';
import { toTranscript } from './transcript.ts';

const at = '2026-04-01T20:00:00.000Z';
const lines: readonly DayLine[] = [
  {
    type: 'text',
    direction: 'out',
    at,
    appointment: 'a1',
    template: 'DoctorReady',
    to: '+61491000001',
    body: 'Come in.',
  },
  { type: 'text', direction: 'in', at, appointment: 'a1', intent: 'thanks', from: '+61491000001', body: 'ta' },
  { type: 'status', at, appointment: 'a1', from: null, to: 'booked', by: 'pms' },
  { type: 'task', at, appointment: 'a1', kind: 'no-answer', reason: 'Nobody answered.' },
];
const summary = {
  type: 'summary',
  appointments: 1,
  textsOut: 1,
  textsIn: 1,
  arrived: 0,
  calledIn: 1,
  video: 0,
  tasks: 1,
  violations: 0,
} as const;
const people = { timeZone: 'Australia/Melbourne', longestName: 4, nameOf: () => 'Mia' };

describe('the transcript', () => {
  it('says when, who, which way and what, a line each, and adds the day up', () => {
    const transcript = toTranscript({ lines, summary, violations: [], people }, { isColoured: false });
    expect(transcript.split('\n')).toEqual([
      '07:00:00  Mia   ← Come in.',
      '07:00:00  Mia   → ta (thanks)',
      '07:00:00  Mia   ● new → booked by the clinic',
      '07:00:00  Mia   ▲ Nobody answered. (no-answer)',
      '',
      '1 appointments: 1 texts sent, 1 received, 0 patients arrived, 1 called in, 0 by video or phone, 1 tasks.',
      'Every promise was kept.',
      '',
    ]);
  });

  it('puts a heading before each day where it tells of several', () => {
    const later = { ...lines[2], at: '2026-04-03T20:00:00.000Z' } as DayLine;
    const days = { lines: [...lines, later], summary, violations: [], people };
    const transcript = toTranscript(days, { isColoured: false, hasDays: true });
    expect(transcript.split('\n').slice(0, 3)).toEqual(['', 'Thursday 2 April', '07:00:00  Mia   ← Come in.']);
    expect(transcript).toContain('\n\nSaturday 4 April\n07:00:00');
    expect(transcript.match(/April/g)).toHaveLength(2);
  });

  it('says that promises were broken, and colours only where it may', () => {
    const broken = { lines, summary: { ...summary, violations: 2 }, violations: [], people };
    expect(toTranscript(broken, { isColoured: false })).toContain('2 promises were broken');
    expect(toTranscript(broken, { isColoured: false })).not.toContain('\u001B[');
    expect(toTranscript(broken, { isColoured: true })).toContain('\u001B[31m');
  });
});
