import { describe, expect, it } from 'vitest';
import type { DayLine, StatusLine, TaskLine, TextLine, VideoLine } from './day-lines.ts';
import { runDay } from './run-day.ts';

type Texts<Direction> = Extract<TextLine, { readonly direction: Direction }>;

interface Seen {
  readonly out: readonly Texts<'out'>[];
  readonly incoming: readonly Texts<'in'>[];
  readonly statuses: readonly StatusLine[];
  readonly tasks: readonly TaskLine[];
  readonly video: readonly VideoLine[];
}

function sort(lines: readonly DayLine[]): Seen {
  const texts = lines.filter((line) => line.type === 'text');
  return {
    out: texts.filter((line) => line.direction === 'out'),
    incoming: texts.filter((line) => line.direction === 'in'),
    statuses: lines.filter((line) => line.type === 'status'),
    tasks: lines.filter((line) => line.type === 'task'),
    video: lines.filter((line) => line.type === 'video'),
  };
}

const isSent = ({ out }: Seen, template: string, body = /./): boolean =>
  out.some((text) => text.template === template && body.test(text.body));
const isTask = ({ tasks }: Seen, kind: string): boolean => tasks.some((task) => task.kind === kind);
const hasCall = ({ video }: Seen, did: VideoLine['did'], who: VideoLine['who'] = 'patient'): boolean =>
  video.some((line) => line.did === did && line.who === who);
const hasStep = ({ statuses }: Seen, from: string, to: string, by: StatusLine['by']): boolean =>
  statuses.some((status) => status.from === from && status.to === to && status.by === by);

/** What every day has to show, as it can be read from the lines alone. */
const situations: Readonly<Record<string, (seen: Seen) => boolean>> = {
  screened: (seen) => isSent(seen, 'ConsiderTeleHealth'),
  'told to come in': (seen) => isSent(seen, 'ScreeningNoToVideo') && isSent(seen, 'CantConsiderTeleHealth'),
  'arrived by text': (seen) => isSent(seen, 'ArrivedThanks') && hasStep(seen, 'booked', 'arrived', 'engine'),
  'called to a room': (seen) => isSent(seen, 'DoctorReady', /Room \d/),
  'seen by video': (seen) => isSent(seen, 'VideoInvite', /https:/) && isSent(seen, 'VideoThanks'),
  'arrived by joining, without a word': (seen) =>
    seen.video.some(
      ({ did, who, appointment }) =>
        did === 'joined' &&
        who === 'patient' &&
        seen.statuses.some((status) => status.appointment === appointment && status.by === 'engine') &&
        !seen.incoming.some((text) => text.appointment === appointment && text.intent === 'ready'),
    ),
  'met by the doctor in the room': (seen) => hasCall(seen, 'joined', 'doctor') && hasCall(seen, 'left', 'doctor'),
  'left the room': (seen) => hasCall(seen, 'left'),
  'the room closed': (seen) => hasCall(seen, 'closed the room', 'server'),
  'seen by phone': (seen) => isSent(seen, 'VideoInvite', /ring you/),
  'a mind changed': ({ out }) =>
    out.some(
      ({ template, appointment }, index) =>
        template === 'ScreeningYesToVideo' &&
        out.slice(index).some((later) => later.template === 'ScreeningNoToVideo' && later.appointment === appointment),
    ),
  'a family phone asked which': (seen) => isSent(seen, 'WhichAppointment', /1 .* 2 /),
  'STOP honoured': ({ incoming, out }) =>
    incoming.some(({ intent, from, at }) => intent === 'stop' && !out.some((text) => text.to === from && text.at > at)),
  moved: (seen) => isSent(seen, 'Rescheduled'),
  cancelled: (seen) => isSent(seen, 'Cancellation'),
  'cancelled while waiting': (seen) => hasStep(seen, 'arrived', 'cancelled', 'pms') && isTask(seen, 'patient-is-here'),
  'the doctor ready before the patient came, who was then called in at once': ({ statuses, tasks, out, incoming }) =>
    statuses.some(
      ({ from, to, appointment }) =>
        from === 'booked' &&
        to === 'fulfilled' &&
        tasks.some((task) => task.kind === 'doctor-ready-no-arrival' && task.appointment === appointment) &&
        incoming.some((text) => text.intent === 'arrived' && text.appointment === appointment) &&
        out.some((text) => text.template === 'DoctorReady' && text.appointment === appointment),
    ),
  'unanswered raised as a task': (seen) => isTask(seen, 'no-answer'),
};

// A day is a second or two of work; a busy machine takes longer.
const timeoutMs = 60_000;

/** What is seen of video in a few days, whatever happens to the video server. */
const videoSituations: readonly (readonly [VideoLine['did'], VideoLine['who']])[] = [
  ['dropped', 'patient'],
  ['came back', 'patient'],
  ['asked to be rung', 'patient'],
  ['was not let in', 'doctor'],
  ['forgot the room', 'server'],
];

describe('a day of the demo', { timeout: timeoutMs }, () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'keeps every promise and shows every situation with seed %i',
    async (seed) => {
      const { lines, summary, violations } = await runDay({ seed });
      expect(violations).toEqual([]);
      const seen = sort(lines);
      const missing = Object.entries(situations).filter(([, isShown]) => !isShown(seen));
      expect(missing.map(([situation]) => situation)).toEqual([]);
      expect(summary).toEqual({
        type: 'summary',
        appointments: 40,
        textsOut: seen.out.length,
        textsIn: seen.incoming.length,
        arrived: new Set(seen.statuses.filter(({ to }) => to === 'arrived').map(({ appointment }) => appointment)).size,
        calledIn: new Set(seen.out.filter(({ template }) => template === 'DoctorReady').map((text) => text.appointment))
          .size,
        video: new Set(seen.out.filter(({ template }) => template === 'VideoInvite').map((text) => text.appointment))
          .size,
        tasks: seen.tasks.length,
        violations: 0,
      });
    },
  );

  it('shows in a few days what else happens to patients and video servers, with no promise broken', async () => {
    const days = await Promise.all([13, 14, 15, 16].map((seed) => runDay({ seed, appointments: 30 })));
    expect(days.flatMap(({ violations }) => violations)).toEqual([]);
    const seen = sort(days.flatMap(({ lines }) => lines));
    expect(videoSituations.filter(([did, who]) => !hasCall(seen, did, who))).toEqual([]);
  });

  it('is the same for the same seed, in lines of the fixed shape and in order of time', async () => {
    const small = { seed: 7, appointments: 12 } as const;
    const { lines } = await runDay(small);
    expect((await runDay(small)).lines).toEqual(lines);
    const shapes = new Set(lines.map((line) => [line.type, ...Object.keys(line).slice(1)].join(' ')));
    expect([...shapes].sort()).toEqual([
      'status at appointment from to by',
      'task at appointment kind reason',
      'text direction at appointment intent from body',
      'text direction at appointment template to body',
      'video at appointment who did',
    ]);
    const times = lines.flatMap((line) => (line.type === 'summary' ? [] : [line.at]));
    expect(times).toEqual([...times].sort());
    expect(times.every((at) => new Date(at).toISOString() === at)).toBe(true);
  });
});
