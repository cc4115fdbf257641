import { checkSettings } from '../engine/check-settings.ts';
import { ConfigurationError } from '../errors.ts';
import type { NumberSetting } from '../engine/setting-ranges.ts';
import type { NotCarriedOver, SettingsDraft } from './imported.ts';

/** What an import gathers. */
export interface Carrying {
  readonly settings: SettingsDraft;
  readonly notCarriedOver: NotCarriedOver[];
}

/** Notes something that stays behind. */
export function leaveBehind({ notCarriedOver }: Carrying, field: string, reason: string, whatToDo: string): void {
  notCarriedOver.push({ field, reason, whatToDo });
}

/** Carries a number over as a setting, if a clinic may have it. */
export function carryNumber(carrying: Carrying, field: string, value: unknown, setting: NumberSetting): void {
  try {
    if (typeof value !== 'number') throw new ConfigurationError({ field: setting, message: 'is no number' });
    checkSettings({ [setting]: value });
    carrying.settings[setting] = value;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    leaveBehind(
      carrying,
      field,
      'it is no number that can be set here',
      `Set ${setting} if the default does not suit.`,
    );
  }
}

/** Says whether somebody has filled a field in. */
export function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;
}
