import type { Practitioner } from '../appointment.ts';
import type { PractitionerSettings } from '../clinic-settings.ts';
import type { Engine } from './engine.ts';

/** The settings of a practitioner; somebody who is new takes part, by video too, and has no room note. */
export function practitionerOf(engine: Engine, practitioner: Practitioner): PractitionerSettings {
  return (
    engine.config.practitioners.get(practitioner.id) ?? {
      id: practitioner.id,
      name: practitioner.name,
      takesPart: true,
      takesVideo: true,
      room: '',
    }
  );
}

/** Notes a practitioner who is seen for the first time, so that reception can set them up. */
export async function notePractitioner(engine: Engine, practitioner: Practitioner): Promise<void> {
  if (engine.config.practitioners.has(practitioner.id)) return;
  const settings = practitionerOf(engine, practitioner);
  engine.config.practitioners = new Map([...engine.config.practitioners, [practitioner.id, settings]]);
  await engine.store.commit({ documents: [{ kind: 'practitioner', id: practitioner.id, value: { ...settings } }] });
}
