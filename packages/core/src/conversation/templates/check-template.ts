import type { Liquid, Template } from 'liquidjs';
import { consentWord } from '../replies/consent-word.ts';
import { interpretReply } from '../replies/interpret-reply.ts';
import type { TemplateName } from '../template-name.ts';
import { countSegments } from './count-segments.ts';
import type { SegmentCount } from './count-segments.ts';
import { findInstructions } from './find-instructions.ts';
import type { Instruction } from './find-instructions.ts';
import { createLiquid, liquidReason } from './liquid.ts';
import { templateExpects } from './template-expects.ts';
import { maximumTextLength, tidy } from './templates.ts';
import { templateVariableNames, variableNames } from './variable-names.ts';
import { worstCaseVariables } from './worst-case.ts';

/** What is wrong with a template, as a code that a page can put into its own words. */
export type TemplateProblemCode =
  | 'syntax'
  | 'empty'
  | 'unknown-variable'
  | 'unavailable-variable'
  | 'instruction-not-accepted'
  | 'carrier-opt-out-word'
  | 'too-long'
  | 'many-segments'
  | 'not-gsm';

/** One problem of a template. With an `error` it must not be used; a `warning` is for whoever wrote it to weigh. */
export interface TemplateProblem {
  readonly severity: 'error' | 'warning';
  readonly code: TemplateProblemCode;
  /** What is wrong and what to do. */
  readonly message: string;
  /** The line in the source, from 1; null when it is about the whole. */
  readonly line: number | null;
}

/** What is known about a template before it is used. */
export interface TemplateCheck {
  readonly problems: readonly TemplateProblem[];
  /** True when no problem is an error. */
  readonly isUsable: boolean;
  /** The text at its longest, with long names and every condition as it costs most; null when it cannot be rendered. */
  readonly longest: LongestText | null;
}

/** The longest text of a template and how it goes over the air. */
export interface LongestText extends SegmentCount {
  readonly text: string;
}

const maximumSegments = 3;

/** Checks a template as it is saved. Problems are returned, never thrown. */
export async function checkTemplate(query: {
  readonly name: TemplateName;
  /** BCP 47 tag: the words that the text tells to reply are read in it. */
  readonly language: string;
  readonly source: string;
}): Promise<TemplateCheck> {
  const engine = await createLiquid();
  const parsed = attempt(() => engine.parse(query.source));
  if ('code' in parsed) return { problems: [parsed], isUsable: false, longest: null };
  const texts = attempt(() => renderVariants(engine, parsed, query.language));
  const problems = [
    ...checkVariables(engine, parsed, query.name),
    ...findInstructions(withoutLiquid(query.source), query.language).flatMap((each) => checkInstruction(each, query)),
    ...('code' in texts ? [texts] : checkLength(texts, query.language)),
  ];
  return {
    problems,
    isUsable: problems.every(({ severity }) => severity !== 'error'),
    longest: 'code' in texts ? null : longestOf(texts),
  };
}

/** Turns what the engine throws at a wrong template into a problem with its line. */
function attempt<T extends object>(work: () => T): T | TemplateProblem {
  try {
    return work();
  } catch (error) {
    const message = liquidReason(error);
    const line = /line:(\d+)/u.exec(message)?.[1];
    return { severity: 'error', code: 'syntax', message, line: line === undefined ? null : Number(line) };
  }
}

function checkVariables(engine: Liquid, template: Template[], name: TemplateName): readonly TemplateProblem[] {
  const uses = Object.values(engine.analyzeSync(template, { partials: false }).globals).flat();
  const byPath = new Map(uses.map((use) => [String(use), use.location.row]));
  return [...byPath].flatMap(([path, line]): readonly TemplateProblem[] => {
    if (templateVariableNames[name].some((known) => known === path)) return [];
    const exists = variableNames.some((known) => known === path);
    const message = exists
      ? `${path} is not available in ${name}: use another variable`
      : `${path} does not exist: check its spelling`;
    return [{ severity: 'error', code: exists ? 'unavailable-variable' : 'unknown-variable', message, line }];
  });
}

function checkInstruction(
  { word, sentence }: Instruction,
  query: { readonly name: TemplateName; readonly language: string },
): readonly TemplateProblem[] {
  if (consentWord(word) === 'stop') {
    if (isAboutOptingOut(word, sentence)) return [];
    const message = `"${word}" alone makes carriers block all further texts: ask for a number or another word`;
    return [{ severity: 'error', code: 'carrier-opt-out-word', message, line: null }];
  }
  const expecting = templateExpects[query.name];
  const { intent, clarity } = interpretReply(word, { languages: [query.language], expecting });
  if (expecting.includes(intent) && clarity === 'clear') return [];
  const message = `"${word}" is not understood as an answer to ${query.name}: patients who obey would get nowhere`;
  return [{ severity: 'error', code: 'instruction-not-accepted', message, line: null }];
}

/** "Reply STOP to opt out" says what carriers do; some countries ask for it. */
function isAboutOptingOut(word: string, sentence: string): boolean {
  return /^(?:stop|unsubscribe)$/iu.test(word) && /\bopt[- ]?out\b|\bunsubscribe from\b|\bno more\b/u.test(sentence);
}

/** The texts that the template can become: each condition on an optional value is tried both ways. */
function renderVariants(engine: Liquid, template: Template[], language: string): readonly string[] {
  return worstCaseVariables(language).map((variables) =>
    // The engine renders to a string unless it is told to keep types. Unknown variables are reported by themselves.
    tidy(engine.renderSync(template, variables, { strictVariables: false }) as string),
  );
}

function longestOf(texts: readonly string[]): LongestText {
  const counted = texts.map((text) => ({ text, ...countSegments(text) }));
  // A shorter text may cost more: a single letter that GSM-7 lacks, such as that of a Saturday in Spanish, halves what fits.
  return counted.reduce((longest, each) => (isLonger(each, longest) ? each : longest));
}

function isLonger(a: LongestText, b: LongestText): boolean {
  return a.segments === b.segments ? a.units > b.units : a.segments > b.segments;
}

/** The characters that could be written plainly: all in English; elsewhere none as soon as the language needs one of them. */
function avoidable(foreign: readonly string[], language: string): readonly string[] {
  const isNeeded = !/^en\b/iu.test(language) && foreign.some((each) => /[\p{L}\p{M}]/u.test(each));
  return isNeeded ? [] : foreign;
}

function checkLength(texts: readonly string[], language: string): readonly TemplateProblem[] {
  const { text, segments, foreign } = longestOf(texts);
  const problems: TemplateProblem[] = [];
  const add = (severity: 'error' | 'warning', code: TemplateProblemCode, message: string): void => {
    problems.push({ severity, code, message, line: null });
  };
  if (texts.includes('')) add('error', 'empty', 'the text can be empty: give it words that always stand');
  if (text.length > maximumTextLength) {
    add(
      'error',
      'too-long',
      `with long names ${String(text.length)} characters, of ${String(maximumTextLength)}: shorten it`,
    );
  } else if (segments > maximumSegments) {
    add('warning', 'many-segments', `with long names it is sent and billed as ${String(segments)} texts: shorten it`);
  }
  const plainly = avoidable(foreign, language);
  if (plainly.length > 0) {
    add('warning', 'not-gsm', `${plainly.join(' ')} halves what fits into a text: use plain characters if you can`);
  }
  return problems;
}

/** The words of a template alone, of all its branches. */
function withoutLiquid(source: string): string {
  return source.replace(/\{%[^]*?%\}/gu, ' ').replace(/\{\{[^]*?\}\}/gu, ' ');
}
