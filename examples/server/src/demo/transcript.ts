import type { DayLine, SummaryLine, VideoLine } from './day-lines.ts';
import type { PassedDay } from './run-day.ts';

type Colour = 'dim' | 'cyan' | 'green' | 'yellow' | 'red' | 'bold';
type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** How {@link toTranscript} writes. */
export interface TranscriptOptions {
  readonly isColoured: boolean;
  /** Puts a heading before each day; false unless given. */
  readonly hasDays?: boolean;
}

/** Writes a day for people to read: when, who, and what was said, changed or raised. */
export function toTranscript(
  { lines, summary, people }: PassedDay,
  { isColoured, hasDays = false }: TranscriptOptions,
): string {
  const paint: Paint = (colour, text) => (isColoured ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text);
  const format = new Intl.DateTimeFormat('en-AU', {
    timeZone: people.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  const dayFormat = new Intl.DateTimeFormat('en-AU', {
    timeZone: people.timeZone,
    ...{ weekday: 'long', day: 'numeric', month: 'long' },
  });
  let day = '';
  const written = lines.flatMap((line) => {
    if (line.type === 'summary') return [];
    const isNewDay = hasDays && day !== dayFormat.format(Date.parse(line.at));
    day = dayFormat.format(Date.parse(line.at));
    const heading = isNewDay ? ['', paint('bold', day)] : [];
    const time = paint('dim', format.format(Date.parse(line.at)));
    const who = people.nameOf(line).padEnd(people.longestName);
    return [...heading, `${time}  ${paint('bold', who)}  ${describe(line, paint)}`];
  });
  return `${[...written, '', toSummary(summary, paint)].join('\n')}\n`;
}

function describe(line: Exclude<DayLine, SummaryLine>, paint: Paint): string {
  switch (line.type) {
    case 'text':
      return line.direction === 'out'
        ? `${paint('cyan', '←')} ${line.body}`
        : `${paint('green', '→')} ${paint('green', line.body)} ${paint('dim', `(${line.intent})`)}`;
    case 'status': {
      // By a text or by joining: the software wrote it down, nobody at the clinic.
      const by = line.by === 'engine' ? 'by the patient' : 'by the clinic';
      return `${paint('yellow', '●')} ${line.from ?? 'new'} → ${line.to ?? 'deleted'} ${paint('dim', by)}`;
    }
    case 'task':
      return `${paint('red', '▲')} ${paint('red', line.reason)} ${paint('dim', `(${line.kind})`)}`;
    case 'video':
      return `${paint('cyan', '▶')} ${describeVideo(line)}`;
    default:
      return line satisfies never;
  }
}

function describeVideo({ who, did }: VideoLine): string {
  switch (did) {
    case 'closed the room':
      return 'the room is closed';
    case 'forgot the room':
      return 'the video server has restarted and forgotten the room';
    default:
      return `the ${who} ${did === 'dropped' ? 'lost the connection' : did} (video)`;
  }
}

function toSummary(summary: SummaryLine, paint: Paint): string {
  const { appointments, textsOut, textsIn, arrived, calledIn, video, tasks, violations } = summary;
  const day =
    `${appointments} appointments: ${textsOut} texts sent, ${textsIn} received, ${arrived} patients arrived, ` +
    `${calledIn} called in, ${video} by video or phone, ${tasks} tasks.`;
  const verdict =
    violations === 0
      ? paint('green', 'Every promise was kept.')
      : paint('red', `${violations} promises were broken; see the list of what was found.`);
  return `${paint('bold', day)}\n${verdict}`;
}
