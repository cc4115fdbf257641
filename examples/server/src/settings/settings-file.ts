import { checkSettings, checkTemplate, defaultSettings, presets, templateNames } from '@clinicarrivals/core';
import type { ClinicSettings, PractitionerSettings, TemplateName, TemplateOverrides } from '@clinicarrivals/core';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import { readPractitioners } from './practitioners.ts';
import { createProblems } from './problems.ts';
import type { Problems } from './problems.ts';
import { readTextFile } from './read-text-file.ts';

/** How the clinic works, as the file that `CLINICARRIVALS_CONFIG` names says it. */
export interface SettingsFile {
  /** What differs from `defaultSettings`. */
  readonly settings: Partial<ClinicSettings>;
  readonly templates: TemplateOverrides;
  /** Where patients meet the practitioner from afar, an https URL or `telephone`. */
  readonly videoLink: string;
  /** The same by practitioner id, for who has a room of their own. */
  readonly videoLinks: Readonly<Record<string, string>>;
  /** Who takes part and how to find their rooms, for practitioners of whom nothing is stored yet. */
  readonly practitioners: readonly PractitionerSettings[];
}

/** What applies without a file. */
export const emptySettingsFile: SettingsFile = {
  settings: {},
  templates: {},
  videoLink: 'telephone',
  videoLinks: {},
  practitioners: [],
};

/** What the file has besides the settings of the library. */
export const fileKeys = ['$schema', 'preset', 'videoLink', 'videoLinks', 'practitioners', 'templates'] as const;

/**
 * Reads and checks the settings file.
 *
 * @throws AggregateError of ConfigurationErrors, each naming the key and the fix
 */
export async function readSettingsFile(path: string): Promise<SettingsFile> {
  const problems = createProblems();
  const given = parseFile(path, problems);
  const { $schema: _, preset, videoLink, videoLinks, practitioners: people, templates, ...rest } = given;
  const own = Object.entries(rest).filter(([key]) => {
    const isKnown = Object.hasOwn(defaultSettings, key);
    if (!isKnown)
      problems.add(key, 'is no key of the settings file; see clinic-settings.schema.json for those there are');
    return isKnown;
  });
  // Every value is checked right here, against the library's own rules.
  const settings = { ...readPreset(preset, problems), ...Object.fromEntries(own) } as Partial<ClinicSettings>;
  problems.attempt(() => checkSettings(settings));
  const language = typeof settings.language === 'string' ? settings.language : defaultSettings.language;
  const wording = await checkWording(templates, language, problems);
  const links = checkLinks({ videoLink, videoLinks }, problems);
  const practitioners = readPractitioners(people, problems);
  problems.throwIfAny();
  const worded = Object.keys(wording).length === 0 ? {} : { [language]: wording };
  return { settings, templates: worded, ...links, practitioners };
}

function parseFile(path: string, problems: Problems): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readTextFile(path));
    if (isRecord(parsed)) return parsed;
    problems.add('CLINICARRIVALS_CONFIG', 'names a file that holds no JSON object; begin it with { and end it with }');
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    problems.add(
      'CLINICARRIVALS_CONFIG',
      isSyntax ? 'names a file that is no valid JSON; correct it' : 'names a file that cannot be read; give its path',
    );
  }
  return {};
}

/** What the named preset says, over which the file's own settings win. */
function readPreset(name: unknown, problems: Problems): Partial<ClinicSettings> {
  if (name === undefined) return {};
  const preset = Object.entries(presets).find(([known]) => known === name)?.[1];
  if (preset === undefined) problems.add('preset', `give one of: ${Object.keys(presets).join(', ')}`);
  return preset ?? {};
}

async function checkWording(
  templates: unknown,
  language: string,
  problems: Problems,
): Promise<Partial<Record<TemplateName, string>>> {
  const checked: Partial<Record<TemplateName, string>> = {};
  if (templates === undefined) return checked;
  if (!isRecord(templates)) {
    problems.add('templates', 'give an object such as { "DoctorReady": "Please come in. {{ room }}" }');
    return checked;
  }
  for (const [key, source] of Object.entries(templates)) {
    const name = templateNames.find((known) => known === key);
    if (name === undefined) problems.add(`templates.${key}`, `is no text; there are: ${templateNames.join(', ')}`);
    else if (typeof source !== 'string') problems.add(`templates.${key}`, 'give the text as a string');
    else {
      const { problems: found } = await checkTemplate({ name, language, source });
      for (const { severity, message } of found) if (severity === 'error') problems.add(`templates.${key}`, message);
      checked[name] = source;
    }
  }
  return checked;
}

function checkLinks(
  given: { readonly videoLink: unknown; readonly videoLinks: unknown },
  problems: Problems,
): Pick<SettingsFile, 'videoLink' | 'videoLinks'> {
  const { videoLink = emptySettingsFile.videoLink, videoLinks = {} } = given;
  const fallback = { videoLink: emptySettingsFile.videoLink, videoLinks: {} };
  if (typeof videoLink !== 'string') {
    problems.add('videoLink', 'give a URL that begins with https://, or "telephone"');
    return fallback;
  }
  if (!isRecord(videoLinks) || !Object.values(videoLinks).every((link) => typeof link === 'string')) {
    problems.add('videoLinks', 'give an object of practitioner ids with a URL or "telephone" each');
    return fallback;
  }
  // Every value was found to be a string.
  const links = videoLinks as Record<string, string>;
  problems.attempt(() => createFixedLinkProvider({ links, defaultLink: videoLink }));
  return { videoLink, videoLinks: links };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
