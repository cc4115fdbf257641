import type { ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import type { TemplateName } from '../conversation/template-name.ts';

/** What could be carried over from another program, and what could not. */
export interface Imported {
  /** What differs from `defaultSettings`, checked. */
  readonly settings: Partial<ClinicSettings>;
  /** The clinic's own wording in one language, checked. */
  readonly templates: Readonly<Partial<Record<TemplateName, string>>>;
  readonly practitioners: readonly PractitionerSettings[];
  /** In the order in which it was read; nothing is dropped without being named here. */
  readonly notCarriedOver: readonly NotCarriedOver[];
}

/** Something that could not be carried over as it was. */
export interface NotCarriedOver {
  /** Where it stood, such as `AUTH_TOKEN` or `Registration`. */
  readonly field: string;
  /** Why; never what stood there. */
  readonly reason: string;
  readonly whatToDo: string;
}

/** Settings as they are gathered. */
export type SettingsDraft = { -readonly [Field in keyof ClinicSettings]?: ClinicSettings[Field] };
