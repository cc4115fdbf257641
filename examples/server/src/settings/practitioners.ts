import type { ConversationStore, PractitionerSettings } from '@clinicarrivals/core';
import type { Arrivals } from '@clinicarrivals/core';
import type { Problems } from './problems.ts';

const defaults = { name: '', takesPart: true, takesVideo: true, room: '' };

/** Reads the practitioners of the settings file. */
export function readPractitioners(given: unknown, problems: Problems): readonly PractitionerSettings[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) {
    problems.add('practitioners', 'give a list such as [{ "id": "7", "room": "Come to room 7." }]');
    return [];
  }
  const seen = new Set<string>();
  return given.flatMap((one: unknown, index): readonly PractitionerSettings[] => {
    const practitioner = typeof one === 'object' && one !== null ? { ...defaults, ...one } : defaults;
    if (isPractitioner(practitioner) && !seen.has(practitioner.id)) {
      seen.add(practitioner.id);
      return [practitioner];
    }
    problems.add(
      `practitioners[${String(index)}]`,
      'give an id that no other has, and at most name, takesPart, takesVideo and room',
    );
    return [];
  });
}

function isPractitioner(value: object): value is PractitionerSettings {
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const isKnown = Object.keys(fields).every((field) => field === 'id' || Object.hasOwn(defaults, field));
  const isTyped = Object.entries(defaults).every(([field, example]) => typeof fields[field] === typeof example);
  return isKnown && isTyped && typeof fields['id'] === 'string' && fields['id'] !== '';
}

/**
 * Sets up the practitioners of whom nothing is stored, before anybody is texted: what people have changed since stays as it is.
 *
 * The store is open.
 */
export async function introducePractitioners(
  practitioners: readonly PractitionerSettings[],
  { store, arrivals }: { readonly store: ConversationStore; readonly arrivals: Arrivals },
): Promise<void> {
  for (const practitioner of practitioners) {
    const known = await store.document({ kind: 'practitioner', id: practitioner.id });
    if (known === null) await arrivals.practitioners.set({ practitioner, by: 'settings file' });
  }
}
