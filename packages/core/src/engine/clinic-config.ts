import { createClinicCalendar } from '../clinic-calendar.ts';
import type { Clinic, ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import { createTemplates } from '../conversation/templates/templates.ts';
import type { TemplateOverrides } from '../conversation/templates/templates.ts';
import type { ConversationStore } from '../ports/conversation-store/conversation-store.ts';
import type { JsonValue } from '../ports/conversation-store/records.ts';
import { checkSettings } from './check-settings.ts';
import { toOptedOutPatients } from './consent.ts';
import type { ClinicConfig } from './engine.ts';

/** What the application gave at construction; what the clinic has changed since lies over it. */
export interface GivenConfig {
  readonly clinic: Clinic;
  readonly settings: Partial<ClinicSettings>;
  readonly templates: TemplateOverrides;
}

/** Makes the configuration from what was given, checked. Throws a `ConfigurationError`. */
export function toConfig(given: GivenConfig): ClinicConfig {
  const settings = checkSettings(given.settings);
  return {
    settings,
    calendar: createClinicCalendar({ timeZone: given.clinic.timeZone, dayEndsAt: settings.clinicDayEndsAt }),
    templates: createTemplates({ overrides: given.templates, language: settings.language }),
    practitioners: new Map(),
    pauses: new Set(),
    optedOutPatients: new Set(),
    adoptable: [],
    confirmedAt: () => null,
  };
}

/** Reads again what the clinic has set, which another process may have changed. */
export async function reloadConfig(config: ClinicConfig, given: GivenConfig, store: ConversationStore): Promise<void> {
  const [practitioners, pauses, consents, settings, templates] = await Promise.all([
    store.documents({ kind: 'practitioner' }),
    store.documents({ kind: 'pause' }),
    store.documents({ kind: 'consent' }),
    store.document({ kind: 'setting', id: 'clinic' }),
    store.documents({ kind: 'template' }),
  ]);
  config.practitioners = new Map(practitioners.map((document) => [document.id, toPractitioner(document.value)]));
  config.pauses = new Set(pauses.map((document) => document.id));
  config.optedOutPatients = toOptedOutPatients(consents);
  const changed = JSON.stringify([settings?.value ?? null, templates]);
  if (changed === lastChange.get(config)) return;
  lastChange.set(config, changed);
  const merged = toConfig({
    ...given,
    settings: { ...given.settings, ...toSettings(settings?.value ?? null) },
    templates: overlay(given.templates, templates),
  });
  config.settings = merged.settings;
  config.calendar = merged.calendar;
  config.templates = merged.templates;
}

// Settings and templates are compiled, so they are made anew only when they differ.
const lastChange = new WeakMap<ClinicConfig, string>();

function toPractitioner(value: JsonValue): PractitionerSettings {
  // Only this package writes practitioner documents, and always whole.
  return value as unknown as PractitionerSettings;
}

function toSettings(value: JsonValue): Partial<ClinicSettings> {
  // Checked by `checkSettings` right after.
  return (value ?? {}) as Partial<ClinicSettings>;
}

function overlay(
  given: TemplateOverrides,
  stored: readonly { readonly id: string; readonly value: JsonValue }[],
): TemplateOverrides {
  const merged: Record<string, Record<string, string>> = {};
  for (const [language, sources] of Object.entries(given)) merged[language] = { ...sources };
  for (const { id, value } of stored) {
    const [language = '', name = ''] = id.split('/');
    if (typeof value === 'string') merged[language] = { ...merged[language], [name]: value };
  }
  return merged;
}
