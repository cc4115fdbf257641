import type { PmsModality } from '../pms/telehealth.ts';
import type { Random } from '../random.ts';
import { everydayPersonalities } from './personality.ts';
import type { Personality } from './personality.ts';
import type { VideoHabit } from './video-habit.ts';

/**
 * What the clinic will do to an appointment: `move` it later in the day · `cancel` it hours before, or while the patient is
 * already waiting · set `telehealth` in the PMS by hand · `add` it only during the day · change the practitioner.
 */
export type ClinicPlan = 'move' | 'cancel' | 'cancel-while-waiting' | 'telehealth' | 'add' | 'change-practitioner';

/** A part that somebody plays in the day, and when and with whom it can be played. */
export interface Role {
  readonly personality: Personality;
  readonly plan: ClinicPlan | null;
  readonly modality: PmsModality;
  readonly practitioner: 'any' | 'video' | 'telephone';
  /** The earliest and latest start, `HH:MM`. */
  readonly from: string;
  readonly to: string;
  /** Null to draw one. */
  readonly videoHabit: VideoHabit | null;
}

const any = (personality: Personality, part: Partial<Role> = {}): Role => ({
  personality,
  plan: null,
  modality: 'in-person',
  practitioner: 'any',
  from: '09:00',
  to: '17:00',
  videoHabit: null,
  ...part,
});

/** The situations that every day of a full clinic has, the most telling first. */
const fixedRoles: readonly Role[] = [
  any('family', { from: '10:00', to: '11:20' }),
  any('family', { from: '10:00', to: '11:40' }),
  any('video', { practitioner: 'video', from: '09:40', videoHabit: 'joins' }),
  any('video', { practitioner: 'telephone', from: '09:40' }),
  any('changes-mind', { practitioner: 'video', from: '10:40' }),
  any('stop', { from: '09:40' }),
  any('punctual', { plan: 'move', from: '11:00', to: '15:40' }),
  any('early', { plan: 'cancel-while-waiting', from: '09:40' }),
  any('after-doctor', { from: '09:40', to: '15:40' }),
  any('silent', { practitioner: 'video', from: '09:40' }),
  any('punctual', { from: '09:40' }),
  any('typos', { practitioner: 'video', from: '09:40' }),
  any('punctual', { practitioner: 'video', modality: 'video', from: '09:40', videoHabit: 'says-ready' }),
  any('punctual', { practitioner: 'telephone', modality: 'phone', from: '09:40' }),
  any('punctual', { plan: 'telehealth', practitioner: 'video', from: '11:00', videoHabit: 'drops-out' }),
  any('punctual', { plan: 'cancel', from: '11:40' }),
  any('punctual', { plan: 'add', from: '13:00' }),
  any('landline'),
  any('wrong-number'),
  any('other-number'),
  any('nonsense', { from: '09:40' }),
  any('emoji'),
  any('polite'),
  any('late'),
  any('desk'),
  any('unreachable'),
  any('no-mobile'),
  any('punctual', { plan: 'change-practitioner', from: '11:00' }),
  any('video', { plan: 'add', practitioner: 'video', from: '14:00', videoHabit: 'stays-away' }),
  any('video', { practitioner: 'video', from: '09:40', videoHabit: 'asks-for-call' }),
];

/** Gives out the parts of a day: the fixed ones first, as far as there is room, then everyday patients. */
export function castRoles(random: Random, appointments: number): Role[] {
  const everyday = Array.from({ length: Math.max(0, appointments - fixedRoles.length) }, () =>
    any(random.pick(everydayPersonalities)),
  );
  return [...fixedRoles.slice(0, appointments), ...everyday];
}
