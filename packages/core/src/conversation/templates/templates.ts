import type { Liquid } from 'liquidjs';
import { ClinicArrivalsError, ConfigurationError } from '../../errors.ts';
import type { TemplateName } from '../template-name.ts';
import { nearestTags } from './language-tags.ts';
import { createLiquid, liquidReason } from './liquid.ts';
import { createMomentFormat, templateVariables } from './template-variables.ts';
import type { TemplateVariables, VariableSource } from './template-variables.ts';
import { defaultWording } from './wording.ts';
import { englishWording } from './wording/en.ts';

/** The longest text that carriers join, in characters. */
export const maximumTextLength = 1600;

/** A clinic's own wording: Liquid sources by language tag and name. */
export type TemplateOverrides = Readonly<Record<string, Readonly<Partial<Record<TemplateName, string>>>>>;

/** Writes texts. */
export interface Templates {
  /**
   * Renders a text. Compiles it on first use and keeps it.
   *
   * The wording is the clinic's in the language, else ours in it, else the same for the language in its script without its
   * region, for the clinic's language, and for English.
   *
   * @throws ConfigurationError when the template is wrong, names a variable that is not given, or grows too long; its
   *   message carries no values
   */
  render(name: TemplateName, language: string, variables: TemplateVariables): Promise<string>;
  /** Builds the variables of a text, keeping the formatters of dates. */
  variables(source: VariableSource): TemplateVariables;
  /** The Liquid source that `render` would use. */
  source(name: TemplateName, language: string): string;
  /**
   * The language in which `render` would write: what was asked for where there is wording in it, with its region; else the
   * clinic's, or English. Dates belong in the same.
   */
  languageOf(name: TemplateName, language: string): string;
}

/** A tag under which wording is looked for, and the language for which. */
interface Place {
  readonly tag: string;
  readonly language: string;
}

interface Found {
  readonly source: string;
  readonly language: string;
}

/**
 * Makes a {@link Templates}.
 *
 * @example
 * const templates = createTemplates({ overrides: { en: { Received: 'We have it. {{ Clinic.name }}' } } });
 */
export function createTemplates(
  options: { readonly overrides?: TemplateOverrides; readonly language?: string } = {},
): Templates {
  const { overrides = {}, language: clinicLanguage = 'en' } = options;
  const formatMoment = createMomentFormat();
  const compiled = new Map<string, ReturnType<Liquid['parse']>>();
  let loading: Promise<Liquid> | null = null;

  const places = new Map<string, readonly Place[]>();

  const placesFor = (language: string): readonly Place[] => {
    const known = places.get(language) ?? toPlaces([language, clinicLanguage]);
    places.set(language, known);
    return known;
  };

  const find = (name: TemplateName, wished: string): Found => {
    for (const { tag, language } of placesFor(wished)) {
      const source = overrides[tag]?.[name] ?? defaultWording.get(tag)?.[name];
      if (source !== undefined) return { source, language };
    }
    return { source: overrides['en']?.[name] ?? englishWording[name], language: 'en' };
  };
  const source = (name: TemplateName, language: string): string => find(name, language).source;

  return {
    source,
    languageOf: (name, language) => find(name, language).language,
    variables: (of) => templateVariables(of, formatMoment),
    async render(name, language, variables) {
      loading ??= createLiquid();
      const engine = await loading;
      const key = `${language} ${name}`;
      try {
        const template = compiled.get(key) ?? engine.parse(source(name, language));
        compiled.set(key, template);
        // The engine renders to a string unless it is told to keep types.
        return checkLength(name, tidy(engine.renderSync(template, variables) as string));
      } catch (error) {
        throw ClinicArrivalsError.isInstance(error) ? error : unusable(name, language, error);
      }
    },
  };
}

/** What {@link tidy} would change. */
const gap = /^\s|[^\S\n ]| {2}| \n|\n |\s$/u;

/** Takes out the gaps that an empty variable or a condition leaves behind. */
export function tidy(text: string): string {
  if (!gap.test(text)) return text;
  return text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}

function toPlaces(languages: readonly string[]): readonly Place[] {
  return languages.flatMap((language) => nearestTags(language).map((tag) => ({ tag, language })));
}

function checkLength(name: TemplateName, text: string): string {
  if (text.length <= maximumTextLength) return text;
  throw new ConfigurationError({
    field: `templates.${name}`,
    message: `renders to ${String(text.length)} characters, more than ${String(maximumTextLength)}: shorten it`,
  });
}

function unusable(name: TemplateName, language: string, error: unknown): ConfigurationError {
  return new ConfigurationError({
    field: `templates.${name}`,
    message: `cannot be rendered in ${language}: ${liquidReason(error)}; check the template`,
    cause: error,
  });
}
