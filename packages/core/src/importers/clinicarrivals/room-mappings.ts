import type { PractitionerSettings } from '../../clinic-settings.ts';
import { isFilled, leaveBehind } from '../carry.ts';
import type { Carrying } from '../carry.ts';
import { parseList } from '../parse-json.ts';
import type { Fields } from '../parse-json.ts';

const known = [
  'PractitionerFhirID',
  'PractitionerName',
  'LocationName',
  'LocationDescription',
  'IgnoreThisDoctor',
  'NoVideoForThisDoctor',
];

/** Reads `room-mappings.json`. Throws a `ConfigurationError` that repeats nothing of it. */
export function carryRoomMappings(carrying: Carrying, text: string): readonly PractitionerSettings[] {
  const practitioners = new Map<string, PractitionerSettings>();
  for (const [index, mapping] of parseList(text, 'room-mappings.json').entries()) {
    const place = `room-mappings[${String(index)}]`;
    const practitioner = toPractitioner(mapping);
    if (practitioner === null)
      leaveBehind(carrying, place, 'it does not say whose it is, or a field has another type', 'Set them up by hand.');
    else if (practitioners.has(practitioner.id))
      leaveBehind(carrying, place, 'the practitioner is there twice: the first one counts', 'Compare the two.');
    else practitioners.set(practitioner.id, practitioner);
    if (isFilled(mapping['LocationDescription']))
      leaveBehind(
        carrying,
        `${place}.LocationDescription`,
        'it was never texted',
        'Add it to the room if patients should read it.',
      );
    for (const field of Object.keys(mapping).filter((name) => !known.includes(name)))
      leaveBehind(carrying, `${place}.${field}`, 'it is not known here', 'Nothing.');
  }
  return [...practitioners.values()];
}

function toPractitioner(mapping: Fields): PractitionerSettings | null {
  const { PractitionerFhirID: id, PractitionerName: name } = mapping;
  const { IgnoreThisDoctor: isIgnored = false, NoVideoForThisDoctor: isWithoutVideo = false } = mapping;
  if (typeof id !== 'string' || id.trim() === '') return null;
  if (typeof isIgnored !== 'boolean' || typeof isWithoutVideo !== 'boolean') return null;
  const room = mapping['LocationName'] ?? '';
  if (typeof room !== 'string') return null;
  return {
    id: id.trim(),
    name: typeof name === 'string' ? name : '',
    takesPart: !isIgnored,
    takesVideo: !isWithoutVideo,
    room: room.trim(),
  };
}
