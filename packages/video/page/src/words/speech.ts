import { en } from './en.ts';
import type { Words } from './en.ts';
import { languages } from './languages.ts';
import type { LanguageTag } from './languages.ts';

export type Word = keyof Words;
export type Values = Readonly<Record<string, string>>;

/** Says things in the chosen language, and says all of it anew when another is chosen. */
export interface Speech {
  readonly language: LanguageTag;
  word(word: Word, values?: Values): string;
  /** Time of day at the clinic; with the name of its zone where the device is in another. */
  time(at: number): string;
  duration(minutes: number): string;
  /** Such as "in 12 minutes". */
  in(ms: number): string;
  /** Does this now, and again whenever the language changes, as long as the node is on the page. */
  bind(node: Node, say: () => void): void;
  useZone(timeZone: string): void;
  /** Loads a language and says everything in it; without the network the page stays as it is. */
  use(language: LanguageTag): Promise<void>;
}

const minute = 60_000;

/** Makes the speech of a page. It begins in English, which needs no loading. */
export function createSpeech(): Speech {
  let language: LanguageTag = 'en';
  let wished: LanguageTag = 'en';
  let words: Words = en;
  let timeZone: string | undefined;
  const bound = new Map<Node, Set<() => void>>();

  const forget = (): void => {
    for (const node of bound.keys()) if (!node.isConnected) bound.delete(node);
  };

  return {
    get language() {
      return language;
    },
    word: (word, values = {}) => putIn(words[word], values, languages[language].direction),
    time: (at) => formatTime(at, language, timeZone),
    duration: (minutes) =>
      new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes),
    in: (ms) => formatWait(ms, language),
    bind: (node, say) => {
      if (bound.size > 200) forget();
      const says = bound.get(node) ?? new Set();
      bound.set(node, says.add(say));
      say();
    },
    useZone: (zone) => {
      timeZone = isZone(zone) ? zone : undefined;
    },
    use: async (wanted) => {
      wished = wanted;
      const loaded = await languages[wanted].load();
      // Another one was chosen meanwhile.
      if (wished !== wanted) return;
      words = loaded;
      language = wanted;
      document.documentElement.lang = wanted;
      document.documentElement.dir = languages[wanted].direction;
      forget();
      for (const says of bound.values()) for (const say of says) say();
    },
  };
}

/** What is put into a sentence that is written from right to left keeps its own direction (UAX #9, isolates). */
function putIn(sentence: string, values: Values, direction: 'ltr' | 'rtl'): string {
  const isolate = (value: string): string => (direction === 'rtl' ? `\u2068${value}\u2069` : value);
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => isolate(values[name] ?? ''));
}

function formatTime(at: number, language: string, timeZone: string | undefined): string {
  // Canadians and Australians write the same language and other times.
  const locale = navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? language;
  const isSame = timeZone === undefined || wallTime(at, timeZone) === wallTime(at, undefined);
  return new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: isSame ? undefined : 'short',
  }).format(at);
}

function formatWait(ms: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const minutes = Math.max(1, Math.ceil(ms / minute));
  if (minutes < 120) return format.format(minutes, 'minute');
  if (minutes < 48 * 60) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / 1440), 'day');
}

function wallTime(at: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at);
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null;
  } catch {
    return false;
  }
}
