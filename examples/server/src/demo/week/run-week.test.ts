import { describe, expect, it } from 'vitest';
import type { DayLine, TextLine } from '../day-lines.ts';
import type { PassedDay } from '../run-day.ts';
import { weekOf } from './places.ts';
import { runWeek } from './run-week.ts';

type Out = Extract<TextLine, { readonly direction: 'out' }>;
type In = Extract<TextLine, { readonly direction: 'in' }>;

interface Seen {
  readonly lines: readonly DayLine[];
  readonly out: readonly Out[];
  readonly incoming: readonly In[];
}

function see({ lines }: PassedDay): Seen {
  const texts = lines.filter((line) => line.type === 'text');
  return {
    lines,
    out: texts.filter((line) => line.direction === 'out'),
    incoming: texts.filter((line) => line.direction === 'in'),
  };
}

const isSent = ({ out }: Seen, template: string, body = /./): boolean =>
  out.some((text) => text.template === template && body.test(text.body));
const isTask = ({ lines }: Seen, kind: string): boolean =>
  lines.some((line) => line.type === 'task' && line.kind === kind);
const hasStep = ({ lines }: Seen, from: string | null, to: string, by: 'pms' | 'engine'): boolean =>
  lines.some((line) => line.type === 'status' && line.from === from && line.to === to && line.by === by);
/** One text of an appointment after another of it. */
const follows = ({ out }: Seen, first: string, then: string): boolean =>
  out.some((text, index) =>
    out.slice(index + 1).some((later) => text.template === first && later.template === then && later.to === text.to),
  );

/** What every week has to show, as it can be read from the lines alone. */
const situations: Readonly<Record<string, (seen: Seen) => boolean>> = {
  booked: (seen) => hasStep(seen, null, 'booked', 'pms') && isSent(seen, 'Booked', /Reply 1/),
  moved: (seen) => isSent(seen, 'Rescheduled', /no longer on/),
  'another place': (seen) => isSent(seen, 'Modified', /Harbour Road/),
  'cancelled by the clinic': (seen) => hasStep(seen, 'booked', 'cancelled', 'pms') && isSent(seen, 'Cancellation'),
  'confirmed by text': (seen) => follows(seen, 'Reminder', 'Confirmed'),
  'cancelled by text': (seen) => hasStep(seen, 'booked', 'cancelled', 'engine'),
  'asked whether to cancel': (seen) => isSent(seen, 'ConfirmCancel'),
  'cancelled and undone': (seen) =>
    hasStep(seen, 'cancelled', 'booked', 'engine') && follows(seen, 'Cancellation', 'Booked'),
  'undone too late': (seen) => isTask(seen, 'undo-impossible'),
  'no-show': (seen) => hasStep(seen, 'booked', 'noshow', 'pms') && isSent(seen, 'NoShow'),
  'a family reminded together': (seen) => isSent(seen, 'FamilyReminder', /: \S+ \d+:\d\d.*, \S+ \d+:\d\d/),
  'which of the family': (seen) => isSent(seen, 'WhichAppointment'),
  'in Chinese': (seen) => isSent(seen, 'Reminder', /提醒您/) && isSent(seen, 'Confirmed', /已确认/),
  'in Arabic': (seen) => isSent(seen, 'Reminder', /تذكير/) && isSent(seen, 'Confirmed', /تأكيد/),
  'in Vietnamese': (seen) => isSent(seen, 'Reminder', /xin nhắc/) && isSent(seen, 'Confirmed', /xác nhận/),
  'an undo in Arabic': ({ incoming }) => incoming.some(({ body, intent }) => body === 'تراجع' && intent === 'undo'),
  'STOP while a question is open': (seen) => isTask(seen, 'may-want-to-cancel'),
  'another time wished': (seen) => isTask(seen, 'wants-to-reschedule'),
  'the new time asked again after an answer that came too soon': ({ out, incoming }) =>
    incoming.some(({ intent, from, at }) => {
      const next = out.find((text) => text.to === from && text.at >= at);
      return intent === 'confirm' && next !== undefined && next.template !== 'Confirmed';
    }),
};

// A week is a second or two of work; a busy machine takes longer.
describe('a week of the demo', { timeout: 90_000 }, () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'keeps every promise around a change of the clocks and shows every situation, with seed %i',
    async (seed) => {
      const week = await runWeek({ seed });
      expect(week.violations).toEqual([]);
      const seen = see(week);
      const missing = Object.entries(situations).filter(([, isShown]) => !isShown(seen));
      expect(missing.map(([situation]) => situation)).toEqual([]);
      expect(week.summary).toMatchObject({
        appointments: 40,
        textsOut: seen.out.length,
        textsIn: seen.incoming.length,
      });
    },
  );

  it.each([9, 18, 27])('keeps every promise with the rules of other clinics, with seed %i', async (seed) => {
    expect((await runWeek({ seed, appointments: 34 })).violations).toEqual([]);
  });

  it('goes by every change of the clocks in Sydney, Lord Howe, London and New York, both ways', () => {
    const places = Array.from({ length: 8 }, (_, index) => weekOf(index + 1).place);
    const offsetAt = (timeZone: string, at: number): string =>
      new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at).replace(/^.*GMT/, '');
    for (const { timeZone, startDay } of places) {
      const from = Date.parse(`${startDay}T12:00:00Z`);
      const offsets = Array.from({ length: 7 }, (_, day) => offsetAt(timeZone, from + day * 86_400_000));
      expect(new Set(offsets).size).toBe(2);
    }
    expect(new Set(places.map(({ timeZone }) => timeZone)).size).toBe(4);
  });

  it('is the same for the same seed, in lines of the fixed shape and in order of time', async () => {
    const small = { seed: 3, appointments: 12 } as const;
    const { lines } = await runWeek(small);
    expect((await runWeek(small)).lines).toEqual(lines);
    const shapes = new Set(lines.map((line) => [line.type, ...Object.keys(line).slice(1)].join(' ')));
    expect([...shapes].sort()).toEqual([
      'status at appointment from to by',
      'text direction at appointment intent from body',
      'text direction at appointment template to body',
    ]);
    const times = lines.flatMap((line) => (line.type === 'summary' ? [] : [line.at]));
    expect(times).toEqual([...times].sort());
  });
});
